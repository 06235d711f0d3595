package org.metersim.transport.ble.hci;

/** What passes between host and controller: Core Specification Vol 4 Part E 5.4, on UART (H4) Vol 4 Part A 2. */
public sealed interface HciPacket permits HciCommand, AclData, HciEvent {

    /** As H4 has it: the packet's type, then the packet. */
    byte[] encode();

    <R> R accept(Handler<R> handler);

    /** One method a kind of packet. */
    interface Handler<R> {
        R command(HciCommand command);

        R acl(AclData data);

        R event(HciEvent event);
    }
}
