package org.metersim.metrology.image;

import java.util.Arrays;
import java.util.BitSet;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.profiles.UpdateOptions;
import org.metersim.profiles.UpdateQuirk;

/** The blocks of one image: which are there, and which may come. */
final class BlockTransfer {

    /** Longest DLMS image identifier that is taken. */
    private static final int MAX_IDENTIFIER_BYTES = 64;

    private final UpdateMachine machine;
    private final UpdateOptions options;
    private final BitSet present = new BitSet();
    private int afterLast;

    BlockTransfer(UpdateMachine machine, UpdateOptions options) {
        this.machine = machine;
        this.options = options;
        if (takesBlocks()) {
            findBlocks();
        }
    }

    /** What the flash has counts: the last block is not written as a state of its own. */
    private void findBlocks() {
        present.or(machine.staging().findBlocks(machine.memory.imageBytes));
        afterLast = present.length();
        boolean isWhole = present.cardinality() == blockCount();
        machine.memory.state = isWhole ? TransferState.COMPLETE : TransferState.RECEIVING;
    }

    private boolean takesBlocks() {
        return machine.state() == TransferState.RECEIVING || machine.state() == TransferState.COMPLETE;
    }

    int blockCount() {
        return (machine.memory.imageBytes + machine.slots.blockBytes() - 1) / machine.slots.blockBytes();
    }

    private int blockLength(int number) {
        int blockBytes = machine.slots.blockBytes();
        return Math.min(blockBytes, machine.memory.imageBytes - number * blockBytes);
    }

    boolean hasBlock(int number) {
        return machine.state() != TransferState.RECEIVING || present.get(number);
    }

    int firstNotTransferred() {
        if (takesBlocks() && options.has(UpdateQuirk.FIRST_NOT_STUCK)) {
            return 0;
        }
        if (takesBlocks() && options.has(UpdateQuirk.FIRST_NOT_INDEX_PLUS_ONE)) {
            return afterLast;
        }
        return machine.state() != TransferState.RECEIVING ? blockCount() : present.nextClearBit(0);
    }

    AccessResult initiate(Octets identifier, long imageBytes, long nowMs) {
        UpdateState memory = machine.memory;
        boolean fits = imageBytes > 0 && imageBytes <= machine.slots.slotBytes();
        if (!fits || identifier.isEmpty() || identifier.length() > MAX_IDENTIFIER_BYTES) {
            return AccessResult.OTHER_REASON;
        }
        discard(nowMs);
        machine.staging().erase((int) imageBytes);
        memory.imageBytes = (int) imageBytes;
        memory.identifier = identifier;
        memory.updates++;
        machine.on(UpdateMachine.Event.INITIATED, nowMs);
        machine.save();
        return AccessResult.SUCCESS;
    }

    /** Nothing was received. */
    void discard(long nowMs) {
        present.clear();
        afterLast = 0;
        machine.discard(nowMs);
    }

    AccessResult store(long number, Octets value, long nowMs) {
        if (!takesBlocks()) {
            return AccessResult.OTHER_REASON;
        }
        if (number >= blockCount()) {
            return options.has(UpdateQuirk.BLOCK_UNAVAILABLE)
                    ? AccessResult.DATA_BLOCK_UNAVAILABLE
                    : AccessResult.OTHER_REASON;
        }
        int index = (int) number;
        if (!hasLength(index, value.length())) {
            return options.has(UpdateQuirk.LENGTH_OTHER_REASON)
                    ? AccessResult.OTHER_REASON
                    : AccessResult.TYPE_UNMATCHED;
        }
        byte[] bytes = value.slice(0, blockLength(index)).toBytes();
        AccessResult result =
                hasBlock(index) ? again(index, bytes) : machine.staging().write(index, bytes);
        if (result == AccessResult.SUCCESS) {
            taken(index, nowMs);
        }
        return result;
    }

    private boolean hasLength(int index, int length) {
        int exact = blockLength(index);
        boolean isLast = index == blockCount() - 1;
        if (isLast && options.has(UpdateQuirk.LAST_BLOCK_PADDED)) {
            return length == machine.slots.blockBytes();
        }
        boolean mayBePadded = isLast && !options.has(UpdateQuirk.LAST_BLOCK_EXACT);
        return length == exact || mayBePadded && length == machine.slots.blockBytes();
    }

    /** The first one wins; the same again costs no operation. */
    private AccessResult again(int index, byte[] bytes) {
        ImageSlot slot = machine.staging();
        if (Arrays.equals(slot.block(index, bytes.length), bytes) || options.has(UpdateQuirk.DUPLICATE_IGNORED)) {
            return AccessResult.SUCCESS;
        }
        return options.has(UpdateQuirk.DUPLICATE_OVERWRITES)
                ? slot.overwrite(index, bytes, machine.memory.imageBytes)
                : AccessResult.OTHER_REASON;
    }

    private void taken(int index, long nowMs) {
        afterLast = index + 1;
        present.set(index);
        if (machine.state() == TransferState.RECEIVING && present.cardinality() == blockCount()) {
            machine.on(UpdateMachine.Event.LAST_BLOCK_STORED, nowMs);
        }
    }
}
