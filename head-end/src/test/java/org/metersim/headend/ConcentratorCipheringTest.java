package org.metersim.headend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.profiles.ProfileReader;

class ConcentratorCipheringTest {

    private static final Octets TITLE = Octets.parse("53494D0000003039");
    private static final CipherKeys DEMO = new CipherKeys(
            Octets.parse("000102030405060708090A0B0C0D0E0F"), Octets.parse("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF"));
    private static final CipherKeys OTHER = new CipherKeys(
            Octets.parse("000102030405060708090A0B0C0D0E0E"), Octets.parse("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF"));

    private Concentrator concentrator = with(false, DEMO);

    private static Concentrator with(boolean demandsCiphering, CipherKeys... keys) {
        MeterKeys known = title -> title.equals(TITLE) ? List.of(keys) : List.of();
        return new Concentrator(new Concentrator.Settings(known, demandsCiphering, 10), Inbox.NONE);
    }

    private String push(String apdu) {
        return concentrator.take(Octets.parse(apdu), 1, 0).map(Hex::of).orElse("no answer");
    }

    @Test
    void opensAPushOfAMeterWhoseKeyItHas() {
        assertEquals("10 40 00 00 01 00", push(Pushes.CIPHERED));
        assertEquals("upd-000123", concentrator.confirmations().get(0).updateId());
    }

    // the same bytes again: an answer that was lost. Its event makes it a repeat, its counter must not refuse it.
    @Test
    void answersARepeatedPushThoughItsCounterIsOld() {
        push(Pushes.CIPHERED);
        assertEquals("10 40 00 00 01 00", push(Pushes.CIPHERED));
        assertEquals(1, concentrator.confirmations().size());
        assertEquals(1, concentrator.repeats());
    }

    @Test
    void triesEveryKeyOfTheMeter() {
        concentrator = with(false, OTHER, DEMO);
        assertEquals("10 40 00 00 01 00", push(Pushes.CIPHERED));
    }

    @Test
    void keepsWhatNoKeyOpensUnanswered() {
        concentrator = with(false, OTHER);
        assertEquals("no answer", push(Pushes.CIPHERED));
        assertEquals(
                "ciphered APDU: the authentication tag does not verify (expected: one that a known key opens)",
                concentrator.refusals().get(0).reason());
        assertEquals(
                Octets.parse(Pushes.CIPHERED), concentrator.refusals().get(0).bytes());
    }

    @Test
    void keepsAChangedPushUnanswered() {
        assertEquals("no answer", push(Pushes.CIPHERED.replace("D1B3D244", "D1B3D245")));
        assertEquals(1, concentrator.refused());
    }

    @Test
    void refusesAPushInClearWhereCipheringIsDemanded() {
        concentrator = with(true, DEMO);
        assertEquals("no answer", push(Pushes.CONFIRMED));
        assertEquals(
                "APDU: in clear (expected: ciphered, nothing else is taken here)",
                concentrator.refusals().get(0).reason());
        assertEquals("10 40 00 00 01 00", push(Pushes.CIPHERED));
    }

    @Test
    void keepsAPushThatDoesNotSayWhoseItIsUnanswered() {
        assertEquals("no answer", push("DB 00 06 30 00000001 00"));
        assertEquals(
                "ciphered APDU: it does not say whose it is (expected: one that a known key opens)",
                concentrator.refusals().get(0).reason());
    }

    @Test
    void knowsTheKeysOfEveryMeterOfAProfile() {
        MeterKeys keys = MeterKeys.ofProfile(ProfileReader.builtin("sim-1p"));
        concentrator = new Concentrator(new Concentrator.Settings(keys, false, 10), Inbox.NONE);
        assertEquals("10 40 00 00 01 00", push(Pushes.CIPHERED));
    }
}
