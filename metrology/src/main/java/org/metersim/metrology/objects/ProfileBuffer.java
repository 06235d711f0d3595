package org.metersim.metrology.objects;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.metering.LocalTime;
import org.metersim.metrology.table.CaptureColumn;
import org.metersim.metrology.table.Typed;

/**
 * The buffer of a profile generic, and the parts of it that selective access names. Blue Book 4.3.6.
 *
 * @param order of the rows: {@link #FIFO} and so on
 * @param sortColumn place of the sort object in the columns, for orders by value
 */
record ProfileBuffer(ProfileRows rows, List<CaptureColumn> columns, int order, int sortColumn, LocalTime localTime) {

    static final int FIFO = 1;
    static final int LIFO = 2;
    static final int LARGEST = 3;
    static final int SMALLEST = 4;
    static final int NEAREST_TO_ZERO = 5;
    static final int FARTHEST_FROM_ZERO = 6;

    private static final int BY_RANGE = 1;
    private static final int BY_ENTRY = 2;
    private static final int SELECTION_FIELDS = 4;

    /** All rows, or those that are selected. What lies outside of the buffer selects nothing. */
    MeterReply read(Selection selection) {
        return switch (selection.selector()) {
            case 0 -> reply(IntStream.range(0, rows.size()).map(arranged(rows.size(), index -> index)), allColumns());
            case BY_RANGE ->
                Typed.structure(selection.parameter(), SELECTION_FIELDS)
                        .map(this::byRange)
                        .orElse(refused(AccessResult.TYPE_UNMATCHED));
            case BY_ENTRY ->
                Typed.structure(selection.parameter(), SELECTION_FIELDS)
                        .map(this::byEntry)
                        .orElse(refused(AccessResult.TYPE_UNMATCHED));
            default -> refused(AccessResult.SCOPE_OF_ACCESS_VIOLATED);
        };
    }

    private static MeterReply refused(AccessResult reason) {
        return new MeterReply.Refused(reason);
    }

    private MeterReply reply(IntStream selected, int[] places) {
        List<CosemData> result = new ArrayList<>();
        selected.forEach(index -> result.add(new CosemData.Structure(rows.row(index, places))));
        return new MeterReply.Value(new CosemData.Array(result));
    }

    private int[] allColumns() {
        return IntStream.range(0, columns.size()).toArray();
    }

    /** {restricting_object, from_value, to_value, selected_values}. */
    private MeterReply byRange(List<CosemData> fields) {
        Optional<CaptureColumn> restricting = CaptureColumn.of(fields.get(0));
        Optional<ProfileRange> range = ProfileRange.of(fields.get(1), fields.get(2), localTime);
        Optional<List<CaptureColumn>> selected = CaptureColumn.list(fields.get(3));
        if (restricting.isEmpty() || range.isEmpty() || selected.isEmpty()) {
            return refused(AccessResult.TYPE_UNMATCHED);
        }
        int column = columns.indexOf(restricting.get());
        int[] places = selected.get().isEmpty()
                ? allColumns()
                : selected.get().stream().mapToInt(columns::indexOf).toArray();
        if (column < 0 || IntStream.of(places).anyMatch(place -> place < 0)) {
            return refused(AccessResult.SCOPE_OF_ACCESS_VIOLATED);
        }
        int[] by = {column};
        int[] within = rows.candidates(column, range.get())
                .filter(index -> range.get().has(rows.row(index, by).get(0)))
                .toArray();
        return reply(IntStream.range(0, within.length).map(arranged(within.length, i -> within[i])), places);
    }

    /** {from_entry, to_entry, from_selected_value, to_selected_value}: the first is 1, as last 0 means the last. */
    private MeterReply byEntry(List<CosemData> fields) {
        long[] numbers = new long[SELECTION_FIELDS];
        for (int i = 0; i < numbers.length; i++) {
            NumeralType type = i < 2 ? NumeralType.DOUBLE_LONG_UNSIGNED : NumeralType.LONG_UNSIGNED;
            var number = Typed.number(fields.get(i), type);
            if (number.isEmpty()) {
                return refused(AccessResult.TYPE_UNMATCHED);
            }
            numbers[i] = number.getAsLong();
        }
        long first = Math.max(1, numbers[2]);
        long last = numbers[3] == 0 ? columns.size() : numbers[3];
        if (first > last || last > columns.size()) {
            return refused(AccessResult.SCOPE_OF_ACCESS_VIOLATED);
        }
        int from = (int) Math.min(rows.size(), Math.max(1, numbers[0]) - 1);
        int to = (int) (numbers[1] == 0 ? rows.size() : Math.min(rows.size(), numbers[1]));
        int[] places = IntStream.range((int) first - 1, (int) last).toArray();
        return reply(IntStream.range(from, to).map(arranged(rows.size(), index -> index)), places);
    }

    /**
     * The order of the buffer: from a place in it to a row.
     *
     * @param ascending rows from the oldest to the newest, by their place
     */
    private IntUnaryOperator arranged(int count, IntUnaryOperator ascending) {
        return switch (order) {
            case LIFO -> place -> ascending.applyAsInt(count - 1 - place);
            case LARGEST, SMALLEST, NEAREST_TO_ZERO, FARTHEST_FROM_ZERO -> {
                int[] sorted = sorted(IntStream.range(0, count).map(ascending));
                yield place -> sorted[place];
            }
            default -> ascending;
        };
    }

    private int[] sorted(IntStream ascending) {
        int[] by = {sortColumn};
        boolean fromZero = order == NEAREST_TO_ZERO || order == FARTHEST_FROM_ZERO;
        boolean isFalling = order == LARGEST || order == FARTHEST_FROM_ZERO;
        record Keyed(int index, long key) {}
        Comparator<Keyed> rising = Comparator.comparingLong(Keyed::key);
        return ascending
                .mapToObj(index -> {
                    long value = rows.row(index, by).get(0) instanceof CosemData.Numeral number ? number.value() : 0;
                    return new Keyed(index, fromZero ? Math.abs(value) : value);
                })
                .sorted(isFalling ? rising.reversed() : rising)
                .mapToInt(Keyed::index)
                .toArray();
    }
}
