package org.metersim.nic.port;

import java.util.Random;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.hdlc.HdlcAddress;
import org.metersim.dlms.hdlc.HdlcFrame;

/** HDLC frames of any kind, with check sequences that fit. */
final class TestFrames {

    private static final int[] CONTROLS = {0x93, 0x53, 0x10, 0x10, 0x32, 0x54, 0x00, 0x11, 0x13, 0x03, 0x15, 0x73};

    private TestFrames() {}

    static byte[] any(Random random, byte[] apdu) {
        int control = random.nextInt(8) == 0 ? random.nextInt(256) : CONTROLS[random.nextInt(CONTROLS.length)];
        HdlcAddress client = HdlcAddress.of(new int[] {16, 2, 1, 3, 7}[random.nextInt(5)]);
        HdlcAddress server = random.nextInt(6) == 0 ? HdlcAddress.of(1, 16) : HdlcAddress.of(1);
        boolean carries = (control & 1) == 0 || (control & 0xEF) == 0x03;
        Octets information = carries ? information(random, apdu) : Octets.EMPTY;
        return new HdlcFrame(server, client, random.nextInt(8) == 0, control, information).encode();
    }

    private static Octets information(Random random, byte[] apdu) {
        Octets llc = random.nextInt(10) == 0 ? Octets.EMPTY : Octets.parse("E6E600");
        byte[] bytes = apdu.length > 200 ? new byte[0] : apdu;
        return new ByteWriter().octets(llc).bytes(bytes).toOctets();
    }
}
