package org.metersim.metrology.objects;

import java.util.List;
import org.metersim.metrology.metering.Demand;
import org.metersim.metrology.metering.Quantity;
import org.metersim.metrology.table.MetrologyTable;
import org.metersim.profiles.ObjectDefinition;
import org.metersim.profiles.ProfileNode;

/**
 * Which demand an object shows: {@code demand QUANTITY} or {@code max-demand QUANTITY TARIFF}.
 *
 * @param tariff 0 for all
 */
record DemandSource(Scaled scaled, Quantity quantity, int tariff) {

    private static final int DEMAND_REGISTER = 5;
    private static final int PERIOD = 8;
    private static final int DEFAULT_PERIOD_SECONDS = 900;

    static DemandSource of(ProfileNode row) {
        List<String> words = row.words("source");
        int tariff = words.size() > 2 ? Reading.tariff(words.get(2)) : 0;
        return new DemandSource(Scaled.of(row), Reading.quantity(words.get(1)), tariff);
    }

    /** The demand with the period of the demand register of the same quantity. */
    Demand demand(MetrologyTable meter) {
        List<ObjectDefinition> objects = meter.model().profile().objects();
        for (int index = 0; index < objects.size(); index++) {
            ObjectDefinition object = objects.get(index);
            if (object.classId() == DEMAND_REGISTER && of(object.row()).quantity == quantity) {
                int seconds = new Instance(object, index, meter).number(PERIOD, "period", DEFAULT_PERIOD_SECONDS);
                return new Demand(meter.timeline(), quantity, seconds);
            }
        }
        return new Demand(meter.timeline(), quantity, DEFAULT_PERIOD_SECONDS);
    }
}
