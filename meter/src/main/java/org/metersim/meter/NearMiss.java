package org.metersim.meter;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The request that came nearest to one that was expected, and what differs. */
final class NearMiss {

    private NearMiss() {}

    /** One or two lines, each with its line end. */
    static String of(RequestPattern pattern, List<ReceivedRequest> requests) {
        Optional<ReceivedRequest> nearest = requests.stream()
                .filter(request -> !pattern.matches(request))
                .min(Comparator.comparingInt(
                        request -> pattern.differences(request).size()));
        if (nearest.isEmpty()) {
            return requests.isEmpty() ? "No request was received at all.\n" : "No other request was received.\n";
        }
        List<String> differences = pattern.differences(nearest.get());
        String head =
                "Nearest (" + differences.size() + (differences.size() == 1 ? " difference):  " : " differences):  ");
        String request = nearest.get().toString();
        String mark = " ".repeat(head.length() + column(request, differences.get(0)));
        return head + request + "   t="
                + time(nearest.get().atMs() - requests.get(0).atMs()) + "  request "
                + (requests.indexOf(nearest.get()) + 1) + "\n" + mark + "^ " + String.join(", ", differences)
                + (differences.size() == 1 ? " differs\n" : " differ\n");
    }

    /** Where in the text of a request that part stands. */
    private static int column(String request, String part) {
        String[] words = request.split(" ");
        int afterService = words[0].length() + 1;
        int object = afterService + words[1].length() + 1;
        return switch (part) {
            case "service" -> 0;
            case "class" -> afterService;
            case "attribute", "method" -> object + words[2].length() + 1;
            case "SAP" -> request.length() - words[words.length - 1].length();
            default -> object + groupColumn(words[2], part.charAt(part.length() - 1) - 'A');
        };
    }

    private static int groupColumn(String obis, int group) {
        int at = 0;
        for (int passed = 0; passed < group; at++) {
            passed += Character.isDigit(obis.charAt(at)) ? 0 : 1;
        }
        return at;
    }

    /** {@code 00:00:07.090}, since the first request. */
    private static String time(long sinceFirstMs) {
        Duration since = Duration.ofMillis(sinceFirstMs);
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                since.toHours(),
                since.toMinutesPart(),
                since.toSecondsPart(),
                since.toMillisPart());
    }
}
