package org.metersim.profiles;

import static org.metersim.profiles.Shape.date;
import static org.metersim.profiles.Shape.dateTime;
import static org.metersim.profiles.Shape.listOf;
import static org.metersim.profiles.Shape.literal;
import static org.metersim.profiles.Shape.number;
import static org.metersim.profiles.Shape.obis;
import static org.metersim.profiles.Shape.text;
import static org.metersim.profiles.Shape.time;
import static org.metersim.profiles.Shape.word;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.dlms.cosem.Unit;

/** The interface classes that a profile may use: one row a class and version. Blue Book 4. */
final class ClassForms {

    private static final int DAY_SECONDS = 86_400;
    private static final Shape U8 = number(0, 0xFF);
    private static final Shape U16 = number(0, 0xFFFF);

    private static final Shape NUMERAL = word(Arrays.stream(NumeralType.values())
            .filter(type -> type != NumeralType.BCD && type != NumeralType.ENUM)
            .map(NumeralType::toString)
            .toList());
    private static final Shape UNIT =
            word(Arrays.stream(Unit.values()).map(Unit::toString).toList());
    private static final Shape PERIOD = dayPart();
    private static final Shape ATTRIBUTE = Fields.of()
            .must("class", U16)
            .must("ln", obis())
            .must("attribute", number(1, 127))
            .may("index", U16);
    private static final Shape SCRIPT_NAME = text("[ -~]{1,32}", "1 to 32 ASCII characters");
    private static final Fields NOTHING = Fields.of();

    private static final List<ClassForm> FORMS = List.of(
            new ClassForm(1, 0, "Data", 2, none(), Set.of(2), 0, data()),
            new ClassForm(3, 0, "Register", 3, none(), Set.of(2), 1, register(Sources.REGISTER)),
            new ClassForm(4, 0, "Extended register", 5, none(), Set.of(2), 1, register(Sources.EXTENDED_REGISTER)),
            new ClassForm(5, 0, "Demand register", 9, none(), Set.of(8, 9), 2, demand()),
            new ClassForm(7, 1, "Profile generic", 8, none(), Set.of(3, 4, 8), 2, profile()),
            new ClassForm(8, 0, "Clock", 9, none(), Set.of(2, 3, 5, 6, 7, 8), 6, clock()),
            new ClassForm(9, 0, "Script table", 2, none(), Set.of(2), 1, scripts()),
            new ClassForm(11, 0, "Special days table", 2, none(), Set.of(2), 2, specialDays()),
            new ClassForm(15, 0, "Association LN", 8, Set.of(7), Set.of(7), 4, association()),
            new ClassForm(15, 1, "Association LN", 9, Set.of(7), Set.of(7), 4, association()),
            new ClassForm(17, 0, "SAP assignment", 2, none(), none(), 1, NOTHING),
            new ClassForm(18, 0, "Image transfer", 7, none(), Set.of(5), 4, image()),
            new ClassForm(19, 1, "IEC local port setup", 9, Set.of(7, 8, 9), range(2, 9), 0, localPort()),
            new ClassForm(20, 0, "Activity calendar", 10, none(), range(6, 10), 1, calendar()),
            new ClassForm(22, 0, "Single action schedule", 4, none(), range(2, 4), 0, schedule()),
            new ClassForm(23, 1, "IEC HDLC setup", 9, none(), range(2, 9), 0, hdlc()),
            new ClassForm(40, 0, "Push setup", 7, none(), range(2, 7), 1, push()),
            new ClassForm(40, 1, "Push setup", 10, none(), range(2, 10), 1, push()),
            new ClassForm(41, 0, "TCP-UDP setup", 6, none(), Set.of(2, 4, 5, 6), 0, tcp()),
            new ClassForm(64, 0, "Security setup", 5, none(), none(), 2, association()),
            new ClassForm(70, 0, "Disconnect control", 4, none(), Set.of(4), 2, relay()));

    private static final Fields COMMON = Fields.of()
            .must("class", number(0, 0xFFFF))
            .may("version", U8)
            .must("ln", obis())
            .must("name", text(64))
            .must("access", new Shape.Checked("the name of an access group", (field, node) -> {}));

    private ClassForms() {}

    static List<ClassForm> all() {
        return FORMS;
    }

    /** What a row of {@code form} has, the fields of every row first. */
    static Fields rowOf(ClassForm form) {
        return COMMON.plus(form.row());
    }

    /** The form of a row, by its class and version, with the row checked against it. */
    static ClassForm check(ProfileNode row) {
        if (!row.isMapping()) {
            throw row.wrong("object", "a mapping of class, ln, name, access and what the class asks");
        }
        ClassForm form = formOf(row);
        rowOf(form).check("object", row);
        return form;
    }

    /** The form that {@code object} was checked against. */
    static ClassForm of(ObjectDefinition object) {
        return formOf(object.row());
    }

    private static ClassForm formOf(ProfileNode row) {
        if (!row.has("class")) {
            throw ProfileException.of(row.place(), "class", "missing", "one of " + classes());
        }
        int classId = (int) row.number("class", 0, 0xFFFF);
        List<ClassForm> versions =
                FORMS.stream().filter(form -> form.classId() == classId).toList();
        if (versions.isEmpty()) {
            throw row.get("class").wrong("class", "one of " + classes());
        }
        if (!row.has("version")) {
            return versions.get(versions.size() - 1);
        }
        long version = row.number("version", 0, 0xFF);
        return versions.stream()
                .filter(form -> form.version() == version)
                .findFirst()
                .orElseThrow(() -> row.get("version").wrong("version", versions(versions)));
    }

    private static String classes() {
        return FORMS.stream()
                .map(form -> String.valueOf(form.classId()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String versions(List<ClassForm> forms) {
        return forms.stream().map(form -> String.valueOf(form.version())).collect(Collectors.joining(" or ", "", ""))
                + " of "
                + forms.get(0).title();
    }

    private static Set<Integer> none() {
        return Set.of();
    }

    private static Set<Integer> range(int first, int last) {
        return java.util.stream.IntStream.rangeClosed(first, last).boxed().collect(Collectors.toUnmodifiableSet());
    }

    /** A period that fits a day without rest, or rows would not fall on the same times each day. */
    private static Shape dayPart() {
        String expected = "a divisor of " + DAY_SECONDS + ", seconds";
        return new Shape.Checked(expected, (field, node) -> {
            if (DAY_SECONDS % node.asNumber(field, 1, DAY_SECONDS) != 0) {
                throw node.wrong(field, expected);
            }
        });
    }

    private static Fields data() {
        return Fields.of().may("value", literal()).may("source", Sources.DATA);
    }

    private static Fields register(Shape source) {
        return Fields.of()
                .must("source", source)
                .must("type", NUMERAL)
                .must("scaler", number(-9, 9))
                .must("unit", UNIT);
    }

    private static Fields demand() {
        return register(Sources.DEMAND_REGISTER).must("period", PERIOD).must("periods", number(1, 60));
    }

    private static Fields profile() {
        return Fields.of()
                .must("capture", listOf(ATTRIBUTE, 1, 64))
                .must("schedule", word("period", "daily", "monthly", "events", "power-failures"))
                .may("period", PERIOD)
                .must("entries", number(1, 1_000_000))
                .must("sort", word("fifo", "lifo", "largest", "smallest", "nearest-zero", "farthest-zero"))
                .may("sort-object", ATTRIBUTE);
    }

    private static Fields clock() {
        return Fields.of().must("base", word("undefined", "crystal", "mains-50", "mains-60", "gps", "radio"));
    }

    private static Fields scripts() {
        Shape action = Fields.of()
                .must("service", word("write", "execute"))
                .must("class", U16)
                .must("ln", obis())
                .must("index", number(1, 127))
                .must("parameter", literal());
        Shape script = Fields.of().must("id", number(1, 0xFFFF)).must("actions", listOf(action, 1, 32));
        return Fields.of().must("scripts", listOf(script, 0, 64));
    }

    private static Fields specialDays() {
        Shape day = Fields.of().must("index", U16).must("date", date()).must("day", U8);
        return Fields.of().must("days", listOf(day, 0, 256));
    }

    private static Fields association() {
        return Fields.of().must("association", text(32));
    }

    private static Fields image() {
        return Fields.of()
                .must("component", word("metrology", "nic", "program", "bundle"))
                .may("role", text(32));
    }

    private static Fields localPort() {
        Shape baud = word("300", "600", "1200", "2400", "4800", "9600", "19200", "38400", "57600", "115200");
        return Fields.of()
                .must("default-mode", word("mode-e", "hdlc"))
                .must("default-baud", baud)
                .must("proposed-baud", baud)
                .must("response-ms", word("20", "200"));
    }

    private static Fields calendar() {
        Shape season =
                Fields.of().must("name", SCRIPT_NAME).must("start", dateTime()).must("week", SCRIPT_NAME);
        Shape week = Fields.of().must("name", SCRIPT_NAME).must("days", listOf(U8, 7, 7));
        Shape action = Fields.of().must("time", time()).must("table", obis()).must("script", number(1, 0xFFFF));
        Shape day = Fields.of().must("id", U8).must("actions", listOf(action, 1, 32));
        Shape calendar = Fields.of()
                .must("name", SCRIPT_NAME)
                .must("seasons", listOf(season, 1, 16))
                .must("weeks", listOf(week, 1, 16))
                .must("days", listOf(day, 1, 32));
        return Fields.of().must("calendar", calendar);
    }

    private static Fields schedule() {
        Shape script = Fields.of().must("table", obis()).must("id", number(1, 0xFFFF));
        return Fields.of().must("script", script).must("type", number(1, 5)).must("times", listOf(dateTime(), 0, 16));
    }

    private static Fields hdlc() {
        return Fields.of()
                .must("baud", word("300", "600", "1200", "2400", "4800", "9600", "19200", "38400", "57600", "115200"))
                .must("window-transmit", number(1, 7))
                .must("window-receive", number(1, 7))
                .must("info-transmit", number(32, 2030))
                .must("info-receive", number(32, 2030))
                .must("inter-octet-ms", number(20, 6000))
                .must("inactivity-s", U16)
                .must("device-address", number(0x10, 0x3FFD));
    }

    private static Fields push() {
        Shape destination = Fields.of()
                .must("service", word("tcp", "udp"))
                .must(
                        "address",
                        text("[^\\s:]+:\\d{1,5}|\\[[0-9a-fA-F:.]+]:\\d{1,5}", "a host and port as 127.0.0.1:4064"));
        return Fields.of()
                .must("trigger", word("update-ended", "none"))
                .must("operation", word("confirmed", "unconfirmed"))
                .must("destination", destination)
                .must("randomisation-s", U16)
                .must("retries", U8)
                .must("repetition-delay-s", U16)
                .must("port", obis())
                .must("client-sap", number(1, 0x3FFF))
                .must("ciphered", word("true", "false"))
                .must("push", listOf(ATTRIBUTE, 1, 64));
    }

    private static Fields tcp() {
        return Fields.of()
                .must("port", number(1, 0xFFFF))
                .must("max-segment", number(40, 0xFFFF))
                .must("connections", number(1, 0xFF))
                .must("inactivity-s", U16);
    }

    private static Fields relay() {
        return Fields.of()
                .must("mode", number(0, 6))
                .must("state", word("disconnected", "connected", "ready-for-reconnection"));
    }
}
