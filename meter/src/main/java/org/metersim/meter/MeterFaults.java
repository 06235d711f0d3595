package org.metersim.meter;

import org.metersim.runtime.memory.MemoryMap;
import org.metersim.runtime.wire.LineFaults;

/**
 * What can go wrong with one meter, as a test asks for it. Each kind draws from its own source of chance, made of the
 * meter's seed, and counts how often it struck. Set before a connection opens or while it is open.
 */
public final class MeterFaults {

    private static final long LINE = 0x6C696E65;
    private static final long MESSAGES = 0x6D736773;
    private static final long MEMORY = 0x666C7368;

    private final LineFaults line;
    private final MessageFaults messages;
    private final MemoryFaults memory;
    private final PowerCutFault powerCut = new PowerCutFault();

    MeterFaults(MemoryMap map, long seed, long number) {
        memory = new MemoryFaults(map, Chance.seedOf(seed, number, MEMORY));
        line = new LineFaults(Chance.seedOf(seed, number, LINE));
        messages = new MessageFaults(Chance.seedOf(seed, number, MESSAGES));
    }

    /** The lines that clients connect by: bytes dropped or flipped, frames lost or late. */
    public LineFaults line() {
        return line;
    }

    /** The wire between NIC and metrology: messages lost, doubled or late. */
    public MessageFaults messages() {
        return messages;
    }

    /** The flash: operations cut or failing, cells that age. */
    public MemoryFaults memory() {
        return memory;
    }

    /** The mains. */
    public PowerCutFault powerCut() {
        return powerCut;
    }
}
