package org.metersim.profiles;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.metersim.profiles.AccessRights.AttributeAccess;

/** The access groups of a profile, and what each means for an object of a class. */
final class AccessGroups {

    /** Rights are the same for all objects of a form, so they are made once. */
    private record Use(String group, ClassForm form, boolean settable) {}

    private static final Shape INDICES = indices();
    private static final Fields RIGHTS =
            Fields.of().may("read", INDICES).may("write", INDICES).may("invoke", INDICES);

    private final ProfileNode groups;
    private final Map<String, Integer> saps;
    private final Map<Use, Map<Integer, AccessRights>> known = new HashMap<>();

    AccessGroups(ProfileNode groups, List<Association> associations) {
        this.groups = groups;
        this.saps = associations.stream().collect(Collectors.toMap(Association::name, Association::clientSap));
        groups.fields().forEach(this::checkGroup);
    }

    /** Client SAP to rights for the object of {@code row}. */
    Map<Integer, AccessRights> of(ProfileNode row, ClassForm form) {
        ProfileNode access = row.get("access");
        boolean settable = Sources.isSettable(row);
        if (access.isMapping()) {
            checkGroup("access", access);
            return rights(access, form, settable);
        }
        String group = access.text();
        if (!access.isText() || !groups.has(group)) {
            throw access.wrong(
                    "access", "one of " + String.join(", ", groups.fields().keySet()));
        }
        return known.computeIfAbsent(new Use(group, form, settable), use -> rights(groups.get(group), form, settable));
    }

    private void checkGroup(String name, ProfileNode group) {
        if (!group.isMapping()) {
            throw group.wrong(name, "a mapping of association to {read: all, write: [2], invoke: all}");
        }
        group.fields().forEach((association, rights) -> {
            if (!saps.containsKey(association)) {
                throw ProfileException.of(
                        rights.keyPlace(),
                        association,
                        "unknown association",
                        "one of " + String.join(", ", new TreeSet<>(saps.keySet())));
            }
            RIGHTS.check(association, rights);
        });
    }

    private Map<Integer, AccessRights> rights(ProfileNode group, ClassForm form, boolean settable) {
        Map<Integer, AccessRights> bySap = new TreeMap<>();
        group.fields()
                .forEach((association, rights) -> bySap.put(saps.get(association), ofOne(rights, form, settable)));
        return Map.copyOf(bySap);
    }

    private static AccessRights ofOne(ProfileNode rights, ClassForm form, boolean settable) {
        Set<Integer> readable = chosen(rights, "read", form.readable(), form);
        Set<Integer> writable = chosen(rights, "write", settable ? form.settable() : Set.of(), form);
        Map<Integer, AttributeAccess> attributes = new TreeMap<>();
        readable.forEach(index -> attributes.put(index, AttributeAccess.READ));
        writable.forEach(index -> attributes.put(
                index, readable.contains(index) ? AttributeAccess.READ_AND_WRITE : AttributeAccess.WRITE));
        return new AccessRights(Map.copyOf(attributes), Set.copyOf(chosen(rights, "invoke", form.invocable(), form)));
    }

    private static Set<Integer> chosen(ProfileNode rights, String verb, Set<Integer> possible, ClassForm form) {
        if (!rights.has(verb)) {
            return Set.of();
        }
        ProfileNode choice = rights.get(verb);
        if (choice.isText()) {
            return possible;
        }
        Set<Integer> chosen = new TreeSet<>();
        for (ProfileNode item : choice.items()) {
            int index = (int) item.asNumber(verb, 1, 127);
            if (!possible.contains(index)) {
                throw item.wrong(
                        verb, (possible.isEmpty() ? "no index" : "one of " + new TreeSet<>(possible)) + " in " + form);
            }
            chosen.add(index);
        }
        return chosen;
    }

    private static Shape indices() {
        Shape list = Shape.listOf(Shape.number(1, 127), 1, 127);
        Shape all = Shape.word("all");
        String expected = "all, or a list of indices";
        return new Shape.Checked(expected, (field, node) -> {
            if (node.isMapping() || node.isText() && !node.text().equals("all")) {
                throw node.wrong(field, expected);
            }
            Shape shape = node.isList() ? list : all;
            shape.check(field, node);
        });
    }
}
