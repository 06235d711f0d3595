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
 * A flash memory in a file: every operation is written through before it returns, so it survives the end of the process
 * at any moment. The file is the memory's content, byte for byte.
 *
 * <p>It is not forced to the disk at each operation: what the operating system took, the end of this process cannot
 * lose.
 */
public final class FlashFile implements NonVolatileMemory, AutoCloseable {

    private final FlashMemory memory;
    private final FileChannel file;

    private FlashFile(FlashMemory memory, FileChannel file) {
        this.memory = memory;
        this.file = file;
    }

    /**
     * Opens the memory in {@code path}; a new one has the factory's content.
     *
     * @throws IOException when the file cannot be made, or has another size than the memory
     */
    public static FlashFile open(Path path, FactoryContent factory) throws IOException {
        if (!Files.exists(path)) {
            create(path, factory);
        }
        byte[] content = Files.readAllBytes(path);
        if (content.length != factory.sizeBytes()) {
            throw new IOException(path + ": " + content.length + " bytes (expected: " + factory.sizeBytes()
                    + ", as the profile has)");
        }
        return new FlashFile(FlashMemory.of(factory, content), FileChannel.open(path, StandardOpenOption.WRITE));
    }

    /** Written beside and renamed, so that no half file is ever taken for a memory. */
    private static void create(Path path, FactoryContent factory) throws IOException {
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        Files.write(draft, new FlashMemory(factory).read(0, factory.sizeBytes()));
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
    }

    @Override
    public void erase(int address) {
        memory.erase(address);
        write(address, memory.read(address, sectorBytes()));
    }

    @Override
    public int erases(int address) {
        return memory.erases(address);
    }

    @Override
    public long operations() {
        return memory.operations();
    }

    private void write(int address, byte[] bytes) {
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                file.write(rest, address + (long) rest.position());
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
