package org.metersim.profiles;

import java.util.List;

/**
 * What the meter runs when it leaves the factory, and how it takes new images.
 *
 * @param metrologyVersion active identifier of the metrology, {@code 1.4.2}
 * @param nicVersion active identifier of the NIC
 * @param securityCounter anti-rollback counter of both, 32 bits unsigned
 * @param slotBytes size of one image slot, bytes
 * @param blockBytes image_block_size, bytes
 * @param verifyMs how long verification takes; 0 answers image_verify at once
 * @param activationDelayMs from the reply to image_activate until the link drops
 * @param bootMs how long a board takes to start, unless the image says otherwise
 * @param trustedKeys public keys that may sign images
 * @param signatures what is demanded of an image's form and its key
 * @param options where meters differ
 */
public record Firmware(
        String metrologyVersion,
        String nicVersion,
        long securityCounter,
        int slotBytes,
        int blockBytes,
        int verifyMs,
        int activationDelayMs,
        int bootMs,
        List<TrustedPem> trustedKeys,
        SignaturePolicy signatures,
        UpdateOptions options) {}
