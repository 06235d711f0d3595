package org.metersim.profiles;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the tables of an activity calendar say of each other, of scripts and of special days. Blue Book 4.5.5. */
final class CalendarReferences {

    private CalendarReferences() {}

    static void check(MeterModel model, ObjectDefinition object, List<ObjectDefinition> specialDays) {
        ProfileNode calendar = object.row().get("calendar");
        Set<String> weeks = unique(calendar, "weeks", "name");
        Set<String> days = unique(calendar, "days", "id");
        unique(calendar, "seasons", "name");
        for (ProfileNode season : calendar.items("seasons")) {
            demand(weeks, season.get("week"), "week", "the name of a week");
        }
        for (ProfileNode week : calendar.items("weeks")) {
            week.items("days").forEach(day -> demand(days, day, "days", "the id of a day"));
        }
        for (ProfileNode day : calendar.items("days")) {
            day.items("actions")
                    .forEach(action -> CrossReferences.demandScript(model, action.get("table"), action.get("script")));
        }
        for (ObjectDefinition table : specialDays) {
            unique(table.row(), "days", "index");
            table.row().items("days").forEach(day -> demand(days, day.get("day"), "day", "the id of a calendar's day"));
        }
    }

    private static Set<String> unique(ProfileNode parent, String list, String field) {
        Set<String> seen = new HashSet<>();
        for (ProfileNode item : parent.items(list)) {
            if (!seen.add(item.text(field))) {
                throw item.get(field).wrong(field, "each once");
            }
        }
        return seen;
    }

    private static void demand(Set<String> known, ProfileNode node, String field, String expected) {
        if (!known.contains(node.text())) {
            throw node.wrong(field, expected);
        }
    }
}
