package org.metersim.profiles;

import java.util.Locale;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * Names of a meter type, and how a meter's own names follow from its serial number.
 *
 * @param flag three letters of the manufacturer (FLAG association)
 * @param vendor domain name of the vendor, as image containers name it
 * @param model name of the type, as image containers name it
 * @param hardwareRevision 0 to 65535, as image containers demand a range of
 */
public record Identity(String flag, String vendor, String model, int hardwareRevision) {

    /** Serial number in print: eight digits, {@code 00012345}. @param number 0 to 99999999 */
    public String serial(long number) {
        return String.format(Locale.ROOT, "%08d", number);
    }

    /** Logical device name: FLAG letters and 13 digits, {@code SIM0000000012345}. */
    public String logicalDeviceName(long number) {
        return flag + String.format(Locale.ROOT, "%013d", number);
    }

    /** System title: FLAG letters and the serial number in 5 bytes big endian, {@code 53494D0000003039}. */
    public Octets systemTitle(long number) {
        return new ByteWriter()
                .octets(Octets.ascii(flag))
                .u8((int) (number >> 32))
                .u32(number)
                .toOctets();
    }
}
