package org.metersim.dlms.acse;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;

/**
 * The conformance block: which services an end can do. Green Book 9.4.6.1.
 *
 * @param bits 24 bits; bit 0 of the standard is 0x800000
 */
public record Conformance(int bits) {

    /** One service. The ordinal has no meaning; the bit is the standard's number. */
    public enum Service {
        GENERAL_PROTECTION(1),
        GENERAL_BLOCK_TRANSFER(2),
        READ(3),
        WRITE(4),
        UNCONFIRMED_WRITE(5),
        ATTRIBUTE_0_WITH_SET(8),
        PRIORITY_MGMT(9),
        ATTRIBUTE_0_WITH_GET(10),
        BLOCK_TRANSFER_WITH_GET(11),
        BLOCK_TRANSFER_WITH_SET(12),
        BLOCK_TRANSFER_WITH_ACTION(13),
        MULTIPLE_REFERENCES(14),
        INFORMATION_REPORT(15),
        DATA_NOTIFICATION(16),
        ACCESS(17),
        PARAMETERIZED_ACCESS(18),
        GET(19),
        SET(20),
        SELECTIVE_ACCESS(21),
        EVENT_NOTIFICATION(22),
        ACTION(23);

        private final int mask;

        Service(int bit) {
            this.mask = 0x800000 >> bit;
        }
    }

    private static final int APPLICATION_31 = 0x5F;
    private static final int BYTES = 4;

    public static Conformance of(Service... services) {
        int bits = 0;
        for (Service service : services) {
            bits |= service.mask;
        }
        return new Conformance(bits);
    }

    public boolean has(Service service) {
        return (bits & service.mask) != 0;
    }

    public boolean isEmpty() {
        return bits == 0;
    }

    /** What both ends can do. */
    public Conformance and(Conformance other) {
        return new Conformance(bits & other.bits);
    }

    /** {@code 5F 1F 04 00} and three bytes; the old form without {@code 1F} is taken as well. */
    static Conformance read(ByteReader in) {
        in.expect("conformance tag", APPLICATION_31);
        if (in.peekU8("conformance tag") == 0x1F) {
            in.u8("conformance tag");
        }
        in.expect("conformance length", BYTES);
        int at = in.position();
        int unused = in.u8("conformance unused bits");
        if (unused != 0) {
            throw new DecodeException("conformance unused bits", unused, "0", at);
        }
        return new Conformance(in.u8("conformance") << 16 | in.u16("conformance"));
    }

    void write(ByteWriter out) {
        out.u8(APPLICATION_31).u8(0x1F).u8(BYTES).u8(0);
        out.u8(bits >> 16).u16(bits);
    }
}
