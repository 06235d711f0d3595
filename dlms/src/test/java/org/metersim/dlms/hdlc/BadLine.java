package org.metersim.dlms.hdlc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * A client and a meter on a line in virtual time that loses, doubles and damages frames, by seed. The client asks one
 * question after the other; every question and answer has its number in it.
 */
final class BadLine {

    /** Of a frame's fate: each a probability, 0 to 1. */
    record Faults(double lost, double doubled, double damaged) {}

    private record Delivery(long dueMs, long number, boolean toMeter, byte[] frame) {}

    private static final long DELAY_MS = 5;
    private static final long RESPONSE_MS = 200;
    private static final int TRIES = 60;
    private static final int MAX_APDU_BYTES = 4000;

    private final Random random;
    private final Faults faults;
    private final HdlcPrimary client;
    private final HdlcSecondary meter;
    private final PriorityQueue<Delivery> deliveries = new PriorityQueue<>(
            java.util.Comparator.comparingLong(Delivery::dueMs).thenComparingLong(Delivery::number));
    private final List<Octets> questions = new ArrayList<>();
    private final List<Octets> questionsHeard = new ArrayList<>();
    private final List<Octets> answers = new ArrayList<>();
    private final List<Octets> answersHeard = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private long nowMs;
    private long number;

    BadLine(long seed, HdlcParameters parameters, Faults faults) {
        this.random = new Random(seed);
        this.faults = faults;
        this.client = new HdlcPrimary(new HdlcPrimary.Settings(
                HdlcAddress.of(16), HdlcAddress.of(1, 17), parameters, RESPONSE_MS, TRIES, MAX_APDU_BYTES));
        this.meter = new HdlcSecondary(new HdlcSecondary.Settings(
                List.of(1), 17, new HdlcParameters(2030, 2030, 7, 7), HdlcSecondary.NO_TIMEOUT, 25, MAX_APDU_BYTES));
    }

    /** Lets the client connect and ask {@code count} questions. */
    void ask(int count) {
        for (int i = 0; i < count; i++) {
            questions.add(apdu(i));
            answers.add(apdu(1_000_000 + i));
        }
        client.connect(nowMs);
        pump();
        while (ends.isEmpty() && answersHeard.size() < count) {
            step();
        }
    }

    private Octets apdu(int id) {
        byte[] body = new byte[random.nextInt(random.nextInt(4) == 0 ? 1500 : 100)];
        random.nextBytes(body);
        return new ByteWriter().u32(id).bytes(body).toOctets();
    }

    /** The next thing that happens: a frame arrives, or the client's patience ends. */
    private void step() {
        Delivery next = deliveries.peek();
        if (next == null || next.dueMs() > client.deadlineMs()) {
            nowMs = Math.max(nowMs, client.deadlineMs());
            client.wake(nowMs);
        } else {
            deliveries.remove();
            nowMs = Math.max(nowMs, next.dueMs());
            if (next.toMeter()) {
                meter.receive(next.frame(), nowMs);
            } else {
                client.receive(next.frame(), nowMs);
            }
        }
        pump();
    }

    private void pump() {
        for (var news = meter.nextIndication(); news.isPresent(); news = meter.nextIndication()) {
            if (news.get() instanceof HdlcIndication.Received question) {
                questionsHeard.add(question.apdu());
                int id = ByteReader.of(question.apdu()).i32("id");
                meter.answer(question.clientSap(), answers.get(id).toBytes());
            }
        }
        meter.respond();
        for (var news = client.nextIndication(); news.isPresent(); news = client.nextIndication()) {
            if (news.get() instanceof HdlcIndication.Received answer) {
                answersHeard.add(answer.apdu());
            } else if (news.get() instanceof HdlcIndication.Disconnected end) {
                ends.add(end.cause());
            }
            if (ends.isEmpty() && answersHeard.size() < questions.size()) {
                client.send(questions.get(answersHeard.size()).toBytes(), nowMs);
            }
        }
        drain(true, client.nextOutput());
        drain(false, meter.nextOutput());
    }

    private void drain(boolean toMeter, Optional<byte[]> first) {
        for (var frame = first; frame.isPresent(); frame = toMeter ? client.nextOutput() : meter.nextOutput()) {
            if (random.nextDouble() >= faults.lost()) {
                pass(toMeter, frame.get());
                if (random.nextDouble() < faults.doubled()) {
                    pass(toMeter, frame.get());
                }
            }
        }
    }

    private void pass(boolean toMeter, byte[] frame) {
        byte[] bytes = frame.clone();
        if (random.nextDouble() < faults.damaged()) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        deliveries.add(new Delivery(nowMs + DELAY_MS, number++, toMeter, bytes));
    }

    List<Octets> questions() {
        return questions;
    }

    List<Octets> questionsHeard() {
        return questionsHeard;
    }

    List<Octets> answers() {
        return answers;
    }

    List<Octets> answersHeard() {
        return answersHeard;
    }

    /** Why the link ended, if it did. */
    List<String> ends() {
        return ends;
    }

    /** Frames that were put on the line. */
    long frames() {
        return number;
    }

    long nowMs() {
        return nowMs;
    }
}
