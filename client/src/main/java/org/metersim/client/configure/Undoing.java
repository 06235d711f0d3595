package org.metersim.client.configure;

import java.util.List;
import java.util.Optional;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.Failure;
import org.metersim.client.configure.ItemReport.State;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;

/** Takes back what was done, the last first, by the values that were read before. */
final class Undoing {

    private final DlmsClient client;
    private final Values before;
    private final AttributeRef serial;

    Undoing(DlmsClient client, Values before, AttributeRef serial) {
        this.client = client;
        this.before = before;
        this.serial = serial;
    }

    /** @param reports one for each item; those of items that are undone, or cannot be, are replaced */
    void undo(List<ConfigurationItem> items, List<ItemReport> reports) {
        for (int i = items.size() - 1; i >= 0; i--) {
            State state = reports.get(i).state();
            if (state == State.DONE || state == State.IN_DOUBT) {
                reports.set(i, undo(items.get(i), reports.get(i)));
            }
        }
    }

    private ItemReport undo(ConfigurationItem item, ItemReport report) {
        if (item instanceof ConfigurationItem.Act act
                && (act.irreversible() || act.restore().isEmpty())) {
            return report.as(State.NOT_UNDONE, "not undone: nothing takes it back");
        }
        try {
            for (AttributeRef attribute : item.changes()) {
                CosemData value = before.find(attribute).orElseThrow();
                sameMeter();
                AccessResult result = client.set(attribute, value);
                if (result != AccessResult.SUCCESS) {
                    return report.as(State.NOT_UNDONE, "not undone: " + attribute + ": " + result);
                }
            }
            return report.as(State.UNDONE, "undone");
        } catch (DlmsException refused) {
            return report.as(
                    State.NOT_UNDONE, "not undone: " + refused.failure().text());
        }
    }

    /** Gets the line back when it is lost; a cable may have moved meanwhile. */
    private void sameMeter() throws DlmsException {
        if (client.isConnected()) {
            return;
        }
        client.connect();
        Optional<GetResult> answering = Optional.of(client.get(serial));
        if (!answering.equals(before.result(serial))) {
            client.disconnect();
            throw new DlmsException(new Failure(Failure.Kind.NOT_POSSIBLE, "another meter answers now"));
        }
    }
}
