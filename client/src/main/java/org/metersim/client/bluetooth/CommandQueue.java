package org.metersim.client.bluetooth;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.metersim.transport.ble.hci.HciCommand;

/** Commands for the controller, each sent only when it has room for one: Core Specification Vol 4 Part E 4.4. */
final class CommandQueue {

    private final Queue<HciCommand> waiting = new ArrayDeque<>();

    /** A controller that was not heard of yet takes one. */
    private int credits = 1;

    void add(HciCommand command) {
        waiting.add(command);
    }

    /** How many commands the controller takes from now on, as each of its answers says. */
    void grant(int now) {
        credits = now;
    }

    /** The next command that may be sent. */
    Optional<HciCommand> next() {
        if (credits == 0 || waiting.isEmpty()) {
            return Optional.empty();
        }
        credits--;
        return Optional.of(waiting.remove());
    }

    void clear() {
        waiting.clear();
    }
}
