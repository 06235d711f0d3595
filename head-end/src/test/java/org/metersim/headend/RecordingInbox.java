package org.metersim.headend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is told, until it is told to fail. */
final class RecordingInbox implements Inbox {

    final List<Confirmation> confirmed = new ArrayList<>();
    final List<Refusal> refused = new ArrayList<>();
    boolean fails;

    @Override
    public void confirmed(Confirmation confirmation) {
        if (fails) {
            throw new UncheckedIOException(new IOException("disk full"));
        }
        confirmed.add(confirmation);
    }

    @Override
    public void refused(Refusal refusal) {
        if (fails) {
            throw new UncheckedIOException(new IOException("disk full"));
        }
        refused.add(refusal);
    }
}
