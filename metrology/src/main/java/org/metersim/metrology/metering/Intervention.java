package org.metersim.metrology.metering;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * Something that changed how time becomes registers: the short list of these and the load curve are all that the
 * metering is.
 *
 * @param atMs true time, simulated UTC milliseconds
 * @param value of the kind
 * @param detail of the kind
 */
public record Intervention(long atMs, Kind kind, long value, Octets detail) {

    /** What was done. The ordinal is the code in memory: append only. */
    public enum Kind {
        /** The mains failed. */
        POWER_OFF,
        /** The mains returned. */
        POWER_ON,
        /** The supply was disconnected. */
        RELAY_OFF,
        /** The supply was connected. */
        RELAY_ON,
        /** The clock was set; value: what it showed from then on, UTC milliseconds. */
        CLOCK_SET,
        /** Zone or daylight saving was set; detail: the rules. */
        LOCAL_TIME,
        /** The active tariff was written; value: 1 to 4. It holds until the calendar switches next. */
        TARIFF,
        /** Another calendar or other special days became active; detail: the content. */
        CALENDAR,
        /** A register was written or reset; value: what that puts it ahead by; detail: its logical name. */
        REGISTER,
        /** A profile was told to capture a row; detail: its logical name. */
        CAPTURE
    }

    public static Intervention of(long atMs, Kind kind) {
        return new Intervention(atMs, kind, 0, Octets.EMPTY);
    }

    Intervention at(long otherMs) {
        return otherMs == atMs ? this : new Intervention(otherMs, kind, value, detail);
    }

    public static Intervention read(byte[] record) {
        ByteReader in = new ByteReader(record);
        return new Intervention(
                in.i64("at"), Kind.values()[in.u8("kind")], in.i64("value"), in.octets("detail", in.remaining()));
    }

    public byte[] encode() {
        return new ByteWriter(17 + detail.length())
                .i64(atMs)
                .u8(kind.ordinal())
                .i64(value)
                .octets(detail)
                .toBytes();
    }
}
