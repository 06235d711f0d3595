package org.metersim.transport.ble.controller;

import org.metersim.dlms.codec.ByteReader;

/**
 * How much one link layer packet carries, as one end wishes or both agreed: Core Specification Vol 6 Part B 4.5.10.
 *
 * @param octets of payload, 27 to 251
 * @param timeUs on the air, microseconds, 328 to 17040
 */
record DataLength(int octets, int timeUs) {

    static final DataLength SHORTEST = new DataLength(27, 328);

    /** What controller and meters can, at 1 Mbit/s. */
    static final DataLength LONGEST = new DataLength(251, 2120);

    private static final int MAX_TIME_US = 17_040;
    private static final int US_AN_OCTET = 8;
    /** Preamble, access address, header, message integrity check and CRC. */
    private static final int OVERHEAD_OCTETS = 14;

    static DataLength read(ByteReader in) {
        return new DataLength(in.u16le("TX octets"), in.u16le("TX time"));
    }

    boolean isValid() {
        return octets >= SHORTEST.octets
                && octets <= LONGEST.octets
                && timeUs >= SHORTEST.timeUs
                && timeUs <= MAX_TIME_US;
    }

    /** What comes of the wish, where both ends can the longest. */
    DataLength agreed() {
        int octetsInTime = timeUs / US_AN_OCTET - OVERHEAD_OCTETS;
        int agreed = Math.min(octets, Math.min(octetsInTime, LONGEST.octets));
        return new DataLength(agreed, (agreed + OVERHEAD_OCTETS) * US_AN_OCTET);
    }
}
