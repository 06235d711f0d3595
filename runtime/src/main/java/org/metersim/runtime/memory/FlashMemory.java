package org.metersim.runtime.memory;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A flash memory in the heap. Only sectors that differ from the factory's take space; {@link #pack} leaves the bytes
 * that a meter at rest is.
 */
public final class FlashMemory implements NonVolatileMemory {

    private static final int SECTOR_HEADER_BYTES = 6;
    private static final byte[] UNTOUCHED = new byte[0];

    private final FactoryContent factory;
    private final byte[][] sectors;
    private long operations;

    public FlashMemory(FactoryContent factory) {
        this.factory = factory;
        this.sectors = new byte[factory.sizeBytes() / factory.sectorBytes()][];
    }

    /** The memory that {@link #pack} made {@code packed} of. */
    public static FlashMemory unpack(FactoryContent factory, byte[] packed) {
        FlashMemory memory = new FlashMemory(factory);
        ByteBuffer in = ByteBuffer.wrap(packed);
        while (in.hasRemaining()) {
            int index = in.getShort() & 0xFFFF;
            byte[] sector = new byte[factory.sectorBytes()];
            Arrays.fill(sector, ERASED);
            in.get(sector, 0, in.getInt());
            memory.sectors[index] = sector;
        }
        return memory;
    }

    /** A memory that holds {@code content}, all of it. */
    static FlashMemory of(FactoryContent factory, byte[] content) {
        FlashMemory memory = new FlashMemory(factory);
        for (int i = 0; i < memory.sectors.length; i++) {
            int from = i * factory.sectorBytes();
            byte[] sector = Arrays.copyOfRange(content, from, from + factory.sectorBytes());
            memory.sectors[i] = Arrays.equals(sector, factory.sector(i)) ? null : sector;
        }
        return memory;
    }

    /** All that differs from the factory's content, without the erased tail of each sector. */
    public byte[] pack() {
        int size = 0;
        for (byte[] sector : sectors) {
            size += sector == null ? 0 : SECTOR_HEADER_BYTES + usedBytes(sector);
        }
        if (size == 0) {
            return UNTOUCHED;
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        for (int i = 0; i < sectors.length; i++) {
            if (sectors[i] != null) {
                int used = usedBytes(sectors[i]);
                out.putShort((short) i).putInt(used).put(sectors[i], 0, used);
            }
        }
        return out.array();
    }

    private static int usedBytes(byte[] sector) {
        int used = sector.length;
        while (used > 0 && sector[used - 1] == ERASED) {
            used--;
        }
        return used;
    }

    @Override
    public int sizeBytes() {
        return factory.sizeBytes();
    }

    @Override
    public int sectorBytes() {
        return factory.sectorBytes();
    }

    @Override
    public byte[] read(int address, int length) {
        checkRange(address, length);
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            int at = address + done;
            int within = at % sectorBytes();
            int count = Math.min(length - done, sectorBytes() - within);
            byte[] sector = sectors[at / sectorBytes()];
            if (sector == null) {
                factory.copyTo(at, bytes, done, count);
            } else {
                System.arraycopy(sector, within, bytes, done, count);
            }
            done += count;
        }
        return bytes;
    }

    @Override
    public void program(int address, byte[] bytes) {
        checkRange(address, bytes.length);
        operations++;
        for (int i = 0; i < bytes.length; i++) {
            byte[] sector = own((address + i) / sectorBytes());
            int within = (address + i) % sectorBytes();
            if ((bytes[i] & ~sector[within]) != 0) {
                throw new IllegalStateException("programmed over what is not erased at address " + (address + i));
            }
            sector[within] = bytes[i];
        }
    }

    @Override
    public void erase(int address) {
        checkRange(address, sectorBytes());
        if (address % sectorBytes() != 0) {
            throw new IllegalArgumentException("address: " + address + " (expected: start of a sector)");
        }
        operations++;
        int index = address / sectorBytes();
        byte[] erased = new byte[sectorBytes()];
        Arrays.fill(erased, ERASED);
        sectors[index] = Arrays.equals(erased, factory.sector(index)) ? null : erased;
    }

    @Override
    public long operations() {
        return operations;
    }

    private byte[] own(int index) {
        if (sectors[index] == null) {
            sectors[index] = factory.sector(index);
        }
        return sectors[index];
    }

    private void checkRange(int address, int length) {
        if (address < 0 || length < 0 || (long) address + length > sizeBytes()) {
            throw new IndexOutOfBoundsException("address " + address + ", length " + length + " of " + sizeBytes());
        }
    }
}
