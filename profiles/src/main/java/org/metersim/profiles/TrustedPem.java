package org.metersim.profiles;

/**
 * A key that may sign images, as a profile names it.
 *
 * @param pem public key, or root certificate or revocation list for images of the form {@code cms}
 * @param revoked it did once, and does not any more
 * @param development it signs while firmware is made, and no production meter takes it
 */
public record TrustedPem(String pem, boolean revoked, boolean development) {}
