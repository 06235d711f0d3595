package org.metersim.transport.ble.gatt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.att.AttPdu;
import org.metersim.transport.ble.att.AttPdu.OfValue;
import org.metersim.transport.ble.att.AttRequest;
import org.metersim.transport.ble.att.AttResponse;
import org.metersim.transport.ble.gatt.GattProfile.Access;
import org.metersim.transport.ble.gatt.GattProfile.Flow;

/**
 * Whole connections by chance, good and bad PDUs mixed, of all flows and accesses. Whatever comes: a request has one
 * answer and all else has none, nothing is longer than the MTU, no octet of the stream is lost, doubled or sent to who
 * must not have it, and credits and confirmations are kept to.
 */
class GattServerFuzzTest {

    private static final int STEPS = 200;
    private static final int TO_METER = 18;
    private static final int FROM_METER = 20;
    private static final int CONTROL = 23;

    static IntStream seeds() {
        return IntStream.range(0, 60 * Integer.getInteger("fuzz.factor", 1));
    }

    private Random random = new Random(0);
    private Access access = Access.OPEN;
    private Flow flow = Flow.NONE;
    private GattBench bench = GattBench.of(Flow.NONE);
    private boolean safe;
    private int credits;
    private boolean confirmationAwaited;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverComesTheRulesHold(int seed) {
        random = new Random(seed);
        access = Access.values()[random.nextInt(3)];
        flow = Flow.values()[random.nextInt(3)];
        safe = access == Access.OPEN;
        bench = new GattBench(GattBench.profile(flow, 23 + random.nextInt(495), 1 + random.nextInt(512), access));
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        assertEquals(Hex.of(written.toByteArray()), Hex.of(bench.inner.heard.toByteArray()), "to the meter");

        drain();
        assertEquals(Hex.of(said.toByteArray()), Hex.of(heard.toByteArray()), "from the meter");
    }

    private void step() {
        switch (random.nextInt(8)) {
            case 0 -> meterSays();
            case 1 -> secure(random.nextBoolean());
            case 2 -> send(subscription(random.nextInt(5)));
            default -> send(random.nextInt(3) == 0 ? garbage() : good());
        }
        takeTheRest();
    }

    private void meterSays() {
        byte[] bytes = new byte[random.nextInt(600)];
        random.nextBytes(bytes);
        said.writeBytes(bytes);
        bench.inner.toSay.add(bytes);
    }

    private void secure(boolean isSafe) {
        safe = isSafe || access == Access.OPEN;
        bench.server.security(isSafe, isSafe);
    }

    private Octets subscription(int bits) {
        int handle = random.nextBoolean() ? FROM_METER + 1 : CONTROL + 1;
        return new AttRequest.Write(handle, Octets.of(new byte[] {(byte) bits, 0})).encode();
    }

    private Octets good() {
        byte[] value = new byte[random.nextInt(30)];
        random.nextBytes(value);
        Octets octets = Octets.of(value);
        return switch (random.nextInt(6)) {
            case 0 -> new AttRequest.ExchangeMtu(random.nextInt(600)).encode();
            case 1 -> new AttRequest.Write(TO_METER, octets).encode();
            case 2 -> OfValue.writeCommand(TO_METER, octets).encode();
            case 3 ->
                OfValue.writeCommand(CONTROL, Octets.of(new byte[] {(byte) random.nextInt(256)}))
                        .encode();
            case 4 -> new AttRequest.Write(CONTROL, octets).encode();
            default -> new AttPdu.Confirmation().encode();
        };
    }

    /** No part of a prepared write: those are tried elsewhere, and would need a queue here. */
    private Octets garbage() {
        byte[] bytes = good().toBytes();
        for (int change = random.nextInt(4); change >= 0 && bytes.length > 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(random.nextBoolean() ? 0x24 : 0x100);
        }
        boolean isPrepared = bytes.length > 0 && (bytes[0] == 0x16 || bytes[0] == 0x18);
        return isPrepared ? Octets.EMPTY : Octets.of(bytes);
    }

    private void send(Octets pdu) {
        boolean isTaken = pdu.length() <= bench.server.mtu();
        bench.server.receive(pdu, bench.nowMs);
        boolean isAnswered = !pdu.isEmpty() && AttPdu.awaitsResponse(pdu.at(0));
        boolean isDone = isAnswered && takeAnswer();
        int opcode = pdu.isEmpty() ? 0 : pdu.at(0);
        if (opcode == 0x1E && pdu.length() == 1) {
            confirmationAwaited = false;
        } else if (pdu.length() >= 3 && (opcode == 0x12 && isDone || opcode == 0x52 && isTaken && safe)) {
            wrote(pdu.at(1) | pdu.at(2) << 8, pdu.slice(3, pdu.length()));
        }
        takeTheRest();
    }

    private void wrote(int handle, Octets value) {
        if (handle == TO_METER && value.length() <= 512) {
            written.writeBytes(value.toBytes());
        } else if (handle == CONTROL && flow == Flow.CREDIT && value.length() == 1) {
            credits = value.at(0) == 0xFF ? 0 : credits + value.at(0);
        }
    }

    /** The answer comes before all else. @return whether a write was done */
    private boolean takeAnswer() {
        AttPdu answer = AttPdu.decode(bench.server.nextOutput().orElseThrow());
        assertTrue(answer instanceof AttResponse, answer::toString);
        return answer.equals(AttResponse.Done.written());
    }

    private void takeTheRest() {
        for (Optional<Octets> next = bench.server.nextOutput(); next.isPresent(); next = bench.server.nextOutput()) {
            take(next.get());
        }
    }

    private void take(Octets pdu) {
        assertTrue(pdu.length() <= bench.server.mtu(), pdu::toString);
        assertTrue(AttPdu.decode(pdu) instanceof OfValue, pdu::toString);
        OfValue value = (OfValue) AttPdu.decode(pdu);
        int bits = bench.server.configurations().getOrDefault(value.handle() + 1, 0);
        assertTrue(safe, "said on a link that is not safe");
        assertEquals((bits & 1) == 0, value.isIndication(), "subscribed to " + bits);
        assertTrue(bits != 0 && !value.isWriteCommand());
        assertTrue(!value.isIndication() || !confirmationAwaited, "a second indication");
        confirmationAwaited |= value.isIndication();
        if (value.handle() == FROM_METER) {
            heard.writeBytes(value.value().toBytes());
            boolean isCredited =
                    flow == Flow.CREDIT && bench.server.configurations().getOrDefault(CONTROL + 1, 0) != 0;
            credits -= isCredited ? 1 : 0;
            assertTrue(credits >= 0, "more than was granted");
        } else {
            assertEquals(CONTROL, value.handle());
        }
    }

    /** A central that wants all gets all that is left. */
    private void drain() {
        secure(true);
        send(new AttPdu.Confirmation().encode());
        send(new AttRequest.Write(CONTROL + 1, Octets.parse("0000")).encode());
        send(new AttRequest.Write(FROM_METER + 1, Octets.parse("0100")).encode());
    }
}
