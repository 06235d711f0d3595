package org.metersim.client.update;

import java.util.BitSet;
import java.util.List;
import org.metersim.client.DlmsException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;

/** Brings the blocks into the meter that it lacks, and again those that it still lacks, as long as that helps. */
final class BlockSender {

    /** How one turn ended. */
    enum Turn {
        /** The meter has them all. */
        COMPLETE,
        /** Blocks were sent; look again which are missing. */
        SENT,
        /** The meter has other bytes in a block than we: what it has is of another image. */
        DIFFERENT
    }

    private static final String PHASE = "transfer";

    /** Turns without a block less that is missing, before it is given up. */
    private static final int TURNS_IN_VAIN = 3;

    /** How often a block is sent that the meter is too busy for, or cannot store. */
    private static final int BLOCK_TRIES = 5;

    private final TransferObject object;
    private final UpdateImage image;
    private final UpdateLine line;
    private final UpdatePatience patience;
    private final UpdateListener listener;
    private final BitSet acknowledged = new BitSet();
    private int fewestMissing = Integer.MAX_VALUE;
    private int turnsInVain;
    private boolean turnEnded;
    private boolean pads;

    BlockSender(UpdatePlan plan, TransferObject object, UpdateLine line, UpdateListener listener) {
        this.object = object;
        this.image = plan.image();
        this.line = line;
        this.patience = plan.patience();
        this.listener = listener;
    }

    /** All is to be sent again: the meter was told of the image anew. */
    void restart() {
        acknowledged.clear();
        fewestMissing = Integer.MAX_VALUE;
        turnsInVain = 0;
        turnEnded = false;
    }

    /** Sends what is missing according to {@code progress}. */
    Turn send(TransferObject.Progress progress, int blockBytes) throws DlmsException, UpdateFailed {
        int count = image.blockCount(blockBytes);
        List<Integer> missing = progress.missing(count, acknowledged);
        listener.blocks(count - missing.size(), count);
        if (missing.isEmpty()) {
            return Turn.COMPLETE;
        }
        checkThatItHelps(missing);
        int stored = count - missing.size();
        for (int number : missing) {
            if (!send(number, blockBytes, count)) {
                return Turn.DIFFERENT;
            }
            acknowledged.set(number);
            line.progressed();
            stored++;
            listener.blocks(stored, count);
        }
        turnEnded = true;
        return Turn.SENT;
    }

    private void checkThatItHelps(List<Integer> missing) throws UpdateFailed {
        // a turn that a break cut short says nothing
        turnsInVain = missing.size() < fewestMissing || !turnEnded ? 0 : turnsInVain + 1;
        turnEnded = false;
        fewestMissing = Math.min(fewestMissing, missing.size());
        if (turnsInVain >= TURNS_IN_VAIN) {
            throw new UpdateFailed(
                    PHASE,
                    "block",
                    "block " + missing.get(0) + " stays missing, though the meter takes it again and again");
        }
    }

    /** False when the meter has something else there. */
    private boolean send(int number, int blockBytes, int count) throws DlmsException, UpdateFailed {
        AccessResult result = AccessResult.TEMPORARY_FAILURE;
        for (int tries = 0; tries < BLOCK_TRIES && mayPass(result); tries++) {
            if (tries > 0) {
                line.pause(patience.pollMs());
            }
            result = sendOnce(number, blockBytes, count);
        }
        if (result == AccessResult.OTHER_REASON) {
            return false;
        }
        if (result != AccessResult.SUCCESS) {
            String layer = result == AccessResult.READ_WRITE_DENIED ? "access" : "block";
            throw new UpdateFailed(PHASE, layer, "block " + number + " of " + count + ": " + result);
        }
        return true;
    }

    private static boolean mayPass(AccessResult result) {
        return result == AccessResult.TEMPORARY_FAILURE || result == AccessResult.HARDWARE_FAULT;
    }

    /** The last block as it is; padded with zeros when the meter wants it whole. */
    private AccessResult sendOnce(int number, int blockBytes, int count) throws DlmsException {
        Octets bytes = image.block(number, blockBytes);
        boolean isShort = bytes.length() < blockBytes && number == count - 1;
        Octets padded = isShort ? bytes.plus(Octets.of(new byte[blockBytes - bytes.length()])) : bytes;
        AccessResult result = object.block(number, pads ? padded : bytes);
        if (result == AccessResult.TYPE_UNMATCHED && isShort && !pads) {
            pads = true;
            result = object.block(number, padded);
        }
        return result;
    }
}
