package org.metersim.nic.objects;

import static org.metersim.dlms.cosem.NumeralType.LONG_UNSIGNED;
import static org.metersim.dlms.cosem.NumeralType.UNSIGNED;

import org.metersim.metrology.objects.InterfaceClass;

/** COSEM IEC HDLC setup. Blue Book 4.7.2, version 1. */
final class HdlcSetup {

    static final int CLASS_ID = 23;

    static final Setting COMM_SPEED = Setting.baud(2, "comm_speed", "baud");
    static final Setting WINDOW_TRANSMIT = Setting.number(3, "window_size_transmit", UNSIGNED, "window-transmit")
            .within(1, 7);
    static final Setting WINDOW_RECEIVE =
            Setting.number(4, "window_size_receive", UNSIGNED, "window-receive").within(1, 7);
    static final Setting INFO_TRANSMIT = Setting.number(
                    5, "max_info_field_length_transmit", LONG_UNSIGNED, "info-transmit")
            .within(32, 2030);
    static final Setting INFO_RECEIVE = Setting.number(
                    6, "max_info_field_length_receive", LONG_UNSIGNED, "info-receive")
            .within(32, 2030);
    static final Setting INTER_OCTET = Setting.number(7, "inter_octet_time_out", LONG_UNSIGNED, "inter-octet-ms")
            .within(20, 6000);
    static final Setting INACTIVITY = Setting.number(8, "inactivity_time_out", LONG_UNSIGNED, "inactivity-s");
    static final Setting DEVICE_ADDRESS =
            Setting.number(9, "device_address", LONG_UNSIGNED, "device-address").within(0x10, 0x3FFD);

    static final InterfaceClass<Instance> CLASS = Setting.rows(
            InterfaceClass.<Instance>of(CLASS_ID, "IEC HDLC setup")
                    .attribute(1, "logical_name", (hdlc, nowMs) -> hdlc.logicalName()),
            COMM_SPEED,
            WINDOW_TRANSMIT,
            WINDOW_RECEIVE,
            INFO_TRANSMIT,
            INFO_RECEIVE,
            INTER_OCTET,
            INACTIVITY,
            DEVICE_ADDRESS);

    private HdlcSetup() {}
}
