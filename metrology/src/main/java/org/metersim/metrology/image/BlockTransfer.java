package org.metersim.metrology.image;

import java.util.Arrays;
import java.util.BitSet;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;

/** The blocks of one image: which are there, and which may come. */
final class BlockTransfer {

    /** Longest DLMS image identifier that is taken. */
    private static final int MAX_IDENTIFIER_BYTES = 64;

    private final UpdateMachine machine;
    private final BitSet present = new BitSet();

    BlockTransfer(UpdateMachine machine) {
        this.machine = machine;
        if (machine.state() == TransferState.RECEIVING) {
            findBlocks();
        }
    }

    private void findBlocks() {
        ImageSlot slot = machine.slots.at(machine.memory.staging);
        for (int i = 0; i < blockCount(); i++) {
            present.set(i, slot.isPresent(i, blockLength(i)));
        }
        if (present.cardinality() == blockCount()) {
            // the last block came before the restart; it is not written as a state of its own
            machine.memory.state = TransferState.COMPLETE;
        }
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
        return machine.state() != TransferState.RECEIVING ? blockCount() : present.nextClearBit(0);
    }

    AccessResult initiate(Octets identifier, long imageBytes, long nowMs) {
        UpdateState memory = machine.memory;
        boolean fits = imageBytes > 0 && imageBytes <= machine.slots.slotBytes();
        if (!fits || identifier.isEmpty() || identifier.length() > MAX_IDENTIFIER_BYTES) {
            return AccessResult.OTHER_REASON;
        }
        present.clear();
        machine.discard(nowMs);
        machine.slots.at(memory.staging).erase((int) imageBytes);
        memory.imageBytes = (int) imageBytes;
        memory.identifier = identifier;
        memory.updates++;
        machine.on(UpdateMachine.Event.INITIATED, nowMs);
        machine.save();
        return AccessResult.SUCCESS;
    }

    AccessResult store(long number, Octets value, long nowMs) {
        boolean takes = machine.state() == TransferState.RECEIVING || machine.state() == TransferState.COMPLETE;
        if (!takes || number >= blockCount()) {
            return AccessResult.OTHER_REASON;
        }
        int index = (int) number;
        int length = blockLength(index);
        boolean padded = index == blockCount() - 1 && value.length() == machine.slots.blockBytes();
        if (value.length() != length && !padded) {
            return AccessResult.TYPE_UNMATCHED;
        }
        byte[] bytes = value.slice(0, length).toBytes();
        ImageSlot slot = machine.slots.at(machine.memory.staging);
        if (hasBlock(index)) {
            // the first one wins; the same again costs no operation
            return Arrays.equals(slot.block(index, length), bytes) ? AccessResult.SUCCESS : AccessResult.OTHER_REASON;
        }
        AccessResult result = slot.write(index, bytes);
        if (result == AccessResult.SUCCESS) {
            present.set(index);
            if (present.cardinality() == blockCount()) {
                machine.on(UpdateMachine.Event.LAST_BLOCK_STORED, nowMs);
            }
        }
        return result;
    }
}
