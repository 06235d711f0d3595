package org.metersim.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.journal.Layer;
import org.metersim.runtime.wire.VirtualWorld;

/** An image transfer that is stuck answers with a code; the journal says what is the matter. */
class ImageHintsTest {

    private static final LogicalName TRANSFER = LogicalName.parse("0-0:44.0.0.255");
    private static final int BLOCK_BYTES = 512;

    private final VirtualWorld world = new VirtualWorld(Tools.START_MS);
    private final Meter meter = Meters.builder().startOn(world);
    private final DlmsClient client = Tools.client(world, meter, "tcp", Tools.hls(Sap.FIRMWARE));
    private final byte[] image = Tools.image("1.5.0", 1_000);

    @BeforeEach
    void connect() throws DlmsException {
        client.connect();
    }

    private AccessResult invoke(int method, CosemData parameter) throws DlmsException {
        return client.action(new MethodRef(18, TRANSFER, method), parameter).result();
    }

    private AccessResult initiate() throws DlmsException {
        return invoke(
                1,
                CosemData.structure(
                        new CosemData.OctetString(Octets.ascii("1.5.0")), CosemData.doubleLongUnsigned(image.length)));
    }

    private AccessResult send(int block) throws DlmsException {
        int from = block * BLOCK_BYTES;
        byte[] bytes = Arrays.copyOfRange(image, from, Math.min(image.length, from + BLOCK_BYTES));
        return invoke(
                2,
                CosemData.structure(CosemData.doubleLongUnsigned(block), new CosemData.OctetString(Octets.of(bytes))));
    }

    private List<String> hints() {
        return meter.journal().entries(Layer.HINT).stream()
                .map(JournalEntry::text)
                .toList();
    }

    @Test
    void theFirstMissingBlockIsNamed() throws DlmsException {
        initiate();
        send(0);
        send(2);

        assertEquals(AccessResult.OTHER_REASON, invoke(3, CosemData.integer(0)));
        String stuck = "image_transfer_status is 1, first missing block 1 of 3";
        assertEquals(List.of("image_verify of 0-0:44.0.0.255: other-reason: " + stuck), hints());
    }

    @Test
    void theLayerThatRefusedTheImageIsNamed() throws DlmsException {
        image[100] ^= 1;
        initiate();
        for (int block = 0; block < 3; block++) {
            send(block);
        }

        assertFalse(invoke(3, CosemData.integer(0)) == AccessResult.SUCCESS);
        assertEquals(
                "image_verify of 0-0:44.0.0.255: other-reason: the image is refused, verify/crc/",
                hints().get(0).replaceFirst("crc/.*", "crc/"));
    }

    @Test
    void aTransferThatIsNotEnabledSaysSo() throws DlmsException {
        client.set(new AttributeRef(18, TRANSFER, 5), CosemData.bool(false));

        assertEquals(AccessResult.OTHER_REASON, initiate());
        assertEquals(
                List.of("image_transfer_initiate of 0-0:44.0.0.255: other-reason: image_transfer_enabled is false"),
                hints());
    }

    @Test
    void whatGoesWellNeedsNoWords() throws DlmsException {
        initiate();
        send(0);

        assertEquals(List.of(), hints());
    }
}
