package org.metersim.metrology.program;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.program.ProgramHeader.OnError;
import org.metersim.metrology.program.ProgramHeader.Requires;

/** Any program comes back from its bytes; any bytes are a program in its one form, or refused. */
class ProgramFuzzTest {

    private static final int PROGRAMS = 300;
    private static final int MUTANTS_EACH = 100;

    private Random random = new Random(0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyProgramComesBackFromItsBytes(long seed) {
        random = new Random(seed);
        for (int i = 0; i < PROGRAMS; i++) {
            Program program = anyProgram();
            assertEquals(program, Program.decode(Octets.of(program.encode())), () -> "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyBytesAreAProgramInItsOneFormOrRefused(long seed) {
        random = new Random(seed);
        int taken = 0;
        int refused = 0;
        for (int i = 0; i < PROGRAMS; i++) {
            byte[] bytes = anyProgram().encode();
            for (int j = 0; j < MUTANTS_EACH; j++) {
                byte[] mutant = mutant(bytes);
                try {
                    assertArrayEquals(mutant, Program.decode(Octets.of(mutant)).encode(), () -> "seed " + seed);
                    taken++;
                } catch (DecodeException expected) {
                    refused++;
                }
            }
        }
        assertTrue(taken > 1000 && refused > 1000, taken + " taken, " + refused + " refused");
    }

    private byte[] mutant(byte[] bytes) {
        byte[] mutant = bytes.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(4)) {
                case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutant[at] = (byte) (random.nextBoolean() ? 0xFF : 0x81 + random.nextInt(4));
                case 2 -> mutant = Arrays.copyOf(mutant, at + 1);
                default -> {
                    byte[] longer = Arrays.copyOf(mutant, mutant.length + 1);
                    System.arraycopy(mutant, at, longer, at + 1, mutant.length - at);
                    mutant = longer;
                }
            }
        }
        return mutant;
    }

    private Program anyProgram() {
        ProgramHeader header = new ProgramHeader(
                word(),
                1 + random.nextInt(Integer.MAX_VALUE - 1),
                word(),
                anyRequires(),
                OnError.ROLLBACK,
                anyMoment());
        return new Program(
                header,
                Stream.generate(this::anyItem).limit(1 + random.nextInt(8)).toList());
    }

    private String word() {
        String letters = "ABCxyz019-_.";
        StringBuilder word = new StringBuilder("P");
        random.ints(random.nextInt(32), 0, letters.length()).forEach(at -> word.append(letters.charAt(at)));
        return word.toString();
    }

    private Requires anyRequires() {
        List<Integer> active = random.ints(random.nextInt(5), 0, Integer.MAX_VALUE)
                .distinct()
                .boxed()
                .toList();
        ImageVersion atLeast = anyVersion();
        Optional<ImageVersion> below = Optional.of(anyVersion()).filter(version -> version.compareTo(atLeast) > 0);
        return new Requires(active, new FirmwareRange(atLeast, below));
    }

    private ImageVersion anyVersion() {
        return new ImageVersion(
                random.nextInt(256), random.nextInt(256), random.nextInt(65536), random.nextInt() & 0xFFFF_FFFFL);
    }

    private Optional<CosemDateTime> anyMoment() {
        return random.nextBoolean()
                ? Optional.empty()
                : Optional.of(CosemDateTime.of(random.nextInt() * 1000L, random.nextInt(720), random.nextInt(256)));
    }

    private ProgramItem anyItem() {
        int classId = 1 + random.nextInt(0xFFFF);
        LogicalName object = new LogicalName(random.nextLong() & 0xFFFF_FFFF_FFFFL);
        int index = 1 + random.nextInt(127);
        return switch (random.nextInt(4)) {
            case 0 -> new ProgramItem.Set(new AttributeRef(classId, object, index), any(1), anyOrNone());
            case 1 -> new ProgramItem.Check(new AttributeRef(classId, object, -index), any(1));
            case 2 -> new ProgramItem.Act(new MethodRef(classId, object, index), any(1), List.of(), true);
            default ->
                new ProgramItem.Act(
                        new MethodRef(classId, object, index), any(1), List.of(2, index + 2 & 0x7F | 4), false);
        };
    }

    private Optional<CosemData> anyOrNone() {
        return random.nextBoolean() ? Optional.empty() : Optional.of(any(1));
    }

    private CosemData any(int depth) {
        int kinds = depth < ProgramItem.MAX_DEPTH ? 13 : 11;
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        NumeralType type = NumeralType.values()[random.nextInt(NumeralType.values().length)];
        return switch (random.nextInt(kinds)) {
            case 0 -> CosemData.NULL;
            case 1 -> CosemData.bool(random.nextBoolean());
            case 2 -> CosemData.octets(bytes);
            case 3 -> CosemData.visible("v" + bytes.length + "\u00E9");
            case 4 -> new CosemData.Utf8String("\u20AC" + bytes.length);
            case 5 -> new CosemData.Float32(random.nextFloat());
            case 6 -> new CosemData.Float64(random.nextDouble());
            case 7 -> new CosemData.BitString(Octets.of(bytes), 8 * bytes.length);
            case 8 -> new CosemData.Moment(0x1A, Octets.of(Arrays.copyOf(bytes, 5)));
            case 9 -> new CosemData.DontCare();
            case 10 -> new CosemData.Numeral(type, random.nextBoolean() ? type.min() : type.max());
            case 11 -> CosemData.array(elements(depth));
            default -> new CosemData.Structure(elements(depth));
        };
    }

    private List<CosemData> elements(int depth) {
        List<CosemData> elements = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            elements.add(any(depth + 1));
        }
        return List.copyOf(elements);
    }
}
