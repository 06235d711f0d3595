package org.metersim.nic.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterReply;

// Layouts of Blue Book 4.4.4, versions 0 and 1.
class AssociationLnTest {

    private static final String CURRENT = "0-0:40.0.0.255";
    private static final String READERS = "0-0:40.0.2.255";
    private static final String FIRMWARES = "0-0:40.0.3.255";
    private static final String PUBLICS = "0-0:40.0.4.255";

    /** 11112222333344445555666677778888 under the KEK 31..31. */
    private static final String WRAPPED = "09180A6FB68EBA6F886B7128B30388C23773754B1972FB9E9EE2";

    private final TestCard card = new TestCard();

    @ParameterizedTest
    @CsvSource({
        "1, 09060000280000FF",
        "3, 02020F01120001",
        // 2.16.756.5.8.1.3: logical names, ciphered
        "4, 090760857405080103",
        // GET alone was negotiated (000010); receives 0400, sends 0123, version 6
        "5, 0206041800001012040012012311060F000900",
        // 2.16.756.5.8.2.5: HLS with GMAC
        "6, 090760857405080205",
        "7, read-write-denied",
        "8, 1602",
        "9, 090600002B0001FF",
        "10, read-write-denied"
    })
    void showsTheCurrentAssociationOfAnHlsClient(int attribute, String expected) {
        assertEquals(expected, card.read(15, CURRENT, attribute));
    }

    @ParameterizedTest
    @CsvSource({"3, 02020F10120001", "4, 090760857405080101", "6, 090760857405080200", "8, 1602", "9, 0906000000000000"
    })
    void showsTheCurrentAssociationOfThePublicClient(int attribute, String expected) {
        assertEquals(expected, card.askedBy(TestCard.PUBLIC).read(15, CURRENT, attribute));
    }

    // Somebody else's: what the meter offers it, and how far it has come.
    @ParameterizedTest
    @CsvSource({
        "1, 09060000280002FF",
        "3, 02020F02120001",
        "4, 090760857405080101",
        "5, 0206041800001412020012020011060F000900",
        "6, 090760857405080201",
        "8, 1600",
        "9, 0906000000000000"
    })
    void showsTheAssociationOfAnother(int attribute, String expected) {
        assertEquals(expected, card.read(15, READERS, attribute));
    }

    @Test
    void lacksInVersion0WhatVersion1Added() {
        assertEquals("1600", card.read(15, PUBLICS, 8));
        assertEquals("read-write-denied", card.read(15, PUBLICS, 9));
    }

    private static final String CURRENT_ENTRY = "0204 12000F 1101 09060000280000FF 0202"
            + " 0109 02030F01160100 02030F0216010104 0F01 0F02 0F03 0F04 02030F03160100 02030F04160100 02030F05160100"
            + " 02030F06160100 02030F07160000 02030F08160100 02030F09160100"
            + " 0104 02020F011600 02020F021600 02020F031600 02020F041600";
    private static final String NAME_ENTRY =
            "0204 120001 1100 090600002A0000FF 0202 0102 02030F01160100 02030F02160100 0100";
    private static final String COUNTER_ENTRY =
            "0204 120001 1100 090600002B0101FF 0202 0102 02030F01160100 02030F02160100 0100";
    private static final String LOG_ENTRY = "0204 120007 1101 09060000636200FF 0202"
            + " 0108 02030F01160100 02030F0216010102 0F01 0F02 02030F03160100 02030F04160100 02030F05160100"
            + " 02030F06160100 02030F07160100 02030F08160100"
            + " 0102 02020F011600 02020F021600";

    private static String list(String... entries) {
        return ("01" + String.format("%02X", entries.length) + String.join("", entries)).replace(" ", "");
    }

    @Test
    void listsWhatTheAskingClientSeesWithItsRights() {
        assertEquals(
                list(CURRENT_ENTRY, NAME_ENTRY, COUNTER_ENTRY, LOG_ENTRY),
                card.askedBy(TestCard.PUBLIC).read(15, CURRENT, 2));
    }

    // What the reader may write but not read has access mode 2.
    @Test
    void listsEachClientsOwnRights() {
        String own = CURRENT_ENTRY.replace("02030F07160000", "02030F07160200");

        assertEquals(list(own), card.askedBy(TestCard.READER).read(15, CURRENT, 2));
        assertEquals(list(own), card.askedBy(TestCard.MANAGEMENT).read(15, READERS, 2));
    }

    // method access is an enum from version 1 on, a boolean before.
    @Test
    void listsAccessToMethodsAsTheVersionOfTheListHasIt() {
        String byEnum = "02020F011601 02020F021601 02020F031600 02020F041600".replace(" ", "");
        String current = card.read(15, CURRENT, 2);
        String ofPublic = card.read(15, PUBLICS, 2);

        assertEquals(true, current.contains(byEnum), current);
        assertEquals(
                list(CURRENT_ENTRY, NAME_ENTRY, COUNTER_ENTRY, LOG_ENTRY)
                        .replace("02020F011600", "02020F010300")
                        .replace("02020F021600", "02020F020300")
                        .replace("02020F031600", "02020F030300")
                        .replace("02020F041600", "02020F040300"),
                ofPublic);
    }

    @Test
    void selectsAllWithoutRightsOrByClass() {
        card.askedBy(TestCard.PUBLIC);
        String name = "0203120001110009 0600002A0000FF".replace(" ", "");
        String counter = "0203120001110009 0600002B0101FF".replace(" ", "");
        String log = "0203120007110109 060000636200FF".replace(" ", "");

        assertEquals(list("020312000F1101 09060000280000FF", name, counter, log), card.select(1, "00"));
        assertEquals(list(name, counter, log), card.select(2, "0102 120001 120007"));
        assertEquals("0100", card.select(2, "0101 120012"));
        assertEquals("0100", card.select(2, "0100"));
    }

    @Test
    void selectsObjectsByTheirNames() {
        card.askedBy(TestCard.PUBLIC);

        assertEquals(
                list(NAME_ENTRY, LOG_ENTRY),
                card.select(
                        3,
                        "0103 0202 120007 09060000636200FF 0202 120001 090600002A0000FF"
                                + " 0202 120001 09060000600100FF"));
        assertEquals(list(NAME_ENTRY), card.select(4, "0202 120001 090600002A0000FF"));
        assertEquals("0100", card.select(4, "0202 120003 090600002A0000FF"));
    }

    @ParameterizedTest
    @CsvSource({
        "5, 00, scope-of-access-violated",
        "2, 00, type-unmatched",
        "2, 01011101, type-unmatched",
        "3, 0101120001, type-unmatched",
        "3, 02021200010906000060010 0FF, type-unmatched",
        "4, 02021200010905000060010 0, type-unmatched",
        "4, 01021200010906000060010 0FF, type-unmatched"
    })
    void refusesASelectionThatTheClassLacks(int selector, String parameter, String reason) {
        assertEquals(reason, card.select(selector, parameter));
    }

    @Test
    void takesNoSelectionOfAnythingElse() {
        AttributeRef status = new AttributeRef(15, LogicalName.parse(CURRENT), 8);

        assertEquals("scope-of-access-violated", card.read(card.view(), status, new Selection(1, CosemData.NULL)));
    }

    // The NIC itself reads what it pushes; it has no association, so there is no current one.
    @Test
    void hasNoCurrentAssociationForTheNicItself() {
        NicView nobody =
                new NicView(card.state, Optional.empty(), card.push, card.view().link());
        AttributeRef current = new AttributeRef(15, LogicalName.parse(CURRENT), 8);
        AttributeRef readers = new AttributeRef(15, LogicalName.parse(READERS), 8);

        assertEquals("object-undefined", card.read(nobody, current, Selection.NONE));
        assertEquals("1600", card.read(nobody, readers, Selection.NONE));
    }

    @Test
    void handsTheProofOfHlsToTheAssociation() {
        assertEquals("0903100102", card.invoke(15, CURRENT, 1, "0903AABBCC"));
        assertEquals("0903100102", card.invoke(15, "0-0:40.0.1.255", 1, "0903AABBCC"));
        assertEquals("read-write-denied", card.invoke(15, FIRMWARES, 1, "0903AABBCC"));

        CosemData proof = CosemData.octets(Octets.parse("AABBCC").toBytes());
        assertEquals(List.of(proof, proof), card.asking.proofs());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void hasNoOtherMethods(int method) {
        assertEquals("read-write-denied", card.invoke(15, CURRENT, method, "00"));
    }

    @Test
    void changesThePasswordOfAnLlsClient() {
        assertEquals("done", card.write(15, READERS, 7, "09054F74686572"));
        card.restart();
        assertEquals("Other", card.state.secret(TestCard.READER).toAscii());

        assertEquals("done", card.askedBy(TestCard.READER).write(15, CURRENT, 7, "090141"));
        assertEquals("A", card.state.secret(TestCard.READER).toAscii());
        assertEquals(List.of(MeterEvent.KEYS_CHANGED, MeterEvent.KEYS_CHANGED), card.events);
    }

    @ParameterizedTest
    @CsvSource({"0900, other-reason", "0A0141, type-unmatched", "1141, type-unmatched"})
    void refusesAPasswordOfAnotherFormOrNone(String value, String reason) {
        assertEquals(reason, card.write(15, READERS, 7, value));

        assertEquals("Gurux", card.state.secret(TestCard.READER).toAscii());
        assertEquals(List.of(), card.events);
    }

    @Test
    void takesAPasswordOf64BytesAndNoLonger() {
        assertEquals("other-reason", card.write(15, READERS, 7, "0941" + "41".repeat(65)));
        assertEquals("done", card.write(15, READERS, 7, "0940" + "41".repeat(64)));
    }

    @Test
    void hasNoSecretWhereThereIsNoAuthentication() {
        assertEquals("read-write-denied", card.write(15, PUBLICS, 7, "090141"));
        assertEquals("read-write-denied", card.invoke(15, PUBLICS, 2, "090141"));
        assertEquals("read-write-denied", card.invoke(15, READERS, 2, "090141"));
    }

    @Test
    void changesTheSecretOfHlsThatIsItsEncryptionKey() {
        card.state.receive(TestCard.MANAGEMENT).accept(41);

        assertEquals("done", card.invoke(15, CURRENT, 2, WRAPPED));

        assertEquals(
                "11112222333344445555666677778888",
                card.state.keys(TestCard.MANAGEMENT).guek().toHex());
        assertEquals(0, card.state.receive(TestCard.MANAGEMENT).nextAcceptable());
        assertEquals(List.of(MeterEvent.KEYS_CHANGED), card.events);
    }

    @Test
    void takesTheSecretOfHlsAsAWrittenAttributeToo() {
        assertEquals("done", card.write(15, CURRENT, 7, WRAPPED));

        assertEquals(
                "11112222333344445555666677778888",
                card.state.keys(TestCard.MANAGEMENT).guek().toHex());
    }

    @ParameterizedTest
    @CsvSource({
        "091011112222333344445555666677778888, other-reason",
        "09180A6FB68EBA6F886B7128B30388C23773754B1972FB9E9EE3, other-reason",
        "0900, other-reason",
        "00, type-unmatched"
    })
    void refusesAnHlsSecretInClearOrDamaged(String value, String reason) {
        assertEquals(reason, card.invoke(15, CURRENT, 2, value));
        assertEquals(reason, card.write(15, CURRENT, 7, value));

        assertNotEquals(
                "11112222333344445555666677778888",
                card.state.keys(TestCard.MANAGEMENT).guek().toHex());
        assertEquals(List.of(), card.events);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 9})
    void isOtherwiseNotWritten(int attribute) {
        assertEquals("read-write-denied", card.write(15, CURRENT, attribute, "00"));
    }

    @Test
    void showsTheOneLogicalDevice() {
        assertEquals("09060000290000FF", card.read(17, "0-0:41.0.0.255", 1));
        // SIM0000000012345
        assertEquals(
                "01010202120001" + "0910" + "53494D30303030303030303132333435", card.read(17, "0-0:41.0.0.255", 2));
        assertEquals("read-write-denied", card.invoke(17, "0-0:41.0.0.255", 1, "00"));
    }

    @Test
    void knowsWhichObjectsAreItsOwn() {
        assertEquals(true, card.has(1, "0-0:43.1.1.255"));
        assertEquals(true, card.has(40, "0-4:25.9.0.255"));
        assertEquals(false, card.has(1, "0-0:42.0.0.255"));
        assertEquals(false, card.has(3, "0-0:43.1.1.255"));
        assertEquals("object-undefined", card.read(1, "0-0:42.0.0.255", 2));
        assertEquals("object-undefined", card.write(3, "0-0:43.1.1.255", 2, "00"));
        assertEquals("object-undefined", card.invoke(18, "0-0:44.0.0.255", 1, "00"));
    }

    @Test
    void answersAMethodWithoutReturnWithDoneAlone() {
        NicObjects objects = NicObjects.of(card.state.profile());
        MethodRef activate = new MethodRef(64, LogicalName.parse("0-0:43.0.1.255"), 1);

        assertEquals(MeterReply.DONE, objects.invoke(card.view(), activate, CosemData.enumeration(3), TestCard.NOW_MS));
    }
}
