package org.metersim.headend;

import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;

/** Pushes as bytes, written out by hand from the layout in docs/confirmations.md. */
final class Pushes {

    static final String SERIAL = "0908 3030303132333435";
    static final String PUSH_SETUP = "0906 0004190900FF";
    static final String TIME = "090C 07EA0B160712041D00000000";
    static final String EVENT_OBJECT = "0906 0000600B00FF";
    static final String EVENT_CODE = "120012";
    static final String COUNTER = "0600000007";
    static final String KIND = "1600";
    static final String RESULT = "1600 0203";
    static final String VERDICT = "0203 0A00 0A00 0A00";
    static final String IDENTIFIER_OBJECT = "0906 0100000200FF";
    static final String OLD = "0905 312E342E32";
    static final String NEW = "0905 312E352E30";
    static final String UPDATE_ID = "090A 7570642D303030313233";
    static final String SHA256 = "0920 E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855";

    /** Meter 00012345: metrology from 1.4.2 to 1.5.0, OK, counter 7. Gurux 4.0.47 reads it as this. */
    static final String BODY = "020E" + SERIAL + PUSH_SETUP + TIME + EVENT_OBJECT + EVENT_CODE + COUNTER + KIND + "1600"
            + VERDICT + IDENTIFIER_OBJECT + OLD + NEW + UPDATE_ID + SHA256;

    static final String CONFIRMED = "0F 40000001 00" + BODY;
    static final String UNCONFIRMED = "0F 00000001 00" + BODY;

    /** The same push of meter 53494D0000003039, made with the JDK's AES/GCM: suite 0, both, counter 1, demo keys. */
    static final String CIPHERED = "DB 08 53494D0000003039 8199 30 00000001"
            + "692765BADA180E1D57BB8DDBDC1B572538903C95CDAF3D78724082C81AD74DF33F78225CDD408530A55D63E38C1E0070"
            + "DF6A360E3E78879CC26AF6B00F242ABBAA3C9ED94990BA9AC741032A5390ACF8AA53A828B4E28E18FFA2CCF65F0A678F"
            + "7DE608A6110F5EACB8F08A9BBF76488CF51E6E8DCF4E990BB111BF8FC447BA0FBFE8D58F9039385339429F0AC47B0150"
            + "D1B3D244";

    private Pushes() {}

    static Octets apdu(String hex) {
        return Octets.parse(hex);
    }

    /** The wrapper frame that carries an APDU from the meter (wPort 1) to wPort 1. */
    static byte[] frame(String apdu) {
        int length = Hex.bytes(apdu).length;
        return Hex.bytes(String.format("0001 0001 0001 %04X", length) + apdu);
    }
}
