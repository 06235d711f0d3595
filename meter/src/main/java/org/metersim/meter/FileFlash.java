package org.metersim.meter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntFunction;
import org.metersim.runtime.memory.FactoryContent;
import org.metersim.runtime.memory.FlashFile;
import org.metersim.runtime.memory.FlashFile.Durability;
import org.metersim.runtime.memory.NonVolatileMemory;

/**
 * Memories in a folder, one file a meter, made when the meter is first woken. One process at a time: the folder is
 * locked.
 */
final class FileFlash implements FlashStore {

    private static final String LOCK = "lock";
    private static final String SUFFIX = ".flash";

    /**
     * What is kept where.
     *
     * @param serials of the meters; they name the files
     * @param durability what a write survives once it has returned
     */
    record Memories(Path folder, FactoryContent factory, IntFunction<String> serials, Durability durability) {

        private Path file(int meter) {
            return folder.resolve(serials.apply(meter) + SUFFIX);
        }
    }

    private final Memories memories;
    private final FileChannel lockFile;

    private FileFlash(Memories memories, FileChannel lockFile) {
        this.memories = memories;
        this.lockFile = lockFile;
    }

    /**
     * Locks the folder, which is made when there is none.
     *
     * @throws StateInUseException when another process, or another meter of this one, has the folder
     * @throws IOException when the folder cannot be made or written
     */
    static FileFlash open(Memories memories) throws IOException {
        Path folder = memories.folder();
        Files.createDirectories(folder);
        FileChannel lockFile =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(lockFile)) {
            lockFile.close();
            throw new StateInUseException(folder);
        }
        return new FileFlash(memories, lockFile);
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null && lock.isValid();
        } catch (OverlappingFileLockException ownProcess) {
            return false;
        }
    }

    @Override
    public NonVolatileMemory take(int meter) {
        try {
            return FlashFile.open(memories.file(meter), memories.factory(), memories.durability());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken.getMessage(), broken);
        }
    }

    @Override
    public void putBack(int meter, NonVolatileMemory memory) {
        try {
            ((FlashFile) memory).close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public boolean isUntouched(int meter) {
        return !Files.exists(memories.file(meter));
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
