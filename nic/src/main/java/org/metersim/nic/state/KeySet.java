package org.metersim.nic.state;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.profiles.Association;

/** All keys of one association, as they are kept: 16 bytes each. Never printed. */
record KeySet(Octets guek, Octets gak, Octets kek) {

    static KeySet of(Association.Keys keys) {
        return new KeySet(keys.guek(), keys.gak(), keys.kek());
    }

    static KeySet decode(byte[] record) {
        ByteReader in = new ByteReader(record);
        return new KeySet(
                in.octets("guek", CipherKeys.KEY_BYTES),
                in.octets("gak", CipherKeys.KEY_BYTES),
                in.octets("kek", CipherKeys.KEY_BYTES));
    }

    byte[] encode() {
        return new ByteWriter(3 * CipherKeys.KEY_BYTES)
                .octets(guek)
                .octets(gak)
                .octets(kek)
                .toBytes();
    }

    CipherKeys toCipherKeys() {
        return new CipherKeys(guek, gak);
    }

    @Override
    public String toString() {
        return "KeySet[not shown]";
    }
}
