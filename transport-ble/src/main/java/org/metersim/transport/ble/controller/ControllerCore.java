package org.metersim.transport.ble.controller;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.metersim.transport.ble.hci.AclData;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.hci.HciCommand;
import org.metersim.transport.ble.hci.HciPacket;
import org.metersim.transport.ble.hci.Opcode;

/** All that a Reset brings back to its beginning: the controller's parts, put together. */
final class ControllerCore {

    /** What outlives a Reset. */
    record Surroundings(BluetoothAddress address, Air air, AirFaults faults, RandomGenerator chance) {}

    private final CommandTable table = new CommandTable();
    private final Links links;
    private final Scanner scanner;
    private final Initiator initiator;

    ControllerCore(Surroundings around, AdvertisingTimes times, Consumer<HciPacket> wire) {
        HostPort host = new HostPort(wire);
        FilterAcceptList acceptList = new FilterAcceptList();
        ResolvingList resolvingList = new ResolvingList(around.chance());
        OwnAddresses addresses = new OwnAddresses(around.address(), resolvingList);
        Scanner.Hearing hearing = new Scanner.Hearing(around.air(), around.faults(), times, acceptList);
        links = new Links(host, around.faults());
        scanner = new Scanner(hearing, host);
        initiator = new Initiator(hearing, host, links, addresses);
        new InformationCommands(addresses, table).add();
        table.add(Opcode.RESET, 0, (in, nowMs) -> Reply.DONE);
        new BasebandCommands(host, links).addTo(table);
        new AdvertisingCommands(addresses, scanner, initiator).addTo(table);
        new ScanCommands(scanner, initiator, acceptList, addresses).addTo(table);
        new ConnectionCommands(links, initiator, addresses, host, times).addTo(table);
        new PhyCommands(links, host).addTo(table);
        new SecurityCommands(links, host, around.chance()).addTo(table);
        new PrivacyCommands(resolvingList, scanner, initiator).addTo(table);
    }

    CommandTable commands() {
        return table;
    }

    Reply run(HciCommand command, long nowMs) {
        return table.run(command, nowMs);
    }

    void receive(AclData data, long nowMs) {
        links.receive(data, nowMs);
    }

    void wake(long nowMs) {
        initiator.wake(nowMs);
        scanner.wake(nowMs);
        links.wake(nowMs);
    }

    long deadlineMs() {
        return Math.min(links.deadlineMs(), Math.min(scanner.deadlineMs(), initiator.deadlineMs()));
    }

    /** The meters see nothing more of it. */
    void drop(long nowMs) {
        links.drop(nowMs);
    }
}
