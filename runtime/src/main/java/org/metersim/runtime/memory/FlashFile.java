package org.metersim.runtime.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A flash memory in a file: every operation is written through before it returns. The file is the memory's content,
 * byte for byte, and behind it how often each sector was erased, once one was.
 */
public final class FlashFile implements NonVolatileMemory, AutoCloseable {

    /** What an operation survives once it has returned. */
    public enum Durability {
        /** The end of this process at any moment, kill -9 too: the operating system has it. */
        PROCESS,
        /** The end of the machine, too: the disk has it. Each operation waits for the disk. */
        MACHINE
    }

    private final FlashMemory memory;
    private final Disk disk;
    private final Durability durability;

    FlashFile(FlashMemory memory, Disk disk, Durability durability) {
        this.memory = memory;
        this.disk = disk;
        this.durability = durability;
    }

    /** Opens a memory that survives the end of the process. */
    public static FlashFile open(Path path, FactoryContent factory) throws IOException {
        return open(path, factory, Durability.PROCESS);
    }

    /**
     * Opens the memory in {@code path}; a new one has the factory's content.
     *
     * @throws IOException when the file cannot be made, or has another size than the memory
     */
    public static FlashFile open(Path path, FactoryContent factory, Durability durability) throws IOException {
        if (!Files.exists(path)) {
            create(path, factory);
        }
        byte[] content = Files.readAllBytes(path);
        int sectors = factory.sizeBytes() / factory.geometry().sectorBytes();
        if (content.length < factory.sizeBytes() || content.length > factory.sizeBytes() + Integer.BYTES * sectors) {
            throw new IOException(path + ": " + content.length + " bytes (expected: " + factory.sizeBytes()
                    + ", as the profile has)");
        }
        return new FlashFile(read(factory, content), new FileDisk(path), durability);
    }

    /** The memory that a file of that content is. */
    static FlashMemory read(FactoryContent factory, byte[] content) {
        FlashMemory memory = FlashMemory.of(factory, content);
        ByteBuffer erases = ByteBuffer.wrap(content, factory.sizeBytes(), content.length - factory.sizeBytes());
        for (int sector = 0; erases.remaining() >= Integer.BYTES; sector++) {
            memory.setErases(sector, sector + 1, Math.max(0, erases.getInt()));
        }
        return memory;
    }

    /** Written beside and renamed, so that no half file is ever taken for a memory. */
    private static void create(Path path, FactoryContent factory) throws IOException {
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        Files.write(draft, new FlashMemory(factory).read(0, factory.sizeBytes()));
        try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public int sizeBytes() {
        return memory.sizeBytes();
    }

    @Override
    public FlashGeometry geometry() {
        return memory.geometry();
    }

    @Override
    public byte[] read(int address, int length) {
        return memory.read(address, length);
    }

    @Override
    public void program(int address, byte[] bytes) {
        memory.program(address, bytes);
        write(address, bytes);
        sync();
    }

    @Override
    public void erase(int address) {
        memory.erase(address);
        write(address, memory.read(address, sectorBytes()));
        byte[] erases = ByteBuffer.allocate(Integer.BYTES)
                .putInt(memory.erases(address))
                .array();
        write(sizeBytes() + (long) Integer.BYTES * (address / sectorBytes()), erases);
        sync();
    }

    @Override
    public int erases(int address) {
        return memory.erases(address);
    }

    @Override
    public long operations() {
        return memory.operations();
    }

    private void write(long position, byte[] bytes) {
        try {
            disk.write(position, bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void sync() {
        try {
            if (durability == Durability.MACHINE) {
                disk.force();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }

    /** A file of the operating system. */
    private record FileDisk(FileChannel file) implements Disk {

        FileDisk(Path path) throws IOException {
            this(FileChannel.open(path, StandardOpenOption.WRITE));
        }

        @Override
        public void write(long position, byte[] bytes) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                file.write(rest, position + rest.position());
            }
        }

        @Override
        public void force() throws IOException {
            file.force(false);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
