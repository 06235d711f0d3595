package org.metersim.app.concentrator;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.metersim.headend.Confirmation;
import org.metersim.headend.ConfirmationJournal;
import org.metersim.headend.ConfirmationJson;
import org.metersim.headend.Inbox;
import org.metersim.headend.Refusal;
import picocli.CommandLine;

/** Keeps confirmations in a journal, when there is one, and prints them; what was refused goes to standard error. */
final class PrintedInbox implements Inbox, Closeable {

    private final Optional<ConfirmationJournal> journal;
    private final PrintWriter out;
    private final PrintWriter err;

    PrintedInbox(Optional<ConfirmationJournal> journal, CommandLine command) {
        this.journal = journal;
        this.out = command.getOut();
        this.err = command.getErr();
    }

    Set<UUID> earlier() {
        return journal.map(ConfirmationJournal::earlier).orElse(Set.of());
    }

    @Override
    public void confirmed(Confirmation confirmation) {
        journal.ifPresent(kept -> kept.confirmed(confirmation));
        out.println(ConfirmationJson.line(confirmation));
        out.flush();
    }

    @Override
    public void refused(Refusal refusal) {
        err.println(ConfirmationJson.line(refusal));
        err.flush();
        journal.ifPresent(kept -> kept.refused(refusal));
    }

    @Override
    public void close() throws IOException {
        if (journal.isPresent()) {
            journal.get().close();
        }
    }
}
