package org.metersim.transport.ble.hci;

import java.util.ArrayList;
import java.util.List;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/**
 * Number Of Completed Packets, of one connection: Core Specification Vol 4 Part E 7.7.19. The event can list several
 * connections; the host's command of that name has the same form.
 *
 * @param count ACL packets that left their buffer, 16 bits
 */
public record CompletedPackets(int handle, int count) {

    public static List<CompletedPackets> read(HciEvent event) {
        return read(event.reader(EventCode.NUMBER_OF_COMPLETED_PACKETS));
    }

    /** The parameters of the event, or of Host Number Of Completed Packets. */
    public static List<CompletedPackets> read(ByteReader in) {
        int handles = in.u8("num handles");
        List<CompletedPackets> all = new ArrayList<>();
        for (int i = 0; i < handles; i++) {
            all.add(new CompletedPackets(in.u16le("connection handle"), in.u16le("num completed packets")));
        }
        in.expectEnd("completed packets");
        return all;
    }

    public HciEvent toEvent() {
        return HciEvent.of(
                EventCode.NUMBER_OF_COMPLETED_PACKETS,
                new ByteWriter().u8(1).u16le(handle).u16le(count));
    }
}
