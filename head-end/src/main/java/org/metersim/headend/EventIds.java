package org.metersim.headend;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Names of events that anybody computes alike: UUID version 5. RFC 9562, 5.5. */
final class EventIds {

    /** Ours: version 5 of {@code events.meter-sim.example} in the name space of DNS. */
    private static final UUID NAME_SPACE =
            named(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "events.meter-sim.example");

    private EventIds() {}

    static UUID of(String event) {
        return named(NAME_SPACE, event);
    }

    static UUID named(UUID nameSpace, String name) {
        ByteBuffer hash = ByteBuffer.wrap(sha1(
                ByteBuffer.allocate(16)
                        .putLong(nameSpace.getMostSignificantBits())
                        .putLong(nameSpace.getLeastSignificantBits())
                        .array(),
                name.getBytes(StandardCharsets.UTF_8)));
        long high = hash.getLong() & ~0xF000L | 0x5000L;
        long low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | Long.MIN_VALUE;
        return new UUID(high, low);
    }

    private static byte[] sha1(byte[] nameSpace, byte[] name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(nameSpace);
            return digest.digest(name);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-1 is part of every Java platform", impossible);
        }
    }
}
