package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;

/** One image transfer object of the meter, class 18, through an association. */
final class Transfer implements AutoCloseable {

    static final int BLOCK_BYTES = 512;
    static final String IDENTIFIER = "fw";
    private static final int CLASS_ID = 18;

    /** The verdict on the last update. */
    record Verdict(String phase, String layer, String cause) {}

    private final DlmsClient client;
    private final LogicalName object;

    /** @param instance 0 metrology, 1 NIC, 2 program, 3 bundle */
    Transfer(DlmsClient client, int instance) {
        this.client = client;
        this.object = LogicalName.parse("0-0:44.0." + instance + ".255");
    }

    DlmsClient client() {
        return client;
    }

    AccessResult invoke(int method, CosemData parameter) throws DlmsException {
        return client.action(new MethodRef(CLASS_ID, object, method), parameter).result();
    }

    AccessResult initiate(String identifier, long sizeBytes) throws DlmsException {
        return invoke(
                1,
                CosemData.structure(
                        new CosemData.OctetString(Octets.ascii(identifier)), CosemData.doubleLongUnsigned(sizeBytes)));
    }

    AccessResult block(long number, byte[] bytes) throws DlmsException {
        return invoke(
                2,
                CosemData.structure(CosemData.doubleLongUnsigned(number), new CosemData.OctetString(Octets.of(bytes))));
    }

    AccessResult verify() throws DlmsException {
        return invoke(3, CosemData.integer(0));
    }

    AccessResult activate() throws DlmsException {
        return invoke(4, CosemData.integer(0));
    }

    CosemData get(int attribute) throws DlmsException {
        return client.value(new AttributeRef(CLASS_ID, object, attribute));
    }

    /** image_transfer_status. */
    long status() throws DlmsException {
        return ((CosemData.Numeral) get(6)).value();
    }

    long firstNotTransferred() throws DlmsException {
        return ((CosemData.Numeral) get(4)).value();
    }

    Verdict verdict() throws DlmsException {
        CosemData value = client.value(new AttributeRef(1, LogicalName.parse("0-0:44.128.0.255"), 2));
        List<String> texts = ((CosemData.Structure) value)
                .elements().stream().map(Transfer::text).toList();
        return new Verdict(texts.get(0), texts.get(1), texts.get(2));
    }

    private static String text(CosemData data) {
        return data instanceof CosemData.VisibleString text ? text.text() : String.valueOf(data);
    }

    /** Announces it and sends every block. */
    void send(byte[] image) throws DlmsException {
        send(IDENTIFIER, image);
    }

    void send(String identifier, byte[] image) throws DlmsException {
        assertEquals(AccessResult.SUCCESS, initiate(identifier, image.length));
        sendBlocks(image, 0);
    }

    void sendBlocks(byte[] image, int first) throws DlmsException {
        for (int number = first; number < count(image); number++) {
            assertEquals(AccessResult.SUCCESS, block(number, block(image, number)));
        }
    }

    static byte[] block(byte[] image, int number) {
        int from = number * BLOCK_BYTES;
        return Arrays.copyOfRange(image, from, Math.min(image.length, from + BLOCK_BYTES));
    }

    static int count(byte[] image) {
        return (image.length + BLOCK_BYTES - 1) / BLOCK_BYTES;
    }

    @Override
    public void close() {
        client.close();
    }
}
