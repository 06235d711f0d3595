package org.metersim.nic.objects;

import java.util.List;
import java.util.function.ToLongFunction;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.metrology.objects.InterfaceClass;
import org.metersim.nic.state.NicState;
import org.metersim.profiles.ProfileNode;

/**
 * One attribute of a setup object that is a number: its type, its range, and where the profile has it.
 *
 * @param min smallest value that may be written
 * @param max largest value that may be written
 * @param inProfile its value as the row says it
 */
record Setting(
        int attribute, String name, NumeralType type, long min, long max, ToLongFunction<ProfileNode> inProfile) {

    /** The speeds that an enum of class 19 and 23 means, in its order, baud. */
    static final List<Integer> BAUDS = List.of(300, 600, 1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200);

    /** A number that the row has under {@code key}. */
    static Setting number(int attribute, String name, NumeralType type, String key) {
        return new Setting(attribute, name, type, type.min(), type.max(), row -> row.number(key));
    }

    /** A speed that the row has in baud under {@code key}. */
    static Setting baud(int attribute, String name, String key) {
        return new Setting(
                attribute, name, NumeralType.ENUM, 0, BAUDS.size() - 1, row -> BAUDS.indexOf(row.number(key)));
    }

    /** The same, written only from {@code least} to {@code most}. */
    Setting within(long least, long most) {
        return new Setting(attribute, name, type, least, most, inProfile);
    }

    /** The value in force. @param index place of the object in the profile's list */
    long of(NicState state, int index) {
        return state.parameter(index, attribute)
                .map(written -> ((CosemData.Numeral) written).value())
                .orElseGet(() -> inProfile.applyAsLong(
                        state.profile().objects().get(index).row()));
    }

    /** The same as a whole number of an int's range, which all of them have. */
    int intOf(NicState state, int index) {
        return (int) of(state, index);
    }

    /** A table with a row for each of these settings. */
    static InterfaceClass<Instance> rows(InterfaceClass<Instance> table, Setting... settings) {
        for (Setting setting : settings) {
            table.attribute(setting.attribute, setting.name, (object, nowMs) -> setting.data(object), setting::write);
        }
        return table;
    }

    private CosemData data(Instance object) {
        return new CosemData.Numeral(type, of(object.state(), object.index()));
    }

    private AccessResult write(Instance object, CosemData value, long nowMs) {
        if (!(value instanceof CosemData.Numeral numeral) || numeral.type() != type) {
            return AccessResult.TYPE_UNMATCHED;
        }
        boolean inRange = numeral.value() >= min && numeral.value() <= max;
        return inRange ? object.write(attribute, value, nowMs) : AccessResult.OTHER_REASON;
    }
}
