import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs the commands that a document shows and compares their output with what it shows.
 *
 * <p>A block {@code ```console} holds commands, each after {@code $ }, and below each its output. All commands of one
 * document run in one bash, in order, in the root of the clone. A shown line must appear in the real output, in order;
 * digits and hexadecimal words may differ, and {@code ...} stands for any lines. A command that ends in {@code # exit N}
 * must end so, any other with 0. What starts with {@code mvn} or {@code git clone} is run by .ci/run itself.
 *
 * <p>Usage: {@code java .ci/Documents.java FILE...}; exit code 1 when anything differs.
 */
public class Documents {

    private static final String MARK = "@@documents@@";
    private static final Pattern EXIT = Pattern.compile("# exit (\\d+)$");
    private static final long LIMIT_SECONDS = 300;

    private record Command(int line, String text, List<String> shown) {

        boolean isRunElsewhere() {
            return text.startsWith("mvn") || text.startsWith("git clone") || text.startsWith("cd ");
        }

        int exit() {
            var matcher = EXIT.matcher(text);
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        }
    }

    public static void main(String[] files) throws Exception {
        int passed = 0;
        int failed = 0;
        for (String file : files) {
            List<Command> commands = read(Path.of(file));
            List<String> complaints = run(Path.of(file), commands);
            complaints.forEach(System.out::println);
            failed += complaints.size();
            passed += commands.size() - complaints.size();
        }
        System.out.println(passed + " passed, " + failed + " failed");
        System.exit(failed == 0 ? 0 : 1);
    }

    private static List<Command> read(Path file) throws IOException {
        List<Command> commands = new ArrayList<>();
        boolean inBlock = false;
        int line = 0;
        for (String text : Files.readAllLines(file)) {
            line++;
            if (text.startsWith("```")) {
                inBlock = text.equals("```console");
            } else if (inBlock && text.startsWith("$ ")) {
                commands.add(new Command(line, text.substring(2), new ArrayList<>()));
            } else if (inBlock && !commands.isEmpty()) {
                Command last = commands.get(commands.size() - 1);
                if (last.text().endsWith("\\")) {
                    commands.set(commands.size() - 1, new Command(last.line(), last.text() + "\n" + text, last.shown()));
                } else {
                    last.shown().add(text);
                }
            }
        }
        return commands;
    }

    private static List<String> run(Path file, List<Command> commands) throws Exception {
        Path script = Files.createTempFile("documents", ".sh");
        Path output = Files.createTempFile("documents", ".out");
        StringBuilder text = new StringBuilder("trap 'kill $(jobs -p) 2>/dev/null' EXIT\n");
        for (int i = 0; i < commands.size(); i++) {
            String command = commands.get(i).isRunElsewhere() ? "true" : commands.get(i).text();
            text.append("echo '").append(MARK).append(i).append("'\n");
            text.append(command).append("\necho \"").append(MARK).append("exit $?\"\n");
        }
        Files.writeString(script, text);
        Process bash = new ProcessBuilder("bash", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        bash.getOutputStream().close();
        if (!bash.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            bash.descendants().forEach(ProcessHandle::destroy);
            bash.destroy();
        }
        return compare(file, commands, Files.readAllLines(output));
    }

    private static List<String> compare(Path file, List<Command> commands, List<String> output) {
        List<String> complaints = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            Command command = commands.get(i);
            int from = output.indexOf(MARK + i);
            int to = from < 0 ? -1 : nextMark(output, from + 1);
            String where = file + ":" + command.line() + ": " + command.text();
            if (to < 0) {
                complaints.add(where + "\n  did not end within " + LIMIT_SECONDS + " s");
                continue;
            }
            List<String> real = output.subList(from + 1, to);
            int exit = Integer.parseInt(output.get(to).substring((MARK + "exit ").length()));
            String difference = command.isRunElsewhere() ? "" : difference(command, real, exit);
            System.out.println((difference.isEmpty() ? "ok      " : "FAILED  ") + where.replace("\n", "\n        "));
            if (!difference.isEmpty()) {
                complaints.add(where + "\n  " + difference + "\n  its output was:\n    " + String.join("\n    ", real));
            }
        }
        return complaints;
    }

    private static int nextMark(List<String> output, int from) {
        for (int i = from; i < output.size(); i++) {
            if (output.get(i).startsWith(MARK + "exit ")) {
                return i;
            }
        }
        return -1;
    }

    private static String difference(Command command, List<String> real, int exit) {
        if (exit != command.exit()) {
            return "ended with " + exit + ", the document says " + command.exit();
        }
        int at = 0;
        for (String shown : command.shown()) {
            if (shown.isBlank() || shown.strip().equals("...")) {
                continue;
            }
            while (at < real.size() && !shape(real.get(at)).equals(shape(shown))) {
                at++;
            }
            if (at++ >= real.size()) {
                return "does not print: " + shown;
            }
        }
        return "";
    }

    /** A line without what differs from run to run: numbers, digests, blanks. */
    private static String shape(String line) {
        return line.replaceAll("\\b[0-9A-Fa-f]{16,}\\b", "0").replaceAll("[0-9]+", "0").replaceAll("\\s+", " ").strip();
    }
}
