package org.metersim.runtime.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.TestEndpoint;

class VirtualWorldTest {

    private final VirtualWorld world = new VirtualWorld(1000);
    private final TestEndpoint near = new TestEndpoint();
    private final TestEndpoint far = new TestEndpoint().echoing();

    @Test
    void bytesTakeTheTimeOfTheWireEachWay() {
        world.connect(near, far, 7);
        near.say("ping");

        world.settle();

        assertEquals(List.of("1007: ping"), far.heard);
        assertEquals(List.of("1014: ping"), near.heard);
        assertEquals(1014, world.nowMs());
    }

    @Test
    void whatIsStillInFlightDoesNotArriveBeforeItsTime() {
        world.connect(near, far, 7);
        near.say("ping");

        world.advance(6);
        assertEquals(List.of(), far.heard);

        world.advance(1);
        assertEquals(List.of("1007: ping"), far.heard);
    }

    @Test
    void whoWaitsIsWokenAtItsMomentAlsoWhileBytesTravel() {
        world.connect(near.waitingUntil(1003), far, 7);
        near.say("ping");

        world.settle();

        assertEquals(List.of("1003: woken!", "1014: ping", "1017: late"), near.heard);
    }

    @Test
    void nobodyIsWokenEarly() {
        world.connect(near.waitingUntil(1003), far, 0);

        world.advance(2);

        assertEquals(List.of(), near.heard);
        assertEquals(1003, world.nextDeadlineMs());
    }

    @Test
    void sleepersAreWokenWithoutAnyWire() {
        List<Long> wakes = new ArrayList<>();
        world.attend(new VirtualWorld.Sleeper() {
            @Override
            public long deadlineMs() {
                return wakes.size() < 3 ? 2000 + 500 * wakes.size() : Endpoint.NEVER;
            }

            @Override
            public void wake(long nowMs) {
                wakes.add(nowMs);
            }
        });

        world.advance(3_600_000);

        assertEquals(List.of(2000L, 2500L, 3000L), wakes);
        assertEquals(3_601_000, world.nowMs());
    }

    @Test
    void aWireEndsWhenOneEndHangsUpAndItsLastBytesHaveArrived() {
        world.connect(near, far.hangingUpAfter("bye"), 5);
        near.say("bye");

        world.settle();

        assertEquals(List.of("1010: bye", "1010: lost!"), near.heard);
        near.say("anybody?");
        world.settle();
        assertEquals(List.of("1005: bye", "1010: lost!"), far.heard);
    }

    // nothing in flight: the end must be noticed all the same
    @Test
    void aWireEndsWhenAnEndHangsUpInSilence() {
        world.connect(near, far, 5);
        far.hangUp();

        world.settle();

        assertEquals(List.of("1000: lost!"), near.heard);
    }

    @Test
    void aWireThatIsCutLosesWhatIsInFlight() {
        Wire wire = world.connect(near, far, 5);
        near.say("ping");
        world.advance(1);

        world.cut(wire);
        world.settle();

        assertEquals(List.of("1001: lost!"), far.heard);
    }

    @Test
    void whoDialsMeetsWhoListens() {
        world.listen("concentrator", 4064, () -> far);
        near.say("ping");

        world.dial("concentrator", 4064, near);
        world.settle();

        assertEquals(List.of("1000: ping"), near.heard);
    }

    @Test
    void whoDialsWhereNobodyListensIsToldSoButNotAtOnce() {
        world.listen("concentrator", 4064, () -> far);
        world.unlisten("concentrator", 4064);

        world.dial("concentrator", 4064, near);
        assertEquals(List.of(), near.heard);

        world.settle();
        assertEquals(List.of("1000: lost!"), near.heard);
    }

    @Test
    void endpointsThatAnswerEachOtherForEverAreFound() {
        world.connect(near.echoing(), far, 0);
        near.say("again");

        assertThrows(IllegalStateException.class, world::settle);
    }

    @Test
    void theSameInputsGiveTheSameConversation() {
        assertEquals(conversation(42), conversation(42));
    }

    @Test
    void anotherSeedGivesAnotherConversation() {
        org.junit.jupiter.api.Assertions.assertNotEquals(conversation(42), conversation(43));
    }

    private static List<String> conversation(long seed) {
        VirtualWorld world = new VirtualWorld(0);
        TestEndpoint client = new TestEndpoint();
        TestEndpoint server = new TestEndpoint().echoing();
        LineFaults faults = new LineFaults(seed).flipBytes(0.05).loseFrames(0.2);
        world.connect(client, new FaultyLine(server, faults, entry -> {}), 3);
        for (int i = 0; i < 50; i++) {
            client.say("message number " + i);
            world.advance(10);
        }
        return client.heard;
    }
}
