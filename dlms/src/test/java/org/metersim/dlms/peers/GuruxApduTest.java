package org.metersim.dlms.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.Command;
import gurux.dlms.enums.DataType;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.ObjectType;
import gurux.dlms.enums.Security;
import gurux.dlms.objects.GXDLMSCaptureObject;
import gurux.dlms.objects.GXDLMSData;
import gurux.dlms.objects.GXDLMSObject;
import gurux.dlms.objects.GXDLMSProfileGeneric;
import gurux.dlms.objects.GXDLMSRegister;
import gurux.dlms.secure.GXDLMSSecureClient;
import java.util.AbstractMap.SimpleEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.apdu.ActionRequest;
import org.metersim.dlms.apdu.ActionResponse;
import org.metersim.dlms.apdu.ActionResult;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.DataBlock;
import org.metersim.dlms.apdu.DataNotification;
import org.metersim.dlms.apdu.GetRequest;
import org.metersim.dlms.apdu.GetResponse;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.apdu.SetRequest;
import org.metersim.dlms.apdu.SetResponse;
import org.metersim.dlms.block.BlockAssembler;
import org.metersim.dlms.block.BlockSplitter;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.Selection;

/** A client of gurux.dlms 4.0.47 asks, we read its questions; we answer, it reads our answers. In clear. */
class GuruxApduTest {

    private static final AttributeRef ENERGY = new AttributeRef(3, LogicalName.parse("1-0:1.8.0.255"), 2);
    private static final AttributeRef NAME = new AttributeRef(1, LogicalName.parse("0-0:42.0.0.255"), 2);
    private static final int ID = 0xC1;

    private final GXDLMSSecureClient client = Gurux.client(Authentication.NONE, InterfaceType.PDU, Security.NONE);

    @BeforeEach
    void associate() throws Exception {
        assertEquals(
                "601DA109060760857405080101BE10040E01000000065F1F0400421E5DFFFF", Gurux.only(client.aarqRequest()));
        // dlms-wire V4: the answer of a server of Gurux, 1024 bytes a PDU
        client.parseAareResponse(new GXByteBuffer(
                Hex.bytes("6129A109060760857405080101A203020100A305A103020100BE10040E0800065F1F0400421E5D04000007")));
    }

    private static Apdu decode(String hex) {
        return Apdu.decode(Hex.bytes(hex));
    }

    @Test
    void readsOneAttribute() throws Exception {
        Apdu request = decode(Gurux.only(client.read(new GXDLMSRegister("1.0.1.8.0.255"), 2)));
        assertEquals(new GetRequest.Normal(ID, SelectedAttribute.whole(ENERGY)), request);

        GetResponse answer = new GetResponse.Normal(ID, GetResult.of(CosemData.doubleLongUnsigned(123_456)));
        assertEquals(
                "123456", String.valueOf(Gurux.read(client, answer.encode()).getValue()));
    }

    @Test
    void readsAList() throws Exception {
        List<Map.Entry<GXDLMSObject, Integer>> two = List.of(
                new SimpleEntry<>(new GXDLMSData("0.0.42.0.0.255"), 2),
                new SimpleEntry<>(new GXDLMSRegister("1.0.1.8.0.255"), 2));
        assertEquals(
                new GetRequest.WithList(ID, List.of(SelectedAttribute.whole(NAME), SelectedAttribute.whole(ENERGY))),
                decode(Gurux.only(client.readList(two))));

        GetResponse answer = new GetResponse.WithList(
                ID, List.of(GetResult.of(CosemData.unsigned(7)), GetResult.of(CosemData.longUnsigned(300))));
        assertEquals(
                "[7, 300]", String.valueOf(Gurux.read(client, answer.encode()).getValue()));
    }

    // dlms-wire V21: gurux.dlms asks for entries 1 to 10, all columns
    @Test
    void readsAProfileByEntry() throws Exception {
        GXDLMSProfileGeneric profile = new GXDLMSProfileGeneric("1.0.99.1.0.255");
        profile.getCaptureObjects()
                .add(new SimpleEntry<>(new GXDLMSRegister("1.0.1.8.0.255"), new GXDLMSCaptureObject(2, 0)));
        CosemData entries = CosemData.structure(
                CosemData.doubleLongUnsigned(1),
                CosemData.doubleLongUnsigned(10),
                CosemData.longUnsigned(1),
                CosemData.longUnsigned(0));
        AttributeRef buffer = new AttributeRef(7, LogicalName.parse("1-0:99.1.0.255"), 2);
        assertEquals(
                new GetRequest.Normal(ID, new SelectedAttribute(buffer, new Selection(2, entries))),
                decode(Gurux.only(client.readRowsByEntry(profile, 1, 10))));
    }

    @ParameterizedTest
    @CsvSource({"READ_WRITE_DENIED, 3", "OBJECT_UNDEFINED, 4", "SCOPE_OF_ACCESS_VIOLATED, 13", "OTHER_REASON, 250"})
    void isToldWhyThereIsNoValue(AccessResult reason, int code) throws Exception {
        GetResponse answer = new GetResponse.Normal(ID, GetResult.error(reason));
        assertEquals(code, Gurux.read(client, answer.encode()).getError());
    }

    @Test
    void readsALongValueInBlocks() throws Exception {
        CosemData value = CosemData.octets(new byte[700]);
        BlockSplitter blocks = new BlockSplitter(value.encode(), 200);
        client.read(new GXDLMSRegister("1.0.1.8.0.255"), 2);
        GXReplyData reply = new GXReplyData();
        while (!blocks.isDone()) {
            DataBlock block = blocks.next();
            Apdu answer =
                    new GetResponse.WithDataBlock(ID, block.last(), block.number(), AccessResult.SUCCESS, block.raw());
            client.getData(new GXByteBuffer(answer.encode()), reply, null);
            assertEquals(!block.last(), reply.isMoreData());
            if (!block.last()) {
                Apdu next = Apdu.decode(client.receiverReady(reply));
                assertEquals(new GetRequest.Next(ID, block.number()), next);
            }
        }
        assertEquals(4, blocks.number());
        assertArrayEquals(new byte[700], (byte[]) reply.getValue());
    }

    @Test
    void setsOneAttribute() throws Exception {
        byte[][] frames =
                client.write("0.0.42.0.0.255", Hex.bytes("414243"), DataType.OCTET_STRING, ObjectType.DATA, 2);
        assertEquals(
                new SetRequest.Normal(ID, SelectedAttribute.whole(NAME), CosemData.octets(Hex.bytes("414243"))),
                decode(Gurux.only(frames)));

        assertEquals(
                0,
                Gurux.read(client, new SetResponse.Normal(ID, AccessResult.SUCCESS).encode())
                        .getError());
        byte[] refusal = new SetResponse.Normal(ID, AccessResult.READ_WRITE_DENIED).encode();
        assertEquals(3, Gurux.read(client, refusal).getError());
    }

    @Test
    void setsALongValueInBlocks() throws Exception {
        byte[] value = new byte[2500];
        byte[][] frames = client.write("0.0.42.0.0.255", value, DataType.OCTET_STRING, ObjectType.DATA, 2);
        assertEquals(3, frames.length);
        BlockAssembler blocks = new BlockAssembler(3000);
        SetRequest.FirstBlock first = assertInstanceOf(SetRequest.FirstBlock.class, Apdu.decode(frames[0]));
        assertEquals(SelectedAttribute.whole(NAME), first.target());
        assertEquals(BlockAssembler.Outcome.MORE, blocks.take(first.block()));
        assertFalse(Gurux.read(client, new SetResponse.Block(ID, 1).encode()).getError() != 0);
        for (int i = 1; i < frames.length; i++) {
            SetRequest.Block block = assertInstanceOf(SetRequest.Block.class, Apdu.decode(frames[i]));
            BlockAssembler.Outcome outcome = blocks.take(block.block());
            assertEquals(i < 2 ? BlockAssembler.Outcome.MORE : BlockAssembler.Outcome.WHOLE, outcome);
        }
        assertEquals(CosemData.octets(value), CosemData.decode(blocks.value()));
        byte[] last = new SetResponse.LastBlock(ID, AccessResult.SUCCESS, 3).encode();
        assertEquals(0, Gurux.read(client, last).getError());
    }

    @Test
    void invokesAMethod() throws Exception {
        byte[][] frames = client.method("0.0.44.0.0.255", ObjectType.IMAGE_TRANSFER, 3, (byte) 0, DataType.INT8);
        MethodRef verify = new MethodRef(18, LogicalName.parse("0-0:44.0.0.255"), 3);
        assertEquals(
                new ActionRequest.Normal(ID, verify, Optional.of(CosemData.integer(0))), decode(Gurux.only(frames)));

        assertEquals(
                0,
                Gurux.read(client, action(ActionResult.of(AccessResult.SUCCESS)))
                        .getError());
        assertEquals(
                2,
                Gurux.read(client, action(ActionResult.of(AccessResult.TEMPORARY_FAILURE)))
                        .getError());
        GXReplyData returned = Gurux.read(client, action(ActionResult.of(CosemData.octets(Hex.bytes("AABB")))));
        assertArrayEquals(Hex.bytes("AABB"), (byte[]) returned.getValue());
    }

    private static byte[] action(ActionResult result) {
        return new ActionResponse.Normal(ID, result).encode();
    }

    @Test
    void takesAPush() throws Exception {
        byte[] push = new DataNotification(0xC000_0001L, Optional.empty(), CosemData.structure(CosemData.unsigned(9)))
                .encode();
        GXReplyData reply = new GXReplyData();
        GXReplyData notified = new GXReplyData();
        client.getData(new GXByteBuffer(push), reply, notified);
        assertTrue(notified.isComplete());
        assertEquals(Command.DATA_NOTIFICATION, notified.getCommand());
        assertEquals("[9]", String.valueOf(notified.getValue()));
    }
}
