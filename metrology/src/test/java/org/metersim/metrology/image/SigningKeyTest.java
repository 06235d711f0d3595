package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.codec.Octets;

/** Signatures of RFC 6979, whose nonces follow from key and digest. */
class SigningKeyTest {

    /** PKCS#8 of a key on P-256 and P-384, up to the number itself. RFC 5915. */
    private static final String P256 = "3041020100301306072A8648CE3D020106082A8648CE3D030107" + "042730250201010420";

    private static final String P384 = "304E020100301006072A8648CE3D020106052B81040022" + "043730350201010430";

    // RFC 6979, A.2.5 with SHA-256 and A.2.6 with SHA-384: the message is "sample"; as DER, r then s.
    @ParameterizedTest
    @CsvSource({
        P256 + "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721, SHA-256,"
                + "3046 022100 EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                + "     022100 F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
        P384
                + "6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D8"
                + "96D5724E4C70A825F872C9EA60D2EDF5, SHA-384,"
                + "3066 023100 94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C"
                + "            81A648152E44ACF96E36DD1E80FABE46"
                + "     023100 99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94F"
                + "            A329C145786E679E7B82C71A38628AC8"
    })
    void theNonceIsMadeWithTheHashOfTheCurve(String key, String hash, String signature) {
        SigningKey signing =
                SigningKey.parse(Pem.armour("PRIVATE KEY", Octets.parse(key).toBytes()));
        byte[] digest = Forge.hash(hash, Octets.ascii("sample").toBytes());

        assertEquals(signature.replace(" ", ""), signing.sign(Octets.of(digest)).toHex());
    }
}
