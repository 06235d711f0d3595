package org.metersim.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which process listens on a TCP port, as far as Linux lets one see: only one's own processes, unless one is root. */
final class PortHolder {

    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private PortHolder() {}

    /** {@code java, pid 4711}; empty when nobody can tell. */
    static Optional<String> of(int port) {
        Path proc = Path.of("/proc");
        Set<String> sockets = new HashSet<>();
        sockets.addAll(listeners(proc.resolve("net/tcp"), port));
        sockets.addAll(listeners(proc.resolve("net/tcp6"), port));
        return sockets.isEmpty() ? Optional.empty() : holder(proc, sockets);
    }

    /** What the sockets that listen on that port are called in {@code /proc/PID/fd}. */
    private static Set<String> listeners(Path table, int port) {
        Set<String> found = new HashSet<>();
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        for (String line : lines(table)) {
            String[] columns = line.strip().split("\\s+");
            if (columns.length > INODE && columns[LOCAL_ADDRESS].endsWith(suffix) && columns[STATE].equals(LISTENING)) {
                found.add("socket:[" + columns[INODE] + "]");
            }
        }
        return found;
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException notLinux) {
            return List.of();
        }
    }

    private static Optional<String> holder(Path proc, Set<String> sockets) {
        try (Stream<Path> entries = Files.list(proc)) {
            return entries.filter(entry -> entry.getFileName().toString().matches("\\d+"))
                    .filter(process -> holds(process, sockets))
                    .findFirst()
                    .map(process ->
                            lines(process.resolve("comm")).stream().findFirst().orElse("a process") + ", pid "
                                    + process.getFileName());
        } catch (IOException refused) {
            return Optional.empty();
        }
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return descriptors.anyMatch(descriptor -> sockets.contains(target(descriptor)));
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException gone) {
            return "";
        }
    }
}
