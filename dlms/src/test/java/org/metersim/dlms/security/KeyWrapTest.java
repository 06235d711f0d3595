package org.metersim.dlms.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.codec.Octets;

/** AES key wrap against the vectors of RFC 3394, section 4. */
class KeyWrapTest {

    @ParameterizedTest
    @CsvSource({
        // 4.1 128 bits with 128
        "000102030405060708090A0B0C0D0E0F, 00112233445566778899AABBCCDDEEFF,"
                + "1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5",
        // 4.3 128 bits with 256
        "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F, 00112233445566778899AABBCCDDEEFF,"
                + "64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7",
        // 4.6 256 bits with 256
        "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F,"
                + "00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F,"
                + "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21",
        // dlms-wire V16: a new GUEK, from gurux.dlms and jDLMS
        "31313131313131313131313131313131, 11112222333344445555666677778888,"
                + "0A6FB68EBA6F886B7128B30388C23773754B1972FB9E9EE2"
    })
    void wrapsAndUnwraps(String kek, String key, String wrapped) {
        assertEquals(wrapped, KeyWrap.wrap(Octets.parse(kek), Octets.parse(key)).toHex());
        assertEquals(Optional.of(Octets.parse(key)), KeyWrap.unwrap(Octets.parse(kek), Octets.parse(wrapped)));
    }

    @Test
    void refusesWhatAnotherKeyWrappedAndEveryBitFlip() {
        Octets kek = Octets.parse("31313131313131313131313131313131");
        byte[] wrapped =
                Octets.parse("0A6FB68EBA6F886B7128B30388C23773754B1972FB9E9EE2").toBytes();
        assertEquals(
                Optional.empty(), KeyWrap.unwrap(Octets.parse("31313131313131313131313131313132"), Octets.of(wrapped)));
        for (int bit = 0; bit < 8 * wrapped.length; bit++) {
            byte[] flipped = wrapped.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(Optional.empty(), KeyWrap.unwrap(kek, Octets.of(flipped)), "bit " + bit);
        }
    }

    // The octet-string comes from outside: any length
    @Test
    void refusesEveryOtherLength() {
        Octets kek = Octets.parse("31313131313131313131313131313131");
        for (int length = 0; length < 64; length++) {
            assertEquals(Optional.empty(), KeyWrap.unwrap(kek, Octets.of(new byte[length])), length + " bytes");
        }
    }
}
