package org.metersim.metrology.image;

import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.link.UpdateKind;

/**
 * What a confirmation says of one component: what was active before the update, and what it offered.
 *
 * @param digest SHA-256 of the whole image that was offered
 */
public record Ending(UpdateKind kind, Octets oldIdentifier, Octets newIdentifier, Octets digest) {}
