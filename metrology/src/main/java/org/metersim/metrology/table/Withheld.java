package org.metersim.metrology.table;

import java.util.ArrayList;
import java.util.List;

/** What is to be told once it is true: at once, unless it is held back. */
final class Withheld {

    private final List<Runnable> kept = new ArrayList<>();
    private boolean holds;

    boolean holds() {
        return holds;
    }

    void hold() {
        holds = true;
    }

    /** Tells it, now or when it is released. */
    void tell(Runnable what) {
        if (holds) {
            kept.add(what);
        } else {
            what.run();
        }
    }

    void release() {
        holds = false;
        List<Runnable> due = List.copyOf(kept);
        kept.clear();
        due.forEach(Runnable::run);
    }

    void drop() {
        holds = false;
        kept.clear();
    }
}
