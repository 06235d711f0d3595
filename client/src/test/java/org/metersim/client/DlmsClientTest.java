package org.metersim.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metersim.client.update.FakeMeter;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.runtime.wire.VirtualWorld;

/** The blocking face, in virtual time. */
class DlmsClientTest {

    private static final AttributeRef SERIAL = new AttributeRef(1, LogicalName.parse("0-0:96.1.0.255"), 2);

    private final FakeMeter meter = new FakeMeter();
    private final VirtualWorld world = new VirtualWorld(1_000_000);
    private final VirtualCarrier carrier = new VirtualCarrier(world, target -> meter.connect(world.nowMs()), 20);

    private DlmsClient client(String target, Login login) {
        ClientSettings settings = ClientSettings.of(Target.parse(target), login, 2_000);
        return new DlmsClient(carrier, settings, new Random(1));
    }

    private static Failure failure(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(DlmsException.class, call).failure();
    }

    @Test
    void connectsReadsAndTakesLeave() throws DlmsException {
        DlmsClient client = client("tcp:meter:4059", Conversation.PUBLIC);
        assertEquals(1024, client.connect().maxPduBytes());
        assertTrue(client.isConnected());
        assertEquals(new CosemData.OctetString(Octets.ascii("00012345")), client.value(SERIAL));

        client.close();
        assertFalse(client.isConnected());
        assertEquals(List.of(), carrier.wires());
        assertEquals(3, meter.requests);
    }

    // a member takes 11 bytes, and the meter takes 1024
    @Test
    void aLongListIsReadInAsFewRequestsAsTheMeterAllows() throws DlmsException {
        DlmsClient client = client("tcp:meter:4059", Conversation.PUBLIC);
        client.connect();
        meter.requests = 0;
        List<GetResult> results = client.get(Collections.nCopies(100, SelectedAttribute.whole(SERIAL)));

        assertEquals(100, results.size());
        assertEquals(2, meter.requests);
    }

    @Test
    void canBeConnectedAgainAfterAnyEnd() throws DlmsException {
        DlmsClient client = client("tcp:meter:4059", Conversation.PUBLIC);
        client.connect();
        carrier.wires().forEach(world::cut);
        assertEquals(
                new Failure(Failure.Kind.LINE, "tcp:meter:4059: the connection was lost"),
                failure(() -> client.value(SERIAL)));
        client.connect();
        client.connect();
        assertEquals(1, carrier.wires().size());
        client.hangUp();
        client.hangUp();
        assertEquals(List.of(), carrier.wires());
        client.connect();

        assertTrue(client.isConnected());
    }

    @Test
    void nothingCanBeAskedBeforeConnecting() {
        DlmsClient client = client("tcp:meter:4059", Conversation.PUBLIC);

        assertEquals(
                Failure.Kind.NOT_POSSIBLE, failure(() -> client.value(SERIAL)).kind());
        client.close();
    }

    // the meter shows no counter, so nothing ciphered is sent
    @Test
    void withoutItsCounterNothingIsCiphered() {
        Failure failure =
                failure(() -> client("tcp:meter:4059", Conversation.FIRMWARE).connect());

        assertTrue(failure.text().startsWith("the public client cannot read the invocation counter: "), failure.text());
        assertEquals(List.of(), carrier.wires());
    }

    @Test
    void aCounterThatIsGivenNeedsNoPublicClient() {
        ClientSettings settings = ClientSettings.of(Target.parse("tcp:meter:4059"), Conversation.FIRMWARE, 2_000)
                .withCounter(OptionalLong.of(0x100));
        Failure failure = failure(() -> new DlmsClient(carrier, settings, new Random(1)).connect());

        assertEquals(new Failure(Failure.Kind.PROTOCOL, "the AARE is for another application context"), failure);
        assertEquals(1, meter.requests);
    }

    // a port that speaks the wrapper does not sign on
    @Test
    void aSignOnThatFailsSaysSoAndIsNotWaitedForForEver() {
        Failure failure =
                failure(() -> client("optical:meter:4059", Conversation.PUBLIC).connect());

        assertEquals(Failure.Kind.LINE, failure.kind());
        assertTrue(failure.text().startsWith("optical:meter:4059: no meter answered the sign-on"), failure.text());
        assertTrue(world.nowMs() < 1_000_000 + 10_000, "took until " + world.nowMs());
    }

    @Test
    void nobodyAtTheOtherEndIsSaid() {
        VirtualCarrier nowhere = new VirtualCarrier(world, target -> Optional.empty(), 20);
        ClientSettings settings = ClientSettings.of(Target.parse("hdlc:meter:4059"), Conversation.PUBLIC, 2_000);

        assertEquals(
                new Failure(Failure.Kind.LINE, "hdlc:meter:4059: the meter cannot be reached"),
                failure(() -> new DlmsClient(nowhere, settings, new Random(1)).connect()));
    }
}
