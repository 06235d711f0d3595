package org.metersim.runtime.net;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The calls of the C library that a pseudo terminal takes. Linux; loaded when first used. */
final class TerminalCalls {

    /** Open for reading and writing, and not as the terminal that may interrupt us. */
    private static final int READ_WRITE_NO_CONTROL = 0x2 | 0x100;

    private static final int NON_BLOCKING = 0x800;
    private static final int SET_FLAGS = 4;
    private static final int NOW = 0;
    private static final int AFTER_OUTPUT = 1;
    private static final int INPUT_QUEUE = 0;

    /** Of c_cflag, the third word: no modem control, and the receiver on. */
    private static final int CONTROL_FLAGS_AT = 8;

    private static final int LOCAL_AND_RECEIVING = 0x800 | 0x80;
    private static final int NAME_BYTES = 128;

    /** More than any Linux has; 60 as a rule. */
    private static final int TERMIOS_BYTES = 256;

    /** Codes of the slow rates, in order from 0; above, up to glibc 2.41, those from 57600 on. */
    private static final List<Integer> SLOW =
            List.of(0, 50, 75, 110, 134, 150, 200, 300, 600, 1200, 1800, 2400, 4800, 9600, 19200, 38400);

    private static final int FAST_CODE = 0x1001;
    private static final List<Integer> FAST = List.of(57_600, 115_200, 230_400, 460_800, 500_000, 576_000, 921_600);

    static {
        Native.register(TerminalCalls.class, "c");
    }

    private TerminalCalls() {}

    private static native int posix_openpt(int flags);

    private static native int grantpt(int fd);

    private static native int unlockpt(int fd);

    private static native int ptsname_r(int fd, byte[] name, NativeLong size);

    private static native int open(String path, int flags);

    private static native int fcntl(int fd, int command, int flags);

    private static native int tcgetattr(int fd, Pointer termios);

    private static native int tcsetattr(int fd, int when, Pointer termios);

    private static native int tcflush(int fd, int queue);

    private static native void cfmakeraw(Pointer termios);

    private static native int cfgetospeed(Pointer termios);

    private static native int cfsetspeed(Pointer termios, int speed);

    private static native NativeLong read(int fd, byte[] buffer, NativeLong size);

    private static native NativeLong write(int fd, byte[] buffer, NativeLong size);

    private static native int pipe(int[] ends);

    private static native int poll(Pointer descriptors, NativeLong count, int timeoutMs);

    private static native int close(int fd);

    /** A new master side that does not block. */
    static int openMaster() throws IOException {
        int master = checked("posix_openpt", posix_openpt(READ_WRITE_NO_CONTROL));
        checked("grantpt", grantpt(master));
        checked("unlockpt", unlockpt(master));
        checked("fcntl", fcntl(master, SET_FLAGS, NON_BLOCKING));
        return master;
    }

    /** Path of the slave side, {@code /dev/pts/7}. */
    static String slaveName(int master) throws IOException {
        byte[] name = new byte[NAME_BYTES];
        if (ptsname_r(master, name, new NativeLong(name.length)) != 0) {
            throw new IOException("ptsname_r failed");
        }
        int end = 0;
        while (end < name.length && name[end] != 0) {
            end++;
        }
        return new String(name, 0, end, StandardCharsets.US_ASCII);
    }

    /**
     * Opens a serial port, or the slave side, as its user: raw, eight bits, at that rate, not blocking, nothing unread.
     */
    static int openDevice(String path, int baud) throws IOException {
        int device = checked("open " + path, open(path, READ_WRITE_NO_CONTROL | NON_BLOCKING));
        try {
            Memory termios = new Memory(TERMIOS_BYTES);
            if (tcgetattr(device, termios) != 0) {
                throw new IOException(path + " is no terminal");
            }
            cfmakeraw(termios);
            termios.setInt(CONTROL_FLAGS_AT, termios.getInt(CONTROL_FLAGS_AT) | LOCAL_AND_RECEIVING);
            checked("cfsetspeed", cfsetspeed(termios, baud));
            checked("tcsetattr", tcsetattr(device, NOW, termios));
            checked("tcflush", tcflush(device, INPUT_QUEUE));
            return device;
        } catch (IOException refused) {
            closeQuietly(device);
            throw refused;
        }
    }

    /** Sets the rate once what was written is on the wire; a device that does not know the rate keeps its own. */
    static void setBaudRate(int device, int baud) {
        Memory termios = new Memory(TERMIOS_BYTES);
        if (tcgetattr(device, termios) == 0 && cfsetspeed(termios, baud) == 0) {
            tcsetattr(device, AFTER_OUTPUT, termios);
        }
    }

    /** Opens the slave side raw, eight bits, at that rate. */
    static int openSlave(String path, int baud) throws IOException {
        int slave = checked("open " + path, open(path, READ_WRITE_NO_CONTROL));
        Memory termios = new Memory(TERMIOS_BYTES);
        checked("tcgetattr", tcgetattr(slave, termios));
        cfmakeraw(termios);
        checked("cfsetspeed", cfsetspeed(termios, baud));
        checked("tcsetattr", tcsetattr(slave, NOW, termios));
        return slave;
    }

    /** The rate that the tool has set, in baud; 0 when it cannot be told. */
    static int baudRate(int master) {
        Memory termios = new Memory(TERMIOS_BYTES);
        if (tcgetattr(master, termios) != 0) {
            return 0;
        }
        int code = cfgetospeed(termios);
        if (code >= 0 && code < SLOW.size()) {
            return SLOW.get(code);
        }
        int fast = code - FAST_CODE;
        return fast >= 0 && fast < FAST.size() ? FAST.get(fast) : code;
    }

    /** Two ends of a pipe: what is written to the second comes out of the first. */
    static int[] openPipe() throws IOException {
        int[] ends = new int[2];
        checked("pipe", pipe(ends));
        return ends;
    }

    /** Up to {@code buffer.length} bytes; 0 or less when there are none. */
    static int readSome(int fd, byte[] buffer) {
        return read(fd, buffer, new NativeLong(buffer.length)).intValue();
    }

    /** How many of the bytes were taken; 0 or less when none. */
    static int writeSome(int fd, byte[] bytes) {
        return write(fd, bytes, new NativeLong(bytes.length)).intValue();
    }

    /** Waits until one of the descriptors is ready. @param descriptors of {@code count}, as poll(2) has them */
    static int await(Pointer descriptors, int count) {
        return poll(descriptors, new NativeLong(count), -1);
    }

    static void closeQuietly(int fd) {
        close(fd);
    }

    private static int checked(String call, int result) throws IOException {
        if (result < 0) {
            throw new IOException(call + " failed, errno " + Native.getLastError());
        }
        return result;
    }
}
