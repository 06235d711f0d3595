package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.crash.Story;
import org.metersim.metrology.link.UpdateConfirmation;

/**
 * A client that brings one image in, from the beginning again whenever that fails: a failing voltage may damage what is
 * kept elsewhere, so what was acknowledged may be lost, but never without being noticed.
 */
final class BrownOutStory implements Story {

    private static final byte[] FILE = Bench.GOOD;
    private static final List<Integer> ENDS = List.of(18, 51, 204);

    private final Bench bench;
    private final Set<Integer> acknowledged = new TreeSet<>();
    private boolean activationAsked;

    BrownOutStory(Bench bench) {
        this.bench = bench;
    }

    @Override
    public void start() {
        bench.restart();
    }

    @Override
    public boolean isOver() {
        return bench.engine.state() == TransferState.CONFIRMED;
    }

    @Override
    public void goOn() {
        UpdateEngine engine = bench.engine;
        switch (engine.state()) {
            case IDLE, REJECTED, REVERTED -> initiate();
            case RECEIVING -> receive(engine.firstNotTransferred());
            case COMPLETE -> assertEquals(AccessResult.SUCCESS, engine.verify(bench.nowMs));
            case VERIFIED -> {
                activationAsked = true;
                assertEquals(AccessResult.SUCCESS, engine.activate(bench.nowMs));
            }
            default -> time();
        }
    }

    private void initiate() {
        acknowledged.clear();
        assertEquals(AccessResult.SUCCESS, bench.initiate(FILE));
    }

    /** What the damage made of a block may be such that only an erase helps. */
    private void receive(int number) {
        if (bench.send(FILE, number) == AccessResult.SUCCESS) {
            acknowledged.add(number);
        } else {
            assertTrue(isDamaged(number), "block " + number + " is refused for nothing");
            initiate();
        }
    }

    private void time() {
        long before = boots();
        bench.step(Math.max(0, bench.engine.deadlineMs() - bench.nowMs));
        if (boots() > before) {
            assertEquals(Octets.of(FILE), staged(), "boots a broken image");
        }
    }

    private long boots() {
        return bench.journal.stream()
                .filter(line -> line.endsWith("-> 5 (TRIAL)"))
                .count();
    }

    /** Where the record says that the image goes. */
    private Octets staged() {
        int slot = bench.records.get(Bench.KEY).map(UpdateState::read).orElseGet(UpdateState::new).staging;
        return Octets.of(bench.memory.read(bench.slotAt(slot), FILE.length));
    }

    private boolean isDamaged(int number) {
        Octets there =
                staged().slice(number * Bench.BLOCK_BYTES, Math.min(FILE.length, (number + 1) * Bench.BLOCK_BYTES));
        byte[] blank = new byte[there.length()];
        Arrays.fill(blank, (byte) 0xFF);
        return !there.equals(Bench.block(FILE, number)) && !there.equals(Octets.of(blank));
    }

    // --- what must hold

    @Override
    public void check() {
        checkBlocks();
        checkRunning();
        checkTold();
    }

    private void checkBlocks() {
        UpdateEngine engine = bench.engine;
        switch (engine.state()) {
            case RECEIVING -> {
                for (int number = 0; number < engine.blockCount(); number++) {
                    assertTrue(!engine.hasBlock(number) || !isDamaged(number), "block " + number + " is damaged");
                }
                acknowledged.forEach(
                        number -> assertTrue(engine.hasBlock(number) || isDamaged(number), "lost block " + number));
            }
            case COMPLETE, VERIFIED -> assertEquals(Octets.of(FILE), staged());
            default -> {}
        }
    }

    /** One image, whole in its slot; the new one only if it was activated. */
    private void checkRunning() {
        TransferState state = bench.engine.state();
        if (state == TransferState.PENDING || state == TransferState.TRIAL) {
            // the new image boots next; the one to go back to is looked at when it comes to that
            return;
        }
        Octets digest = bench.engine.activeDigest();
        boolean isNew = digest.equals(Octets.of(Forge.hash("SHA-256", FILE)));
        assertTrue(isNew ? activationAsked : digest.equals(Bench.GOLDEN.digest()), "runs what nobody activated");
        assertEquals(isNew ? "2.4.1" : "2.4.0", bench.engine.activeVersion());
        int slot = bench.engine.runningSlot();
        if (slot != UpdateState.GOLDEN) {
            Octets image = isNew ? Octets.of(FILE) : Bench.GOLDEN.file();
            assertEquals(image, Octets.of(bench.memory.read(bench.slotAt(slot), image.length())), "slot " + slot);
        }
    }

    /** State, events, confirmations and security counter tell one story. */
    private void checkTold() {
        List<Integer> events =
                bench.events().stream().filter(code -> code != 205).toList();
        int last = events.isEmpty() ? 0 : events.get(events.size() - 1);
        switch (bench.engine.state()) {
            case VERIFIED, PENDING, TRIAL -> assertEquals(17, last);
            case CONFIRMED -> assertEquals(20, last);
            case REJECTED -> assertEquals(51, last);
            case REVERTED -> assertEquals(204, last);
            default -> assertTrue(last != 17, "a verified image is forgotten");
        }
        List<UpdateConfirmation> told = bench.confirmations();
        assertEquals(
                events.stream().filter(ENDS::contains).toList(),
                told.stream().map(UpdateConfirmation::eventCode).toList());
        told.forEach(each -> assertEquals(each.eventCode() == 18, each.ok()));
        assertEquals(events.contains(18) ? 6 : 5, bench.engine.securityCounter());
        boolean isGolden =
                bench.engine.state() != TransferState.TRIAL && bench.engine.runningSlot() == UpdateState.GOLDEN;
        assertTrue(!isGolden || bench.events().contains(205), "the golden image runs and nobody knows");
    }

    @Override
    public void checkEnd() {
        bench.restart();
        check();
        assertEquals(TransferState.CONFIRMED, bench.engine.state());
    }
}
