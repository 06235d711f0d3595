package org.metersim.nic.objects;

import static org.metersim.dlms.cosem.NumeralType.ENUM;

import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.objects.InterfaceClass;
import org.metersim.nic.state.NicState;

/** COSEM IEC local port setup: the optical port. Blue Book 4.7.1, version 1. */
final class LocalPortSetup {

    static final int CLASS_ID = 19;

    private static final int HDLC = 1;
    private static final int SHORT_REACTION_MS = 20;
    private static final int LONG_REACTION_MS = 200;
    private static final int DEVICE_ADDRESS = 6;

    static final Setting DEFAULT_MODE = new Setting(
            2, "default_mode", ENUM, 0, HDLC, row -> row.text("default-mode").equals("hdlc") ? HDLC : 0);
    static final Setting DEFAULT_BAUD = Setting.baud(3, "default_baud", "default-baud");
    static final Setting PROPOSED_BAUD = Setting.baud(4, "prop_baud", "proposed-baud");
    static final Setting RESPONSE_TIME =
            new Setting(5, "response_time", ENUM, 0, 1, row -> row.number("response-ms") == SHORT_REACTION_MS ? 0 : 1);
    private static final Text ADDRESS = new Text(DEVICE_ADDRESS, "device_addr", 32);

    static final InterfaceClass<Instance> CLASS = table();

    private LocalPortSetup() {}

    private static InterfaceClass<Instance> table() {
        InterfaceClass<Instance> table = InterfaceClass.<Instance>of(CLASS_ID, "IEC local port setup")
                .attribute(1, "logical_name", (port, nowMs) -> port.logicalName());
        Setting.rows(table, DEFAULT_MODE, DEFAULT_BAUD, PROPOSED_BAUD, RESPONSE_TIME);
        table.attribute(
                DEVICE_ADDRESS,
                "device_addr",
                (port, nowMs) -> new CosemData.OctetString(deviceAddress(port.state(), port.index())),
                ADDRESS::write);
        new Text(7, "pass_p1", 32).writeOnly(table);
        new Text(8, "pass_p2", 32).writeOnly(table);
        return new Text(9, "pass_w5", 32).writeOnly(table);
    }

    /** What a client wrote, or the serial number. */
    static Octets deviceAddress(NicState state, int index) {
        return state.parameter(index, DEVICE_ADDRESS)
                .map(written -> ((CosemData.OctetString) written).octets())
                .orElseGet(() -> Octets.ascii(state.profile().identity().serial(state.number())));
    }

    static int reactionMs(NicState state, int index) {
        return RESPONSE_TIME.of(state, index) == 0 ? SHORT_REACTION_MS : LONG_REACTION_MS;
    }
}
