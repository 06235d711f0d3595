package org.metersim.transport.ble.smp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.smp.SmpPdu.PublicKey;

/** Sample data of the Core Specification: Vol 3 Part H Appendix D, Vol 2 Part G 7.1.2 for P-256; RFC 4493. */
class SmpToolboxTest {

    private static final Octets U = Octets.parse("20B003D2F297BE2C5E2C83A7E9F9A5B9EFF49111ACF4FDDBCC0301480E359DE6");
    private static final Octets V = Octets.parse("55188B3D32F6BB9A900AFCFBEED4E72A59CB9AC2F19D7CFB6B4FDD49F47FC5FD");
    private static final Octets N1 = Octets.parse("D5CB8454D177733EFFFFB2EC712BAEAB");
    private static final Octets N2 = Octets.parse("A6E8E7CC25A75F6E216583F7FF3DC4CF");
    private static final Octets DHKEY =
            Octets.parse("EC0234A357C8AD05341010A60A397D9B99796B13B4F866F1868D34F373BFA698");
    private static final Octets A1 = Octets.parse("0056123737BFCE");
    private static final Octets A2 = Octets.parse("00A713702DCFC1");

    private static final P256Key PRIVATE_A =
            P256Key.of(Octets.parse("3F49F6D4A3C55F3874C9B3E3D2103F504AFF607BEB40B7995899B8A6CD3C1ABD"));
    private static final P256Key PRIVATE_B =
            P256Key.of(Octets.parse("55188B3D32F6BB9A900AFCFBEED4E72A59CB9AC2F19D7CFB6B4FDD49F47FC5FD"));

    @ParameterizedTest
    @CsvSource({
        "'', BB1D6929E95937287FA37D129B756746",
        "6BC1BEE22E409F96E93D7E117393172A, 070A16B46B4D4144F79BDD9DD04A287C",
        "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E5130C81C46A35CE411,"
                + " DFA66747DE9AE63030CA32611497C827",
        "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E51"
                + "30C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710,"
                + " 51F0BEBF7E3B9D92FC49741779363CFE"
    })
    void cmacIsThatOfRfc4493(String message, String tag) {
        Octets key = Octets.parse("2B7E151628AED2A6ABF7158809CF4F3C");

        assertEquals(Octets.parse(tag), SmpToolbox.cmac(key, Octets.parse(message)));
    }

    @Test
    void f4IsThatOfTheStandard() {
        assertEquals(Octets.parse("F2C916F107A9BD1CF1EDA1BEA974872D"), SmpToolbox.f4(U, V, N1, 0));
    }

    @Test
    void f5IsThatOfTheStandard() {
        SmpToolbox.Keys keys = SmpToolbox.f5(DHKEY, new SmpToolbox.End(N1, A1), new SmpToolbox.End(N2, A2));

        assertEquals(Octets.parse("2965F176A1084A02FD3F6A20CE636E20"), keys.mac());
        assertEquals(Octets.parse("6986791169D7CD23980522B594750A38"), keys.longTermKey());
    }

    @Test
    void f6IsThatOfTheStandard() {
        Octets message = N1.plus(N2)
                .plus(Octets.parse("12A3343BB453BB5408DA42D20C2D0FC8"))
                .plus(Octets.parse("010102"))
                .plus(A1)
                .plus(A2);

        assertEquals(
                Octets.parse("E3C473989CD0E8C5D26C0B09DA958F61"),
                SmpToolbox.f6(Octets.parse("2965F176A1084A02FD3F6A20CE636E20"), message));
    }

    // 2F9ED5BA, of which six decimal digits are shown
    @Test
    void g2IsThatOfTheStandard() {
        assertEquals(0x2F9ED5BA % 1_000_000, SmpToolbox.g2(U, V, N1, N2));
    }

    @Test
    void ahIsThatOfTheStandard() {
        Octets identityKey = Octets.parse("EC0234A357C8AD05341010A60A397D9B");

        assertEquals(Octets.parse("0DFBAA"), SmpToolbox.ah(identityKey, Octets.parse("708194")));
        assertTrue(SmpToolbox.resolves(identityKey, random("70:81:94:0D:FB:AA")));
        assertFalse(SmpToolbox.resolves(identityKey, random("70:81:94:0D:FB:AB")));
        // its two top bits say that it is static
        assertFalse(SmpToolbox.resolves(identityKey, random("C0:81:94:0D:FB:AA")));
    }

    private static BluetoothAddress random(String address) {
        return BluetoothAddress.parse(BluetoothAddress.Type.RANDOM, address);
    }

    @Test
    void theKeysOfP256AreThoseOfTheStandard() {
        assertEquals(U, PRIVATE_A.open().x());
        assertEquals(
                Octets.parse("DC809C49652AEB6D63329ABF5A52155C766345C28FED3024741C8ED01589D28B"),
                PRIVATE_A.open().y());
        assertEquals(Optional.of(DHKEY), PRIVATE_A.agree(PRIVATE_B.open()));
        assertEquals(Optional.of(DHKEY), PRIVATE_B.agree(PRIVATE_A.open()));
    }

    // A point that is not on the curve gives the private key away, and our own X reflects the confirm value.
    @Test
    void aKeyThatIsNoneIsRefused() {
        PublicKey open = PRIVATE_B.open();
        byte[] other = open.y().toBytes();
        other[31] ^= 1;
        Octets zero = Octets.of(new byte[32]);

        assertEquals(Optional.empty(), PRIVATE_A.agree(new PublicKey(open.x(), Octets.of(other))));
        assertEquals(Optional.empty(), PRIVATE_A.agree(new PublicKey(zero, zero)));
        assertEquals(Optional.empty(), PRIVATE_A.agree(PRIVATE_A.open()));
    }

    @Test
    void keysOfChanceAgree() {
        P256Key one = P256Key.random(new Random(1));
        P256Key two = P256Key.random(new Random(2));

        assertEquals(one.agree(two.open()), two.agree(one.open()));
        assertEquals(one.open(), P256Key.random(new Random(1)).open());
    }
}
