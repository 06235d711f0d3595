package org.metersim.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that a user named: what cannot be read or written is a line for the user. */
public final class UserFiles {

    private UserFiles() {}

    /** @throws UserError when it cannot be read, or is longer than {@code maxBytes} */
    public static byte[] read(Path file, int maxBytes) {
        try {
            long size = Files.size(file);
            if (size > maxBytes) {
                throw new UserError(
                        ExitCode.CONFIGURATION, file + ": " + size + " bytes (expected: <= " + maxBytes + ")");
            }
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw error(file, "be read", failed);
        }
    }

    /** @throws UserError when it cannot be read, or is longer than {@code maxBytes} */
    public static String readText(Path file, int maxBytes) {
        return new String(read(file, maxBytes), StandardCharsets.UTF_8);
    }

    /**
     * Writes a file that others see either not at all or whole: into one beside it, which then takes its name.
     *
     * @throws UserError when it cannot be written
     */
    public static void writeWhole(Path file, byte[] content) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new UserError(ExitCode.USAGE, file + ": is a folder");
        }
        try {
            Path part = Files.createTempFile(folder, ".meter-sim-", ".part");
            try {
                Files.write(part, content);
                readableAsUsual(part);
                move(part, file);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException failed) {
            throw error(file, "be written", failed);
        }
    }

    public static void writeWhole(Path file, String text) {
        writeWhole(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A temporary file is its owner's alone; what it becomes is to be read by whoever the folder lets in. */
    private static void readableAsUsual(Path part) throws IOException {
        if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(part, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private static void move(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (java.nio.file.AtomicMoveNotSupportedException notHere) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The line for what the file system said. @param what {@code be read}, {@code be written} */
    public static UserError error(Path file, String what, IOException failed) {
        if (failed instanceof NoSuchFileException) {
            return new UserError(ExitCode.CONFIGURATION, file + ": no such file or folder");
        }
        if (failed instanceof AccessDeniedException) {
            return new UserError(ExitCode.NOT_PERMITTED, file + ": cannot " + what + ": permission denied");
        }
        String why = String.valueOf(failed.getMessage());
        boolean isPermitted = !why.endsWith("Operation not permitted") && !why.endsWith("Read-only file system");
        return new UserError(
                isPermitted ? ExitCode.CONFIGURATION : ExitCode.NOT_PERMITTED, file + ": cannot " + what + ": " + why);
    }
}
