package org.metersim.profiles;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Where a value comes from when a row does not say it: the words after {@code source:}. */
final class Sources {

    private static final String QUANTITY = "import-active|export-active|import-reactive|export-reactive";
    private static final String TARIFF = "total|t1|t2|t3|t4";
    private static final String BOARD = "metrology|nic";

    /** Of Data (class 1). */
    static final Shape DATA = words(
            "serial-number",
            "logical-device-name",
            "firmware-version " + BOARD,
            "firmware-signature " + BOARD,
            "program-identifier",
            "program-changes",
            "program-last-change",
            "program-next-change",
            "program-protected-changes",
            "program-last-protected-change",
            "program-report",
            "firmware-last-activation",
            "last-clock-set",
            "calendar-activation",
            "event-code LOG",
            "error-register",
            "device-state",
            "alarm-register",
            "active-tariff",
            "power-failure-count",
            "power-failure-duration",
            "update-verdict",
            "revoked-keys",
            "last-update",
            "invocation-counter ASSOCIATION");

    /** Of Register (class 3). */
    static final Shape REGISTER = words(
            "energy " + QUANTITY + " " + TARIFF,
            "instant voltage|current|" + QUANTITY + "|apparent|power-factor|frequency");

    /** Of Extended register (class 4). */
    static final Shape EXTENDED_REGISTER = words("max-demand import-active|export-active " + TARIFF);

    /** Of Demand register (class 5). */
    static final Shape DEMAND_REGISTER = words("demand import-active|export-active");

    /** First words of the sources that a client may be let write; a written literal may be, too. */
    private static final Set<String> SETTABLE = Set.of(
            "error-register", "alarm-register", "active-tariff", "revoked-keys", "energy", "max-demand", "demand");

    private Sources() {}

    static boolean isSettable(ProfileNode row) {
        return !row.has("source") || SETTABLE.contains(row.words("source").get(0));
    }

    private static Shape words(String... forms) {
        List<Pattern> patterns = List.of(forms).stream().map(Sources::pattern).toList();
        String expected = "one of " + String.join(", ", forms);
        return new Shape.Checked(expected, (field, node) -> {
            if (!node.isText()
                    || patterns.stream()
                            .noneMatch(form -> form.matcher(node.text()).matches())) {
                throw node.wrong(field, expected);
            }
        });
    }

    /** Of a form: words in capitals stand for any word. */
    private static Pattern pattern(String form) {
        StringBuilder pattern = new StringBuilder();
        for (String word : form.split(" ")) {
            pattern.append(pattern.length() == 0 ? "" : " ");
            pattern.append(word.equals(word.toUpperCase(java.util.Locale.ROOT)) ? "\\S+" : "(" + word + ")");
        }
        return Pattern.compile(pattern.toString());
    }
}
