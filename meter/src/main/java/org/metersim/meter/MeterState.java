package org.metersim.meter;

import java.util.List;
import java.util.Optional;
import org.metersim.metrology.image.TransferState;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.nic.NicStatus;

/**
 * What one meter was at one moment, for a test or a person.
 *
 * @param powered whether it has mains
 * @param restarting whether a board boots, and answers nobody
 * @param clock what the meter's clock shows, {@code 2026-11-22 18:04:29}
 * @param components firmware of metrology and NIC, in this order
 * @param registers every register of the profile
 * @param nic associations, outbox, lock-outs
 * @param events of all event logs, each log from its oldest entry on
 */
public record MeterState(
        String serial,
        boolean powered,
        boolean restarting,
        String clock,
        List<Component> components,
        List<Register> registers,
        NicStatus nic,
        List<LoggedEvent> events) {

    /**
     * The firmware of one board.
     *
     * @param activeVersion identifier of the image that runs
     * @param runningSlot 0 or 1, or 2 the golden image
     * @param transfer state of the image transfer
     * @param blocks how many of the image's blocks are stored without a gap
     * @param blockCount of the image that was initiated, 0 before
     * @param verdict on the last update
     */
    public record Component(
            UpdateKind kind,
            String activeVersion,
            int runningSlot,
            TransferState transfer,
            int blocks,
            int blockCount,
            UpdateVerdict verdict) {}

    /** @param name OBIS code. @param reading value and unit, {@code 1234 Wh} */
    public record Register(String name, String reading) {}

    /** @param log OBIS code of the log. @param at by the meter's clock */
    public record LoggedEvent(String log, String at, int code) {}

    /** Identifier of the metrology's running firmware: {@code 1.4.2}. */
    public String activeFirmware() {
        return component(UpdateKind.METROLOGY).activeVersion();
    }

    /** Identifier of the NIC's running firmware. */
    public String activeNicFirmware() {
        return component(UpdateKind.NIC).activeVersion();
    }

    public Component component(UpdateKind kind) {
        return components.get(kind.ordinal());
    }

    /** The reading of the register of that OBIS code, {@code 1-0:1.8.0.255}. */
    public Optional<String> register(String name) {
        return registers.stream()
                .filter(register -> register.name().equals(name))
                .map(Register::reading)
                .findFirst();
    }

    /** True when an event of that code is in a log. */
    public boolean hasLogged(int code) {
        return events.stream().anyMatch(event -> event.code() == code);
    }

    /** Confirmations that wait in the outbox. */
    public int outbox() {
        return nic.waiting();
    }
}
