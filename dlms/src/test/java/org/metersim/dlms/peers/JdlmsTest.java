package org.metersim.dlms.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.RandomApdus;
import org.metersim.dlms.RandomData;
import org.metersim.dlms.Vectors;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.DataNotificationConfirm;
import org.metersim.dlms.apdu.ExceptionResponse;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.NumeralType;
import org.openmuc.jdlms.internal.asn1.axdr.types.AxdrOctetString;
import org.openmuc.jdlms.internal.asn1.cosem.COSEMpdu;
import org.openmuc.jdlms.internal.asn1.cosem.CosemAttributeDescriptor;
import org.openmuc.jdlms.internal.asn1.cosem.CosemMethodDescriptor;
import org.openmuc.jdlms.internal.asn1.cosem.CosemObjectInstanceId;
import org.openmuc.jdlms.internal.asn1.cosem.Data;
import org.openmuc.jdlms.internal.asn1.cosem.GetRequestNormal;
import org.openmuc.jdlms.internal.asn1.cosem.Integer8;
import org.openmuc.jdlms.internal.asn1.cosem.InvokeIdAndPriority;
import org.openmuc.jdlms.internal.asn1.cosem.Unsigned16;

/** Our bytes read by jDLMS 1.8.0, and its bytes read by us. */
class JdlmsTest {

    /** jDLMS reads a long64 of more than 32 bits wrong, and writes it as it read it. */
    private static final Set<NumeralType> LONG64 = Set.of(NumeralType.LONG64);

    static Stream<String> vectors() {
        // jDLMS stops after two bytes of an exception-response, and knows no DataNotification-Confirm
        return Vectors.APDUS.stream().filter(hex -> !hex.startsWith("D80106") && !hex.startsWith("10"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void takesTheVectorsAndWritesThemTheSame(String hex) {
        byte[] bytes = Hex.bytes(hex);
        assertEquals(Hex.compact(bytes), JdlmsCodec.through(new COSEMpdu(), bytes));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsEveryDataTypeThatWeWrite(long seed) {
        RandomData random = new RandomData(seed, LONG64);
        for (int i = 0; i < 2000; i++) {
            CosemData data = random.data();
            assertEquals(
                    Hex.compact(data.encode()),
                    JdlmsCodec.through(new Data(), data.encode()),
                    "seed " + seed + ", value " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void readsEveryApduThatWeWrite(long seed) {
        RandomApdus random = new RandomApdus(new RandomData(seed, LONG64));
        for (int i = 0; i < 30 * random.forms(); i++) {
            Apdu apdu = random.apdu(i % random.forms());
            boolean unknown = apdu instanceof DataNotificationConfirm
                    || apdu instanceof ExceptionResponse refusal && refusal.service() == 6;
            if (!unknown) {
                byte[] bytes = apdu.encode();
                assertEquals(
                        Hex.compact(bytes), JdlmsCodec.through(new COSEMpdu(), bytes), "seed " + seed + ", APDU " + i);
            }
        }
    }

    /** The same number under the same type, as jDLMS understands it. */
    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void understandsTheNumbersAsWeDo(long seed) throws Exception {
        RandomData random = new RandomData(seed, LONG64);
        for (int i = 0; i < 500; i++) {
            CosemData.Numeral numeral = (CosemData.Numeral) random.numeral();
            Data data = new Data();
            data.decode(new java.io.ByteArrayInputStream(numeral.encode()));
            BigInteger theirs = switch (numeral.type()) {
                case DOUBLE_LONG -> big(data.doubleLong.getValue());
                case DOUBLE_LONG_UNSIGNED -> big(data.doubleLongUnsigned.getValue());
                case BCD -> big(data.bcd.getValue() & 0xFF);
                case INTEGER -> big(data.integer.getValue());
                case LONG -> big(data.longInteger.getValue());
                case UNSIGNED -> big(data.unsigned.getValue());
                case LONG_UNSIGNED -> big(data.longUnsigned.getValue());
                case LONG64 -> big(data.long64.getValue());
                case LONG64_UNSIGNED -> big(data.long64Unsigned.getValue());
                case ENUM -> big(data.enumerate.getValue());
            };
            assertEquals(big(numeral.value()), theirs, numeral.toString());
        }
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    // What a client of jDLMS sends, built from its own types
    @Test
    void asksInBytesThatWeRead() {
        GetRequestNormal get = new GetRequestNormal(
                new InvokeIdAndPriority(new byte[] {0x41}),
                new CosemAttributeDescriptor(
                        new Unsigned16(3), new CosemObjectInstanceId(Hex.bytes("0100010800FF")), new Integer8(2)),
                null);
        org.openmuc.jdlms.internal.asn1.cosem.GetRequest request =
                new org.openmuc.jdlms.internal.asn1.cosem.GetRequest();
        request.setGetRequestNormal(get);
        COSEMpdu pdu = new COSEMpdu();
        pdu.setGetRequest(request);

        Apdu apdu = Apdu.decode(Hex.bytes(JdlmsCodec.encode(pdu)));
        assertEquals(
                "Normal[invokeIdAndPriority=65, target=SelectedAttribute[attribute=3 1-0:1.8.0.255 a2, "
                        + "selection=Selection[selector=0, parameter=Null[]]]]",
                apdu.toString());
    }

    @Test
    void actsInBytesThatWeRead() {
        Data parameter = new Data();
        parameter.setOctetString(new AxdrOctetString(Hex.bytes("AABB")));
        org.openmuc.jdlms.internal.asn1.cosem.ActionRequest request =
                new org.openmuc.jdlms.internal.asn1.cosem.ActionRequest();
        request.setActionRequestNormal(new org.openmuc.jdlms.internal.asn1.cosem.ActionRequestNormal(
                new InvokeIdAndPriority(new byte[] {(byte) 0xC2}),
                new CosemMethodDescriptor(
                        new Unsigned16(15), new CosemObjectInstanceId(Hex.bytes("0000280000FF")), new Integer8(1)),
                parameter));
        COSEMpdu pdu = new COSEMpdu();
        pdu.setActionRequest(request);

        assertEquals(
                List.of("C301C2000F0000280000FF01010902AABB"),
                List.of(Hex.compact(
                        Apdu.decode(Hex.bytes(JdlmsCodec.encode(pdu))).encode())));
    }
}
