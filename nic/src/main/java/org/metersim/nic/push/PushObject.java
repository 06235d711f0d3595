package org.metersim.nic.push;

import static org.metersim.dlms.cosem.NumeralType.INTEGER;
import static org.metersim.dlms.cosem.NumeralType.LONG_UNSIGNED;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.NumeralType;

/**
 * One element of a push_object_list: an attribute, whole or one element of its value.
 *
 * @param dataIndex 0 for the whole value, else the element from 1, 0 to 65535
 */
public record PushObject(AttributeRef attribute, int dataIndex) {

    private static final int FIELDS = 4;

    /** restriction_element from version 1 on: none. */
    private static final CosemData NO_RESTRICTION = CosemData.structure(CosemData.enumeration(0), CosemData.NULL);

    /** As the class has it in that version: a restriction was added in version 1. */
    public CosemData toData(int version) {
        List<CosemData> fields = new ArrayList<>(List.of(
                CosemData.longUnsigned(attribute.classId()),
                attribute.object().toData(),
                CosemData.integer(attribute.attribute()),
                CosemData.longUnsigned(dataIndex)));
        if (version > 0) {
            fields.add(NO_RESTRICTION);
        }
        return new CosemData.Structure(List.copyOf(fields));
    }

    /** What {@link #toData} makes, in either version; empty when {@code data} is nothing of that kind. */
    public static Optional<PushObject> of(CosemData data) {
        if (!(data instanceof CosemData.Structure structure)
                || structure.elements().size() < FIELDS
                || structure.elements().size() > FIELDS + 1) {
            return Optional.empty();
        }
        List<CosemData> fields = structure.elements();
        boolean restricted = fields.size() > FIELDS && !fields.get(FIELDS).equals(NO_RESTRICTION);
        if (restricted
                || !is(fields.get(0), LONG_UNSIGNED)
                || !(fields.get(1) instanceof CosemData.OctetString name)
                || name.octets().length() != LogicalName.LENGTH_BYTES
                || !is(fields.get(2), INTEGER)
                || !is(fields.get(3), LONG_UNSIGNED)) {
            return Optional.empty();
        }
        AttributeRef attribute = new AttributeRef(
                number(fields.get(0)), LogicalName.read(ByteReader.of(name.octets())), number(fields.get(2)));
        return Optional.of(new PushObject(attribute, number(fields.get(3))));
    }

    private static boolean is(CosemData data, NumeralType type) {
        return data instanceof CosemData.Numeral numeral && numeral.type() == type;
    }

    private static int number(CosemData data) {
        return (int) ((CosemData.Numeral) data).value();
    }
}
