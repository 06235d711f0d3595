package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.crash.Story;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.runtime.memory.NonVolatileMemory;

/** A bundle that a client installs, whatever is cut: both boards run the old images, or both the new ones. */
final class BundleStory implements Story {

    private static final String OLD = "2.4.0, 1.2.0";
    private static final String NEW = "2.4.1, 1.3.0";
    private static final int PART_SLOTS = Bench.RECORD_BYTES;

    private final NonVolatileMemory memory;
    private final byte[] file;
    private final TransferState end;
    private final List<BundleBench> benches = new ArrayList<>();
    private final Set<Integer> acknowledged = new HashSet<>();
    private Set<TransferState> expected = EnumSet.of(TransferState.IDLE);

    BundleStory(NonVolatileMemory memory, byte[] file, TransferState end) {
        this.memory = memory;
        this.file = file;
        this.end = end;
    }

    private BundleBench bench() {
        return benches.get(0);
    }

    private UpdateEngine bundle() {
        return bench().bundle;
    }

    @Override
    public void start() {
        if (benches.isEmpty()) {
            benches.add(new BundleBench(factory -> memory));
        } else {
            bench().restart();
        }
    }

    @Override
    public boolean isOver() {
        return bundle().state() == end;
    }

    @Override
    public void goOn() {
        switch (bundle().state()) {
            case IDLE -> {
                expect(TransferState.IDLE, TransferState.RECEIVING);
                assertEquals(AccessResult.SUCCESS, BundleBench.initiate(bundle(), file, bench().nowMs));
            }
            case RECEIVING -> {
                expect(TransferState.RECEIVING, TransferState.COMPLETE);
                int number = bundle().firstNotTransferred();
                assertEquals(AccessResult.SUCCESS, bundle().block(number, Bench.block(file, number), bench().nowMs));
                acknowledged.add(number);
            }
            case COMPLETE -> {
                expect(TransferState.COMPLETE, TransferState.VERIFIED);
                assertEquals(AccessResult.SUCCESS, bundle().verify(bench().nowMs));
            }
            case VERIFIED -> {
                expect(TransferState.VERIFIED);
                assertEquals(AccessResult.SUCCESS, bundle().activate(bench().nowMs));
            }
            case ARMED -> {
                expect(TransferState.VERIFIED, TransferState.PENDING);
                bench().step(1_000);
            }
            case PENDING, TRIAL -> {
                expect(bundle().state(), TransferState.TRIAL, end);
                bench().step(1_000);
            }
            default -> throw new AssertionError("stuck in " + bench().states());
        }
    }

    private void expect(TransferState now, TransferState... orThen) {
        expected = EnumSet.of(now, orThen);
    }

    @Override
    public void check() {
        TransferState state = bundle().state();
        assertTrue(expected.contains(state), state + " is none of " + expected);
        TransferState parts = state.compareTo(TransferState.PENDING) < 0 ? TransferState.IDLE : state;
        assertEquals(parts + " " + parts + " " + state, bench().states());
        acknowledged.forEach(number -> assertTrue(bundle().hasBlock(number), "lost block " + number));
        checkRunning(state == TransferState.CONFIRMED);
        checkTold(state);
    }

    private void checkRunning(boolean isNew) {
        assertEquals(isNew ? NEW : OLD, bench().running(), bench().states());
        assertEquals(isNew ? 6 : 5, bench().metrology.securityCounter());
        assertEquals(isNew ? 6 : 5, bench().nic.securityCounter());
        checkSlot(0, isNew ? BundleBench.METROLOGY : Bench.GOLDEN.file().toBytes(), isNew);
        checkSlot(1, isNew ? BundleBench.NIC : BundleBench.OLD_NIC.file().toBytes(), isNew);
    }

    private void checkSlot(int component, byte[] image, boolean isNew) {
        int at = PART_SLOTS + component * Bench.BANK_BYTES + (isNew ? Bench.BANK_BYTES / 2 : 0);
        assertEquals(
                Octets.of(image), Octets.of(memory.read(at, image.length)), "what component " + component + " runs");
    }

    private void checkTold(TransferState state) {
        List<Integer> events = switch (state) {
            case VERIFIED, ARMED, PENDING, TRIAL -> List.of(17);
            case CONFIRMED -> List.of(17, 18, 20);
            case REVERTED -> List.of(17, 204);
            default -> List.of();
        };
        assertEquals(events, bench().events());
        boolean isEnd = state == TransferState.CONFIRMED || state == TransferState.REVERTED;
        assertEquals(
                isEnd ? List.of(UpdateKind.METROLOGY, UpdateKind.NIC) : List.of(),
                bench().confirmations().stream().map(UpdateConfirmation::kind).toList());
    }

    @Override
    public void checkEnd() {
        bench().restart();
        expect(end);
        check();
    }
}
