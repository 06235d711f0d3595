package org.metersim.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.metersim.runtime.wire.VirtualWorld;

class SimulatedMeterTest {

    private static final String SAMPLE = "run by the tests of this class alone, which switch this condition off";

    /** What the samples below saw: one list for all, as they run one after the other. */
    private static final List<InetSocketAddress> SEEN = new ArrayList<>();

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private TestExecutionSummary run(Class<?> sample) {
        SEEN.clear();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(sample))
                .configurationParameter("junit.jupiter.conditions.deactivate", "*")
                .build();
        PrintStream before = System.err;
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            LauncherFactory.create().execute(request, listener);
        } finally {
            System.setErr(before);
        }
        return listener.getSummary();
    }

    private String printed() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void eachTestHasItsOwnMeterOnAFreePortThatIsGoneAfterwards() {
        TestExecutionSummary summary = run(EachItsOwn.class);

        assertEquals(2, summary.getTestsSucceededCount(), summary.getFailures()::toString);
        assertEquals(2, SEEN.size());
        SEEN.forEach(gone -> org.junit.jupiter.api.Assertions.assertThrows(
                ConnectException.class, () -> new Socket(gone.getAddress(), gone.getPort()).close()));
    }

    @Test
    void allTestsOfAClassShareOneWhenAskedTo() {
        TestExecutionSummary summary = run(OneForAll.class);

        assertEquals(2, summary.getTestsSucceededCount(), summary.getFailures()::toString);
        assertEquals(3, SEEN.size());
        assertEquals(1, SEEN.stream().distinct().count());
    }

    @Test
    void theMeterIsWhatTheAnnotationSays() {
        TestExecutionSummary summary = run(AsAsked.class);

        assertEquals(1, summary.getTestsSucceededCount(), summary.getFailures()::toString);
    }

    @Test
    void onVirtualWiresTheWorldIsAParameterToo() {
        TestExecutionSummary summary = run(OnVirtualWires.class);

        assertEquals(1, summary.getTestsSucceededCount(), summary.getFailures()::toString);
    }

    @Test
    void aFailedTestShowsTheSeedAndWhatPassedLast() {
        TestExecutionSummary summary = run(Failing.class);

        assertEquals(1, summary.getTestsFailedCount());
        assertTrue(
                printed().contains("fails(Meter) failed: meter 00012345, seed 7; the last that passed:"),
                this::printed);
        assertTrue(printed().contains("STATE mains off"), this::printed);
    }

    @Test
    void aTestThatPassesShowsNothing() {
        run(AsAsked.class);

        assertEquals("", printed());
    }

    // a meter of its own for each test cannot be there before the first
    @Test
    void aMeterPerTestIsRefusedWhereThereIsNoTest() {
        TestExecutionSummary summary = run(TooEarly.class);

        assertEquals(0, summary.getTestsSucceededCount());
        assertTrue(summary.getFailures().get(0).getException().getMessage().contains("No ParameterResolver"));
    }

    @Disabled(SAMPLE)
    @SimulatedMeter
    static class EachItsOwn {

        @Test
        void first(Meter meter) throws IOException {
            connect(meter);
        }

        @Test
        void second(Meter meter) throws IOException {
            connect(meter);
        }

        private static void connect(Meter meter) throws IOException {
            SEEN.add(meter.tcp());
            new Socket(meter.tcp().getAddress(), meter.tcp().getPort()).close();
        }
    }

    @Disabled(SAMPLE)
    @SimulatedMeter(lifecycle = SimulatedMeter.Lifecycle.PER_CLASS)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneForAll {

        @BeforeAll
        void prepare(Meter meter) {
            SEEN.add(meter.tcp());
        }

        @Test
        void first(Meter meter) {
            SEEN.add(meter.tcp());
        }

        @Test
        void second(Meter meter) {
            SEEN.add(meter.tcp());
        }
    }

    @Disabled(SAMPLE)
    @SimulatedMeter(serial = 777, seed = 9, clock = "2030-01-02T03:04:05Z")
    static class AsAsked {

        @Test
        void is(Meter meter) {
            assertEquals("00000777", meter.serial());
            assertEquals(9, meter.seed());
            assertNotEquals(0, meter.tcp().getPort());
            assertTrue(!meter.clock().now().isBefore(Instant.parse("2030-01-02T03:04:05Z")));
            assertTrue(meter.clock().now().isBefore(Instant.parse("2030-01-02T04:00:00Z")));
        }
    }

    @Disabled(SAMPLE)
    @SimulatedMeter(wires = SimulatedMeter.Wires.VIRTUAL)
    static class OnVirtualWires {

        @Test
        void is(Meter meter, VirtualWorld world) {
            assertEquals(world.nowMs(), meter.clock().now().toEpochMilli());
        }
    }

    @Disabled(SAMPLE)
    @SimulatedMeter(seed = 7)
    static class Failing {

        @Test
        void fails(Meter meter) {
            meter.power().off();
            fail("on purpose");
        }
    }

    @Disabled(SAMPLE)
    @SimulatedMeter
    static class TooEarly {

        @BeforeAll
        static void tooEarly(Meter meter) {
            fail("never called, not even with " + meter);
        }

        @Test
        void never() {
            fail("never called");
        }
    }
}
