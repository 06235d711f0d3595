package org.metersim.metrology.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.metrology.table.TestMeter;
import org.metersim.profiles.ObjectDefinition;

/** Every attribute of every object of sim-1p that lives on the board has the type of its class. Blue Book 4. */
class BlueBookTypesTest {

    /** Types of the attributes of each class, from the first on; what a Data object holds is its own. */
    private static final Map<Integer, List<String>> TYPES = Map.ofEntries(
            Map.entry(3, List.of("os6", "number", "{integer,enum}")),
            Map.entry(4, List.of("os6", "number", "{integer,enum}", "any", "os12")),
            Map.entry(
                    5,
                    List.of(
                            "os6",
                            "number",
                            "number",
                            "{integer,enum}",
                            "any",
                            "os12",
                            "os12",
                            "double-long-unsigned",
                            "long-unsigned")),
            Map.entry(
                    7,
                    List.of(
                            "os6",
                            "[any]",
                            "[{long-unsigned,os6,integer,long-unsigned}]",
                            "double-long-unsigned",
                            "enum",
                            "{long-unsigned,os6,integer,long-unsigned}",
                            "double-long-unsigned",
                            "double-long-unsigned")),
            Map.entry(8, List.of("os6", "os12", "long", "unsigned", "os12", "os12", "integer", "boolean", "enum")),
            Map.entry(9, List.of("os6", "[{long-unsigned,[{enum,long-unsigned,os6,integer,any}]}]")),
            Map.entry(11, List.of("os6", "[{long-unsigned,os5,unsigned}]")),
            Map.entry(
                    18,
                    List.of(
                            "os6",
                            "double-long-unsigned",
                            "bit-string",
                            "double-long-unsigned",
                            "boolean",
                            "enum",
                            "[{double-long-unsigned,os,os}]")),
            Map.entry(
                    20,
                    List.of(
                            "os6",
                            "os",
                            "[{os,os12,os}]",
                            "[{os,unsigned,unsigned,unsigned,unsigned,unsigned,unsigned,unsigned}]",
                            "[{unsigned,[{os4,os6,long-unsigned}]}]",
                            "os",
                            "[{os,os12,os}]",
                            "[{os,unsigned,unsigned,unsigned,unsigned,unsigned,unsigned,unsigned}]",
                            "[{unsigned,[{os4,os6,long-unsigned}]}]",
                            "os12")),
            Map.entry(22, List.of("os6", "{os6,long-unsigned}", "enum", "[{os4,os5}]")),
            Map.entry(70, List.of("os6", "boolean", "enum", "enum")));

    /** Types of the Data objects' values, by logical name. IEC 62056-6-1. */
    private static final Map<String, String> DATA = Map.ofEntries(
            Map.entry("0-0:42.0.0.255", "os16"),
            Map.entry("0-0:96.1.0.255", "os8"),
            Map.entry("0-0:96.1.1.255", "os6"),
            Map.entry("0-0:96.1.2.255", "os"),
            Map.entry("0-0:96.5.0.255", "double-long-unsigned"),
            Map.entry("0-0:97.97.0.255", "double-long-unsigned"),
            Map.entry("0-0:97.98.0.255", "double-long-unsigned"),
            Map.entry("0-0:96.11.0.255", "unsigned"),
            Map.entry("0-0:96.11.1.255", "unsigned"),
            Map.entry("0-0:96.11.5.255", "unsigned"),
            Map.entry("0-0:96.11.128.255", "unsigned"),
            Map.entry("0-0:96.7.21.255", "long-unsigned"),
            Map.entry("0-0:96.7.19.255", "double-long-unsigned"),
            Map.entry("1-0:0.2.0.255", "os"),
            Map.entry("1-0:0.2.8.255", "os32"),
            Map.entry("1-2:0.2.0.255", "os"),
            Map.entry("1-2:0.2.8.255", "os32"),
            Map.entry("0-0:44.128.0.255", "{visible-string,visible-string,visible-string,os}"),
            Map.entry("0-0:44.128.3.255", "[os]"),
            Map.entry(
                    "0-0:44.128.1.255",
                    "{os12,os6,long-unsigned,double-long-unsigned,enum,enum,"
                            + "{visible-string,visible-string,visible-string},os6,os,os,os,os}"),
            Map.entry("1-0:0.2.1.255", "os"),
            Map.entry("0-0:44.128.2.255", "[{long-unsigned,unsigned,visible-string}]"),
            Map.entry("0-0:96.2.0.255", "double-long-unsigned"),
            Map.entry("0-0:96.2.1.255", "os12"),
            Map.entry("0-0:96.2.6.255", "os12"),
            Map.entry("0-0:96.2.7.255", "os12"),
            Map.entry("0-0:96.2.10.255", "double-long-unsigned"),
            Map.entry("0-0:96.2.11.255", "os12"),
            Map.entry("0-0:96.2.12.255", "os12"),
            Map.entry("0-0:96.2.13.255", "os12"),
            Map.entry("0-0:96.14.0.255", "unsigned"));

    private static final Set<Integer> OF_THE_NIC = Set.of(15, 17, 19, 23, 40, 41, 64);

    private final TestMeter meter = new TestMeter();

    static Stream<ObjectDefinition> onTheBoard() {
        return TestMeter.PROFILE.objects().stream().filter(object -> !isOfTheNic(object));
    }

    static Stream<ObjectDefinition> onTheNic() {
        return TestMeter.PROFILE.objects().stream().filter(BlueBookTypesTest::isOfTheNic);
    }

    private static boolean isOfTheNic(ObjectDefinition object) {
        return OF_THE_NIC.contains(object.classId())
                || object.row().text("source", "").startsWith("invocation-counter");
    }

    @ParameterizedTest
    @MethodSource("onTheBoard")
    void hasTheTypesOfItsClass(ObjectDefinition object) {
        List<String> types = object.classId() == 1
                ? List.of("os6", DATA.getOrDefault(object.name().toString(), "not in the test's table"))
                : TYPES.get(object.classId());
        for (int attribute = 1; attribute <= types.size(); attribute++) {
            CosemData value = meter.read(object.classId(), object.name().toString(), attribute);
            if (!isBig(object, attribute)) {
                String expected = types.get(attribute - 1);
                assertTrue(DataShape.fits(value, expected), object.name() + " a" + attribute + ": " + value);
            }
        }
    }

    /** Two years of rows; other tests look into it. */
    private static boolean isBig(ObjectDefinition object, int attribute) {
        return object.classId() == 7 && attribute == 2;
    }

    // Registers, extended registers and demand registers say in the profile which number they are.
    @ParameterizedTest
    @MethodSource("onTheBoard")
    void hasTheNumberTypeOfItsRow(ObjectDefinition object) {
        if (object.row().has("type") && object.classId() != 22) {
            CosemData value = meter.read(object.classId(), object.name().toString(), 2);
            assertEquals(
                    object.row().text("type"),
                    ((CosemData.Numeral) value).type().toString());
        }
    }

    @ParameterizedTest
    @MethodSource("onTheBoard")
    void refusesTheAttributeAfterItsLast(ObjectDefinition object) {
        int beyond = object.classId() == 1 ? 3 : TYPES.get(object.classId()).size() + 1;
        assertEquals(
                new MeterReply.Refused(AccessResult.READ_WRITE_DENIED),
                meter.reply(object.classId(), object.name().toString(), beyond));
    }

    @ParameterizedTest
    @MethodSource("onTheNic")
    void doesNotKnowWhatLivesOnTheNic(ObjectDefinition object) {
        AttributeRef target = new AttributeRef(object.classId(), object.name(), 1);
        assertEquals(
                new MeterReply.Refused(AccessResult.OBJECT_UNDEFINED),
                meter.ask(new MeterRequest.Read(target, Selection.NONE)));
    }
}
