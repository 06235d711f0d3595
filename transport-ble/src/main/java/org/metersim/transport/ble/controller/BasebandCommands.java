package org.metersim.transport.ble.controller;

import java.util.List;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.transport.ble.hci.CompletedPackets;
import org.metersim.transport.ble.hci.HciStatus;
import org.metersim.transport.ble.hci.LittleEndian;
import org.metersim.transport.ble.hci.Opcode;

/** Event masks and the host's flow control: Core Specification Vol 4 Part E 7.3. */
final class BasebandCommands {

    private static final int MIN_ACL_BYTES = 27;
    private static final int MAX_FLOW_CONTROL = 3;

    private final HostPort host;
    private final Links links;

    BasebandCommands(HostPort host, Links links) {
        this.host = host;
        this.links = links;
    }

    void addTo(CommandTable table) {
        table.add(Opcode.SET_EVENT_MASK, 8, (in, nowMs) -> {
                    host.setEventMask(LittleEndian.u64(in, "event mask"));
                    return Reply.DONE;
                })
                // of page 2 no event is ever sent
                .add(Opcode.SET_EVENT_MASK_PAGE_2, 8, (in, nowMs) -> Reply.DONE)
                .add(Opcode.LE_SET_EVENT_MASK, 8, (in, nowMs) -> {
                    host.setLeEventMask(LittleEndian.u64(in, "LE event mask"));
                    return Reply.DONE;
                })
                .add(Opcode.SET_CONTROLLER_TO_HOST_FLOW_CONTROL, 1, (in, nowMs) -> setFlowControl(in))
                .add(Opcode.HOST_BUFFER_SIZE, 7, (in, nowMs) -> setBuffers(in))
                .add(Opcode.HOST_NUMBER_OF_COMPLETED_PACKETS, CommandTable.ANY_LENGTH, (in, nowMs) -> {
                    List<CompletedPackets> all = CompletedPackets.read(in);
                    return Reply.NONE.then(() -> all.forEach(links::completed));
                });
    }

    private Reply setFlowControl(ByteReader in) {
        int enable = CommandTable.within("flow control enable", in.u8("flow control enable"), MAX_FLOW_CONTROL);
        if (!links.isEmpty()) {
            return Reply.refused(HciStatus.COMMAND_DISALLOWED);
        }
        host.setFlowControl(enable % 2 == 1);
        return Reply.DONE;
    }

    private Reply setBuffers(ByteReader in) {
        int aclBytes = in.u16le("host ACL data packet length");
        in.u8("host synchronous data packet length");
        int aclPackets = in.u16le("host total num ACL data packets");
        if (aclBytes < MIN_ACL_BYTES || aclPackets == 0) {
            return Reply.refused(HciStatus.INVALID_HCI_COMMAND_PARAMETERS);
        }
        host.setBuffers(aclBytes, aclPackets);
        return Reply.DONE;
    }
}
