package org.metersim.profiles;

import java.util.List;
import java.util.regex.Pattern;

/** What a part of a profile may look like. Checks say where, what was found and what was expected. */
interface Shape {

    /**
     * @param field what the part is called
     * @throws ProfileException when {@code node} has another form
     */
    void check(String field, ProfileNode node);

    /** In words, for a part that is missing. */
    String expected();

    /** A shape of one test. */
    record Checked(String expected, java.util.function.BiConsumer<String, ProfileNode> test) implements Shape {
        @Override
        public void check(String field, ProfileNode node) {
            test.accept(field, node);
        }
    }

    /** A text that matches. */
    static Shape text(String pattern, String expected) {
        Pattern compiled = Pattern.compile(pattern);
        return new Checked(expected, (field, node) -> {
            if (!node.isText() || !compiled.matcher(node.text()).matches()) {
                throw node.wrong(field, expected);
            }
        });
    }

    static Shape text(int maxCharacters) {
        return text("(?s).{1," + maxCharacters + "}", "a text of 1 to " + maxCharacters + " characters");
    }

    static Shape number(long min, long max) {
        String expected = "a whole number from " + min + " to " + max;
        return new Checked(expected, (field, node) -> node.asNumber(field, min, max));
    }

    /** One of these numbers, in ascending order. */
    static Shape number(List<Integer> numbers) {
        String expected = "one of " + numbers.toString().replaceAll("[\\[\\]]", "");
        return new Checked(expected, (field, node) -> {
            long most = numbers.get(numbers.size() - 1);
            if (!numbers.contains((int) node.asNumber(field, 0, most))) {
                throw node.wrong(field, expected);
            }
        });
    }

    static Shape word(List<String> words) {
        String expected = "one of " + String.join(", ", words);
        return new Checked(expected, (field, node) -> {
            if (!node.isText() || !words.contains(node.text())) {
                throw node.wrong(field, expected);
            }
        });
    }

    static Shape word(String... words) {
        return word(List.of(words));
    }

    static Shape obis() {
        return new Checked("an OBIS code as 1-0:1.8.0.255", (field, node) -> node.asLogicalName(field));
    }

    static Shape literal() {
        return new Checked(DataLiteral.EXPECTED, (field, node) -> DataLiteral.read(node, field, 0));
    }

    static Shape date() {
        return new Checked(MomentText.DATE_EXPECTED, (field, node) -> MomentText.date(node, field));
    }

    static Shape time() {
        return new Checked(MomentText.TIME_EXPECTED, (field, node) -> MomentText.time(node, field));
    }

    static Shape dateTime() {
        return new Checked(MomentText.DATE_TIME_EXPECTED, (field, node) -> MomentText.dateTime(node, field));
    }

    /** A list of {@code min} to {@code max} of {@code item}. */
    static Shape listOf(Shape item, int min, int max) {
        String expected = "a list of " + (min == max ? "" : min + " to ") + max;
        return new Checked(expected, (field, node) -> {
            int count = node.items().size();
            if (!node.isList() || count < min || count > max) {
                throw node.isList()
                        ? ProfileException.of(node.place(), field, "a list of " + count, expected)
                        : node.wrong(field, expected);
            }
            node.items().forEach(each -> item.check(field, each));
        });
    }

    /** One of {@code item}, or a list of at least one. */
    static Shape oneOrMoreOf(Shape item) {
        Shape list = listOf(item, 1, 16);
        return new Checked(item.expected() + ", or a list of them", (field, node) -> {
            Shape shape = node.isList() ? list : item;
            shape.check(field, node);
        });
    }
}
