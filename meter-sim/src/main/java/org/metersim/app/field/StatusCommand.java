package org.metersim.app.field;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.metersim.app.ExitCode;
import org.metersim.client.DlmsException;
import org.metersim.client.update.ImageComponent;
import org.metersim.client.update.ItemResult;
import org.metersim.client.update.MeterReadings;
import org.metersim.client.update.MeterReadings.LastUpdate;
import org.metersim.client.update.TransferObject;
import org.metersim.client.update.TransferStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what a meter runs, and where its updates stand. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says what a meter runs, and where its updates stand: one fact a line, as name=value.",
            "",
            "Facts that the meter does not have, or does not show to this client, are left out.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "2:the command line is wrong",
            "3:the card is wrong",
            "6:the meter did not answer",
            "7:the meter refused; or it is another meter"
        })
final class StatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Override
    public Integer call() {
        try (FieldClient meter = FieldClient.connected(connection.connection(UpdateCommand.FIRMWARE_SAP))) {
            MeterReadings readings = new MeterReadings(meter.client());
            print("serial", Optional.of(readings.serial()));
            for (ImageComponent component : ImageComponent.values()) {
                if (component != ImageComponent.BUNDLE) {
                    print(component.toString(), readings.activeIdentifier(component));
                }
                print(component + "-transfer", transfer(new TransferObject(meter.client(), component.transfer())));
            }
            print("program-report", readings.programReport().map(StatusCommand::report));
            print("last-update", readings.lastUpdate().map(StatusCommand::text));
            return ExitCode.OK;
        } catch (DlmsException refused) {
            throw FieldClient.error(refused.failure());
        }
    }

    private void print(String name, Optional<String> value) {
        PrintWriter out = spec.commandLine().getOut();
        value.ifPresent(text -> out.println(name + "=" + (text.isEmpty() ? "none" : text)));
        out.flush();
    }

    /** {@code 1 initiated, first missing block 12}. */
    private static Optional<String> transfer(TransferObject object) throws DlmsException {
        try {
            TransferStatus status = object.status();
            return Optional.of(
                    status == TransferStatus.INITIATED
                            ? status + ", first missing block "
                                    + object.progress().firstNotTransferred()
                            : status.toString());
        } catch (DlmsException refused) {
            if (refused.failure().isOfTheLine()) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    /** {@code 3 items done}; else what is wrong with which. */
    private static String report(List<ItemResult> items) {
        if (items.isEmpty()) {
            return "";
        }
        String failed = items.stream()
                .filter(item -> !item.isDone())
                .map(ItemResult::toString)
                .collect(Collectors.joining("; "));
        return failed.isEmpty() ? items.size() + (items.size() == 1 ? " item done" : " items done") : failed;
    }

    private static String text(LastUpdate last) {
        if (last.updateId().isEmpty()) {
            return "";
        }
        return last.updateId() + " "
                + (last.verdict().isNone()
                        ? "OK"
                        : "KO phase=" + last.verdict().phase() + " layer="
                                + last.verdict().layer() + " cause="
                                + last.verdict().cause());
    }
}
