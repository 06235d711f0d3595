package org.metersim.nic.objects;

import static org.metersim.dlms.cosem.NumeralType.LONG_UNSIGNED;
import static org.metersim.dlms.cosem.NumeralType.UNSIGNED;

import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.objects.InterfaceClass;

/**
 * COSEM TCP-UDP setup. Blue Book 4.9.1. Which port is listened on is said by who runs the meter; one that is written is
 * kept and shown.
 */
final class TcpUdpSetup {

    static final int CLASS_ID = 41;

    static final Setting PORT =
            Setting.number(2, "TCP-UDP_port", LONG_UNSIGNED, "port").within(1, 0xFFFF);
    static final Setting MAX_SEGMENT =
            Setting.number(4, "MSS", LONG_UNSIGNED, "max-segment").within(40, 0xFFFF);
    static final Setting CONNECTIONS =
            Setting.number(5, "nb_of_sim_conn", UNSIGNED, "connections").within(1, 0xFF);
    static final Setting INACTIVITY = Setting.number(6, "inactivity_time_out", LONG_UNSIGNED, "inactivity-s");

    /** The profile has no IP setup: the name of none. */
    private static final LogicalName NO_IP_SETUP = new LogicalName(0);

    static final InterfaceClass<Instance> CLASS = Setting.rows(
            InterfaceClass.<Instance>of(CLASS_ID, "TCP-UDP setup")
                    .attribute(1, "logical_name", (tcp, nowMs) -> tcp.logicalName())
                    .attribute(3, "IP_reference", (tcp, nowMs) -> NO_IP_SETUP.toData()),
            PORT,
            MAX_SEGMENT,
            CONNECTIONS,
            INACTIVITY);

    private TcpUdpSetup() {}
}
