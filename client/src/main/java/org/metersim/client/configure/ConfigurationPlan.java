package org.metersim.client.configure;

import java.util.List;

/**
 * What is to be done to a meter, and how.
 *
 * @param undoOnFailure when an item fails, what was done before is taken back
 * @param byLists neighbouring values go in one request where the meter takes lists: quicker, but the meter carries out
 *     all of a list, also what stands behind a value that it refuses
 * @param readsBack each value is read again after it was written, and must be as written
 */
public record ConfigurationPlan(
        List<ConfigurationItem> items, boolean undoOnFailure, boolean byLists, boolean readsBack) {

    /** @throws IllegalArgumentException when something that can be taken back follows something that cannot */
    public ConfigurationPlan {
        boolean last = false;
        for (ConfigurationItem item : items) {
            boolean irreversible = item instanceof ConfigurationItem.Act act && act.irreversible();
            if (last && !irreversible) {
                throw new IllegalArgumentException(
                        item.object() + ": behind an irreversible item (expected: irreversible items last)");
            }
            last = irreversible;
        }
    }
}
