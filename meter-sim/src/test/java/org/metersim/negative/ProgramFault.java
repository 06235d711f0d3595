package org.metersim.negative;

import static org.metersim.negative.Programs.CALENDAR;
import static org.metersim.negative.Programs.CLOCK;
import static org.metersim.negative.Programs.RELAY;
import static org.metersim.negative.Programs.SUPPLY_POINT;
import static org.metersim.negative.Programs.act;
import static org.metersim.negative.Programs.check;
import static org.metersim.negative.Programs.draft;
import static org.metersim.negative.Programs.file;
import static org.metersim.negative.Programs.mode;
import static org.metersim.negative.Programs.patched;
import static org.metersim.negative.Programs.point;
import static org.metersim.negative.Programs.program;
import static org.metersim.negative.Programs.requiring;
import static org.metersim.negative.Programs.set;
import static org.metersim.negative.Programs.text;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.program.Program;
import org.metersim.metrology.program.ProgramHeader;
import org.metersim.metrology.program.ProgramHeader.OnError;
import org.metersim.metrology.program.ProgramHeader.Requires;

/** What can be wrong with a configuration program, so that image_verify refuses it. */
enum ProgramFault {
    // --- its container
    BIT_FLIPPED("one bit flipped on the way", "crc", "", () -> flipped(file(point("new")))),
    SPLICED("another program under the signature of a good one", "signature", "", ProgramFault::spliced),
    UNTRUSTED(
            "signed by a key that the meter does not trust",
            "key",
            "",
            () -> Signer.OTHER.sign(
                    draft().payload(program(1, point("new")).encode()).toBeSigned())),
    OTHER_VENDOR("for the meters of another vendor", "vendor", "", () -> of(draft().vendor("acme.example"))),
    OTHER_METER("for another model, says the container", "model", "", () -> of(draft().model("sim-3p"))),
    FIRMWARE("firmware to the programs' transfer", "component", "", () -> of(draft().component(0))),
    OTHER_FIRMWARE("it depends on a firmware that does not run", "dependency", "", () -> of(draft().needs(0, "9.0.0"))),
    LOWER_COUNTER(
            "a security counter below that of the program before",
            "counter",
            "",
            () -> of(draft().counter(4)),
            of(draft().counter(5))),

    // --- its form
    NO_PROGRAM("text, not A-XDR", "program", "program structure", () -> file("set: {class: 1}".getBytes())),
    OTHER_SPELLING(
            "a length in its long form: another spelling of the same",
            "program",
            "the canonical form",
            () -> patched(program(1, point("new")), "09 03 6E6577", "09 81 03 6E6577")),
    TOO_MANY_ITEMS("513 items", "program", "items: 513 (expected: <= 512)", Programs::tooMany),
    TOO_DEEP("a value that nests nine deep", "program", "9 deep (expected: <= 8)", Programs::tooDeep),
    TOO_LONG("65537 bytes", "program", "program length: 65537", Programs::tooLong),
    NO_ITEMS(
            "no items",
            "program",
            "items: 0",
            () -> patched(program(1, check(1, SUPPLY_POINT, 2, text(""))), "0101 0203 16.*", "0100")),
    NO_UNDO(
            "an action that neither says how it is undone nor is irreversible",
            "program",
            "expected: the attributes to restore, or irreversible",
            () -> patched(program(1, act(70, RELAY, 1)), "0100 0301", "0100 0300")),

    // --- whom it is for
    OTHER_MODEL("for another model, says the program", "model", "for sim-3p", ProgramFault::otherModel),
    OLD_FIRMWARE("for a later firmware", "requires", "firmware 1.4.2", () -> requiring(">=2.4 <3")),
    NOT_AFTER(
            "to follow a version that is not active",
            "requires",
            "active: TARIFF v4",
            () -> requiring(5, 6),
            file(program(4, point("old")))),
    NOT_FIRST(
            "to be the first, and is not",
            "requires",
            "active: TARIFF v4",
            () -> requiring(0),
            file(program(4, point("old")))),
    OLDER(
            "an older version of the active program",
            "version",
            "TARIFF v6 (expected: >= 7",
            () -> file(program(6, point("new"))),
            file(program(7, point("old")))),
    OTHER_CONTENT(
            "the active version again with another content",
            "version",
            "another content",
            () -> file(program(7, point("new"))),
            file(program(7, point("old")))),
    REPLAYED(
            "an old program again, after another one in between",
            "version",
            "TARIFF v1 (expected: >= 2",
            () -> file(program(1, point("new"))),
            file(program(1, point("new"))),
            file(program(2, point("old"))),
            file(new Program(Programs.header("OTHER", 1), List.of(point("old"))))),

    // --- what it may
    UNKNOWN_OBJECT(
            "an object that the meter has not",
            "object",
            "item 1: object-undefined (4)",
            () -> file(set(3, "1-0:31.4.0.255", 2, CosemData.longUnsigned(230)))),
    OTHER_CLASS(
            "an object of another class",
            "object",
            "item 1: object-class-inconsistent (9)",
            () -> file(set(3, SUPPLY_POINT, 2, text("new")))),
    OF_THE_NIC(
            "an object that lives on the NIC",
            "object",
            "item 2: object-unavailable (11)",
            () -> file(point("new"), set(41, "0-0:25.0.0.255", 2, CosemData.longUnsigned(4060)))),
    KEYS("keys, in clear", "access", "item 1: read-write-denied (3), keys", () -> file(act(64, "0-0:43.0.1.255", 2))),
    SECRET(
            "the secret of an association, in clear",
            "access",
            "item 1: read-write-denied (3), keys",
            () -> file(set(15, "0-0:40.0.2.255", 7, text("Gurux2")))),
    NESTED(
            "an update within: image_activate of the metrology",
            "access",
            "item 1: read-write-denied (3), a program does not start",
            () -> file(act(18, "0-0:44.0.0.255", 4))),
    NESTED_ENABLE(
            "an update within: image_transfer_enabled",
            "access",
            "item 1: read-write-denied (3), a program does not start",
            () -> file(set(18, "0-0:44.0.2.255", 5, CosemData.bool(false)))),
    SCRIPT(
            "a script, which could do anything",
            "access",
            "item 1: read-write-denied (3), a program does what it says",
            () -> file(act(9, "0-0:10.0.106.255", 1))),
    READ_ONLY(
            "an attribute that nobody writes",
            "access",
            "item 1: read-write-denied (3), attribute 2 is not written",
            () -> file(set(1, "0-0:96.1.0.255", 2, text("00099999")))),
    NO_ATTRIBUTE(
            "an attribute that its class has not",
            "access",
            "item 1: read-write-denied (3), no attribute 12",
            () -> file(set(20, CALENDAR, 12, text("new")))),
    NO_METHOD(
            "a method that its class has not",
            "access",
            "item 1: read-write-denied (3), no method 3",
            () -> file(act(70, RELAY, 3))),
    NO_RIGHT(
            "a method that the program's role may not invoke",
            "access",
            "item 1: read-write-denied (3), method 2 is not invoked",
            () -> file(act(7, "0-0:99.98.0.255", 2))),

    // --- what the objects say to it
    TYPE(
            "a value of another type",
            "value",
            "item 1: type-unmatched (12)",
            () -> file(set(70, RELAY, 4, CosemData.unsigned(2)))),
    RANGE("a value out of range", "value", "item 1: other-reason (250)", () -> file(mode(7))),
    THIRD(
            "two good items and a third that the object refuses",
            "value",
            "item 3: type-unmatched (12)",
            () -> file(point("new"), mode(5), set(20, CALENDAR, 7, text("SEASONS")))),
    TOO_LONG_VALUE(
            "a value that the meter has no room for",
            "value",
            "item 1: other-reason (250)",
            () -> file(set(1, SUPPLY_POINT, 2, CosemData.octets(new byte[2049])))),
    EXPECT("the attribute is not as expected", "expect", "item 1: other-reason (250)", () -> file(point("new", "old"))),
    CHECK(
            "a check that does not hold after the items before it",
            "check",
            "item 2: other-reason (250)",
            () -> file(point("new"), check(1, SUPPLY_POINT, 2, text("old")))),
    READ_BACK(
            "a value that does not read as it was written: the clock's",
            "readback",
            "item 1: other-reason (250)",
            () -> file(set(8, CLOCK, 2, CosemData.octets(new byte[] {7, -22, 6, 10, -1, 12, 0, 0, 0, -128, 0, 0})))),

    // --- what cannot be undone
    ORDER(
            "an irreversible item before one that can be undone",
            "order",
            "item 2: other-reason (250)",
            () -> file(act(70, RELAY, 1), point("new"))),
    NOT_UNDOABLE(
            "the relay moved, and said to be undone",
            "undo",
            "item 1: other-reason (250), method 1 cannot be undone",
            () -> file(act(70, RELAY, 1, 3))),
    UNDO_TOO_LITTLE(
            "an action that changes more than it restores",
            "undo",
            "item 5: other-reason (250), it changes attribute 2",
            ProgramFault::halfUndone),
    IRREVERSIBLE_REFUSED(
            "an irreversible action that the object refuses after the items before it",
            "value",
            "item 2: read-write-denied (3)",
            () -> file(mode(0), act(70, RELAY, 1)));

    private final String does;
    private final String layer;
    private final String cause;
    private final Supplier<byte[]> file;
    private final List<byte[]> before;

    /** @param before programs that the meter takes first */
    ProgramFault(String does, String layer, String cause, Supplier<byte[]> file, byte[]... before) {
        this.does = does;
        this.layer = layer;
        this.cause = cause;
        this.file = file;
        this.before = List.of(before);
    }

    String does() {
        return does;
    }

    String layer() {
        return layer;
    }

    /** Part of the verdict's cause. */
    String cause() {
        return cause;
    }

    byte[] container() {
        return file.get();
    }

    List<byte[]> before() {
        return before;
    }

    /** Index of the item and code, as a table shows them; empty for the program as a whole. */
    String code() {
        return cause.startsWith("item ") ? cause.substring(cause.indexOf(' ') + 1, cause.indexOf(')') + 1) : "";
    }

    private static byte[] of(Draft draft) {
        return draft.payload(program(1, point("new")).encode()).signed();
    }

    private static byte[] flipped(byte[] file) {
        file[100] ^= 1;
        return file;
    }

    private static byte[] spliced() {
        byte[] one = draft().payload(program(1, point("one")).encode()).toBeSigned();
        byte[] two = draft().payload(program(1, point("two")).encode()).toBeSigned();
        return Signer.DEMO.fileWith(one, Signer.DEMO.signature(two));
    }

    private static byte[] otherModel() {
        ProgramHeader header =
                new ProgramHeader("TARIFF", 1, "sim-3p", Requires.NOTHING, OnError.ROLLBACK, Optional.empty());
        return file(new Program(header, List.of(point("new"))));
    }

    private static byte[] halfUndone() {
        CosemData days = CosemData.array(List.of(CosemData.structure(
                CosemData.unsigned(1),
                CosemData.array(List.of(CosemData.structure(
                        CosemData.octets(new byte[4]),
                        CosemData.octets(new byte[] {0, 0, 10, 0, 100, -1}),
                        CosemData.longUnsigned(1)))))));
        CosemData one = CosemData.unsigned(1);
        CosemData week = CosemData.structure(text("W"), one, one, one, one, one, one, one);
        CosemData season = CosemData.structure(
                text("S"), CosemData.octets(new byte[] {-1, -1, 1, 1, -1, 0, 0, 0, 0, -128, 0, 0}), text("W"));
        return file(
                set(20, CALENDAR, 6, text("NEW")),
                set(20, CALENDAR, 7, CosemData.array(List.of(season))),
                set(20, CALENDAR, 8, CosemData.array(List.of(week))),
                set(20, CALENDAR, 9, days),
                act(20, CALENDAR, 1, 3, 4, 5));
    }
}
