package org.metersim.nic.port;

import java.util.Optional;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.hdlc.FrameKind;
import org.metersim.dlms.hdlc.HdlcAddress;
import org.metersim.dlms.hdlc.HdlcFrame;
import org.metersim.dlms.hdlc.HdlcFrameDecoder;
import org.metersim.dlms.wrapper.WrapperFrame;
import org.metersim.nic.association.Card;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.journal.Layer;

/** The frames of one port as the journal has them: every byte but secrets that go in clear. */
final class FrameJournal {

    /** One direction of an HDLC line. */
    private static final class Direction {

        private final String source;
        private final HdlcFrameDecoder frames = new HdlcFrameDecoder();
        private int skipped;
        private boolean hidesRest;

        Direction(String source) {
            this.source = source;
        }
    }

    private static final int LLC_BYTES = 3;

    private final Journal journal;
    private final int deviceAddress;
    private final Direction in;
    private final Direction out;

    /**
     * @param port its name in the journal
     * @param deviceAddress physical device address of an HDLC line
     */
    FrameJournal(Card card, String port, int deviceAddress) {
        this.journal = card.journal();
        this.deviceAddress = deviceAddress;
        this.in = new Direction(port + " <");
        this.out = new Direction(port + " >");
    }

    void received(WrapperFrame frame, long nowMs) {
        if (journal.isOn()) {
            record(in, frame, nowMs);
        }
    }

    void sent(WrapperFrame frame, long nowMs) {
        if (journal.isOn()) {
            record(out, frame, nowMs);
        }
    }

    private void record(Direction direction, WrapperFrame frame, long nowMs) {
        byte[] masked = Masking.mask(frame.apdu().toBytes());
        String text = "wPort " + frame.source() + " -> " + frame.destination() + ", " + masked.length + " bytes";
        byte[] shown = new WrapperFrame(frame.source(), frame.destination(), Octets.of(masked)).encode();
        journal.record(new JournalEntry(nowMs, Layer.FRAME, direction.source, text, Hex.compact(shown)));
    }

    /** Bytes from an HDLC line. */
    void received(byte[] chunk, long nowMs) {
        if (journal.isOn()) {
            record(in, chunk, nowMs);
        }
    }

    /** Bytes for an HDLC line. */
    void sent(byte[] frame, long nowMs) {
        if (journal.isOn()) {
            record(out, frame, nowMs);
        }
    }

    private void record(Direction direction, byte[] chunk, long nowMs) {
        if (chunk.length > 1 && chunk[0] == 0 && chunk[1] == 1) {
            String hint = "this looks like the wrapper on an HDLC port: set the interface to HDLC";
            journal.note(nowMs, Layer.HINT, direction.source, hint);
        }
        direction.frames.feed(chunk);
        Optional<HdlcFrame> frame = direction.frames.next();
        while (frame.isPresent()) {
            record(direction, frame.get(), nowMs);
            if (frame.get().kind() == FrameKind.SNRM) {
                explainAddress(direction, frame.get(), nowMs);
            }
            frame = direction.frames.next();
        }
        if (direction.frames.skipped() > direction.skipped) {
            direction.skipped = direction.frames.skipped();
            String text = "passed over what is no frame, or has a wrong check sequence";
            journal.note(nowMs, Layer.HINT, direction.source, text);
        }
    }

    private void record(Direction direction, HdlcFrame frame, long nowMs) {
        HdlcFrame shown = new HdlcFrame(
                frame.destination(), frame.source(), frame.segmented(), frame.control(), hidden(direction, frame));
        journal.record(
                new JournalEntry(nowMs, Layer.FRAME, direction.source, text(frame), Hex.compact(shown.encode())));
    }

    /** Silence is the right answer to a wrong address, and the hardest to understand. */
    private void explainAddress(Direction direction, HdlcFrame snrm, long nowMs) {
        HdlcAddress server = snrm.destination();
        boolean wrongUpper = server.upper() != PortLimits.MANAGEMENT_SAP;
        boolean wrongLower = server.lengthBytes() > 1 && server.lower() != deviceAddress;
        if (wrongUpper || wrongLower) {
            String text = "SNRM to server address %s from client %d is not for this meter: it has logical device %d"
                    .formatted(server, snrm.source().upper(), PortLimits.MANAGEMENT_SAP);
            String wire = ", physical device %d (03 on the wire for 1, %s for 1/%d)"
                    .formatted(deviceAddress, wire(deviceAddress), deviceAddress);
            journal.note(nowMs, Layer.HINT, direction.source, text + wire);
        }
    }

    /** Address 1 and that device as bytes. */
    private static String wire(int deviceAddress) {
        return deviceAddress < 0x80
                ? "02%02X".formatted(deviceAddress << 1 | 1)
                : "0002%02X%02X".formatted(deviceAddress >> 7 << 1, (deviceAddress & 0x7F) << 1 | 1);
    }

    /** {@code I ns=5 nr=4 P 16 -> 1/17, 146 bytes}. */
    private static String text(HdlcFrame frame) {
        FrameKind kind = frame.kind();
        int receiveNumber = frame.control() >> 5 & 7;
        String numbers = switch (kind) {
            case I -> " ns=" + (frame.control() >> 1 & 7) + " nr=" + receiveNumber;
            case RR, RNR -> " nr=" + receiveNumber;
            default -> "";
        };
        return kind + numbers + (frame.isFinal() ? " P/F " : " ") + frame.source() + " -> " + frame.destination()
                + (frame.segmented() ? ", segment of " : ", ")
                + frame.information().length() + " bytes";
    }

    /** The information field; segments after the first of an APDU that may hide something are hidden whole. */
    private static Octets hidden(Direction direction, HdlcFrame frame) {
        Octets information = frame.information();
        if (frame.kind() != FrameKind.I && frame.kind() != FrameKind.UI || information.isEmpty()) {
            return information;
        }
        boolean hides = direction.hidesRest;
        boolean begins = !hides && information.length() > LLC_BYTES;
        if (begins && frame.segmented()) {
            direction.hidesRest = Masking.mayHide(information.at(LLC_BYTES));
        } else if (!frame.segmented()) {
            direction.hidesRest = false;
        }
        if (hides) {
            return stars(information.length());
        }
        byte[] apdu =
                begins ? information.slice(LLC_BYTES, information.length()).toBytes() : new byte[0];
        return begins ? information.slice(0, LLC_BYTES).plus(Octets.of(Masking.mask(apdu))) : information;
    }

    private static Octets stars(int length) {
        return Octets.ascii("*".repeat(length));
    }
}
