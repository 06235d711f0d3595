package org.metersim.dlms.state;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The moves of a state machine: which state follows which on which event. What is not in the table is out of turn.
 *
 * @param <S> the states
 * @param <E> the events
 */
public final class Transitions<S extends Enum<S>, E extends Enum<E>> {

    private final Class<E> events;
    private final Map<S, Map<E, S>> moves;

    private Transitions(Class<S> states, Class<E> events) {
        this.events = events;
        this.moves = new EnumMap<>(states);
    }

    public static <S extends Enum<S>, E extends Enum<E>> Transitions<S, E> of(Class<S> states, Class<E> events) {
        return new Transitions<>(states, events);
    }

    /**
     * Adds the move from {@code from} to {@code to} on {@code event}. For use while the table is built, only.
     *
     * @throws IllegalArgumentException when that pair has a move already
     */
    public Transitions<S, E> on(E event, S from, S to) {
        S before = moves.computeIfAbsent(from, state -> new EnumMap<>(events)).putIfAbsent(event, to);
        if (before != null) {
            throw new IllegalArgumentException(from + " on " + event + " leads to " + before + " already");
        }
        return this;
    }

    /** The state after {@code event}, or empty when the event is out of turn. */
    public Optional<S> after(S from, E event) {
        return Optional.ofNullable(moves.getOrDefault(from, Map.of()).get(event));
    }

    /** The table as a Mermaid state diagram, one line a move in the order of the enums; what docs/ prints. */
    public String toMermaid() {
        StringBuilder text = new StringBuilder("stateDiagram-v2\n");
        moves.forEach((from, row) -> row.forEach((event, to) -> text.append("    ")
                .append(from)
                .append(" --> ")
                .append(to)
                .append(" : ")
                .append(event)
                .append('\n')));
        return text.toString();
    }
}
