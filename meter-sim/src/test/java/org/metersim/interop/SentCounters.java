package org.metersim.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The invocation counters that a meter has put on the wire, as its trace file has the frames. */
final class SentCounters {

    /** Of a wrapper frame that holds a glo-get-, glo-set- or glo-action-response: length, security control, counter. */
    private static final Pattern RESPONSE = Pattern.compile(
            "[0-9A-F]{16}(?:CC|CD|CF)(?:[0-7][0-9A-F]|81[0-9A-F]{2}|82[0-9A-F]{4})[0-9A-F]{2}([0-9A-F]{8}).*");

    /** The ciphered initiate response in an AARE. */
    private static final Pattern AARE =
            Pattern.compile("[0-9A-F]{16}61.*BE[0-9A-F]{2}04[0-9A-F]{2}28[0-9A-F]{2}[0-9A-F]{2}([0-9A-F]{8}).*");

    private SentCounters() {}

    /** In the order in which they were sent. The last line may have been cut by the end of the process. */
    static List<Long> of(Path trace) throws IOException {
        List<Long> counters = new ArrayList<>();
        for (String line : Files.readAllLines(trace)) {
            try {
                JsonNode entry = JsonMapper.shared().readTree(line);
                if (entry.path("layer").asString().equals("FRAME")
                        && entry.path("source").asString().endsWith(">")) {
                    add(entry.path("hex").asString(), counters);
                }
            } catch (JacksonException cut) {
                return counters;
            }
        }
        return counters;
    }

    private static void add(String hex, List<Long> counters) {
        for (Pattern form : List.of(RESPONSE, AARE)) {
            Matcher match = form.matcher(hex);
            if (match.matches()) {
                counters.add(Long.parseLong(match.group(1), 16));
            }
        }
    }
}
