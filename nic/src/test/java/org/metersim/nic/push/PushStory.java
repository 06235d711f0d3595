package org.metersim.nic.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.metrology.crash.Story;
import org.metersim.metrology.link.MeterLink;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.nic.state.NicState;
import org.metersim.nic.state.TestMemory;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.wire.VirtualWorld;

/**
 * A NIC between a metrology that tells each confirmation until it is acknowledged, and a concentrator that knows a
 * repeat by its counter: whatever is cut, each arrives, and always under one invoke id.
 */
final class PushStory implements Story {

    private static final int CONFIRMATIONS = 4;
    private static final MeterModel PROFILE = TestMemory.profile();
    private static final int INVOKE_ID = 2 * (8 + 2);
    private static final int ID_DIGITS = 6;
    private static final String COUNTER = "12001206";

    private final NonVolatileMemory memory;
    private final int answersEvery;
    private boolean listens;
    private int heard;
    private int acknowledged;
    private final Map<Long, List<String>> invokeIds = new TreeMap<>();
    private VirtualWorld world = new VirtualWorld(PushBench.START_MS);
    private Push push;

    PushStory(NonVolatileMemory memory, int answersEvery, boolean listens) {
        this.memory = memory;
        this.answersEvery = answersEvery;
        this.listens = listens;
    }

    @Override
    public void start() {
        world = new VirtualWorld(world.nowMs());
        NicState state = new NicState(PROFILE, 12_345, memory);
        push = new Push(
                new Push.Settings(state, Optional.empty(), this::read),
                new Push.Surroundings(new Metrology(), this::dial, Journal.OFF, new Random(1)),
                world.nowMs());
        Push woken = push;
        world.attend(new VirtualWorld.Sleeper() {
            @Override
            public long deadlineMs() {
                return woken.deadlineMs();
            }

            @Override
            public void wake(long nowMs) {
                woken.wake(nowMs);
            }
        });
    }

    private MeterReply read(AttributeRef target, long nowMs) {
        return switch (target.object().toString()) {
            case "0-0:1.0.0.255" ->
                new MeterReply.Value(CosemDateTime.of(nowMs, 0, 0).toData());
            case "0-0:44.128.1.255" -> new MeterReply.Value(PushBench.update(1).toData());
            default -> new MeterReply.Value(CosemData.octets(new byte[] {1}));
        };
    }

    private void dial(String host, int port, Endpoint endpoint) {
        if (listens) {
            world.connect(endpoint, new Listener(), 5);
        } else {
            endpoint.lineLost(world.nowMs());
        }
    }

    /** What was acknowledged to metrology waits here, or has arrived. */
    @Override
    public void check() {
        assertTrue(push.waiting() + invokeIds.size() >= acknowledged, "a confirmation is lost");
        assertTrue(push.waiting() <= acknowledged + 1, "a confirmation is doubled");
    }

    @Override
    public boolean isOver() {
        return acknowledged == CONFIRMATIONS && listens && push.waiting() == 0;
    }

    @Override
    public void goOn() {
        if (acknowledged < CONFIRMATIONS) {
            push.updateEnded(PushBench.update(acknowledged + 1), world.nowMs());
        } else if (!listens) {
            listens = true;
            world.advance(3_600_000);
            start();
        }
        world.advance(60_000);
    }

    @Override
    public void checkEnd() {
        assertEquals(CONFIRMATIONS, invokeIds.size(), "confirmations arrived");
        List<String> ids = new ArrayList<>();
        invokeIds.values().forEach(each -> ids.addAll(each.stream().distinct().toList()));
        assertEquals(CONFIRMATIONS, ids.stream().distinct().count(), "invoke ids " + ids);
        assertEquals(CONFIRMATIONS, ids.size(), "invoke ids " + ids);
    }

    /** Tells its oldest confirmation again until it is acknowledged; this one never forgets. */
    private final class Metrology implements MeterLink {

        @Override
        public MeterReply ask(MeterRequest request, long nowMs) {
            if (request instanceof MeterRequest.Acknowledge acknowledge) {
                acknowledged = Math.max(acknowledged, (int) acknowledge.eventCounter());
            }
            return MeterReply.DONE;
        }

        @Override
        public Optional<MeterNotice> nextNotice(long nowMs) {
            return Optional.empty();
        }

        @Override
        public void wake(long nowMs) {
            // the story tells when it is time
        }

        @Override
        public long deadlineMs() {
            return Endpoint.NEVER;
        }
    }

    /** One connection of the concentrator. */
    private final class Listener implements Endpoint {

        private Optional<byte[]> answer = Optional.empty();

        @Override
        public void receive(byte[] chunk, long nowMs) {
            String frame = Hex.compact(chunk);
            String id = frame.substring(INVOKE_ID, INVOKE_ID + ID_DIGITS);
            int at = frame.indexOf(COUNTER) + COUNTER.length();
            long counter = Long.parseLong(frame.substring(at, at + 8), 16);
            invokeIds.computeIfAbsent(counter, first -> new ArrayList<>()).add(id);
            if (++heard % answersEvery == 0) {
                answer = Optional.of(Hex.bytes(PushBench.confirmOf(Integer.parseInt(id, 16))));
            }
        }

        @Override
        public void wake(long nowMs) {
            // it waits for nothing
        }

        @Override
        public long deadlineMs() {
            return NEVER;
        }

        @Override
        public Optional<byte[]> nextOutput() {
            Optional<byte[]> next = answer;
            answer = Optional.empty();
            return next;
        }

        @Override
        public boolean isClosed() {
            return false;
        }
    }
}
