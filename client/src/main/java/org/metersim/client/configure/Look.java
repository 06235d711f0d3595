package org.metersim.client.configure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.client.configure.ItemReport.State;
import org.metersim.client.reading.ValueText;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;

/** What a configuration would do, judged by the values that a meter has now; nothing is sent. */
final class Look implements ConfigurationItem.Handler<ItemReport> {

    private static final int MAX_TEXT = 60;

    private final Values before;
    private final Values values;
    private final boolean mustBeRestorable;
    private int index;

    /** @param mustBeRestorable what cannot be read cannot be taken back, and stands in the way */
    private Look(Values before, boolean mustBeRestorable) {
        this.before = before;
        this.values = before.copy();
        this.mustBeRestorable = mustBeRestorable;
    }

    static List<ItemReport> at(ConfigurationPlan plan, Values before) {
        Look look = new Look(before, plan.undoOnFailure());
        List<ItemReport> reports = new ArrayList<>();
        for (ConfigurationItem item : plan.items()) {
            look.index++;
            reports.add(item.accept(look));
        }
        return reports;
    }

    static String text(CosemData value) {
        String text = ValueText.of(value);
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
    }

    static String isNot(CosemData found, CosemData expected) {
        return "is " + text(found) + " (expected: " + text(expected) + ")";
    }

    @Override
    public ItemReport set(ConfigurationItem.Set item) {
        Optional<CosemData> first = before.find(item.target());
        Optional<CosemData> now = values.find(item.target());
        values.put(item.target(), item.value());
        if (first.isEmpty() && (mustBeRestorable || item.expect().isPresent())) {
            return unreadable(item, item.target());
        }
        if (item.expect().isPresent() && !item.expect().equals(first)) {
            return report(item, State.FAILED, isNot(first.get(), item.expect().get()));
        }
        return now.filter(item.value()::equals).isPresent()
                ? report(item, State.SAME, text(item.value()))
                : report(
                        item,
                        State.WOULD_CHANGE,
                        now.map(value -> text(value) + " ").orElse("") + "-> " + text(item.value()));
    }

    @Override
    public ItemReport act(ConfigurationItem.Act item) {
        if (mustBeRestorable) {
            for (AttributeRef attribute : item.changes()) {
                if (before.find(attribute).isEmpty()) {
                    return unreadable(item, attribute);
                }
            }
        }
        values.forget();
        String finality = item.irreversible() ? ", irreversible" : "";
        return report(item, State.WOULD_CHANGE, "invoked with " + text(item.parameter()) + finality);
    }

    @Override
    public ItemReport check(ConfigurationItem.Check item) {
        Optional<GetResult> known = values.result(item.target());
        if (known.isEmpty()) {
            return report(item, State.NOT_REACHED, "not known before the action is invoked");
        }
        if (!known.get().isData()) {
            return unreadable(item, item.target());
        }
        CosemData found = known.get().data();
        return found.equals(item.equals())
                ? report(item, State.HOLDS, text(found))
                : report(item, State.FAILED, isNot(found, item.equals()));
    }

    private ItemReport unreadable(ConfigurationItem item, AttributeRef attribute) {
        AccessResult why = before.result(attribute).map(GetResult::result).orElse(AccessResult.OTHER_REASON);
        String which = attribute.toString().equals(item.object()) ? "" : attribute + " ";
        return new ItemReport(index, item.object(), State.FAILED, Optional.of(why), which + "cannot be read: " + why);
    }

    private ItemReport report(ConfigurationItem item, State state, String text) {
        return new ItemReport(index, item.object(), state, Optional.empty(), text);
    }
}
