package org.metersim.app.run;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.metersim.app.UserFiles;
import org.metersim.transport.ble.controller.HciCapture;
import org.metersim.transport.ble.controller.HciCapture.Format;
import org.metersim.transport.ble.controller.HciTap;
import org.metersim.transport.ble.hci.HciPacket;

/** HCI traffic in a file that Wireshark reads: btsnoop when its name ends so, else pcapng. Whole after each packet. */
final class CaptureFile implements HciTap, AutoCloseable {

    private final HciCapture capture;
    private final OutputStream out;

    private CaptureFile(HciCapture capture, OutputStream out) {
        this.capture = capture;
        this.out = out;
    }

    /** @throws org.metersim.app.UserError when it cannot be written */
    static CaptureFile open(Path file) {
        boolean isBtsnoop = file.toString().endsWith(".btsnoop");
        HciCapture capture = new HciCapture(isBtsnoop ? Format.BTSNOOP : Format.PCAPNG);
        try {
            OutputStream out = Files.newOutputStream(file);
            out.write(capture.header());
            return new CaptureFile(capture, out);
        } catch (IOException failed) {
            throw UserFiles.error(file, "be written", failed);
        }
    }

    @Override
    public void passed(Direction direction, HciPacket packet, long nowMs) {
        try {
            out.write(capture.record(direction, packet, nowMs));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
