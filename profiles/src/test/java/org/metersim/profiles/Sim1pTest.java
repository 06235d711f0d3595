package org.metersim.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.profiles.AccessRights.AttributeAccess;
import org.metersim.profiles.Association.Mechanism;

/** The profile that a meter has when nobody says otherwise. */
class Sim1pTest {

    private static final int PUBLIC = 16;
    private static final int READER = 2;
    private static final int MANAGEMENT = 1;
    private static final int FIRMWARE = 3;

    private static final MeterModel MODEL = ProfileReader.builtin("sim-1p");

    @Test
    void pleasesTheSchema() {
        assertEquals(List.of(), ProfileSchema.complaints(ProfileReaderTest.resource("sim-1p.yaml")));
    }

    @Test
    void namesAMeterByItsSerialNumber() {
        assertEquals("00012345", MODEL.identity().serial(12345));
        assertEquals("SIM0000000012345", MODEL.identity().logicalDeviceName(12345));
        assertEquals("53494D0000003039", MODEL.identity().systemTitle(12345).toHex());
    }

    @Test
    void offersFourAssociations() {
        assertEquals(
                Map.of(
                        PUBLIC, Mechanism.NONE,
                        READER, Mechanism.LLS,
                        MANAGEMENT, Mechanism.HLS_GMAC,
                        FIRMWARE, Mechanism.HLS_GMAC),
                MODEL.associations().stream()
                        .collect(Collectors.toMap(Association::clientSap, Association::mechanism)));
        assertEquals("Gurux", association(READER).secret().toAscii());
        assertEquals(Association.Lockout.NEVER, association(PUBLIC).lockout());
        assertEquals(new Association.Lockout(5, 60), association(MANAGEMENT).lockout());
    }

    // Bit 0 is the leftmost of 24: get (19) 10, selective access (21) 04, multiple references (14) 02 00, block
    // transfer
    // with get (11) 10 00, priority (9) 40 00; general protection (1) 40 00 00. Green Book 9.5, Conformance.
    @Test
    void packsConformanceAsTheStandardCountsItsBits() {
        assertEquals(0x005214, association(PUBLIC).conformance());
        assertEquals(0x405E9D, association(MANAGEMENT).conformance());
    }

    @Test
    void givesEachHlsAssociationItsSecuritySetupAndCounter() {
        for (int sap : new int[] {MANAGEMENT, FIRMWARE}) {
            Association.Security security = association(sap).security().orElseThrow();
            assertEquals("0-0:43.0." + sap + ".255", security.setup().toString());
            assertEquals("0-0:43.1." + sap + ".255", security.counter().toString());
            assertEquals(3, security.policy());
            assertEquals(
                    "000102030405060708090A0B0C0D0E0F", security.keys().guek().toHex());
            assertEquals(
                    "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF", security.keys().gak().toHex());
            assertEquals("1111111111111111", security.keys().kek().toAscii());
        }
        assertEquals(Optional.empty(), association(PUBLIC).security());
        assertEquals(Optional.empty(), association(READER).security());
    }

    @Test
    void neverPrintsKeys() {
        String printed =
                MODEL.associations().toString() + association(MANAGEMENT).security();

        assertFalse(printed.contains("0001020304"), printed);
        assertFalse(printed.contains("Gurux"), printed);
    }

    @ParameterizedTest
    @CsvSource({
        // attribute, who may read, who may write
        "1 0-0:42.0.0.255 a2, 1 2 3 16, -",
        "1 0-0:43.1.1.255 a2, 1 2 3 16, -",
        "8 0-0:1.0.0.255 a2, 1 2 3 16, 1",
        "8 0-0:1.0.0.255 a4, 1 2 3 16, -",
        "3 1-0:1.8.0.255 a2, 1 2, 1",
        "3 1-0:1.8.0.255 a3, 1 2, -",
        "3 1-0:32.7.0.255 a2, 1 2, -",
        "7 1-0:99.1.0.255 a2, 1 2, -",
        "7 1-0:99.1.0.255 a4, 1 2, 1",
        "18 0-0:44.0.0.255 a6, 1 3, -",
        "18 0-0:44.0.0.255 a5, 1 3, 1 3",
        "1 1-0:0.2.0.255 a2, 1 2 3 16, -",
        "1 0-0:44.128.0.255 a2, 1 2 3, -",
        "1 0-0:44.128.3.255 a2, 1 3, 1 3",
        "15 0-0:40.0.0.255 a2, 1 2 3 16, -",
        "15 0-0:40.0.0.255 a7, -, 1",
        "15 0-0:40.0.2.255 a2, 1, -",
        "64 0-0:43.0.3.255 a2, 1 3, -",
        "64 0-0:43.0.1.255 a2, 1, -",
        "70 0-0:96.3.10.255 a4, 1 2, 1",
    })
    void letsEachAssociationReadAndWriteWhatItMay(String attribute, String readers, String writers) {
        ObjectDefinition object = objectOf(attribute);
        int index = index(attribute);

        assertEquals(saps(readers), saps(sap -> object.rightsOf(sap).mayRead(index)));
        assertEquals(saps(writers), saps(sap -> object.rightsOf(sap).mayWrite(index)));
    }

    @ParameterizedTest
    @CsvSource({
        "8 0-0:1.0.0.255 m6, 1",
        "18 0-0:44.0.0.255 m1, 1 3",
        "18 0-0:44.0.1.255 m4, 1 3",
        "15 0-0:40.0.0.255 m1, 1 3",
        "15 0-0:40.0.0.255 m2, 1",
        "64 0-0:43.0.3.255 m2, 1 3",
        "70 0-0:96.3.10.255 m1, 1",
        "7 0-0:99.98.0.255 m1, 1",
        "7 0-0:99.98.0.255 m2, -",
        "9 0-0:10.0.107.255 m1, 1 3",
    })
    void letsEachAssociationInvokeWhatItMay(String method, String who) {
        ObjectDefinition object = objectOf(method);
        int index = index(method);

        assertEquals(saps(who), saps(sap -> object.rightsOf(sap).mayInvoke(index)));
    }

    // Rights are equal for objects of one group and class, so a model of many objects holds few of them.
    @Test
    void sharesRightsBetweenObjects() {
        assertTrue(object(3, "1-0:1.8.0.255").access()
                == object(3, "1-0:2.8.0.255").access());
        assertEquals(
                AttributeAccess.WRITE,
                object(15, "0-0:40.0.0.255").rightsOf(MANAGEMENT).attribute(7));
    }

    // Two years of 15 minutes; clients of today parse version 1.
    @Test
    void keepsTwoYearsOfLoadProfile() {
        ProfileNode row = object(7, "1-0:99.1.0.255").row();

        assertEquals(2 * 365 * 24 * 4, row.number("entries"));
        assertEquals(900, row.number("period"));
        assertEquals(
                new AttributeRef(8, LogicalName.parse("0-0:1.0.0.255"), 2),
                row.items("capture").get(0).attributeRef());
    }

    @Test
    void hasTheClassVersionsThatClientsParse() {
        Map<Integer, Set<Integer>> versions = MODEL.objects().stream()
                .collect(Collectors.groupingBy(
                        ObjectDefinition::classId, Collectors.mapping(ObjectDefinition::version, Collectors.toSet())));

        assertEquals(Set.of(1), versions.get(7));
        assertEquals(Set.of(1), versions.get(15));
        assertEquals(Set.of(1), versions.get(40));
        assertEquals(Set.of(0), versions.get(64));
        assertEquals(Set.of(1, 3, 4, 5, 7, 8, 9, 11, 15, 17, 18, 19, 20, 22, 23, 40, 41, 64, 70), versions.keySet());
    }

    // The push names what the confirmation consists of: serial number, push setup, and the 12 elements of the last
    // update.
    @Test
    void pushesTheLastUpdateElementByElement() {
        List<ProfileNode> push = object(40, "0-4:25.9.0.255").row().items("push");

        assertEquals("1 0-0:96.1.0.255 a2", push.get(0).attributeRef().toString());
        assertEquals("40 0-4:25.9.0.255 a1", push.get(1).attributeRef().toString());
        assertEquals(14, push.size());
        for (int element = 1; element <= 12; element++) {
            ProfileNode reference = push.get(element + 1);
            assertEquals("1 0-0:44.128.1.255 a2", reference.attributeRef().toString());
            assertEquals(element, reference.number("index", 0));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FIRMWARE_READY, 17",
        "FIRMWARE_ACTIVATED, 18",
        "SELF_CHECK_PASSED, 20",
        "LOGIN_FAILED, 46",
        "PARAMETERS_CHANGED, 47",
        "KEYS_CHANGED, 48",
        "DECIPHERING_FAILED, 49",
        "REPLAY_REFUSED, 50",
        "FIRMWARE_VERIFICATION_FAILED, 51",
        "FIRMWARE_ROLLED_BACK, 204",
        "FIRMWARE_GOLDEN_STARTED, 205",
        "LOG_CLEARED, 255",
    })
    void givesEventsTheCodesOfTheirSpecification(String event, int code) {
        assertEquals(code, MODEL.events().of(event).orElseThrow().code());
    }

    @Test
    void logsUpdatesInTheStandardLogFirstAndInTheirOwn() {
        assertEquals(
                List.of(LogicalName.parse("0-0:99.98.0.255"), LogicalName.parse("0-0:99.98.128.255")),
                MODEL.events().of("FIRMWARE_ACTIVATED").orElseThrow().logs());
        assertEquals(
                List.of(LogicalName.parse("0-0:99.98.0.255"), LogicalName.parse("0-0:99.98.128.255")),
                MODEL.events().of("PROGRAM_FAILED").orElseThrow().logs());
        assertEquals(
                EventMap.NAMES.stream().collect(Collectors.toSet()),
                MODEL.events().entries().keySet());
    }

    // Printed by: printf 53494D0000003039 | xxd -r -p | openssl dgst -sha256 -mac HMAC -macopt hexkey:0001..0F
    @Test
    void derivesKeysOfAMeterFromItsSystemTitle() {
        Octets systemTitle = Octets.parse("53494D0000003039");
        Association.Keys shared =
                association(MANAGEMENT).security().orElseThrow().keys();
        Association.Keys masters = new Association.Keys(shared.guek(), shared.gak(), shared.kek(), true);

        assertEquals(
                "90E8B614A6B79372CBA6CB8210C87C4A",
                masters.of(systemTitle).guek().toHex());
        assertEquals(
                "684FE040ACAC29672A0606EA480D9657",
                masters.of(systemTitle).gak().toHex());
        assertEquals(
                "4207E99CCEF6DFE49784D2CD014F865C",
                masters.of(systemTitle).kek().toHex());
        assertEquals(shared, shared.of(systemTitle));
    }

    @Test
    void trustsItsDemoKeyAndSaysWhatItIs() throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance("EC");
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.generatePrivate(new PKCS8EncodedKeySpec(body(DemoSigningKey.pem()))));
        signature.update((byte) 1);
        byte[] signed = signature.sign();

        signature.initVerify(keys.generatePublic(new X509EncodedKeySpec(
                body(MODEL.firmware().trustedKeys().get(0).pem()))));
        signature.update((byte) 1);
        assertTrue(signature.verify(signed));
        assertTrue(DemoSigningKey.pem().startsWith("DEMO KEY."));
    }

    private static byte[] body(String pem) {
        String base64 = pem.substring(pem.indexOf("KEY-----") + 8, pem.indexOf("-----END"));
        return Base64.getMimeDecoder().decode(base64);
    }

    private static Association association(int sap) {
        return MODEL.association(sap).orElseThrow();
    }

    private static ObjectDefinition object(int classId, String name) {
        return MODEL.object(classId, LogicalName.parse(name)).orElseThrow();
    }

    /** The object of {@code 8 0-0:1.0.0.255 a2}. */
    private static ObjectDefinition objectOf(String reference) {
        String[] words = reference.split(" ");
        return object(Integer.parseInt(words[0]), words[1]);
    }

    private static int index(String reference) {
        return Integer.parseInt(reference.split(" ")[2].substring(1));
    }

    private static String saps(String list) {
        return list.replace("-", "");
    }

    private static String saps(IntPredicate may) {
        return List.of(MANAGEMENT, READER, FIRMWARE, PUBLIC).stream()
                .filter(may::test)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }
}
