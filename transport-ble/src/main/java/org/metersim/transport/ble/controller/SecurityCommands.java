package org.metersim.transport.ble.controller;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.LongTermKey;
import org.metersim.transport.ble.hci.EncryptionChange;
import org.metersim.transport.ble.hci.HciStatus;
import org.metersim.transport.ble.hci.LeEnableEncryption;
import org.metersim.transport.ble.hci.LittleEndian;
import org.metersim.transport.ble.hci.Opcode;

/**
 * AES, random numbers, and the encryption of links: Core Specification Vol 4 Part E 7.8.22 to 7.8.26. The air is our
 * own, so nothing is ciphered: the keys of both ends are compared.
 */
final class SecurityCommands {

    private static final int BLOCK_BYTES = 16;

    private final Links links;
    private final HostPort host;
    private final RandomGenerator chance;

    SecurityCommands(Links links, HostPort host, RandomGenerator chance) {
        this.links = links;
        this.host = host;
        this.chance = chance;
    }

    void addTo(CommandTable table) {
        table.add(Opcode.LE_ENCRYPT, 2 * BLOCK_BYTES, (in, nowMs) -> encrypt(in))
                .add(Opcode.LE_RAND, 0, (in, nowMs) -> {
                    ByteWriter number = new ByteWriter(Long.BYTES);
                    LittleEndian.u64(number, chance.nextLong());
                    return Reply.of(number);
                })
                .addAsynchronous(Opcode.LE_ENABLE_ENCRYPTION, 28, this::enableEncryption)
                .add(Opcode.LE_LONG_TERM_KEY_REQUEST_REPLY, 18, (in, nowMs) -> unasked(in))
                .add(Opcode.LE_LONG_TERM_KEY_REQUEST_NEGATIVE_REPLY, 2, (in, nowMs) -> unasked(in));
    }

    private static Reply encrypt(ByteReader in) {
        Octets key = LittleEndian.reversed(in.octets("key", BLOCK_BYTES));
        Octets plaintext = LittleEndian.reversed(in.octets("plaintext data", BLOCK_BYTES));
        return Reply.of(new ByteWriter().octets(LittleEndian.reversed(Aes.encrypt(key, plaintext))));
    }

    private Reply enableEncryption(ByteReader in, long nowMs) {
        LeEnableEncryption command = LeEnableEncryption.read(in.rest());
        return links.of(command.handle())
                .map(link -> Reply.DONE.then(() -> encrypt(link, command, nowMs)))
                .orElseGet(() -> Reply.refused(HciStatus.UNKNOWN_CONNECTION_IDENTIFIER));
    }

    /** Equal keys encrypt the link, different ones end it, and without a key of the meter it stays as it is. */
    private void encrypt(Link link, LeEnableEncryption command, long nowMs) {
        Optional<LongTermKey> key = link.peripheral().longTermKey(command.random(), command.diversifier());
        if (key.isEmpty()) {
            changed(link, HciStatus.PIN_OR_KEY_MISSING, link.isEncrypted());
        } else if (key.get().octets().equals(command.longTermKey())) {
            boolean refresh = link.isEncrypted();
            link.encrypt(key.get(), nowMs);
            changed(link, HciStatus.SUCCESS, refresh);
        } else {
            links.end(link, HciStatus.MIC_FAILURE, HciStatus.MIC_FAILURE, nowMs);
        }
    }

    private void changed(Link link, HciStatus status, boolean refresh) {
        boolean enabled = status == HciStatus.SUCCESS;
        host.send(new EncryptionChange(status.code(), link.handle(), enabled, refresh).toEvent());
    }

    /** Only a peripheral's host is asked for a key. */
    private Reply unasked(ByteReader in) {
        int handle = in.u16le("connection handle");
        HciStatus status =
                links.of(handle).isPresent() ? HciStatus.COMMAND_DISALLOWED : HciStatus.UNKNOWN_CONNECTION_IDENTIFIER;
        return Reply.refused(status, handle);
    }
}
