package org.metersim.app.field;

import java.util.List;
import java.util.Locale;
import org.metersim.client.Failure;
import org.metersim.client.configure.ConfigurationReport;
import org.metersim.client.configure.ItemReport;
import org.metersim.dlms.cosem.AccessResult;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What became of a configuration, one line an item, or as JSON. */
public final class ConfigurationText {

    private ConfigurationText() {}

    /** {@code 3 would-change 3 1-0:31.4.0.255 a2: 220 -> 230}. */
    public static List<String> lines(ConfigurationReport report) {
        return report.items().stream()
                .map(item -> String.format(Locale.ROOT, "%d %s %s", item.index(), item.state(), item.object())
                        + (item.text().isEmpty() ? "" : ": " + item.text()))
                .toList();
    }

    /** {@code result=OK ...} or {@code result=KO ...}; the cause is the rest of the line. */
    static String lastLine(ConfigurationReport report, String serial) {
        String who = " serial=" + serial + " items=" + report.items().size();
        if (report.isOk()) {
            return "result=OK" + who;
        }
        String cause = report.failure()
                .map(Failure::text)
                .or(() -> report.failed().map(item -> item.object() + ": " + item.text()))
                .orElse("");
        return "result=KO" + who
                + report.failedAt().map(index -> " failed=" + index).orElse("")
                + " changed=" + (report.isChanged() ? "yes" : "no") + " cause=" + cause;
    }

    static ObjectNode json(ConfigurationReport report) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("result", report.isOk() ? "OK" : "KO");
        json.put("changed", report.isChanged());
        report.failedAt().ifPresent(index -> json.put("failedAt", index));
        report.failure().ifPresent(failure -> json.put("failure", failure.text()));
        var items = json.putArray("items");
        for (ItemReport item : report.items()) {
            ObjectNode entry = items.addObject()
                    .put("index", item.index())
                    .put("object", item.object())
                    .put("state", item.state().toString());
            item.result().map(AccessResult::code).ifPresent(code -> entry.put("result", code));
            entry.put("text", item.text());
        }
        return json;
    }
}
