package org.metersim.client.configure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.Failure;
import org.metersim.client.configure.ItemReport.State;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.LogicalName;

/**
 * Brings a configuration into a connected meter, item by item: reads all that it will change, does nothing at all when
 * that shows that an item cannot succeed, then carries out one after the other and stops at the first that fails. The
 * meter knows nothing of the whole; only this client can take it back.
 */
public final class Configurator {

    private static final AttributeRef SERIAL = new AttributeRef(1, LogicalName.parse("0-0:96.1.0.255"), 2);

    private final DlmsClient client;
    private final ConfigurationPlan plan;

    /** @param client connected, with the rights that the items ask for */
    public Configurator(DlmsClient client, ConfigurationPlan plan) {
        this.client = client;
        this.plan = plan;
    }

    /** Reads only: what would change, and what stands in the way. */
    public ConfigurationReport look() {
        try {
            return looked(Look.at(plan, before()));
        } catch (DlmsException refused) {
            return new ConfigurationReport(notReached(plan), Optional.empty(), Optional.of(refused.failure()));
        }
    }

    private static ConfigurationReport looked(List<ItemReport> items) {
        Optional<Integer> failed = items.stream()
                .filter(item -> item.state() == State.FAILED)
                .findFirst()
                .map(ItemReport::index);
        return new ConfigurationReport(items, failed, Optional.empty());
    }

    /** Does it; the client stays connected when it was to the end. */
    public ConfigurationReport apply() {
        Values before;
        try {
            before = before();
        } catch (DlmsException refused) {
            return new ConfigurationReport(notReached(plan), Optional.empty(), Optional.of(refused.failure()));
        }
        ConfigurationReport look = looked(Look.at(plan, before));
        if (!look.isOk()) {
            return refusedBefore(look);
        }
        Application application = new Application(client, plan, look.items());
        Optional<Failure> failure = application.run();
        if (application.failedAt().isPresent() && plan.undoOnFailure()) {
            new Undoing(client, before, SERIAL).undo(plan.items(), application.reports());
        }
        return new ConfigurationReport(List.copyOf(application.reports()), application.failedAt(), failure);
    }

    /** What stands in the way is said; all else was never asked for. */
    private ConfigurationReport refusedBefore(ConfigurationReport look) {
        List<ItemReport> items = notReached(plan);
        look.items().stream()
                .filter(item -> item.state() == State.FAILED)
                .forEach(item -> items.set(item.index() - 1, item));
        return new ConfigurationReport(items, look.failedAt(), Optional.empty());
    }

    private Values before() throws DlmsException {
        List<AttributeRef> targets = new ArrayList<>(List.of(SERIAL));
        for (ConfigurationItem item : plan.items()) {
            targets.addAll(item.changes());
            if (item instanceof ConfigurationItem.Check check) {
                targets.add(check.target());
            }
        }
        return Values.read(client, targets);
    }

    static List<ItemReport> notReached(ConfigurationPlan plan) {
        List<ItemReport> items = new ArrayList<>();
        for (ConfigurationItem item : plan.items()) {
            items.add(new ItemReport(items.size() + 1, item.object(), State.NOT_REACHED, Optional.empty(), ""));
        }
        return items;
    }
}
