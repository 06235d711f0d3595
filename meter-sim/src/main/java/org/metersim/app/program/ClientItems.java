package org.metersim.app.program;

import java.util.List;
import org.metersim.client.configure.ConfigurationItem;
import org.metersim.metrology.program.ProgramItem;

/** Items of a program as a client carries them out itself. */
public final class ClientItems implements ProgramItem.Handler<ConfigurationItem> {

    private ClientItems() {}

    public static List<ConfigurationItem> of(List<ProgramItem> items) {
        ClientItems made = new ClientItems();
        return items.stream().map(item -> item.accept(made)).toList();
    }

    @Override
    public ConfigurationItem set(ProgramItem.Set item) {
        return new ConfigurationItem.Set(item.target(), item.value(), item.expect());
    }

    @Override
    public ConfigurationItem act(ProgramItem.Act item) {
        return new ConfigurationItem.Act(item.target(), item.parameter(), item.restore(), item.irreversible());
    }

    @Override
    public ConfigurationItem check(ProgramItem.Check item) {
        return new ConfigurationItem.Check(item.target(), item.expected());
    }
}
