package org.metersim.negative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.metrology.program.FirmwareRange;
import org.metersim.metrology.program.Program;
import org.metersim.metrology.program.ProgramHeader;
import org.metersim.metrology.program.ProgramHeader.OnError;
import org.metersim.metrology.program.ProgramHeader.Requires;
import org.metersim.metrology.program.ProgramItem;

/** Configuration programs for sim-1p, good ones and pieces of bad ones. */
final class Programs {

    static final String SUPPLY_POINT = "0-0:96.1.2.255";
    static final String CALENDAR = "0-0:13.0.0.255";
    static final String RELAY = "0-0:96.3.10.255";
    static final String CLOCK = "0-0:1.0.0.255";
    static final CosemData ZERO = CosemData.integer(0);

    private Programs() {}

    static CosemData text(String text) {
        return new CosemData.OctetString(Octets.ascii(text));
    }

    static AttributeRef attribute(int classId, String name, int attribute) {
        return new AttributeRef(classId, LogicalName.parse(name), attribute);
    }

    static ProgramItem set(int classId, String name, int attribute, CosemData value) {
        return new ProgramItem.Set(attribute(classId, name, attribute), value, Optional.empty());
    }

    static ProgramItem point(String value) {
        return set(1, SUPPLY_POINT, 2, text(value));
    }

    static ProgramItem point(String value, String expect) {
        return new ProgramItem.Set(attribute(1, SUPPLY_POINT, 2), text(value), Optional.of(text(expect)));
    }

    static ProgramItem mode(int relayMode) {
        return set(70, RELAY, 4, CosemData.enumeration(relayMode));
    }

    static ProgramItem check(int classId, String name, int attribute, CosemData expected) {
        return new ProgramItem.Check(attribute(classId, name, attribute), expected);
    }

    /** Irreversible when it says nothing that is to be restored. */
    static ProgramItem act(int classId, String name, int method, Integer... restore) {
        return new ProgramItem.Act(
                new MethodRef(classId, LogicalName.parse(name), method), ZERO, List.of(restore), restore.length == 0);
    }

    static ProgramHeader header(String id, int version) {
        return new ProgramHeader(id, version, "sim-1p", Requires.NOTHING, OnError.ROLLBACK, Optional.empty());
    }

    static Program program(int version, ProgramItem... items) {
        return new Program(header("TARIFF", version), List.of(items));
    }

    static byte[] file(Program program) {
        return file(program.encode());
    }

    static byte[] file(byte[] payload) {
        return draft().payload(payload).signed();
    }

    static byte[] file(ProgramItem... items) {
        return file(program(1, items));
    }

    static byte[] requiring(Requires requires) {
        ProgramHeader header = new ProgramHeader("TARIFF", 7, "sim-1p", requires, OnError.ROLLBACK, Optional.empty());
        return file(new Program(header, List.of(point("new"))));
    }

    static byte[] requiring(String firmware) {
        return requiring(new Requires(List.of(), FirmwareRange.parse(firmware)));
    }

    static byte[] requiring(Integer... active) {
        return requiring(new Requires(List.of(active), FirmwareRange.ANY));
    }

    static byte[] effective(String dateTime, ProgramItem... items) {
        Optional<CosemDateTime> moment = Optional.of(CosemDateTime.of(Octets.parse(dateTime)));
        return file(new Program(
                new ProgramHeader("TARIFF", 7, "sim-1p", Requires.NOTHING, OnError.ROLLBACK, moment), List.of(items)));
    }

    static Draft draft() {
        return Draft.good().component(Draft.PROGRAM);
    }

    /** The body of a program of one item, changed where it reads so. */
    static byte[] patched(Program program, String hex, String instead) {
        String body = Octets.of(program.encode()).toHex();
        String changed = body.replaceFirst(hex.replace(" ", ""), instead.replace(" ", ""));
        if (changed.equals(body)) {
            throw new IllegalArgumentException(hex + " is not in " + body);
        }
        return file(Octets.parse(changed).toBytes());
    }

    /** One item more than there may be. */
    static byte[] tooMany() {
        ProgramItem[] items = new ProgramItem[Program.MAX_ITEMS];
        Arrays.fill(items, check(1, SUPPLY_POINT, 2, text("")));
        String body = Octets.of(program(1, items).encode()).toHex();
        String one = Octets.of(program(1, items[0]).encode()).toHex();
        String head = one.substring(0, one.lastIndexOf("0101020316"));
        String item = one.substring(head.length() + 4);
        String all = body.substring(head.length());
        return file(Octets.parse(head + all.replaceFirst("01820200", "01820201") + item)
                .toBytes());
    }

    /** A value in arrays, one too deep. */
    static byte[] tooDeep() {
        CosemData value = CosemData.longUnsigned(0x1234);
        for (int depth = 1; depth < ProgramItem.MAX_DEPTH; depth++) {
            value = CosemData.array(List.of(value));
        }
        return patched(program(1, set(1, SUPPLY_POINT, 2, value)), "0101121234", "01010101121234");
    }

    /** 64 KiB and a byte. */
    static byte[] tooLong() {
        List<ProgramItem> items = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            items.add(set(1, SUPPLY_POINT, 2, CosemData.octets(new byte[2000])));
        }
        int around = new Program(header("TARIFF", 1), items).encode().length;
        byte[] longest = Arrays.copyOf(new Program(header("TARIFF", 1), items).encode(), Program.MAX_BYTES + 1);
        if (around >= longest.length) {
            throw new IllegalStateException("already too long");
        }
        return file(longest);
    }
}
