package org.metersim.interop;

import org.metersim.dlms.codec.Hex;

/** What a client knows: the demo secrets of sim-1p, or wrong ones. */
record Secrets(String password, String encryptionKey, String authenticationKey) {

    static final Secrets RIGHT =
            new Secrets("Gurux", "000102030405060708090A0B0C0D0E0F", "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF");

    private static final String OTHER = "FF0102030405060708090A0B0C0D0E0F";

    Secrets withPassword(String other) {
        return new Secrets(other, encryptionKey, authenticationKey);
    }

    Secrets withWrongEncryptionKey() {
        return new Secrets(password, OTHER, authenticationKey);
    }

    Secrets withWrongAuthenticationKey() {
        return new Secrets(password, encryptionKey, OTHER);
    }

    byte[] guek() {
        return Hex.bytes(encryptionKey);
    }

    byte[] gak() {
        return Hex.bytes(authenticationKey);
    }
}
