package org.metersim.profiles;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a meter may do otherwise than the others where the standard leaves it open: one value of an option of
 * {@code firmware: options:}. An option that is not given has its default value.
 */
public enum UpdateQuirk {
    VOLATILE(
            "persistence",
            "persistent",
            "volatile",
            "at power-up an image that is received or verified is forgotten (status 0)"),
    AUTOACTIVATE("persistence", "persistent", "autoactivate", "at power-up a verified image is activated"),
    ACTIVATE_ASYNC(
            "activate",
            "sync",
            "async",
            "image_activate answers temporary-failure when it was accepted; the status is 5"),
    VERIFY_INCOMPLETE_FAILS(
            "verify-incomplete",
            "other-reason",
            "rejected",
            "image_verify while blocks are missing ends the update with status 4"),
    BLOCK_UNAVAILABLE(
            "block-out-of-range",
            "other-reason",
            "data-block-unavailable",
            "answer to a block whose number is not below the count"),
    LENGTH_OTHER_REASON(
            "block-length", "type-unmatched", "other-reason", "answer to a block that is too short or too long"),
    LAST_BLOCK_EXACT("last-block", "exact-or-padded", "exact", "the last block must end with the image"),
    LAST_BLOCK_PADDED("last-block", "exact-or-padded", "padded", "the last block must be as long as the others"),
    DUPLICATE_OVERWRITES(
            "duplicate-block",
            "other-reason",
            "overwrite",
            "a block that was stored is replaced; a power cut meanwhile takes its neighbours, too"),
    DUPLICATE_IGNORED(
            "duplicate-block",
            "other-reason",
            "ignore",
            "another block than the one that was stored: success, and nothing done"),
    FIRST_NOT_INDEX_PLUS_ONE(
            "first-not-transferred",
            "lowest-gap",
            "index-plus-one",
            "image_first_not_transferred_block_number is the last block received plus one"),
    FIRST_NOT_STUCK("first-not-transferred", "lowest-gap", "stuck", "image_first_not_transferred_block_number stays 0"),
    BLOCKS_STATUS_TOO_LONG(
            "blocks-status",
            "block-count",
            "too-long",
            "image_transferred_blocks_status has block size * 8 bits for each block; those after the count are 0"),
    BLOCK_SIZE_WRITABLE(
            "block-size",
            "read-only",
            "writable",
            "in the states 0, 6 and 7 image_block_size may be set to a multiple of block-bytes, up to 4096"),
    DISABLE_DISCARDS(
            "disabled-transfer",
            "kept",
            "discarded",
            "image_transfer_enabled FALSE while blocks are received forgets them (status 0)"),
    OWNER_LOCKED(
            "ownership",
            "any-client",
            "owner-locked",
            "until the update ends methods of other clients than the one that initiated it are read-write-denied"),
    BUSY_IS_HARDWARE_FAULT("busy", "temporary-failure", "hardware-fault", "answer of what is busy"),
    REPEATED_VERIFY_FAILS("repeated-verify", "success", "other-reason", "answer to image_verify of a verified image"),
    ACTIVATE_CONFIRMS(
            "activate-on-trial",
            "busy",
            "confirm",
            "image_activate on trial is success, and confirms the image after its self-test, also over a power cut"),
    ACTIVATE_RETRIES(
            "activate-reverted",
            "other-reason",
            "retry",
            "image_activate of a reverted image that is still there verifies and boots it again"),
    VERIFICATION_RESTARTS(
            "cut-verification",
            "complete",
            "restart",
            "verification that the power cut begins again at power-up (status 2); needs verify-ms"),
    RESET_REVERTS("reset-on-trial", "three-tries", "revert", "the first reset on trial brings the old image back"),
    END_IS_FORGOTTEN("ended-at-restart", "kept", "idle", "at power-up status 6 and 7 become 0"),
    SIGNATURE_RAW(
            "signature",
            "sha-256",
            "raw",
            "image_to_activate_signature is the signature as r||s, or the 64 octets of Ed25519"),
    SIGNATURE_DER("signature", "sha-256", "der", "it is the signature as it stands in the image"),
    SIGNATURE_CRC("signature", "sha-256", "crc-32", "it is the CRC-32 of the image, as it stands there"),
    SIGNATURE_FIRST_BYTES("signature", "sha-256", "first-4-octets", "it is how the image begins"),
    ACTIVATE_REPLY_LOST("activate-reply", "sent", "lost", "the answer to an accepted image_activate never comes"),
    VERIFICATION_STUCK("stuck", "never", "verifying", "verification never ends (status 2) until the power fails"),
    ACTIVATION_STUCK("stuck", "never", "activating", "activation never ends (status 5) until the power fails");

    private final String option;
    private final String usual;
    private final String value;
    private final String effect;

    UpdateQuirk(String option, String usual, String value, String effect) {
        this.option = option;
        this.usual = usual;
        this.value = value;
        this.effect = effect;
    }

    /** The key in the profile. */
    public String option() {
        return option;
    }

    /** The value of the option when none is given. */
    public String usual() {
        return usual;
    }

    /** The value that makes this quirk. */
    public String value() {
        return value;
    }

    /** What changes, in words. */
    public String effect() {
        return effect;
    }

    /** The options, in their order. */
    static List<String> options() {
        return Stream.of(values()).map(UpdateQuirk::option).distinct().toList();
    }

    /** The values that an option has, the default first. */
    static List<String> valuesOf(String option) {
        List<String> words = new ArrayList<>();
        for (UpdateQuirk quirk : values()) {
            if (quirk.option.equals(option)) {
                if (words.isEmpty()) {
                    words.add(quirk.usual);
                }
                words.add(quirk.value);
            }
        }
        return words;
    }
}
