package org.metersim.profiles;

import java.util.EnumSet;
import java.util.Set;

/** How a meter behaves in updates where meters differ. @param quirks what is not as usual */
public record UpdateOptions(Set<UpdateQuirk> quirks) {

    /** As docs/update-states.md says. */
    public static final UpdateOptions USUAL = new UpdateOptions(Set.of());

    public UpdateOptions {
        quirks = Set.copyOf(quirks);
    }

    public static UpdateOptions of(UpdateQuirk... quirks) {
        return new UpdateOptions(Set.of(quirks));
    }

    public boolean has(UpdateQuirk quirk) {
        return quirks.contains(quirk);
    }

    /** One word for each option. */
    static Fields fields() {
        Fields fields = Fields.of();
        UpdateQuirk.options().forEach(option -> fields.may(option, Shape.word(UpdateQuirk.valuesOf(option))));
        return fields;
    }

    /** @param node of checked form */
    static UpdateOptions read(ProfileNode node) {
        Set<UpdateQuirk> quirks = EnumSet.noneOf(UpdateQuirk.class);
        for (UpdateQuirk quirk : UpdateQuirk.values()) {
            if (node.text(quirk.option(), quirk.usual()).equals(quirk.value())) {
                quirks.add(quirk);
            }
        }
        return new UpdateOptions(quirks);
    }
}
