package org.metersim.transport.ble.controller;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.transport.ble.hci.EventCode;
import org.metersim.transport.ble.hci.HciEvent;
import org.metersim.transport.ble.hci.HciStatus;
import org.metersim.transport.ble.hci.LeSubevent;
import org.metersim.transport.ble.hci.Opcode;

/**
 * The physical layer, of which there is one, 1 Mbit/s, and its tests: Core Specification Vol 4 Part E 7.8.28 to 7.8.30
 * and 7.8.47 to 7.8.49. In a test nothing is heard.
 */
final class PhyCommands {

    private static final int PHY_1M = 1;
    private static final int MAX_CHANNEL = 0x27;
    private static final int MAX_TEST_PAYLOAD = 7;

    private final Links links;
    private final HostPort host;
    private boolean testing;

    PhyCommands(Links links, HostPort host) {
        this.links = links;
        this.host = host;
    }

    void addTo(CommandTable table) {
        table.add(Opcode.LE_READ_PHY, 2, (in, nowMs) -> read(in))
                .add(Opcode.LE_SET_DEFAULT_PHY, 3, (in, nowMs) -> decide(in))
                .addAsynchronous(Opcode.LE_SET_PHY, 7, (in, nowMs) -> set(in))
                .add(Opcode.LE_RECEIVER_TEST, 1, (in, nowMs) -> {
                    CommandTable.within("RX channel", in.u8("RX channel"), MAX_CHANNEL);
                    return test();
                })
                .add(Opcode.LE_TRANSMITTER_TEST, 3, (in, nowMs) -> {
                    CommandTable.within("TX channel", in.u8("TX channel"), MAX_CHANNEL);
                    in.u8("test data length");
                    CommandTable.within("packet payload", in.u8("packet payload"), MAX_TEST_PAYLOAD);
                    return test();
                })
                .add(Opcode.LE_TEST_END, 0, (in, nowMs) -> endTest());
    }

    private Reply read(ByteReader in) {
        int handle = in.u16le("connection handle");
        return links.of(handle)
                .map(link -> Reply.of(new ByteWriter().u16le(handle).u8(PHY_1M).u8(PHY_1M)))
                .orElseGet(() -> Reply.refused(HciStatus.UNKNOWN_CONNECTION_IDENTIFIER, handle));
    }

    /** Success when 1 Mbit/s is among what is wished for each direction, or nothing is wished. */
    private static Reply decide(ByteReader in) {
        int indifferent = in.u8("all PHYs");
        int txPhys = in.u8("TX PHYs");
        int rxPhys = in.u8("RX PHYs");
        boolean sends = (indifferent & 1) == 1 || (txPhys & PHY_1M) != 0;
        boolean receives = (indifferent & 2) == 2 || (rxPhys & PHY_1M) != 0;
        return sends && receives ? Reply.DONE : Reply.refused(HciStatus.UNSUPPORTED_FEATURE_OR_PARAMETER_VALUE);
    }

    private Reply set(ByteReader in) {
        int handle = in.u16le("connection handle");
        if (links.of(handle).isEmpty()) {
            return Reply.refused(HciStatus.UNKNOWN_CONNECTION_IDENTIFIER);
        }
        Reply decision = decide(in);
        return decision.status() == HciStatus.SUCCESS ? decision.then(() -> host.send(updated(handle))) : decision;
    }

    private static HciEvent updated(int handle) {
        ByteWriter out = new ByteWriter()
                .u8(LeSubevent.PHY_UPDATE_COMPLETE.code())
                .u8(HciStatus.SUCCESS.code())
                .u16le(handle)
                .u8(PHY_1M)
                .u8(PHY_1M);
        return new HciEvent(EventCode.LE_META.code(), out.toOctets());
    }

    private Reply test() {
        if (testing) {
            return Reply.refused(HciStatus.COMMAND_DISALLOWED);
        }
        testing = true;
        return Reply.DONE;
    }

    private Reply endTest() {
        if (!testing) {
            return Reply.refused(HciStatus.COMMAND_DISALLOWED);
        }
        testing = false;
        return Reply.of(new ByteWriter().u16le(0));
    }
}
