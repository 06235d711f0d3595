package org.metersim.dlms.hdlc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.Hex;

/**
 * A conversation as a file tells it: {@code > bytes} from the client, {@code < bytes} from the meter, {@code ! bytes}
 * an APDU that the meter's link delivers, {@code @ +500ms} time that passes, {@code # why}.
 */
record Transcript(List<String> lines) {

    static Transcript load(String name) {
        String path = "/transcripts/hdlc/" + name + ".txt";
        try (InputStream in = Transcript.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no transcript " + path);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return new Transcript(
                    text.lines().filter(line -> !line.startsWith("#")).toList());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The conversation as it takes place with {@code meter}: to be equal to this one. */
    Transcript playWith(Meter meter) {
        List<String> heard = new ArrayList<>();
        for (String line : lines) {
            String rest = line.substring(2);
            switch (line.charAt(0)) {
                case '>' -> {
                    heard.add(line);
                    meter.receive(Hex.bytes(rest), heard);
                }
                case '@' -> {
                    heard.add(line);
                    meter.pass(Long.parseLong(rest.replaceAll("[+ms]", "")), heard);
                }
                case '<', '!' -> {} // what the meter is to say; what it does say is compared as a whole
                default -> throw new IllegalArgumentException("line of a transcript: " + line);
            }
        }
        return new Transcript(heard);
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }

    /** The meter's end of the line, with an application that knows a few answers. */
    static final class Meter {

        private final HdlcSecondary line;
        private long nowMs = 1_800_000_000_000L;

        Meter(HdlcSecondary.Settings settings) {
            this.line = new HdlcSecondary(settings);
        }

        private void receive(byte[] chunk, List<String> heard) {
            line.receive(chunk, nowMs);
            settle(heard);
        }

        private void pass(long ms, List<String> heard) {
            long untilMs = nowMs + ms;
            while (line.deadlineMs() <= untilMs) {
                nowMs = line.deadlineMs();
                line.wake(nowMs);
                settle(heard);
            }
            nowMs = untilMs;
        }

        private void settle(List<String> heard) {
            for (var news = line.nextIndication(); news.isPresent(); news = line.nextIndication()) {
                if (news.get() instanceof HdlcIndication.Received received) {
                    heard.add("! " + Hex.of(received.apdu().toBytes()));
                    if (received.confirmed()) {
                        line.answer(
                                received.clientSap(), answerTo(received.apdu().toHex()));
                    }
                }
            }
            line.respond();
            for (Optional<byte[]> frame = line.nextOutput(); frame.isPresent(); frame = line.nextOutput()) {
                heard.add("< " + Hex.of(frame.get()));
            }
        }

        private static byte[] answerTo(String apdu) {
            StringBuilder counting = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                counting.append("%02X".formatted(i));
            }
            return Hex.bytes(
                    switch (apdu) {
                        case "601DA109060760857405080101BE10040E01000000065F1F0400421E5DFFFF" ->
                            "6129A109060760857405080101A203020100A305A103020100BE10040E0800065F1F0400421E5D04000007";
                        case "C001C100030100010800FF0200" -> "C401C100060001E240";
                        case "C001C100010000600100FF0200" -> "C401C1000981C8" + counting;
                        default -> "D80202";
                    });
        }
    }
}
