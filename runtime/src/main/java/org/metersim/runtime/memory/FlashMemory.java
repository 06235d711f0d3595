package org.metersim.runtime.memory;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A flash memory in the heap. Only sectors that differ from the factory's take space; {@link #pack} leaves the bytes
 * that a meter at rest is.
 */
public final class FlashMemory implements NonVolatileMemory {

    private static final int COUNT_BYTES = 2;
    private static final int SECTOR_HEADER_BYTES = 4;
    private static final int WEAR_BYTES = 8;
    private static final byte[] UNTOUCHED = new byte[0];
    private static final int[] NEW = new int[0];

    private final FactoryContent factory;
    private final byte[][] sectors;
    private int[] erases = NEW;
    private long operations;

    public FlashMemory(FactoryContent factory) {
        this.factory = factory;
        this.sectors = new byte[factory.sizeBytes() / factory.geometry().sectorBytes()][];
    }

    /** The memory that {@link #pack} made {@code packed} of. */
    public static FlashMemory unpack(FactoryContent factory, byte[] packed) {
        FlashMemory memory = new FlashMemory(factory);
        ByteBuffer in = ByteBuffer.wrap(packed);
        for (int count = in.hasRemaining() ? in.getShort() & 0xFFFF : 0; count > 0; count--) {
            int index = in.getShort() & 0xFFFF;
            byte[] sector = factory.geometry().blank(memory.sectorBytes());
            in.get(sector, 0, in.getShort() & 0xFFFF);
            memory.sectors[index] = sector;
        }
        while (in.hasRemaining()) {
            int first = in.getShort() & 0xFFFF;
            int count = in.getShort() & 0xFFFF;
            memory.setErases(first, first + count, in.getInt());
        }
        return memory;
    }

    /** A memory that holds {@code content}, all of it. */
    static FlashMemory of(FactoryContent factory, byte[] content) {
        FlashMemory memory = new FlashMemory(factory);
        for (int i = 0; i < memory.sectors.length; i++) {
            int from = i * memory.sectorBytes();
            byte[] sector = Arrays.copyOfRange(content, from, from + memory.sectorBytes());
            memory.sectors[i] = Arrays.equals(sector, factory.sector(i)) ? null : sector;
        }
        return memory;
    }

    /**
     * All that differs from the factory's content: how many sectors, each of them without its erased tail, then how
     * often which sectors were erased.
     */
    public byte[] pack() {
        int size = wearBytes();
        int count = 0;
        for (byte[] sector : sectors) {
            size += sector == null ? 0 : SECTOR_HEADER_BYTES + usedBytes(sector);
            count += sector == null ? 0 : 1;
        }
        if (size == 0) {
            return UNTOUCHED;
        }
        ByteBuffer out = ByteBuffer.allocate(COUNT_BYTES + size).putShort((short) count);
        for (int i = 0; i < sectors.length; i++) {
            if (sectors[i] != null) {
                int used = usedBytes(sectors[i]);
                out.putShort((short) i).putShort((short) used).put(sectors[i], 0, used);
            }
        }
        packWear(out);
        return out.array();
    }

    private int usedBytes(byte[] sector) {
        int used = sector.length;
        while (used > 0 && sector[used - 1] == geometry().erased()) {
            used--;
        }
        return used;
    }

    private int wearBytes() {
        int size = 0;
        for (int first = 0; first < erases.length; first = endOfRun(first)) {
            size += erases[first] == 0 ? 0 : WEAR_BYTES;
        }
        return size;
    }

    private void packWear(ByteBuffer out) {
        for (int first = 0; first < erases.length; first = endOfRun(first)) {
            if (erases[first] > 0) {
                out.putShort((short) first).putShort((short) (endOfRun(first) - first));
                out.putInt(erases[first]);
            }
        }
    }

    private int endOfRun(int first) {
        int end = first + 1;
        while (end < erases.length && erases[end] == erases[first]) {
            end++;
        }
        return end;
    }

    @Override
    public int sizeBytes() {
        return factory.sizeBytes();
    }

    @Override
    public FlashGeometry geometry() {
        return factory.geometry();
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
        int unit = geometry().writeBytes();
        if (address % unit != 0 || bytes.length % unit != 0) {
            throw new IllegalStateException(
                    "programmed " + bytes.length + " bytes at address " + address + " (expected: whole " + unit + ")");
        }
        if (!geometry().canBecome(read(address, bytes.length), bytes)) {
            throw new IllegalStateException("programmed over what is not erased, from address " + address + " on");
        }
        operations++;
        int done = 0;
        while (done < bytes.length) {
            int within = (address + done) % sectorBytes();
            int count = Math.min(bytes.length - done, sectorBytes() - within);
            System.arraycopy(bytes, done, own((address + done) / sectorBytes()), within, count);
            done += count;
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
        if (erases(address) >= geometry().enduranceErases()) {
            throw new FlashFault(FlashFault.Kind.ERASE, address);
        }
        setErases(index, index + 1, erases(address) + 1);
        sectors[index] = factory.isBlank(index) ? null : geometry().blank(sectorBytes());
    }

    void setErases(int first, int beyond, int count) {
        if (erases == NEW) {
            erases = new int[sectors.length];
        }
        Arrays.fill(erases, first, beyond, count);
    }

    @Override
    public int erases(int address) {
        return erases == NEW ? 0 : erases[address / sectorBytes()];
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
