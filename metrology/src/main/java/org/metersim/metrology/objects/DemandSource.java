package org.metersim.metrology.objects;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
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
    private static final int DEFAULT_PERIOD_SECONDS = 900;

    static DemandSource of(ProfileNode row) {
        List<String> words = row.words("source");
        int tariff = words.size() > 2 ? Reading.tariff(words.get(2)) : 0;
        return new DemandSource(Scaled.of(row), Reading.quantity(words.get(1)), tariff);
    }

    /** The demand with the period of the demand register of the same quantity, as it was at {@code atMs}. */
    Demand demand(MetrologyTable meter, long atMs) {
        int seconds =
                register(meter).map(register -> periodSeconds(register, atMs)).orElse(DEFAULT_PERIOD_SECONDS);
        return new Demand(meter.timeline(), quantity, seconds);
    }

    /** When a client last wrote that period, true time; {@code Long.MIN_VALUE} when never. */
    long periodChangedMs(MetrologyTable meter, long atMs) {
        return register(meter)
                .flatMap(register -> meter.timeline().lastWritten(periodOf(register), atMs))
                .map(Map.Entry::getKey)
                .orElse(Long.MIN_VALUE);
    }

    private Optional<Instance> register(MetrologyTable meter) {
        List<ObjectDefinition> objects = meter.model().profile().objects();
        for (int index = 0; index < objects.size(); index++) {
            ObjectDefinition object = objects.get(index);
            if (object.classId() == DEMAND_REGISTER && of(object.row()).quantity == quantity) {
                return Optional.of(new Instance(object, index, meter));
            }
        }
        return Optional.empty();
    }

    /** Period of a demand register: a client may have written it, and what was before stays as it was. */
    static int periodSeconds(Instance register, long atMs) {
        return register.timeline()
                .lastWritten(periodOf(register), atMs)
                .map(written -> written.getValue().intValue())
                .orElseGet(() -> register.row().number("period", DEFAULT_PERIOD_SECONDS));
    }

    /** What the timeline knows the period of a demand register by. */
    static Octets periodOf(Instance register) {
        return register.name().toOctets().plus(Octets.ascii("period"));
    }
}
