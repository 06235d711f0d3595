package org.metersim.metrology.objects;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.metrology.image.UpdateEngine;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.metrology.metering.Intervention;
import org.metersim.metrology.program.ProgramInstallation;
import org.metersim.metrology.program.ProgramReport;
import org.metersim.metrology.table.Marks.Mark;
import org.metersim.metrology.table.Typed;
import org.metersim.profiles.DataLiteral;
import org.metersim.profiles.ProfileNode;
import org.metersim.runtime.memory.RecordBatch;

/** The words after {@code source:} of a Data row. docs/profiles.md. */
final class DataSources {

    private static final int TARIFFS = 4;
    private static final int ONE_BYTE = 0xFF;

    /** No moment. */
    static final CosemDateTime UNSPECIFIED = new CosemDateTime(
            0xFFFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, CosemDateTime.DEVIATION_UNSPECIFIED, 0xFF);

    /** What the record of the last update shows before there was one. */
    private static final CosemData NO_UPDATE = new UpdateConfirmation(
                    0,
                    0,
                    UNSPECIFIED,
                    UpdateKind.METROLOGY,
                    true,
                    UpdateVerdict.NONE,
                    Octets.EMPTY,
                    Octets.EMPTY,
                    "",
                    Octets.EMPTY)
            .toData();

    private DataSources() {}

    /** The source of a row; empty when it is the NIC's. */
    static Optional<DataSource> of(ProfileNode row) {
        if (!row.has("source")) {
            return Optional.of(
                    DataSource.literal(row.find("value").map(DataLiteral::read).orElse(CosemData.NULL)));
        }
        List<String> words = row.words("source");
        String argument = words.size() > 1 ? words.get(1) : "";
        return Optional.ofNullable(
                switch (words.get(0)) {
                    case "serial-number" ->
                        (instance, atMs) -> ascii(instance.meter()
                                .model()
                                .profile()
                                .identity()
                                .serial(instance.meter().number()));
                    case "logical-device-name" ->
                        (instance, atMs) -> ascii(instance.meter()
                                .model()
                                .profile()
                                .identity()
                                .logicalDeviceName(instance.meter().number()));
                    case "event-code" -> eventCode(LogicalName.parse(argument));
                    case "device-state" -> DeviceState::of;
                    case "error-register" -> errors();
                    case "alarm-register" -> alarms();
                    case "active-tariff" -> tariff();
                    case "power-failure-count" ->
                        (instance, atMs) -> new CosemData.Numeral(
                                NumeralType.LONG_UNSIGNED,
                                Math.min(
                                        0xFFFF, instance.meter().powerFailures().count()));
                    case "power-failure-duration" ->
                        (instance, atMs) -> CosemData.doubleLongUnsigned(
                                instance.meter().powerFailures().lastSeconds());
                    case "invocation-counter" -> null;
                    default -> ofUpdates(words.get(0), argument);
                });
    }

    private static DataSource ofUpdates(String word, String board) {
        return switch (word) {
            case "firmware-version" ->
                (instance, atMs) -> ascii(engine(instance, board).activeVersion());
            case "firmware-signature" ->
                (instance, atMs) ->
                        new CosemData.OctetString(engine(instance, board).activeDigest());
            case "firmware-last-activation" -> DataSources::lastActivation;
            case "update-verdict" -> DataSources::verdict;
            case "last-update" ->
                (instance, atMs) ->
                        instance.meter().confirmations().lastUpdate().orElse(NO_UPDATE);
            case "revoked-keys" -> DataSource.settable(DataSources::revokedKeys, DataSources::revokeKey);
            case "program-identifier" ->
                (instance, atMs) -> ascii(
                        programs(instance).map(UpdateEngine::activeVersion).orElse(""));
            case "program-report" -> (instance, atMs) -> report(instance);
            case "program-next-change" ->
                (instance, atMs) -> instance.meter()
                        .programs()
                        .flatMap(ProgramInstallation::awaited)
                        .orElse(UNSPECIFIED)
                        .toData();
            case "program-protected-changes" ->
                (instance, atMs) ->
                        CosemData.doubleLongUnsigned(instance.meter().marks().get(Mark.PROTECTED_CHANGES));
            case "program-last-protected-change" -> moment(Mark.PROTECTED_CHANGED);
            case "program-changes" ->
                (instance, atMs) ->
                        CosemData.doubleLongUnsigned(instance.meter().marks().get(Mark.PROGRAM_CHANGES));
            case "program-last-change" -> moment(Mark.PROGRAM_CHANGED);
            case "calendar-activation" -> moment(Mark.CALENDAR_ACTIVATED);
            case "last-clock-set" -> moment(Mark.CLOCK_SET);
            default -> throw new IllegalStateException("source: " + word);
        };
    }

    private static CosemData ascii(String text) {
        return new CosemData.OctetString(Octets.ascii(text));
    }

    private static UpdateEngine engine(Instance instance, String board) {
        return instance.meter().updates(board.equals("nic") ? UpdateKind.NIC : UpdateKind.METROLOGY);
    }

    private static DataSource moment(Mark mark) {
        return (instance, atMs) -> dateTime(instance, instance.meter().marks().get(mark), atMs);
    }

    /** @param clockMs what the meter's clock showed; 0 when never */
    private static CosemData dateTime(Instance instance, long clockMs, long atMs) {
        return clockMs == 0
                ? UNSPECIFIED.toData()
                : instance.timeline().localTime(atMs).dateTime(clockMs, 0).toData();
    }

    private static CosemData lastActivation(Instance instance, long atMs) {
        long metrology = engine(instance, "metrology").activatedMs();
        long last = Math.max(metrology, engine(instance, "nic").activatedMs());
        return last == 0
                ? UNSPECIFIED.toData()
                : instance.meter().dateTime(last).toData();
    }

    private static CosemData report(Instance instance) {
        return instance.meter()
                .programs()
                .map(ProgramInstallation::report)
                .orElse(ProgramReport.NONE)
                .toData();
    }

    private static Optional<UpdateEngine> programs(Instance instance) {
        return instance.meter().programs().map(found -> instance.meter().updates(UpdateKind.PROGRAM));
    }

    /** Of the update that ended last. */
    private static CosemData verdict(Instance instance, long atMs) {
        UpdateEngine last = instance.meter().lastUpdates();
        CosemData.Structure verdict = (CosemData.Structure) last.verdict().toData();
        List<CosemData> fields = new java.util.ArrayList<>(verdict.elements());
        fields.add(ascii(last.verdictUpdateId()));
        return new CosemData.Structure(fields);
    }

    /** Hashes of the keys that this meter does not trust any more. */
    private static CosemData revokedKeys(Instance instance, long atMs) {
        return new CosemData.Array(instance.meter().revocations().hashes().stream()
                .map(hash -> (CosemData) new CosemData.OctetString(hash))
                .toList());
    }

    /** Written is the hash of one more. */
    private static AccessResult revokeKey(Instance instance, CosemData value, long nowMs) {
        return value instanceof CosemData.OctetString hash
                ? instance.meter().revokeKey(hash.octets(), nowMs)
                : AccessResult.TYPE_UNMATCHED;
    }

    private static DataSource eventCode(LogicalName log) {
        return (instance, atMs) -> {
            int code = instance.meter()
                    .model()
                    .logNumber(log)
                    .map(instance.meter().logs()::code)
                    .orElse(0);
            return code > ONE_BYTE ? CosemData.longUnsigned(code) : CosemData.unsigned(code);
        };
    }

    private static DataSource errors() {
        return DataSource.settable(
                (instance, atMs) ->
                        CosemData.doubleLongUnsigned(instance.meter().alarms().errors()),
                (instance, value, nowMs) -> setBits(instance, value, true));
    }

    private static DataSource alarms() {
        return DataSource.settable(
                (instance, atMs) ->
                        CosemData.doubleLongUnsigned(instance.meter().alarms().alarms()),
                (instance, value, nowMs) -> setBits(instance, value, false));
    }

    private static AccessResult setBits(Instance instance, CosemData value, boolean errors) {
        OptionalLong bits = Typed.number(value, NumeralType.DOUBLE_LONG_UNSIGNED);
        if (bits.isEmpty()) {
            return AccessResult.TYPE_UNMATCHED;
        }
        RecordBatch batch = instance.meter().batch();
        if (errors) {
            instance.meter().alarms().setErrors(batch, bits.getAsLong());
        } else {
            instance.meter().alarms().setAlarms(batch, bits.getAsLong());
        }
        batch.commit();
        return AccessResult.SUCCESS;
    }

    private static DataSource tariff() {
        return DataSource.settable(
                (instance, atMs) -> CosemData.unsigned(instance.timeline().tariff(atMs)), DataSources::setTariff);
    }

    private static AccessResult setTariff(Instance instance, CosemData value, long nowMs) {
        OptionalLong tariff = Typed.number(value, NumeralType.UNSIGNED);
        if (tariff.isEmpty()) {
            return AccessResult.TYPE_UNMATCHED;
        }
        if (tariff.getAsLong() < 1 || tariff.getAsLong() > TARIFFS) {
            return AccessResult.OTHER_REASON;
        }
        RecordBatch batch = instance.meter().batch();
        Intervention switched = new Intervention(nowMs, Intervention.Kind.TARIFF, tariff.getAsLong(), Octets.EMPTY);
        instance.meter().intervene(batch, switched);
        batch.commit();
        return AccessResult.SUCCESS;
    }
}
