package org.metersim.app.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.update.ImageComponent;
import org.metersim.client.update.MeterReadings;
import org.metersim.client.update.UpdateListener;
import org.metersim.client.update.UpdatePhase;
import org.metersim.client.update.UpdateResult;

/** Sees which program a meter had before an update, and how the meter says that its items went. */
final class ProgramWitness implements UpdateListener {

    private final UpdateListener next;
    private final DlmsClient client;
    private Optional<String> before = Optional.empty();

    /** @param next told all that this one is told */
    ProgramWitness(UpdateListener next, DlmsClient client) {
        this.next = next;
        this.client = client;
    }

    @Override
    public void reached(UpdatePhase phase, String detail) {
        next.reached(phase, detail);
        if (phase == UpdatePhase.CONNECTED) {
            before = read();
        }
    }

    @Override
    public void blocks(int stored, int count) {
        next.blocks(stored, count);
    }

    private Optional<String> read() {
        try {
            return new MeterReadings(client).activeIdentifier(ImageComponent.PROGRAM);
        } catch (DlmsException unreadable) {
            return Optional.empty();
        }
    }

    /** {@code program none -> LIMITS v7}, then one line an item; nothing of a meter that did not come so far. */
    List<String> lines(UpdateResult result) {
        List<String> lines = new ArrayList<>();
        boolean isOver = result.isOk() || !result.updateId().isEmpty();
        if (before.isEmpty() || !isOver || !client.isConnected()) {
            return lines;
        }
        lines.add("program " + named(before.get()) + " -> " + named(result.identifier()));
        try {
            new MeterReadings(client)
                    .programReport()
                    .ifPresent(items -> items.forEach(item -> lines.add(item.toString())));
        } catch (DlmsException unreadable) {
            lines.add("items: " + unreadable.failure().text());
        }
        return lines;
    }

    private static String named(String identifier) {
        return identifier.isEmpty() ? "none" : identifier;
    }
}
