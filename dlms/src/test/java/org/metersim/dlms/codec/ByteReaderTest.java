package org.metersim.dlms.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.Refusals;

class ByteReaderTest {

    static Stream<Arguments> fields() {
        return Stream.of(
                field("u8", "FF", 255, in -> in.u8("u8")),
                field("i8", "FF", -1, in -> in.i8("i8")),
                field("u16", "FF01", 0xFF01, in -> in.u16("u16")),
                field("i16", "FF01", -255, in -> in.i16("i16")),
                field("u32", "FF000001", 0xFF00_0001L, in -> in.u32("u32")),
                field("i32", "FF000001", -0xFF_FFFF, in -> in.i32("i32")),
                field("i64", "8000000000000001", Long.MIN_VALUE + 1, in -> in.i64("i64")),
                field("u16le", "01FF", 0xFF01, in -> in.u16le("u16le")),
                field("u32le", "010000FF", 0xFF00_0001L, in -> in.u32le("u32le")),
                field("sized", "020A0B", Octets.parse("0A0B"), in -> in.sized("sized")),
                field("octets", "0A0B", Octets.parse("0A0B"), in -> in.octets("octets", 2)),
                field(
                        "slice",
                        "0A0B",
                        Octets.parse("0A0B"),
                        in -> in.slice("slice", 2).rest()));
    }

    private static Arguments field(String name, String hex, Object value, Function<ByteReader, Object> read) {
        return Arguments.of(name, hex, value, read);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fields")
    void readsAFieldAndNamesItWhenItIsCutShort(
            String name, String hex, Object value, Function<ByteReader, Object> read) {
        byte[] bytes = Hex.bytes(hex);
        assertEquals(value, read.apply(new ByteReader(bytes)));
        Refusals.assertRefusedWhenCut(bytes, cut -> read.apply(new ByteReader(cut)));
        String message = Refusals.assertRefused(new byte[0], none -> read.apply(new ByteReader(none)));
        assertEquals(name, message.substring(0, name.length()));
    }

    // IEC 61334-6: one byte below 80, else the number of length bytes
    @ParameterizedTest
    @CsvSource({"00, 0", "7F, 127", "8180, 128", "8105, 5", "820100, 256", "83010000, 65536", "84FFFFFFFF, 4294967295"})
    void readsALengthInEveryForm(String hex, long expected) {
        ByteReader in = new ByteReader(Hex.bytes(hex));
        assertEquals(expected, in.count("list"));
        assertEquals(0, in.remaining());
    }

    @ParameterizedTest
    @CsvSource({"0, 00", "127, 7F", "128, 8180", "255, 81FF", "256, 820100", "65535, 82FFFF", "65536, 8400010000"})
    void writesALengthInItsShortestForm(long length, String expected) {
        assertEquals(expected, new ByteWriter().length(length).toOctets().toHex());
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "85", "FF", "850000000000"})
    void refusesALengthOfUnknownForm(String hex) {
        String message = Refusals.assertRefused(Hex.bytes(hex), bytes -> new ByteReader(bytes).count("list"));
        assertEquals("list length", message.substring(0, 11));
    }

    // A length is compared with what is left before anything is made of it
    @ParameterizedTest
    @ValueSource(strings = {"03AABB", "84FFFFFFFF00", "84800000000000", "847FFFFFFF0000"})
    void refusesALengthBeyondTheEnd(String hex) {
        Refusals.assertRefused(Hex.bytes(hex), bytes -> new ByteReader(bytes).sized("octet-string"));
    }

    @Test
    void saysFieldValueExpectedAndPlace() {
        ByteReader in = new ByteReader(Hex.bytes("C00105"));
        in.u8("tag");
        in.u8("choice");
        DecodeException refusal = assertThrows(DecodeException.class, () -> in.expect("conformance tag", 0x5F));
        assertEquals("conformance tag: 5 (expected: 95) at byte 2", refusal.getMessage());
    }

    @Test
    void countsPositionsOfASliceFromTheStartOfTheWhole() {
        ByteReader in = new ByteReader(Hex.bytes("AABB0102"));
        in.u16("before");
        ByteReader slice = in.slice("part", 1);
        assertEquals(2, slice.position());
        slice.u8("one");
        assertThrows(DecodeException.class, () -> slice.u8("beyond the slice"));
        assertEquals(2, in.u8("after"));
    }

    // Peers write true as 01 and as FF
    @ParameterizedTest
    @CsvSource({"00, false", "01, true", "FF, true"})
    void takesAnyNonZeroByteForPresent(String hex, boolean expected) {
        assertEquals(expected, new ByteReader(Hex.bytes(hex)).flag("access-selection"));
    }
}
