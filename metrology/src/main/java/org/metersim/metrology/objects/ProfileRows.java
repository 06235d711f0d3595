package org.metersim.metrology.objects;

import java.util.List;
import java.util.stream.IntStream;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.metering.CaptureTimes;
import org.metersim.metrology.table.BoardObjects;
import org.metersim.metrology.table.CaptureColumn;
import org.metersim.metrology.table.EventLogs;

/** The rows of a profile, the oldest first: each is made when it is asked for. */
interface ProfileRows {

    int size();

    /** Some columns of a row. @param columns places in capture_objects, from 0 */
    List<CosemData> row(int index, int[] columns);

    /** Rows that may lie within a range, ascending; who asks looks at each. */
    default IntStream candidates(int column, ProfileRange range) {
        return IntStream.range(0, size());
    }

    /** Rows that follow from time: what the columns were at each capture. */
    record Computed(CaptureTimes times, List<CaptureColumn> columns, BoardObjects objects) implements ProfileRows {

        private static final int CLOCK = 8;

        @Override
        public int size() {
            return times.size();
        }

        @Override
        public List<CosemData> row(int index, int[] places) {
            long atMs = times.moment(index);
            return IntStream.of(places)
                    .mapToObj(place -> objects.column(columns.get(place), atMs))
                    .toList();
        }

        /** By time the rows are found, not searched. */
        @Override
        public IntStream candidates(int column, ProfileRange range) {
            CaptureColumn by = columns.get(column);
            boolean isTime = by.attribute().classId() == CLOCK && by.attribute().attribute() == 2 && range.isTime();
            return isTime ? times.between(range.from(), range.to()) : ProfileRows.super.candidates(column, range);
        }
    }

    /** Rows that were kept when something happened. */
    record Logged(EventLogs logs, int log) implements ProfileRows {

        @Override
        public int size() {
            return logs.size(log);
        }

        @Override
        public List<CosemData> row(int index, int[] places) {
            List<CosemData> all = logs.row(log, index).elements();
            return IntStream.of(places).mapToObj(all::get).toList();
        }
    }
}
