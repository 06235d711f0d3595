package org.metersim.metrology.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageSpec;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.image.SigningKey;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.metrology.program.ProgramHeader.OnError;
import org.metersim.metrology.program.ProgramHeader.Requires;
import org.metersim.metrology.table.TestMeter;
import org.metersim.profiles.DemoSigningKey;

/**
 * Asks a board of profile sim-1p as the NIC asks for a client that brings programs, and reads what that client would.
 */
final class ProgramClient {

    static final String PROGRAMS = "0-0:44.0.2.255";
    static final String SUPPLY_POINT = "0-0:96.1.2.255";
    static final String CALENDAR = "0-0:13.0.0.255";
    static final String RELAY = "0-0:96.3.10.255";
    static final int BLOCK_BYTES = 512;
    static final CosemData ZERO = CosemData.integer(0);
    static final SigningKey DEMO = SigningKey.parse(DemoSigningKey.pem());

    final TestMeter meter;
    final List<UpdateConfirmation> told = new ArrayList<>();

    ProgramClient() {
        this(new TestMeter());
    }

    ProgramClient(TestMeter meter) {
        this.meter = meter;
    }

    // --- programs

    static ProgramHeader header(int version) {
        return new ProgramHeader("TARIFF", version, "sim-1p", Requires.NOTHING, OnError.ROLLBACK, Optional.empty());
    }

    static Program program(int version, ProgramItem... items) {
        return new Program(header(version), List.of(items));
    }

    static ProgramItem set(int classId, String name, int attribute, CosemData value) {
        return new ProgramItem.Set(attribute(classId, name, attribute), value, Optional.empty());
    }

    static ProgramItem setPoint(String value, String expect) {
        return new ProgramItem.Set(attribute(1, SUPPLY_POINT, 2), text(value), Optional.of(text(expect)));
    }

    static ProgramItem check(int classId, String name, int attribute, CosemData expected) {
        return new ProgramItem.Check(attribute(classId, name, attribute), expected);
    }

    static ProgramItem act(int classId, String name, int method, Integer... restore) {
        return new ProgramItem.Act(
                new MethodRef(classId, LogicalName.parse(name), method), ZERO, List.of(restore), restore.length == 0);
    }

    static AttributeRef attribute(int classId, String name, int attribute) {
        return TestMeter.attribute(classId, name, attribute);
    }

    static CosemData text(String text) {
        return new CosemData.OctetString(Octets.ascii(text));
    }

    static ImageSpec spec() {
        ImageSpec.MeterType type = new ImageSpec.MeterType("meter-sim.example", "sim-1p");
        return ImageSpec.of(2, type, ImageVersion.parse("1.0.0"), 1);
    }

    static byte[] container(Program program) {
        return container(spec(), program.encode());
    }

    static byte[] container(ImageSpec spec, byte[] payload) {
        return ImageBuilder.sign(ImageBuilder.toBeSigned(spec, payload), DEMO);
    }

    // --- what a client does

    static String word(MeterReply reply) {
        if (reply instanceof MeterReply.Refused refused) {
            return refused.reason().toString();
        }
        return reply.equals(MeterReply.DONE) ? "ok" : reply.toString();
    }

    String method(int number, CosemData parameter) {
        return word(meter.invoke(18, PROGRAMS, number, parameter));
    }

    String initiate(int bytes) {
        return method(1, CosemData.structure(text("new program"), CosemData.doubleLongUnsigned(bytes)));
    }

    void transfer(byte[] file) {
        assertEquals("ok", initiate(file.length));
        for (int number = 0; number * BLOCK_BYTES < file.length; number++) {
            block(file, number);
        }
    }

    void block(byte[] file, int number) {
        int from = number * BLOCK_BYTES;
        Octets bytes = Octets.of(Arrays.copyOfRange(file, from, Math.min(file.length, from + BLOCK_BYTES)));
        LogicalName instance = LogicalName.parse(PROGRAMS);
        assertEquals("ok", word(meter.ask(new MeterRequest.UpdateBlock(instance, number, bytes))));
    }

    String verify() {
        return method(3, ZERO);
    }

    String activate() {
        return method(4, ZERO);
    }

    /** Brings it in and lets it be applied. */
    ProgramClient apply(Program program) {
        transfer(container(program));
        assertEquals("ok", verify());
        assertEquals("ok", activate());
        step(3_000);
        return this;
    }

    /** Time passes; confirmations are taken and acknowledged as the NIC does. */
    void step(long ms) {
        meter.step(ms);
        for (MeterNotice notice : meter.notices()) {
            if (notice instanceof MeterNotice.UpdateEnded ended) {
                boolean isNew = told.stream()
                        .noneMatch(each ->
                                each.eventCounter() == ended.confirmation().eventCounter());
                if (isNew) {
                    told.add(ended.confirmation());
                }
                meter.ask(new MeterRequest.Acknowledge(ended.confirmation().eventCounter()));
            }
        }
    }

    void powerCut() {
        meter.board.powerFailed(meter.nowMs);
        meter.nowMs += 60_000;
        meter.board.powerReturned(meter.nowMs);
    }

    // --- what a client reads

    long status() {
        return meter.number(18, PROGRAMS, 6);
    }

    String active() {
        return text(meter.read(1, "1-0:0.2.1.255", 2));
    }

    static String text(CosemData data) {
        return ((CosemData.OctetString) data).octets().toAscii();
    }

    String supplyPoint() {
        return text(meter.read(1, SUPPLY_POINT, 2));
    }

    /** Number of configuration program changes. */
    long changes() {
        return meter.number(1, "0-0:96.2.0.255", 2);
    }

    /** phase/layer/cause. */
    String verdict() {
        List<CosemData> fields = ((CosemData.Structure) meter.read(1, "0-0:44.128.0.255", 2)).elements();
        return fields.stream()
                .limit(3)
                .map(field -> ((CosemData.VisibleString) field).text())
                .reduce((one, next) -> one + "/" + next)
                .orElseThrow();
    }

    /** The code of each item, as the report object shows it. */
    List<Long> codes() {
        return ((CosemData.Array) meter.read(1, "0-0:44.128.2.255", 2))
                .elements().stream()
                        .map(row -> ((CosemData.Structure) row).elements().get(1))
                        .map(code -> ((CosemData.Numeral) code).value())
                        .toList();
    }

    /** Of the firmware event log, which has the verdict beside the event. */
    List<CosemData> lastOfItsOwnLog() {
        List<List<CosemData>> rows = TestMeter.rows(meter.read(7, "0-0:99.98.128.255", 2));
        return rows.get(rows.size() - 1);
    }

    List<Long> log() {
        return TestMeter.rows(meter.read(7, "0-0:99.98.0.255", 2)).stream()
                .map(row -> ((CosemData.Numeral) row.get(1)).value())
                .toList();
    }
}
