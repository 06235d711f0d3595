package org.metersim.client;

import org.metersim.dlms.acse.Conformance;
import org.metersim.dlms.codec.Octets;

/**
 * What an association gives.
 *
 * @param conformance services that the meter granted
 * @param maxPduBytes server-max-receive-pdu-size; 0 is no limit
 * @param serverTitle system title of the meter; empty when it did not say one
 */
public record AssociationInfo(Conformance conformance, int maxPduBytes, Octets serverTitle) {}
