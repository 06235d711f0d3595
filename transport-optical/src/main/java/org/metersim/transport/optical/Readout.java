package org.metersim.transport.optical;

import org.metersim.dlms.codec.ByteWriter;

/** Messages of mode C that end in a block check character. IEC 62056-21, 6.3. */
final class Readout {

    private static final int SOH = 0x01;
    private static final int STX = 0x02;
    private static final int ETX = 0x03;

    private Readout() {}

    /** Data message: STX, the data set, '!', CR, LF, ETX, BCC. */
    static byte[] of(String dataSet) {
        return message(STX, dataSet + "!" + SignOnParser.END);
    }

    /** Break message: the meter, or the client, wants no programming. */
    static byte[] breakMessage() {
        return message(SOH, "B0");
    }

    private static byte[] message(int start, String text) {
        byte[] characters = Characters.of(text);
        int check = ETX;
        for (byte character : characters) {
            check ^= character;
        }
        return new ByteWriter(characters.length + 3)
                .u8(start)
                .bytes(characters)
                .u8(ETX)
                .u8(check)
                .toBytes();
    }
}
