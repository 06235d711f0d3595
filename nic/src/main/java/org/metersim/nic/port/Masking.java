package org.metersim.nic.port;

import org.metersim.dlms.acse.Aare;
import org.metersim.dlms.acse.Aarq;
import org.metersim.dlms.apdu.ActionRequest;
import org.metersim.dlms.apdu.SetRequest;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.DecodeException;

/**
 * Puts {@code 2A} ('*') over what no journal may hold: passwords and challenges of AARQ and AARE, and the values that
 * go to associations (class 15) and security setups (class 64), which are secrets, proofs and keys.
 *
 * <p>When in doubt it hides: an APDU that is cut off or broken is hidden from where it cannot be told any more.
 */
final class Masking {

    private static final int ASSOCIATION_LN = 15;
    private static final int SECURITY_SETUP = 64;
    private static final byte STAR = 0x2A;

    /** choice, invoke id, class, logical name, index: before the value of a SET or ACTION of one object. */
    private static final int VALUE_AT = 12;

    private static final int CLASS_AT = 3;

    /** choice, invoke id, last-block, block-number. */
    private static final int BLOCK_AT = 8;

    private static final int CALLING_AUTHENTICATION_VALUE = 0xAC;
    private static final int RESPONDING_AUTHENTICATION_VALUE = 0xAA;
    private static final int USER_INFORMATION = 0xBE;

    private Masking() {}

    /** A copy fit for a journal; the same array when nothing is to be hidden. */
    static byte[] mask(byte[] apdu) {
        int tag = apdu.length == 0 ? 0 : apdu[0] & 0xFF;
        return switch (tag) {
            case Aarq.TAG, Aare.TAG -> maskAssociate(apdu);
            case SetRequest.TAG, ActionRequest.TAG -> maskRequest(apdu, tag == SetRequest.TAG);
            default -> apdu;
        };
    }

    /** True when an APDU that begins so may hide something in what follows its first segment. */
    static boolean mayHide(int tag) {
        return tag == Aarq.TAG || tag == Aare.TAG || tag == SetRequest.TAG || tag == ActionRequest.TAG;
    }

    /** True for the classes whose written values and parameters are not shown. */
    static boolean isSecret(int classId) {
        return classId == ASSOCIATION_LN || classId == SECURITY_SETUP;
    }

    private static byte[] maskAssociate(byte[] apdu) {
        byte[] masked = apdu.clone();
        int knownUpTo = 2;
        try {
            ByteReader in = new ByteReader(apdu);
            in.u8("tag");
            in.count("associate");
            while (!in.isEmpty()) {
                knownUpTo = in.position();
                int field = in.u8("field");
                int length = in.length("field");
                int from = in.position();
                in.slice("field", length);
                if (isHidden(field, apdu, from, length)) {
                    hide(masked, from + 2, from + length);
                }
            }
        } catch (DecodeException broken) {
            hide(masked, knownUpTo, masked.length);
        }
        return masked;
    }

    /** The authentication values, and an InitiateRequest in clear that has a dedicated key. */
    private static boolean isHidden(int field, byte[] apdu, int from, int length) {
        if (field == USER_INFORMATION) {
            boolean isLong = length > 1 && apdu[from + 1] < 0;
            return isLong || length > 3 && apdu[from + 2] == 0x01 && apdu[from + 3] != 0;
        }
        return field == CALLING_AUTHENTICATION_VALUE || field == RESPONDING_AUTHENTICATION_VALUE;
    }

    private static byte[] maskRequest(byte[] apdu, boolean isSet) {
        int choice = apdu.length > 1 ? apdu[1] : 0;
        int from = switch (choice) {
            case 1 -> secretFrom(apdu, CLASS_AT, VALUE_AT);
            case 2 -> isSet ? secretFrom(apdu, CLASS_AT, VALUE_AT) : apdu.length;
            case 3 -> isSet ? BLOCK_AT : listFrom(apdu, 9);
            case 4 -> isSet ? listFrom(apdu, 10) : secretFrom(apdu, CLASS_AT, VALUE_AT);
            case 5 -> listFrom(apdu, isSet ? 10 : 9);
            default -> BLOCK_AT;
        };
        if (from >= apdu.length) {
            return apdu;
        }
        byte[] masked = apdu.clone();
        hide(masked, from, masked.length);
        return masked;
    }

    private static int secretFrom(byte[] apdu, int classAt, int valueAt) {
        return isSecret(classAt(apdu, classAt)) ? valueAt : apdu.length;
    }

    /** Descriptors of a fixed size follow a count of one byte; one of another form hides all that follows. */
    private static int listFrom(byte[] apdu, int descriptorBytes) {
        int count = apdu.length > CLASS_AT ? apdu[CLASS_AT] : 0;
        int at = CLASS_AT + 1;
        for (int i = 0; i < count; i++) {
            boolean hasSelection = descriptorBytes == 10 && at + 9 < apdu.length && apdu[at + 9] != 0;
            if (hasSelection || isSecret(classAt(apdu, at))) {
                return at;
            }
            at += descriptorBytes;
        }
        return count < 0 ? at : apdu.length;
    }

    private static int classAt(byte[] apdu, int at) {
        return at + 1 < apdu.length ? (apdu[at] & 0xFF) << 8 | apdu[at + 1] & 0xFF : ASSOCIATION_LN;
    }

    private static void hide(byte[] bytes, int from, int to) {
        for (int i = Math.max(0, from); i < Math.min(to, bytes.length); i++) {
            bytes[i] = STAR;
        }
    }
}
