package org.metersim.client.configure;

import java.util.List;
import java.util.Optional;
import org.metersim.client.Failure;
import org.metersim.client.configure.ItemReport.State;

/**
 * What became of a configuration.
 *
 * @param items in their order, one for each
 * @param failedAt index of the item that ended it, from 1; empty when all went well
 * @param failure of the line, or of the meter as a whole, if that was the reason
 */
public record ConfigurationReport(List<ItemReport> items, Optional<Integer> failedAt, Optional<Failure> failure) {

    /** Everything was done; of a look: nothing stands in the way. */
    public boolean isOk() {
        return failedAt.isEmpty() && failure.isEmpty();
    }

    /** The item that ended it. */
    public Optional<ItemReport> failed() {
        return failedAt.map(index -> items.get(index - 1));
    }

    /** Whether something in the meter is, or may be, other than before. */
    public boolean isChanged() {
        return items.stream().anyMatch(item -> has(item, State.DONE, State.IN_DOUBT, State.NOT_UNDONE));
    }

    /** Of a look: whether something would be other than before. */
    public boolean wouldChange() {
        return items.stream().anyMatch(item -> has(item, State.WOULD_CHANGE));
    }

    private static boolean has(ItemReport item, State... states) {
        return List.of(states).contains(item.state());
    }
}
