package org.metersim.metrology.objects;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.metrology.table.TestMeter;
import org.metersim.profiles.ObjectDefinition;

/**
 * Whatever a client writes, passes or selects, wherever: it is taken or refused, and every attribute can be read still.
 */
class AnyValueTest {

    private static final List<ObjectDefinition> OBJECTS = TestMeter.PROFILE.objects();

    /** Those with more to them than one value. */
    private static final List<ObjectDefinition> RICH = OBJECTS.stream()
            .filter(object -> Set.of(5, 7, 8, 9, 11, 18, 20, 22, 70).contains(object.classId()))
            .toList();

    private static final int ATTRIBUTES = 11;

    /** The 12th of June 2026 at 03:00. */
    private static final CosemData TIME_AND_DATE = CosemData.structure(
            CosemData.octets(new byte[] {3, 0, 0, 0}),
            CosemData.octets(new byte[] {0x07, (byte) 0xEA, 6, 12, (byte) 0xFF}));

    private Random random = new Random(0);

    /** A value of any type, or one that is there with something in it changed. */
    private CosemData any(CosemData present, int depth) {
        if (depth < 4 && random.nextInt(4) > 0) {
            if (present instanceof CosemData.Structure structure) {
                return new CosemData.Structure(elements(structure.elements(), depth));
            }
            if (present instanceof CosemData.Array array) {
                return new CosemData.Array(elements(array.elements(), depth));
            }
            if (present instanceof CosemData.Numeral numeral) {
                return new CosemData.Numeral(numeral.type(), within(numeral.type()));
            }
            if (present instanceof CosemData.OctetString string
                    && !string.octets().isEmpty()) {
                byte[] bytes = string.octets().toBytes();
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                return CosemData.octets(bytes);
            }
        }
        return ofAnyType(depth);
    }

    private List<CosemData> elements(List<CosemData> present, int depth) {
        List<CosemData> elements = new ArrayList<>(present);
        for (int i = 0; i < elements.size(); i++) {
            if (random.nextInt(3) == 0) {
                elements.set(i, any(elements.get(i), depth + 1));
            }
        }
        if (random.nextInt(10) == 0 && !elements.isEmpty()) {
            elements.remove(random.nextInt(elements.size()));
        }
        return elements;
    }

    private CosemData ofAnyType(int depth) {
        NumeralType type = NumeralType.values()[random.nextInt(NumeralType.values().length)];
        byte[] bytes = new byte[random.nextInt(16)];
        random.nextBytes(bytes);
        return switch (random.nextInt(depth < 3 ? 8 : 6)) {
            case 0 -> CosemData.NULL;
            case 1 -> CosemData.bool(random.nextBoolean());
            case 2 -> CosemData.visible("any");
            case 3 -> CosemData.octets(bytes);
            case 4, 5 -> new CosemData.Numeral(type, within(type));
            case 6 -> CosemData.array(List.of(ofAnyType(depth + 1), ofAnyType(depth + 1)));
            default -> CosemData.structure(ofAnyType(depth + 1), ofAnyType(depth + 1));
        };
    }

    private long within(NumeralType type) {
        long max = type == NumeralType.LONG64_UNSIGNED ? Long.MAX_VALUE : type.max();
        return switch (random.nextInt(4)) {
            case 0 -> type.min();
            case 1 -> max;
            case 2 -> random.nextInt(20);
            default -> Math.floorMod(random.nextLong(), Math.max(1, max));
        };
    }

    private static boolean isBig(ObjectDefinition object, int attribute) {
        return object.classId() == 7 && attribute == 2;
    }

    private CosemData present(TestMeter meter, ObjectDefinition object, int attribute) {
        MeterReply reply = isBig(object, attribute)
                ? MeterReply.DONE
                : meter.reply(object.classId(), object.name().toString(), attribute);
        return reply instanceof MeterReply.Value value ? value.data() : CosemData.NULL;
    }

    private void disturb(TestMeter meter) {
        List<ObjectDefinition> objects = random.nextInt(4) == 0 ? OBJECTS : RICH;
        ObjectDefinition object = objects.get(random.nextInt(objects.size()));
        int attribute = random.nextInt(ATTRIBUTES);
        AttributeRef target = new AttributeRef(object.classId(), object.name(), attribute);
        CosemData value = any(present(meter, object, attribute), 0);
        switch (random.nextInt(5)) {
            case 0 -> {
                int method = 1 + random.nextInt(6);
                CosemData parameter = any(present(meter, object, 1 + random.nextInt(5)), 0);
                meter.ask(new MeterRequest.Invoke(new MethodRef(object.classId(), object.name(), method), parameter));
            }
            case 1 -> {
                Selection selection = new Selection(1 + random.nextInt(3), any(descriptor(), 0));
                meter.ask(new MeterRequest.Read(target, selection));
            }
            default -> meter.ask(new MeterRequest.Write(target, Selection.NONE, value));
        }
    }

    /** What selects from a profile, by range or by entry. */
    private CosemData descriptor() {
        CosemData clock = CosemData.structure(
                CosemData.longUnsigned(8),
                TestMeter.attribute(8, "0-0:1.0.0.255", 2).object().toData(),
                CosemData.integer(2),
                CosemData.longUnsigned(0));
        CosemData moment = CosemData.octets(new byte[] {0x07, (byte) 0xEA, 6, 10, 3, 9, 0, 0, 0, (byte) 0x80, 0, 0});
        CosemData one = CosemData.doubleLongUnsigned(1);
        return random.nextBoolean()
                ? CosemData.structure(clock, moment, moment, CosemData.array(List.of(clock)))
                : CosemData.structure(one, one, CosemData.longUnsigned(1), CosemData.longUnsigned(0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isTakenOrRefusedAndTheMeterLivesOn(long seed) {
        random = new Random(seed);
        TestMeter meter = new TestMeter();
        meter.write(22, "0-0:15.0.2.255", 3, CosemData.enumeration(5));
        meter.write(22, "0-0:15.0.2.255", 4, CosemData.array(List.of(TIME_AND_DATE, TIME_AND_DATE)));
        int written = 0;
        for (int i = 0; i < 2000; i++) {
            long before = meter.memory.operations();
            disturb(meter);
            written += meter.memory.operations() > before ? 1 : 0;
            meter.nowMs += random.nextInt(1000) * random.nextInt(1000);
            if (i % 100 == 0) {
                meter.restart();
                readAll(meter);
            }
        }
        assertTrue(written > 100, "seed " + seed + ": " + written + " were taken");
    }

    private void readAll(TestMeter meter) {
        for (ObjectDefinition object : OBJECTS) {
            for (int attribute = 1; attribute < ATTRIBUTES; attribute++) {
                if (!isBig(object, attribute)) {
                    assertNotEquals(
                            MeterReply.DONE,
                            meter.reply(object.classId(), object.name().toString(), attribute));
                }
            }
        }
    }
}
