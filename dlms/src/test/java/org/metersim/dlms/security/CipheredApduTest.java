package org.metersim.dlms.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.Refusals;
import org.metersim.dlms.Vectors;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;

/** The outside of a ciphered APDU, byte by byte. dlms-wire 4.2. */
class CipheredApduTest {

    @ParameterizedTest
    @CsvSource({
        "C80630000005020A, GLO",
        "21072000000100AABB, GLO",
        "2805 10FFFFFFFF, GLO",
        "D40630000005020A, DED",
        "410630000005020A, DED",
        "DB084D4D4D0000BC614E0630000001020A, GENERAL_GLO",
        "DC000630000001020A, GENERAL_DED"
    })
    void isOfTheFamilyOfItsMarkAndNoByteLessOrMore(String hex, CipherFamily family) {
        byte[] bytes = Hex.bytes(hex);
        CipheredApdu sealed = CipheredApdu.decode(bytes);
        assertEquals(family, sealed.family());
        assertEquals(bytes[0] & 0xFF, sealed.outerTag());
        assertEquals(Hex.of(bytes), Hex.of(sealed.encode()));
        Refusals.assertRefusedWhenCut(bytes, CipheredApdu::decode);
        Refusals.assertRefusedWithOneByteMore(bytes, CipheredApdu::decode);
    }

    @Test
    void tellsTitleControlCounterAndBodyApart() {
        assertEquals(
                new CipheredApdu(
                        CipherFamily.GENERAL_GLO,
                        0xDB,
                        Vectors.CLIENT,
                        SecurityControl.BOTH,
                        0xFFFF_FFFEL,
                        Octets.parse("0A0B")),
                CipheredApdu.decode(Hex.bytes("DB084D4D4D0000BC614E0730FFFFFFFE0A0B")));
    }

    // dlms-wire 2: CE and D6 do not exist; general-ciphering and general-signing are not opened here
    @Test
    void knowsWhichTagsAreCiphered() {
        List<Integer> known = List.of(
                0x21, 0x28, 0x2E, 0x41, 0x48, 0x4E, 0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCF, 0xD0, 0xD1, 0xD2, 0xD3,
                0xD4, 0xD5, 0xD7, 0xDB, 0xDC);
        for (int tag = 0; tag <= 0xFF; tag++) {
            assertEquals(known.contains(tag), CipheredApdu.isCiphered(tag), "tag " + tag);
            byte[] bytes = {(byte) tag, 5, 0x30, 0, 0, 0, 1};
            if (!known.contains(tag)) {
                Refusals.assertRefused(bytes, CipheredApdu::decode);
            }
        }
    }

    // Green Book 9.5: glo is 8 above a service and 20 hex above an Initiate APDU, ded 10 and 40
    @ParameterizedTest
    @CsvSource({
        "01, 21, 41",
        "08, 28, 48",
        "0E, 2E, 4E",
        "C0, C8, D0",
        "C1, C9, D1",
        "C2, CA, D2",
        "C3, CB, D3",
        "C4, CC, D4",
        "C5, CD, D5",
        "C7, CF, D7"
    })
    void marksEachServiceInEachFamily(String plain, String glo, String ded) {
        int tag = Integer.parseInt(plain, 16);
        assertEquals(Integer.parseInt(glo, 16), CipherFamily.GLO.outerTag(tag));
        assertEquals(Integer.parseInt(ded, 16), CipherFamily.DED.outerTag(tag));
        assertEquals(0xDB, CipherFamily.GENERAL_GLO.outerTag(tag));
        assertEquals(0xDC, CipherFamily.GENERAL_DED.outerTag(tag));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0F, 0x10, 0xC6, 0xD8, 0xD9, 0x60})
    void hasNoServiceSpecificMarkForTheOthers(int tag) {
        assertThrows(IllegalArgumentException.class, () -> CipherFamily.GLO.outerTag(tag));
        assertThrows(IllegalArgumentException.class, () -> CipherFamily.DED.outerTag(tag));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C804300000 05", // shorter than control byte and counter
                "DB074D4D4D0000BC610630000001020A", // a title of 7 bytes
                "DB84FFFFFFFF4D4D4D0000BC614E0630000001020A",
                "C884FFFFFFFF30000005020A"
            })
    void refusesAForeignForm(String hex) {
        Refusals.assertRefused(Hex.bytes(hex), CipheredApdu::decode);
    }

    // Policies of class 64 version 0, and what covers them
    @ParameterizedTest
    @CsvSource({"0, 00", "1, 10", "2, 20", "3, 30"})
    void asksForWhatThePolicySays(int policy, String control) {
        SecurityControl demanded = SecurityControl.ofPolicy(policy);
        assertEquals(Integer.parseInt(control, 16), demanded.value());
        for (int offered = 0; offered < 4; offered++) {
            boolean covers = (offered & policy) == policy;
            assertEquals(covers, SecurityControl.ofPolicy(offered).covers(demanded), offered + " for " + policy);
        }
        Protection answer = new Protection(CipherFamily.GLO, SecurityControl.AUTHENTICATION).atLeast(demanded);
        assertEquals(0x10 | demanded.value(), answer.control().value());
    }
}
