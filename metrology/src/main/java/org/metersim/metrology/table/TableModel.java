package org.metersim.metrology.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.image.Bank;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.metering.LocalTime;
import org.metersim.metrology.metering.Start;
import org.metersim.metrology.metering.TariffPlan;
import org.metersim.metrology.program.ProgramInstallation;
import org.metersim.profiles.Association;
import org.metersim.profiles.DataLiteral;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ObjectDefinition;
import org.metersim.profiles.ProfileNode;

/**
 * What all metrology tables of a profile share.
 *
 * @param start what a meter of it begins with
 * @param pulse the finest step of its energy registers, thousandths of a watt-hour
 * @param scripts which tariff a script of the profile switches to
 * @param eventLogs the profile generics of schedule {@code events}
 * @param powerLogs those of schedule {@code power-failures}
 * @param banks firmware of metrology and NIC
 * @param updates what of the flash takes which images
 */
public record TableModel(
        MeterModel profile,
        Start start,
        long pulse,
        Map<TariffPlan.Script, Integer> scripts,
        List<LogModel> eventLogs,
        List<LogModel> powerLogs,
        List<Bank.Model> banks,
        UpdateAreas updates) {

    private static final int REGISTER = 3;
    private static final int DISCONNECT_CONTROL = 70;
    private static final int SCRIPT_TABLE = 9;
    private static final int PROFILE_GENERIC = 7;

    public static TableModel of(MeterModel profile, List<Bank.Model> banks) {
        Start start = Start.atEpoch(
                LocalTime.Rules.of(profile.clock()),
                CalendarRows.of(profile),
                profile.clock().driftPpm(),
                isConnected(profile));
        return new TableModel(
                profile,
                start,
                pulse(profile),
                tariffScripts(profile),
                logs(profile, "events"),
                logs(profile, "power-failures"),
                banks,
                UpdateAreas.of(profile));
    }

    /** How programs are taken: with the rights of the association that the profile names. */
    ProgramInstallation.Model programs() {
        String role = UpdateAreas.find(profile, UpdateKind.PROGRAM)
                .orElseThrow()
                .row()
                .text("role");
        int clientSap = profile.associations().stream()
                .filter(association -> association.name().equals(role))
                .mapToInt(Association::clientSap)
                .findFirst()
                .orElseThrow();
        return new ProgramInstallation.Model(banks.get(0).verifier(), clientSap, UpdateAreas.PROGRAM_BYTES);
    }

    /** All logs, numbered by their place: the event logs come first. */
    LogModel log(int number) {
        return number < eventLogs.size() ? eventLogs.get(number) : powerLogs.get(number - eventLogs.size());
    }

    int logCount() {
        return eventLogs.size() + powerLogs.size();
    }

    /** Number of the log of that name; empty when there is none. */
    public Optional<Integer> logNumber(LogicalName name) {
        return IntStream.range(0, logCount())
                .filter(number -> log(number).name().equals(name))
                .boxed()
                .findFirst();
    }

    /** At most a watt-hour. */
    private static long pulse(MeterModel profile) {
        int scaler = profile.objects().stream()
                .filter(object -> object.classId() == REGISTER
                        && object.row().text("source").startsWith("energy "))
                .mapToInt(object -> object.row().number("scaler"))
                .min()
                .orElse(0);
        return scaler >= 0 ? 1000 : scaler == -1 ? 100 : scaler == -2 ? 10 : 1;
    }

    private static boolean isConnected(MeterModel profile) {
        return profile.objects().stream()
                .filter(object -> object.classId() == DISCONNECT_CONTROL)
                .allMatch(object -> object.row().text("state").equals("connected"));
    }

    private static List<LogModel> logs(MeterModel profile, String schedule) {
        return IntStream.range(0, profile.objects().size())
                .filter(index -> isLog(profile.objects().get(index), schedule))
                .mapToObj(index -> LogModel.of(
                        profile.objects().get(index).name(),
                        index,
                        profile.objects().get(index).row()))
                .toList();
    }

    private static boolean isLog(ObjectDefinition object, String schedule) {
        return object.classId() == PROFILE_GENERIC
                && object.row().text("schedule").equals(schedule);
    }

    /** The scripts that do nothing but write the active tariff. */
    private static Map<TariffPlan.Script, Integer> tariffScripts(MeterModel profile) {
        Map<TariffPlan.Script, Integer> scripts = new HashMap<>();
        for (ObjectDefinition object : profile.objects()) {
            if (object.classId() == SCRIPT_TABLE) {
                for (ProfileNode script : object.row().items("scripts")) {
                    tariffOf(profile, script)
                            .ifPresent(tariff -> scripts.put(
                                    new TariffPlan.Script(object.name().toOctets(), script.number("id")), tariff));
                }
            }
        }
        return Map.copyOf(scripts);
    }

    private static Optional<Integer> tariffOf(MeterModel profile, ProfileNode script) {
        return script.items("actions").stream()
                .filter(action -> action.text("service").equals("write") && isActiveTariff(profile, action))
                .map(action -> DataLiteral.read(action.get("parameter")))
                .filter(CosemData.Numeral.class::isInstance)
                .map(value -> (int) ((CosemData.Numeral) value).value())
                .findFirst();
    }

    private static boolean isActiveTariff(MeterModel profile, ProfileNode action) {
        return profile.object(action.number("class"), action.logicalName("ln"))
                .filter(object -> object.row().text("source", "").equals("active-tariff"))
                .isPresent();
    }
}
