package org.metersim.dlms;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.dlms.cosem.Selection;
import org.metersim.dlms.cosem.TypeDescription;

/** Values by seed: any COSEM data, names and references. */
public final class RandomData {

    private static final int MAX_DEPTH = 4;

    private final Random random;
    private final List<NumeralType> numerals;

    public RandomData(long seed) {
        this(seed, EnumSet.noneOf(NumeralType.class));
    }

    /** @param without number types that a peer gets wrong */
    public RandomData(long seed, Set<NumeralType> without) {
        this.random = new Random(seed);
        this.numerals = List.copyOf(EnumSet.complementOf(EnumSet.copyOf(without)));
    }

    public Random random() {
        return random;
    }

    public CosemData data() {
        return data(0);
    }

    /** Of any type; one of them is a container, so that what nests ends. */
    private CosemData data(int depth) {
        int kinds = depth < MAX_DEPTH ? 14 : 11;
        return switch (random.nextInt(kinds)) {
            case 0 -> CosemData.NULL;
            case 1 -> CosemData.bool(random.nextBoolean());
            case 2 -> bitString();
            case 3 -> new CosemData.OctetString(octets(upTo(300)));
            case 4 -> CosemData.visible(text(' ', '~', upTo(40)));
            case 5 -> new CosemData.Utf8String(text(' ', 'ȕ', upTo(40)));
            case 6 -> new CosemData.Float32(Float.intBitsToFloat(random.nextInt()));
            case 7 -> new CosemData.Float64(Double.longBitsToDouble(random.nextLong()));
            case 8 -> moment();
            case 9 -> random.nextInt(8) == 0 ? new CosemData.DontCare() : compactArray();
            case 10 -> numeral();
            case 11 -> CosemData.array(list(upTo(6), () -> data(depth + 1)));
            default -> new CosemData.Structure(list(upTo(6), () -> data(depth + 1)));
        };
    }

    /** Of any number type, its ends included. */
    public CosemData numeral() {
        NumeralType type = numerals.get(random.nextInt(numerals.size()));
        long any = type.max() == -1 || type.min() == Long.MIN_VALUE
                ? random.nextLong()
                : type.min() + Math.floorMod(random.nextLong(), type.max() - type.min() + 1);
        return new CosemData.Numeral(
                type,
                switch (random.nextInt(4)) {
                    case 0 -> type.min();
                    case 1 -> type.max();
                    default -> any;
                });
    }

    private CosemData bitString() {
        int count = upTo(40);
        byte[] bits = bytes((count + 7) / 8);
        if (count % 8 != 0) {
            bits[bits.length - 1] &= (byte) (0xFF << 8 - count % 8);
        }
        return new CosemData.BitString(Octets.of(bits), count);
    }

    private CosemData moment() {
        int tag = 0x19 + random.nextInt(3);
        return new CosemData.Moment(tag, octets(tag == 0x19 ? 12 : tag == 0x1A ? 5 : 4));
    }

    private CosemData compactArray() {
        return new CosemData.CompactArray(type(0), octets(upTo(60)));
    }

    private TypeDescription type(int depth) {
        int[] simple = {0, 3, 4, 5, 6, 9, 10, 12, 13, 15, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27};
        return switch (depth < 3 ? random.nextInt(4) : 0) {
            case 1 -> new TypeDescription(0x01, upTo(0xFFFF), List.of(type(depth + 1)));
            case 2 -> new TypeDescription(0x02, 0, list(upTo(5), () -> type(depth + 1)));
            default -> TypeDescription.of(simple[random.nextInt(simple.length)]);
        };
    }

    public AttributeRef attribute() {
        return new AttributeRef(upTo(0xFFFF), name(), random.nextInt(256) - 128);
    }

    public MethodRef method() {
        return new MethodRef(upTo(0xFFFF), name(), random.nextInt(256) - 128);
    }

    public Selection selection() {
        return random.nextBoolean() ? Selection.NONE : new Selection(upTo(255), data());
    }

    private LogicalName name() {
        return new LogicalName(random.nextLong() & 0xFFFF_FFFF_FFFFL);
    }

    public CosemDateTime dateTime() {
        return CosemDateTime.of(octets(12));
    }

    public Octets octets(int length) {
        return Octets.of(bytes(length));
    }

    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** 0 to {@code max}, its ends likelier than the rest. */
    public int upTo(int max) {
        return switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> max;
            default -> random.nextInt(max + 1);
        };
    }

    public long u32() {
        return random.nextInt() & 0xFFFF_FFFFL;
    }

    public <T> List<T> list(int size, Supplier<T> element) {
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            elements.add(element.get());
        }
        return List.copyOf(elements);
    }

    private String text(char first, char last, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (first + random.nextInt(last - first + 1)));
        }
        return text.toString();
    }
}
