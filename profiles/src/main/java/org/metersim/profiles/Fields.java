package org.metersim.profiles;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields that a mapping must have and may have; it has no other. */
final class Fields implements Shape {

    private record Field(Shape shape, boolean mandatory) {}

    private final Map<String, Field> fields = new LinkedHashMap<>();

    static Fields of() {
        return new Fields();
    }

    /** A mapping must have it. */
    Fields must(String name, Shape shape) {
        fields.put(name, new Field(shape, true));
        return this;
    }

    /** A mapping may have it. */
    Fields may(String name, Shape shape) {
        fields.put(name, new Field(shape, false));
        return this;
    }

    /** These fields and those of {@code more}. */
    Fields plus(Fields more) {
        Fields both = new Fields();
        both.fields.putAll(fields);
        both.fields.putAll(more.fields);
        return both;
    }

    Set<String> names() {
        return fields.keySet();
    }

    Set<String> mandatory() {
        return fields.entrySet().stream()
                .filter(field -> field.getValue().mandatory())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Override
    public void check(String field, ProfileNode node) {
        if (!node.isMapping()) {
            throw node.wrong(field, expected());
        }
        node.fields().forEach((name, value) -> {
            if (!fields.containsKey(name)) {
                throw ProfileException.of(
                        value.keyPlace(), name, "unknown field", "one of " + String.join(", ", fields.keySet()));
            }
        });
        fields.forEach((name, rule) -> checkOne(name, rule, node));
    }

    private static void checkOne(String name, Field rule, ProfileNode node) {
        if (node.has(name)) {
            rule.shape().check(name, node.get(name));
        } else if (rule.mandatory()) {
            throw ProfileException.of(
                    node.place(), name, "missing", rule.shape().expected());
        }
    }

    @Override
    public String expected() {
        return "a mapping of " + String.join(", ", fields.keySet());
    }
}
