package org.metersim.app.program;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.metersim.profiles.Place;
import org.metersim.profiles.ProfileException;
import org.metersim.profiles.ProfileNode;

/** The fields of one mapping of a source: those that it may have, and no other. */
record SourceFields(ProfileNode node) {

    /** @throws ProfileException when {@code node} is no mapping, or has a field of another name */
    static SourceFields of(String what, ProfileNode node, String... names) {
        List<String> known = List.of(names);
        if (!node.isMapping()) {
            throw node.wrong(what, "a mapping of " + String.join(", ", known));
        }
        node.fields().forEach((name, value) -> {
            if (!known.contains(name)) {
                throw new ProfileException(
                        value.keyPlace(), name + ": unknown field (expected: one of " + String.join(", ", known) + ")");
            }
        });
        return new SourceFields(node);
    }

    Optional<ProfileNode> find(String name) {
        return node.find(name);
    }

    ProfileNode must(String name) {
        return node.get(name);
    }

    /** A text that must be there. */
    ProfileNode text(String name) {
        ProfileNode value = must(name);
        if (!value.isText()) {
            throw value.wrong(name, "a text");
        }
        return value;
    }

    int number(String name, int min, int max) {
        return (int) must(name).asNumber(name, min, max);
    }

    /** What {@code maker} makes; what it refuses is told with the place. */
    static <T> T made(Place place, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException refused) {
            throw new ProfileException(place, String.valueOf(refused.getMessage()));
        }
    }
}
