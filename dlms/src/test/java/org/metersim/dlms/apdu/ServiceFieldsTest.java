package org.metersim.dlms.apdu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.Selection;

/**
 * Which byte is which field, in every form of GET, SET and ACTION. Bytes are of dlms-wire 10, or taken by jDLMS 1.8.0.
 */
class ServiceFieldsTest {

    private static final AttributeRef ENERGY = new AttributeRef(3, LogicalName.parse("1-0:1.8.0.255"), 2);
    private static final AttributeRef NAME = new AttributeRef(1, LogicalName.parse("0-0:42.0.0.255"), 2);
    private static final AttributeRef PROFILE = new AttributeRef(7, LogicalName.parse("1-0:99.1.0.255"), 2);
    private static final MethodRef IMAGE_BLOCK = new MethodRef(18, LogicalName.parse("0-0:44.0.0.255"), 2);
    private static final MethodRef VERIFY = new MethodRef(18, LogicalName.parse("0-0:44.0.0.255"), 3);
    private static final Octets RAW = Octets.parse("010203");
    private static final Selection ENTRIES = new Selection(
            2,
            CosemData.structure(
                    CosemData.doubleLongUnsigned(1), CosemData.doubleLongUnsigned(10),
                    CosemData.longUnsigned(1), CosemData.longUnsigned(0)));

    private static Arguments form(String hex, Apdu apdu) {
        return Arguments.of(hex, apdu);
    }

    static Stream<Arguments> gets() {
        return Stream.of(
                form("C001C100030100010800FF0200", new GetRequest.Normal(0xC1, SelectedAttribute.whole(ENERGY))),
                form(
                        "C001C100070100630100FF02010202040600000001060000000A120001120000",
                        new GetRequest.Normal(0xC1, new SelectedAttribute(PROFILE, ENTRIES))),
                form("C002C180000001", new GetRequest.Next(0xC1, 0x8000_0001L)),
                form(
                        "C003C102000100002A0000FF020000030100010800FF0200",
                        new GetRequest.WithList(
                                0xC1, List.of(SelectedAttribute.whole(NAME), SelectedAttribute.whole(ENERGY)))),
                form(
                        "C401C100060001E240",
                        new GetResponse.Normal(0xC1, GetResult.of(CosemData.doubleLongUnsigned(123_456)))),
                form("C401C10104", new GetResponse.Normal(0xC1, GetResult.error(AccessResult.OBJECT_UNDEFINED))),
                form(
                        "C402C100000000010003010203",
                        new GetResponse.WithDataBlock(0xC1, false, 1, AccessResult.SUCCESS, RAW)),
                form(
                        "C402C101FFFFFFFF0003010203",
                        new GetResponse.WithDataBlock(0xC1, true, 0xFFFF_FFFFL, AccessResult.SUCCESS, RAW)),
                form(
                        "C402C101000000020113",
                        new GetResponse.WithDataBlock(
                                0xC1, true, 2, AccessResult.DATA_BLOCK_NUMBER_INVALID, Octets.EMPTY)),
                form(
                        "C403C1020011050104",
                        new GetResponse.WithList(
                                0xC1,
                                List.of(
                                        GetResult.of(CosemData.unsigned(5)),
                                        GetResult.error(AccessResult.OBJECT_UNDEFINED)))));
    }

    static Stream<Arguments> sets() {
        List<SelectedAttribute> two = List.of(SelectedAttribute.whole(NAME), SelectedAttribute.whole(ENERGY));
        return Stream.of(
                form(
                        "C1014100030100010800FF0200 0600000001",
                        new SetRequest.Normal(0x41, SelectedAttribute.whole(ENERGY), CosemData.doubleLongUnsigned(1))),
                form(
                        "C102C1000100002A0000FF0200 00 00000001 03010203",
                        new SetRequest.FirstBlock(0xC1, SelectedAttribute.whole(NAME), new DataBlock(false, 1, RAW))),
                form("C103C1 01 00000002 03010203", new SetRequest.Block(0xC1, new DataBlock(true, 2, RAW))),
                form(
                        "C104C1 02 000100002A0000FF0200 00030100010800FF0200 02 0903414243 0600000001",
                        new SetRequest.WithList(
                                0xC1,
                                two,
                                List.of(CosemData.octets(Hex.bytes("414243")), CosemData.doubleLongUnsigned(1)))),
                form(
                        "C105C1 02 000100002A0000FF0200 00030100010800FF0200 00 00000001 03010203",
                        new SetRequest.WithListFirstBlock(0xC1, two, new DataBlock(false, 1, RAW))),
                form("C501C103", new SetResponse.Normal(0xC1, AccessResult.READ_WRITE_DENIED)),
                form("C502C100000001", new SetResponse.Block(0xC1, 1)),
                form("C503C10300000002", new SetResponse.LastBlock(0xC1, AccessResult.READ_WRITE_DENIED, 2)),
                // dlms-wire 5: the response with 04 is that of the last block, 05 that of the list
                form(
                        "C504C102000300000002",
                        new SetResponse.LastBlockWithList(
                                0xC1, List.of(AccessResult.SUCCESS, AccessResult.READ_WRITE_DENIED), 2)),
                form(
                        "C505C10200FA",
                        new SetResponse.WithList(0xC1, List.of(AccessResult.SUCCESS, AccessResult.OTHER_REASON))));
    }

    static Stream<Arguments> actions() {
        CosemData none = CosemData.integer(0);
        ActionResult failed = ActionResult.of(AccessResult.TYPE_UNMATCHED);
        return Stream.of(
                form("C301C1001200002C0000FF03010F00", new ActionRequest.Normal(0xC1, VERIFY, Optional.of(none))),
                form("C301C1001200002C0000FF0300", new ActionRequest.Normal(0xC1, VERIFY, Optional.empty())),
                form("C302C100000001", new ActionRequest.NextBlock(0xC1, 1)),
                // no presence flags in the list of parameters
                form(
                        "C303C1 02 001200002C0000FF02 001200002C0000FF03 02 00 0F00",
                        new ActionRequest.WithList(0xC1, List.of(IMAGE_BLOCK, VERIFY), List.of(CosemData.NULL, none))),
                form(
                        "C304C1 001200002C0000FF02 00 00000001 03010203",
                        new ActionRequest.FirstBlock(0xC1, IMAGE_BLOCK, new DataBlock(false, 1, RAW))),
                form(
                        "C305C1 01 001200002C0000FF02 00 00000001 03010203",
                        new ActionRequest.WithListFirstBlock(0xC1, List.of(IMAGE_BLOCK), new DataBlock(false, 1, RAW))),
                form("C306C1 01 00000002 03010203", new ActionRequest.Block(0xC1, new DataBlock(true, 2, RAW))),
                form("C701C10000", new ActionResponse.Normal(0xC1, ActionResult.of(AccessResult.SUCCESS))),
                form("C701C10001001105", new ActionResponse.Normal(0xC1, ActionResult.of(CosemData.unsigned(5)))),
                form(
                        "C701C1000101 04",
                        new ActionResponse.Normal(
                                0xC1,
                                new ActionResult(
                                        AccessResult.SUCCESS,
                                        Optional.of(GetResult.error(AccessResult.OBJECT_UNDEFINED))))),
                form("C702C1 00 00000001 03010203", new ActionResponse.WithBlock(0xC1, new DataBlock(false, 1, RAW))),
                form(
                        "C703C1 02 0001001105 0C00",
                        new ActionResponse.WithList(0xC1, List.of(ActionResult.of(CosemData.unsigned(5)), failed))),
                form("C704C100000001", new ActionResponse.NextBlock(0xC1, 1)));
    }

    @ParameterizedTest
    @MethodSource({"gets", "sets", "actions"})
    void hasEachFieldAtItsPlace(String hex, Apdu apdu) {
        assertEquals(apdu, Apdu.decode(Hex.bytes(hex)));
        assertEquals(Hex.compact(Hex.bytes(hex)), Hex.compact(apdu.encode()));
    }

    // A selection of nothing known is none of the whole attribute
    @Test
    void keepsASelectorZeroApartFromNoSelection() {
        byte[] bytes = Hex.bytes("C001C100070100630100FF0201 00 1105");
        GetRequest.Normal request = (GetRequest.Normal) Apdu.decode(bytes);
        assertEquals(false, request.target().selection().isNone());
        assertEquals(Hex.of(bytes), Hex.of(request.encode()));
    }
}
