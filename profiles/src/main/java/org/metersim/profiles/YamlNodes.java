package org.metersim.profiles;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.profiles.ProfileNode.Kind;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML 1.2 as nodes that know their place. Of YAML's means only texts, lists and mappings may be used: no anchors, no
 * aliases, no tags, one document, each name once.
 */
public final class YamlNodes {

    private static final int MAX_DEPTH = 32;

    private final String file;
    private final String what;
    private final Iterator<Event> events;

    private YamlNodes(String file, String what, Iterator<Event> events) {
        this.file = file;
        this.what = what;
        this.events = events;
    }

    /**
     * @param file what to call the text in complaints
     * @param what the whole is called: {@code profile}
     * @throws ProfileException when {@code yaml} is no YAML, or uses more of it than may be used
     */
    public static ProfileNode read(String file, String what, String yaml) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        try {
            return new YamlNodes(
                            file, what, new Parse(settings).parseString(yaml).iterator())
                    .document();
        } catch (MarkedYamlEngineException noYaml) {
            Mark mark = noYaml.getProblemMark().or(noYaml::getContextMark).orElseThrow(() -> noYaml);
            throw new ProfileException(place(file, mark), "yaml: " + noYaml.getProblem());
        } catch (YamlEngineException noYaml) {
            throw new ProfileException(file, "yaml: " + noYaml.getMessage());
        }
    }

    private ProfileNode document() {
        events.next(); // stream start
        Event start = events.next();
        if (start.getEventId() != Event.ID.DocumentStart) {
            throw new ProfileException(place(start), what + ": nothing (expected: a mapping)");
        }
        ProfileNode root = node(events.next(), Optional.empty(), 0);
        events.next(); // document end
        Event end = events.next();
        if (end.getEventId() != Event.ID.StreamEnd) {
            throw new ProfileException(place(end), what + ": a second document (expected: one)");
        }
        return root;
    }

    private ProfileNode node(Event event, Optional<Place> key, int depth) {
        Place place = place(event);
        refuseMoreThanData(event, place, depth);
        Place keyPlace = key.orElse(place);
        if (event instanceof ScalarEvent scalar) {
            return new ProfileNode(Kind.TEXT, place, keyPlace, scalar.getValue(), List.of(), Map.of());
        }
        if (event instanceof SequenceStartEvent) {
            return new ProfileNode(Kind.LIST, place, keyPlace, "", items(depth), Map.of());
        }
        return new ProfileNode(Kind.MAPPING, place, keyPlace, "", List.of(), fields(depth));
    }

    private static void refuseMoreThanData(Event event, Place place, int depth) {
        boolean tagged = event instanceof ScalarEvent scalar && scalar.getTag().isPresent()
                || event instanceof SequenceStartEvent list && list.getTag().isPresent()
                || event instanceof MappingStartEvent mapping
                        && mapping.getTag().isPresent();
        boolean anchored = event instanceof NodeEvent node && node.getAnchor().isPresent();
        if (event instanceof AliasEvent || anchored || tagged) {
            throw new ProfileException(
                    place, "yaml: an anchor, alias or tag (expected: texts, lists and mappings alone)");
        }
        if (depth > MAX_DEPTH) {
            throw new ProfileException(place, "yaml: depth " + depth + " (expected: <= " + MAX_DEPTH + ")");
        }
    }

    private List<ProfileNode> items(int depth) {
        List<ProfileNode> items = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            items.add(node(next, Optional.empty(), depth + 1));
        }
        return List.copyOf(items);
    }

    private Map<String, ProfileNode> fields(int depth) {
        Map<String, ProfileNode> fields = new LinkedHashMap<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            ProfileNode name = node(next, Optional.empty(), depth + 1);
            if (!name.isText()) {
                throw name.wrong("field", "a name");
            }
            ProfileNode value = node(events.next(), Optional.of(name.place()), depth + 1);
            if (fields.put(name.text(), value) != null) {
                throw ProfileException.of(name.place(), name.text(), "twice", "each field once");
            }
        }
        return Collections.unmodifiableMap(fields);
    }

    private Place place(Event event) {
        return event.getStartMark().map(mark -> place(file, mark)).orElse(new Place(file, 1, 1));
    }

    private static Place place(String file, Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
