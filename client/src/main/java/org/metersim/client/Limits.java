package org.metersim.client;

import org.metersim.dlms.acse.Conformance;

/**
 * What a request must keep to.
 *
 * @param maxApduBytes of an APDU in clear
 * @param conformance services that the meter granted
 */
record Limits(int maxApduBytes, Conformance conformance) {}
