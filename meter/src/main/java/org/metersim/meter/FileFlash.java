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
import org.metersim.runtime.memory.NonVolatileMemory;

/**
 * Memories in a folder, one file a meter, made when the meter is first woken. One process at a time: the folder is
 * locked.
 */
final class FileFlash implements FlashStore {

    private static final String LOCK = "lock";
    private static final String SUFFIX = ".flash";

    private final Path folder;
    private final FactoryContent factory;
    private final IntFunction<String> serials;
    private final FileChannel lockFile;

    private FileFlash(Path folder, FactoryContent factory, IntFunction<String> serials, FileChannel lockFile) {
        this.folder = folder;
        this.factory = factory;
        this.serials = serials;
        this.lockFile = lockFile;
    }

    /**
     * @param serials of the meters; they name the files
     * @throws StateInUseException when another process, or another meter of this one, has the folder
     * @throws IOException when the folder cannot be made or written
     */
    static FileFlash open(Path folder, FactoryContent factory, IntFunction<String> serials) throws IOException {
        Files.createDirectories(folder);
        FileChannel lockFile =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(lockFile)) {
            lockFile.close();
            throw new StateInUseException(folder);
        }
        return new FileFlash(folder, factory, serials, lockFile);
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null && lock.isValid();
        } catch (OverlappingFileLockException ownProcess) {
            return false;
        }
    }

    private Path file(int meter) {
        return folder.resolve(serials.apply(meter) + SUFFIX);
    }

    @Override
    public NonVolatileMemory take(int meter) {
        try {
            return FlashFile.open(file(meter), factory);
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
        return !Files.exists(file(meter));
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
