package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.runtime.memory.PowerCut;
import org.metersim.runtime.memory.PowerCut.Moment;
import org.metersim.runtime.memory.PowerLost;

/** Firmware for both boards in one transfer: it runs on both, or on none. */
class BundleTest {

    private static final String OLD = "2.4.0, 1.2.0";
    private static final String NEW = "2.4.1, 1.3.0";

    private final BundleBench bench = new BundleBench();

    @Test
    void runsOnBothBoardsAndIsConfirmedForEachOnce() {
        bench.update(BundleBench.GOOD);

        assertEquals(NEW, bench.running());
        assertEquals("CONFIRMED CONFIRMED CONFIRMED", bench.states());
        assertEquals(6, bench.metrology.securityCounter());
        assertEquals(6, bench.nic.securityCounter());
        assertEquals(List.of(17, 18, 20), bench.events());
        List<UpdateConfirmation> told = bench.confirmations();
        assertEquals(
                List.of(UpdateKind.METROLOGY, UpdateKind.NIC),
                told.stream().map(UpdateConfirmation::kind).toList());
        assertEquals(
                List.of(1L, 2L),
                told.stream().map(UpdateConfirmation::eventCounter).toList());
        assertTrue(told.stream().allMatch(UpdateConfirmation::ok));
        assertEquals(Octets.ascii("2.4.0"), told.get(0).oldIdentifier());
        assertEquals(Octets.ascii("2.4.1"), told.get(0).newIdentifier());
        assertEquals(
                Octets.of(Forge.hash("SHA-256", BundleBench.METROLOGY)),
                told.get(0).sha256());
        assertEquals(Octets.ascii("1.2.0"), told.get(1).oldIdentifier());
        assertEquals(Octets.ascii("1.3.0"), told.get(1).newIdentifier());
        assertEquals(
                Octets.of(Forge.hash("SHA-256", BundleBench.NIC)), told.get(1).sha256());
        assertEquals("bundle-000001", told.get(0).updateId());
    }

    // Blue Book 4.4.6: one element of image_to_activate_info for each image in what was transferred.
    @Test
    void showsEachPartBeforeItIsActivated() {
        bench.transfer(BundleBench.GOOD);
        assertEquals(List.of(), bench.bundle.offers());
        bench.bundle.verify(bench.nowMs);

        assertEquals(
                List.of(Octets.of(BundleBench.METROLOGY), Octets.of(BundleBench.NIC)),
                bench.bundle.offers().stream().map(Offer::file).toList());
        assertEquals(
                List.of("2.4.1", "1.3.0"),
                bench.bundle.offers().stream()
                        .map(offer -> offer.identifier().toAscii())
                        .toList());
    }

    private static byte[] needs(int component, String version) {
        ImageVersion least = ImageVersion.parse(version);
        return Forge.tlv(0x40, component, 0, 0, 0, least.major(), least.minor(), least.revision(), 0, 0, 0, 0, 0);
    }

    private static byte[] metrologyNeeding(String nicVersion) {
        return BundleBench.metrology("2.4.1", 6, "good", needs(1, nicVersion));
    }

    static Stream<Arguments> bad() {
        byte[] metrology = BundleBench.METROLOGY;
        byte[] nic = BundleBench.NIC;
        byte[] broken = Forge.patch(nic, 100, nic[100] ^ 1);
        byte[] unsigned = Forge.fixCrc(Forge.patch(nic, nic.length - 10, nic[nic.length - 10] ^ 1));
        byte[] cut = Arrays.copyOf(Forge.join(new byte[] {(byte) 0xFF, 0, 0, 0}, nic), 200);
        return Stream.of(
                Arguments.of("only one of the two", BundleBench.bundle(metrology), "structure"),
                Arguments.of("nothing at all", BundleBench.ofPayload(new byte[0]), "structure"),
                Arguments.of("the same component twice", BundleBench.bundle(metrology, metrology, nic), "structure"),
                Arguments.of("a bundle in a bundle", BundleBench.bundle(metrology, BundleBench.GOOD), "structure"),
                Arguments.of("a part that ends early", BundleBench.ofPayload(cut), "structure"),
                Arguments.of("bytes after the parts", BundleBench.ofPayload(new byte[] {1, 2, 3}), "structure"),
                Arguments.of("a part with a wrong CRC", BundleBench.bundle(metrology, broken), "crc"),
                Arguments.of("a part with a wrong signature", BundleBench.bundle(metrology, unsigned), "signature"),
                Arguments.of(
                        "a part that is older",
                        BundleBench.bundle(metrology, BundleBench.nic("1.1.0", 6, "")),
                        "version"),
                Arguments.of(
                        "a counter that is lower",
                        BundleBench.bundle(metrology, BundleBench.nic("1.3.0", 4, "")),
                        "counter"),
                Arguments.of(
                        "a part that needs more", BundleBench.bundle(metrologyNeeding("1.4.0"), nic), "dependency"),
                Arguments.of(
                        "the bundle's own signature", Forge.fixCrc(Forge.patch(BundleBench.GOOD, 40, 1)), "digest"),
                Arguments.of("a firmware, no bundle", metrology, "component"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void refusesWhatIsNotGoodInEveryPart(String what, byte[] file, String layer) {
        assertEquals(AccessResult.OTHER_REASON, bench.verify(file));

        assertEquals("IDLE IDLE REJECTED", bench.states());
        assertEquals("verify", bench.bundle.verdict().phase());
        assertEquals(
                layer, bench.bundle.verdict().layer(), bench.bundle.verdict().cause());
        assertEquals(OLD, bench.running());
        assertEquals(List.of(51), bench.events());
        assertEquals(
                List.of(UpdateKind.METROLOGY, UpdateKind.NIC),
                bench.confirmations().stream().map(UpdateConfirmation::kind).toList());
        assertFalse(bench.confirmations().stream().anyMatch(UpdateConfirmation::ok));
        bench.update(BundleBench.GOOD);
        assertEquals(NEW, bench.running());
    }

    // What will run counts, not what runs: each needs the other, and neither could come alone.
    @Test
    void takesPartsThatNeedEachOther() {
        byte[] metrology = metrologyNeeding("1.3.0");
        byte[] nic = BundleBench.nic("1.3.0", 6, "good", needs(0, "2.4.1"));
        bench.transfer(bench.metrology, metrology);
        assertEquals(AccessResult.OTHER_REASON, bench.metrology.verify(bench.nowMs));
        assertEquals("dependency", bench.metrology.verdict().layer());

        bench.update(BundleBench.bundle(metrology, nic));

        assertEquals(NEW, bench.running());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesBackOnBothWhenEitherFailsItsSelfTest(boolean metrologyFails) {
        byte[] metrology = metrologyFails ? Bench.FAILING : BundleBench.METROLOGY;
        byte[] nic = metrologyFails
                ? BundleBench.NIC
                : BundleBench.nic("1.3.0", 6, "meter-sim behaviour 1\nselfTest: fail\n\n");

        bench.update(BundleBench.bundle(metrology, nic));

        String failed = metrologyFails ? "metrology: failed" : "nic: failed";
        assertEquals(new UpdateVerdict("self-test", "self-test", failed), bench.bundle.verdict());
        assertEquals(bench.bundle.verdict(), bench.metrology.verdict());
        assertEquals(OLD, bench.running());
        assertEquals("REVERTED REVERTED REVERTED", bench.states());
        assertEquals(5, bench.metrology.securityCounter());
        assertEquals(5, bench.nic.securityCounter());
        assertEquals(List.of(17, 204), bench.events());
        assertEquals(2, bench.confirmations().size());
        assertFalse(bench.confirmations().stream().anyMatch(UpdateConfirmation::ok));
    }

    @Test
    void triesBothAgainWhenOneHangsAndGivesUpAfterThree() {
        byte[] nic = BundleBench.nic("1.3.0", 6, "meter-sim behaviour 1\nselfTest: pass-on-try-3\n\n");
        bench.update(BundleBench.bundle(BundleBench.METROLOGY, nic));
        assertEquals(NEW, bench.running());

        BundleBench other = new BundleBench();
        other.update(BundleBench.bundle(
                BundleBench.METROLOGY, BundleBench.nic("1.3.0", 6, "meter-sim behaviour 1\nselfTest: hang\n\n")));
        assertEquals(
                "nic: the watchdog reset the board at each of 3 tries",
                other.bundle.verdict().cause());
        assertEquals(OLD, other.running());
    }

    @Test
    void waitsForTheClientWhenAPartWants() {
        byte[] nic = BundleBench.nic("1.3.0", 6, "meter-sim behaviour 1\nconfirm: client\n\n");
        bench.verify(BundleBench.bundle(BundleBench.METROLOGY, nic));
        bench.bundle.activate(bench.nowMs);
        bench.step(60_000);
        assertEquals("TRIAL TRIAL TRIAL", bench.states());
        assertEquals(AccessResult.TEMPORARY_FAILURE, bench.nic.activate(bench.nowMs));
        assertEquals(OLD, bench.running());

        assertEquals(AccessResult.SUCCESS, bench.bundle.activate(bench.nowMs));

        assertEquals(NEW, bench.running());
    }

    // Both want the same boards: while one is under way the others are busy, until it ends or is disabled.
    @Test
    void isBusyWhileAPartIsUpdatedByItselfAndTheOtherWayRound() {
        bench.transfer(bench.nic, BundleBench.NIC);
        assertEquals(AccessResult.TEMPORARY_FAILURE, BundleBench.initiate(bench.bundle, BundleBench.GOOD, bench.nowMs));
        bench.nic.enable(false, bench.nowMs);
        assertEquals(AccessResult.SUCCESS, BundleBench.initiate(bench.bundle, BundleBench.GOOD, bench.nowMs));

        bench.nic.enable(true, bench.nowMs);
        assertEquals(AccessResult.TEMPORARY_FAILURE, BundleBench.initiate(bench.metrology, Bench.GOOD, bench.nowMs));
        bench.bundle.enable(false, bench.nowMs);
        bench.nic.enable(false, bench.nowMs);
        assertEquals(AccessResult.SUCCESS, BundleBench.initiate(bench.metrology, Bench.GOOD, bench.nowMs));
    }

    @Test
    void isBusyOnAllInstancesWhileItIsInstalled() {
        bench.verify(BundleBench.GOOD);
        bench.bundle.activate(bench.nowMs);
        for (int second = 0; second < 7; second++) {
            for (UpdateEngine engine : bench.engines()) {
                assertEquals(AccessResult.TEMPORARY_FAILURE, engine.verify(bench.nowMs), bench.states());
                assertEquals(AccessResult.TEMPORARY_FAILURE, engine.activate(bench.nowMs));
                assertEquals(AccessResult.TEMPORARY_FAILURE, BundleBench.initiate(engine, Bench.GOOD, bench.nowMs));
            }
            bench.step(1_000);
        }
        bench.step(60_000);
        assertEquals(NEW, bench.running());
    }

    @Test
    void isVerifiedAgainWhenThePowerFailsBeforeItIsSwitchedTo() {
        bench.verify(BundleBench.GOOD);
        bench.bundle.activate(bench.nowMs);
        bench.cutPower();
        assertEquals("IDLE IDLE VERIFIED", bench.states());
        bench.step(3_600_000);
        assertEquals(OLD, bench.running());

        bench.bundle.activate(bench.nowMs);
        bench.step(Bench.DELAY_MS);
        assertEquals("PENDING PENDING PENDING", bench.states());
        bench.cutPower();
        bench.step(3_600_000);
        assertEquals(NEW, bench.running());
    }

    // What was verified may have changed since: a part in its slot, or the bundle itself.
    @Test
    void isRevertedWhenAPartIsBrokenAtItsBoot() {
        bench.verify(BundleBench.GOOD);
        bench.bundle.activate(bench.nowMs);
        bench.step(Bench.DELAY_MS);
        int nicStaging = Bench.RECORD_BYTES + Bench.BANK_BYTES + Bench.BANK_BYTES / 2;
        bench.memory.program(nicStaging + 200, new byte[] {0, 0, 0, 0});
        bench.step(3_600_000);

        assertEquals("boot", bench.bundle.verdict().phase());
        assertEquals("crc", bench.bundle.verdict().layer());
        assertEquals("REVERTED REVERTED REVERTED", bench.states());
        assertEquals(OLD, bench.running());
    }

    @Test
    void isRevertedWhenItIsBrokenBeforeItIsSwitchedTo() {
        bench.verify(BundleBench.GOOD);
        bench.bundle.activate(bench.nowMs);
        bench.memory.program(Bench.RECORD_BYTES + 2 * Bench.BANK_BYTES + 300, new byte[] {0, 0, 0, 0});
        bench.step(3_600_000);

        assertEquals("IDLE IDLE REVERTED", bench.states());
        assertEquals("crc", bench.bundle.verdict().layer());
        assertEquals(2, bench.confirmations().size());
        assertEquals(OLD, bench.running());
    }

    // --- power cuts

    /** A bundle that a client installs, however often the power fails. */
    private static final class Run {

        private final BundleBench bench;
        private int cuts;

        Run(BundleBench bench) {
            this.bench = bench;
        }

        void toTheEnd(byte[] file) {
            while (!isEnd(bench.bundle.state())) {
                try {
                    progress(file);
                } catch (PowerLost cut) {
                    cuts++;
                    bench.restart();
                    check();
                }
            }
            check();
        }

        private static boolean isEnd(TransferState state) {
            return state == TransferState.CONFIRMED || state == TransferState.REVERTED;
        }

        private void progress(byte[] file) {
            switch (bench.bundle.state()) {
                case IDLE -> bench.transfer(file);
                case RECEIVING -> {
                    int number = bench.bundle.firstNotTransferred();
                    bench.bundle.block(number, Bench.block(file, number), bench.nowMs);
                }
                case COMPLETE -> assertEquals(AccessResult.SUCCESS, bench.bundle.verify(bench.nowMs));
                case VERIFIED -> assertEquals(AccessResult.SUCCESS, bench.bundle.activate(bench.nowMs));
                default -> bench.step(1_000);
            }
        }

        /** One state of all three, identifiers of both, two confirmations or none. */
        private void check() {
            boolean isNew = bench.bundle.state() == TransferState.CONFIRMED;
            assertEquals(isNew ? NEW : OLD, bench.running(), bench.states());
            TransferState state = bench.bundle.state();
            TransferState parts = state.compareTo(TransferState.PENDING) < 0 ? TransferState.IDLE : state;
            assertEquals(parts + " " + parts + " " + state, bench.states());
            assertEquals(isEnd(state) ? 2 : 0, bench.confirmations().size());
        }
    }

    static List<byte[]> goodAndFailing() {
        List<byte[]> files = new ArrayList<>();
        files.add(BundleBench.GOOD);
        files.add(BundleBench.bundle(Bench.FAILING, BundleBench.NIC));
        return files;
    }

    @Tag("sweep")
    @ParameterizedTest
    @MethodSource("goodAndFailing")
    void aCutAtAnyOperationLeavesBothOldOrBothNew(byte[] file) {
        Run whole = new Run(new BundleBench());
        whole.toTheEnd(file);
        long operations = whole.bench.memory.operations();
        assertTrue(operations > 50, operations + " operations");
        for (int operation = 0; operation < operations; operation++) {
            for (Moment moment : Moment.values()) {
                PowerCut[] cut = new PowerCut[1];
                Run run = new Run(new BundleBench(flash -> cut[0] = new PowerCut(flash, each -> {})));
                cut[0].cutAt(operation, moment);
                run.toTheEnd(file);
                assertEquals(1, run.cuts, moment + " operation " + operation);
            }
        }
    }
}
