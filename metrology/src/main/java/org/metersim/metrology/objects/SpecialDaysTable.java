package org.metersim.metrology.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.metering.Intervention;
import org.metersim.metrology.metering.TariffPlan;
import org.metersim.metrology.metering.Timeline;
import org.metersim.metrology.table.Occasion;
import org.metersim.metrology.table.Parameters;
import org.metersim.metrology.table.Typed;
import org.metersim.runtime.memory.RecordBatch;

/** COSEM Special days table: dates whose day profile is not that of the week. Blue Book 4.5.4. */
record SpecialDaysTable(Instance instance) {

    static final InterfaceClass<SpecialDaysTable> CLASS = InterfaceClass.<SpecialDaysTable>of(11, "Special days table")
            .attribute(1, "logical_name", (table, atMs) -> table.instance.logicalName())
            .attribute(2, "entries", (table, atMs) -> table.entries(), SpecialDaysTable::setEntries)
            .method(1, "insert", SpecialDaysTable::insert)
            .method(2, "delete", SpecialDaysTable::delete);

    private CosemData entries() {
        return instance.timeline().calendar().specialDays();
    }

    private List<CosemData> list() {
        return Typed.array(entries()).orElse(List.of());
    }

    /** {index, specialday_date, day_id}. */
    private static boolean isEntry(CosemData data) {
        return Typed.structure(data, 3)
                .filter(entry ->
                        Typed.number(entry.get(0), NumeralType.LONG_UNSIGNED).isPresent())
                .filter(entry -> Typed.octets(entry.get(1), Occasion.DATE_BYTES).isPresent())
                .filter(entry ->
                        Typed.number(entry.get(2), NumeralType.UNSIGNED).isPresent())
                .isPresent();
    }

    private static long index(CosemData entry) {
        return ((CosemData.Numeral) ((CosemData.Structure) entry).elements().get(0)).value();
    }

    private AccessResult setEntries(CosemData value, long nowMs) {
        Optional<List<CosemData>> entries =
                Typed.array(value).filter(each -> each.stream().allMatch(SpecialDaysTable::isEntry));
        return entries.map(each -> put(each, nowMs)).orElse(AccessResult.TYPE_UNMATCHED);
    }

    /** An entry with the same index is replaced. */
    private MeterReply insert(CosemData entry, long nowMs) {
        if (!isEntry(entry)) {
            return new MeterReply.Refused(AccessResult.TYPE_UNMATCHED);
        }
        List<CosemData> entries = without(index(entry));
        entries.add(entry);
        return MeterReply.of(put(entries, nowMs));
    }

    private MeterReply delete(CosemData parameter, long nowMs) {
        var index = Typed.number(parameter, NumeralType.LONG_UNSIGNED);
        if (index.isEmpty()) {
            return new MeterReply.Refused(AccessResult.TYPE_UNMATCHED);
        }
        List<CosemData> entries = without(index.getAsLong());
        return entries.size() == list().size()
                ? new MeterReply.Refused(AccessResult.OTHER_REASON)
                : MeterReply.of(put(entries, nowMs));
    }

    private List<CosemData> without(long index) {
        List<CosemData> entries = new ArrayList<>(list());
        entries.removeIf(each -> index(each) == index);
        return entries;
    }

    private AccessResult put(List<CosemData> entries, long nowMs) {
        CosemData specialDays = CosemData.array(entries);
        if (specialDays.encode().length > Parameters.MAX_BYTES) {
            return AccessResult.OTHER_REASON;
        }
        TariffPlan.Content active = instance.timeline().calendar();
        TariffPlan.Content next = new TariffPlan.Content(active.seasons(), active.weeks(), active.days(), specialDays);
        RecordBatch batch = instance.meter().batch();
        Intervention changed = new Intervention(nowMs, Intervention.Kind.CALENDAR, 0, Timeline.detail(next));
        instance.meter().intervene(batch, changed);
        instance.meter().parametersChanged(batch, nowMs);
        batch.commit();
        return AccessResult.SUCCESS;
    }
}
