package org.metersim.headend;

import org.metersim.dlms.codec.Octets;

/**
 * Something that arrived and was not understood or not taken; kept all the same.
 *
 * @param connection number of the connection it came on, from 1
 * @param reason for a person
 * @param bytes the APDU, or what there is of a broken frame
 * @param answered whether the sender was told that it arrived, so that it does not send it again
 */
public record Refusal(long receivedMs, long connection, String reason, Octets bytes, boolean answered) {}
