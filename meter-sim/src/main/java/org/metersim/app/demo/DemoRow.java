package org.metersim.app.demo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.metersim.client.update.UpdatePhase;
import org.metersim.client.update.UpdateResult;
import org.metersim.headend.Confirmation;

/** The rows of use case 5, scenario 1, that a meter and a concentrator play; actors by their names there. */
enum DemoRow {
    SERIAL("1.2", "APP Móvil", "Medidor Inteligente") {
        @Override
        Optional<String> shown(DemoEvidence seen, DemoBreak broken) {
            return seen.step(row())
                    .flatMap(begun -> seen.phase(UpdatePhase.CONNECTED))
                    .map(meter -> "serial number: " + meter + " answers, called by " + seen.protocol());
        }
    },
    CONNECTION("1.3", "Medidor Inteligente (NIC + Tabla metrológica)", "APP Móvil") {
        @Override
        Optional<String> shown(DemoEvidence seen, DemoBreak broken) {
            return seen.step(row())
                    .filter(begun -> seen.isProved())
                    .flatMap(begun -> seen.phase(UpdatePhase.CONNECTED))
                    .map(meter -> "connection OK: both ends proved their keys (HLS-5)");
        }
    },
    TRANSFER("1.4", "APP Móvil", "Medidor Inteligente (NIC + Tabla metrológica)") {
        @Override
        Optional<String> shown(DemoEvidence seen, DemoBreak broken) {
            return seen.step(row())
                    .flatMap(complete -> seen.phase(UpdatePhase.TRANSFERRED))
                    .flatMap(complete -> seen.phase(UpdatePhase.INITIATED))
                    .map(what ->
                            seen.kind() + ", " + what + ", " + seen.blocksRelayed() + " blocks relayed by the NIC");
        }
    },
    LOAD("1.5", "Tabla metrológica", "interno") {
        @Override
        Optional<String> shown(DemoEvidence seen, DemoBreak broken) {
            boolean ended = broken.isGood()
                    ? seen.step(row()).isPresent()
                    : seen.statuses().contains(broken.status());
            return ended ? Optional.of(loaded(seen, broken)) : Optional.empty();
        }

        private String loaded(DemoEvidence seen, DemoBreak broken) {
            String statuses = seen.statuses().stream().map(String::valueOf).collect(Collectors.joining(" "));
            return seen.kind().loaded(broken.status()) + " (status " + statuses + ")";
        }
    },
    TO_NIC("1.6", "Tabla metrológica", "NIC") {
        @Override
        Optional<String> shown(DemoEvidence seen, DemoBreak broken) {
            return seen.step(row()).map(text -> "confirmation: " + afterColon(text));
        }
    },
    TO_TOOL("1.7", "NIC", "APP Móvil") {
        @Override
        Optional<String> shown(DemoEvidence seen, DemoBreak broken) {
            return seen.step(row()).flatMap(told -> seen.result()).map(DemoRow::told);
        }
    },
    TO_CONCENTRATOR("1.8a", "NIC", "Concentrador") {
        @Override
        Optional<String> shown(DemoEvidence seen, DemoBreak broken) {
            return seen.step(row()).flatMap(acknowledged -> seen.confirmation()).map(DemoRow::told);
        }
    };

    private final String row;
    private final String from;
    private final String to;

    DemoRow(String row, String from, String to) {
        this.row = row;
        this.from = from;
        this.to = to;
    }

    /** What shows that it is reached, for a person; empty while nothing does. */
    abstract Optional<String> shown(DemoEvidence seen, DemoBreak broken);

    String row() {
        return row;
    }

    String from() {
        return from;
    }

    String to() {
        return to;
    }

    /** The row that must be reached before; the tool and the concentrator are told independently. */
    List<DemoRow> after() {
        if (ordinal() == 0) {
            return List.of();
        }
        return List.of(this == TO_CONCENTRATOR ? TO_NIC : values()[ordinal() - 1]);
    }

    private static String afterColon(String text) {
        return text.substring(text.indexOf(':') + 1).strip();
    }

    private static String told(UpdateResult result) {
        String end = result.isOk()
                ? "OK"
                : "KO at " + result.verdict().layer() + ", " + result.verdict().cause();
        return "update " + result.updateId() + " " + end + "; "
                + (result.identifier().isEmpty() ? "nothing active" : "runs " + result.identifier());
    }

    private static String told(Confirmation confirmation) {
        String end =
                confirmation.ok() ? "OK" : "KO at " + confirmation.verdict().layer();
        return "update " + confirmation.updateId() + " of " + confirmation.serial() + " " + end + ", event "
                + confirmation.eventCode() + ", "
                + (confirmation.oldIdentifier().isEmpty()
                        ? "none"
                        : confirmation.oldIdentifier().toAscii())
                + " -> " + confirmation.newIdentifier().toAscii() + "; acknowledged";
    }
}
