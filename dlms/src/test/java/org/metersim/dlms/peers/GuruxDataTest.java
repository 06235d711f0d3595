package org.metersim.dlms.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gurux.dlms.GXBitString;
import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXDateTime;
import gurux.dlms.GXEnum;
import gurux.dlms.enums.DataType;
import gurux.dlms.internal.GXCommon;
import gurux.dlms.internal.GXDataInfo;
import java.math.BigInteger;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.RandomData;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemData.BitString;
import org.metersim.dlms.cosem.CosemData.Numeral;
import org.metersim.dlms.cosem.CosemDateTime;

/** Data as gurux.dlms 4.0.47 understands it, value by value, and as it writes it. */
class GuruxDataTest {

    private static Object theirs(byte[] bytes) {
        GXByteBuffer buffer = new GXByteBuffer(bytes);
        Object value = GXCommon.getData(null, buffer, new GXDataInfo());
        assertEquals(bytes.length, buffer.position(), "bytes that Gurux took");
        return value;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void meansTheSameToGurux(long seed) {
        RandomData random = new RandomData(seed);
        int compared = 0;
        for (int i = 0; i < 2000; i++) {
            CosemData data = random.data();
            if (isKnownToGurux(data)) {
                assertSame(data, theirs(data.encode()), "seed " + seed + ", value " + i);
                compared++;
            }
        }
        assertEquals(true, compared > 1000, "compared " + compared);
    }

    /** It has no don't-care, fails on nested compact-arrays, and takes date and time apart by its own calendar. */
    private static boolean isKnownToGurux(CosemData data) {
        return switch (data.tag()) {
            case 0x13, 0x19, 0x1A, 0x1B, 0xFF -> false;
            case 0x01, 0x02 -> elements(data).stream().allMatch(GuruxDataTest::isKnownToGurux);
            default -> true;
        };
    }

    private static List<CosemData> elements(CosemData data) {
        return data instanceof CosemData.Array array ? array.elements() : ((CosemData.Structure) data).elements();
    }

    private static void assertSame(CosemData ours, Object theirs, String where) {
        switch (ours.tag()) {
            case 0x00 -> assertEquals(null, theirs, where);
            case 0x01, 0x02 -> {
                List<?> list = (List<?>) theirs;
                assertEquals(elements(ours).size(), list.size(), where);
                for (int i = 0; i < list.size(); i++) {
                    assertSame(elements(ours).get(i), list.get(i), where + "." + i);
                }
            }
            case 0x03 -> assertEquals(((CosemData.Bool) ours).value(), theirs, where);
            case 0x04 -> assertEquals(bits((BitString) ours), ((GXBitString) theirs).toString(), where);
            case 0x09 ->
                assertEquals(((CosemData.OctetString) ours).octets().toHex(), Hex.compact((byte[]) theirs), where);
            case 0x0A -> assertEquals(((CosemData.VisibleString) ours).text(), theirs, where);
            case 0x0C -> assertEquals(((CosemData.Utf8String) ours).text(), theirs, where);
            case 0x17 -> assertEquals(((CosemData.Float32) ours).value(), theirs, where);
            case 0x18 -> assertEquals(((CosemData.Float64) ours).value(), theirs, where);
            default -> assertEquals(number((Numeral) ours), number(theirs), where);
        }
    }

    private static String bits(BitString string) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < string.count(); i++) {
            text.append(string.get(i) ? '1' : '0');
        }
        return text.toString();
    }

    private static BigInteger number(Numeral numeral) {
        return switch (numeral.type()) {
            case LONG64_UNSIGNED -> new BigInteger(Long.toUnsignedString(numeral.value()));
            default -> BigInteger.valueOf(numeral.value());
        };
    }

    private static BigInteger number(Object theirs) {
        return theirs instanceof GXEnum value
                ? BigInteger.valueOf(value.shortValue())
                : new BigInteger(String.valueOf(theirs));
    }

    // A list of one type without nesting is what Gurux can expand
    @ParameterizedTest
    @ValueSource(strings = {"1312040001FFFE", "1305080000000AFFFFFFFF", "131103010203", "130F03FF0001"})
    void expandsACompactArrayAsGuruxDoes(String hex) {
        List<?> theirs = (List<?>) theirs(Hex.bytes(hex));
        List<CosemData> ours = ((CosemData.CompactArray) CosemData.decode(Hex.bytes(hex))).elements();
        assertEquals(
                ours.stream().map(element -> number((Numeral) element)).toList(),
                theirs.stream().map(element -> number((Object) element)).toList());
    }

    // dlms-wire 1.2: deviation and daylight saving bit as Gurux has them
    @Test
    void readsTheDateTimeThatGuruxWrites() {
        Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("America/Santiago"));
        calendar.setTimeInMillis(1_795_359_600_000L);
        GXByteBuffer out = new GXByteBuffer();
        GXCommon.setData(null, out, DataType.OCTET_STRING, new GXDateTime(calendar));

        CosemData.OctetString written = (CosemData.OctetString) CosemData.decode(out.array());
        CosemDateTime ours = CosemDateTime.of(written.octets());
        assertEquals(1_795_359_600_000L, ours.toUtcMs(0).orElseThrow());
        assertEquals(180, ours.deviationMinutes());
        assertEquals(CosemDateTime.DAYLIGHT_SAVING, ours.status());
    }
}
