import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs the commands that a document shows and compares their output with what it shows.
 *
 * <p>A block {@code ```console} holds commands, each after {@code $ }, and below each its output. All commands of one
 * document run in one bash, in order, in the root of the clone. What is shown must be the real output, line by line and
 * figure by figure. {@code ...} alone on a line stands for any lines, {@code …} in one for any text; durations, TCP
 * ports, dates and meter readings may differ anyhow, and so may the number of blanks. A command that ends in
 * {@code # exit N} must end so, any other with 0. What starts with {@code mvn} or {@code git clone} is run by .ci/run
 * itself. A command that ends in {@code # needs TOOL}, and all behind it in its block, is skipped where that tool is not
 * installed; each is printed as SKIPPED, and counted.
 *
 * <p>Usage: {@code java .ci/Documents.java FILE...}; exit code 1 when anything differs.
 */
public class Documents {

    private static final String MARK = "@@documents@@";
    private static final Pattern EXIT = Pattern.compile("# exit (\\d+)$");
    private static final Pattern NEEDS = Pattern.compile("# needs (\\S+)$");
    private static final long LIMIT_SECONDS = 300;

    /** @param needs program without which it is skipped; empty for none */
    private record Command(int line, String text, String needs, List<String> shown) {

        boolean isSkipped() {
            return !needs.isEmpty()
                    && Stream.of(System.getenv("PATH").split(File.pathSeparator))
                            .noneMatch(folder -> Files.isExecutable(Path.of(folder, needs)));
        }

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
        int skipped = 0;
        for (String file : files) {
            List<Command> commands = read(Path.of(file));
            List<String> complaints = run(Path.of(file), commands);
            complaints.forEach(System.out::println);
            failed += complaints.size();
            int left = (int) commands.stream().filter(Command::isSkipped).count();
            skipped += left;
            passed += commands.size() - complaints.size() - left;
        }
        System.out.println(passed + " passed, " + failed + " failed, " + skipped + " skipped");
        System.exit(failed == 0 ? 0 : 1);
    }

    private static List<Command> read(Path file) throws IOException {
        List<Command> commands = new ArrayList<>();
        boolean inBlock = false;
        String needs = "";
        int line = 0;
        for (String text : Files.readAllLines(file)) {
            line++;
            if (text.startsWith("```")) {
                inBlock = text.equals("```console");
                needs = "";
            } else if (inBlock && text.startsWith("$ ")) {
                var needed = NEEDS.matcher(text);
                needs = needed.find() ? needed.group(1) : needs;
                commands.add(new Command(line, text.substring(2), needs, new ArrayList<>()));
            } else if (inBlock && !commands.isEmpty()) {
                Command last = commands.get(commands.size() - 1);
                if (last.text().endsWith("\\")) {
                    String whole = last.text() + "\n" + text;
                    commands.set(commands.size() - 1, new Command(last.line(), whole, last.needs(), last.shown()));
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
            String command = commands.get(i).isRunElsewhere() || commands.get(i).isSkipped()
                    ? "true"
                    : commands.get(i).text();
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
            if (command.isSkipped()) {
                System.out.println("SKIPPED " + where + ": " + command.needs() + " is not installed");
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
        List<String> printed = real.stream().filter(line -> !line.isBlank()).toList();
        List<String> shown = command.shown().stream().filter(line -> !line.isBlank()).toList();
        int at = 0;
        boolean isAnywhere = false;
        for (String line : shown) {
            if (line.strip().equals("...")) {
                isAnywhere = true;
                continue;
            }
            Pattern pattern = pattern(line);
            while (isAnywhere && at < printed.size() && !matches(pattern, printed.get(at))) {
                at++;
            }
            if (at >= printed.size() || !matches(pattern, printed.get(at++))) {
                return "does not print: " + line;
            }
            isAnywhere = false;
        }
        return isAnywhere || at == printed.size() ? "" : "prints what is not shown: " + printed.get(at);
    }

    private static boolean matches(Pattern pattern, String line) {
        return pattern.matcher(shape(line)).matches();
    }

    private static Pattern pattern(String shown) {
        return Pattern.compile("\\Q" + shape(shown).replace("…", "\\E.*\\Q") + "\\E");
    }

    /** A line without what must differ from run to run. */
    private static String shape(String line) {
        return line.replaceAll("\\b\\d+(\\.\\d+)? (s|ms|Wh)\\b", "0 $2")
                .replaceAll("(\\d+\\.\\d+\\.\\d+\\.\\d+):\\d+", "$1:0")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d)?(\\.\\d+)?Z?)?", "DATE")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
