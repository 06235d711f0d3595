package org.metersim.client;

import java.util.OptionalInt;
import org.metersim.dlms.hdlc.HdlcAddress;
import org.metersim.dlms.hdlc.HdlcParameters;

/**
 * How a session talks, whoever it talks to.
 *
 * @param physicalDevice lower HDLC address of the meter, when one is to be sent
 * @param hdlc what this end proposes for an HDLC link
 * @param answerMs how long an answer, or on HDLC a frame of it, is awaited
 * @param tries how often a frame, or a request that changes nothing, is sent before it is given up; at least 1
 * @param maxPduBytes client-max-receive-pdu-size, 64 to 65535
 */
public record SessionSettings(
        Framing framing, OptionalInt physicalDevice, HdlcParameters hdlc, long answerMs, int tries, int maxPduBytes) {

    /** What the APDUs travel in. */
    public enum Framing {
        WRAPPER,
        HDLC
    }

    private static final int HDLC_INFORMATION_BYTES = 1024;
    private static final int TRIES = 3;
    private static final int MAX_PDU_BYTES = 0xFFFF;

    /** The usual: one HDLC frame at a time, of up to 1024 bytes if the meter can. */
    public static SessionSettings of(Framing framing, long answerMs) {
        HdlcParameters hdlc = new HdlcParameters(HDLC_INFORMATION_BYTES, HDLC_INFORMATION_BYTES, 1, 1);
        return new SessionSettings(framing, OptionalInt.empty(), hdlc, answerMs, TRIES, MAX_PDU_BYTES);
    }

    /** The same, with a physical HDLC address. */
    public SessionSettings withPhysicalDevice(OptionalInt device) {
        return new SessionSettings(framing, device, hdlc, answerMs, tries, maxPduBytes);
    }

    HdlcAddress serverAddress(int serverSap) {
        return physicalDevice.isPresent()
                ? HdlcAddress.of(serverSap, physicalDevice.getAsInt())
                : HdlcAddress.of(serverSap);
    }
}
