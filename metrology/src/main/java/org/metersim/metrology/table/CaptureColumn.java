package org.metersim.metrology.table;

import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.profiles.ProfileNode;

/**
 * capture_object_definition: one column of a profile. Blue Book 4.3.6.
 *
 * @param index 0 the whole attribute, else an element of it, from 1
 */
public record CaptureColumn(AttributeRef attribute, int index) {

    /** Of a row {@code {class: 8, ln: 0-0:1.0.0.255, attribute: 2}}. */
    public static CaptureColumn of(ProfileNode row) {
        return new CaptureColumn(row.attributeRef(), row.number("index", 0));
    }

    /** Most columns of a profile. */
    public static final int MAX_COLUMNS = 64;

    /** Of an array of them; empty when one is none, or there are too many. */
    public static Optional<List<CaptureColumn>> list(CosemData data) {
        List<CosemData> elements = Typed.array(data).orElse(List.of());
        List<CaptureColumn> columns = elements.stream()
                .map(CaptureColumn::of)
                .flatMap(Optional::stream)
                .toList();
        boolean isWhole = data instanceof CosemData.Array && columns.size() == elements.size();
        return isWhole && columns.size() <= MAX_COLUMNS ? Optional.of(columns) : Optional.empty();
    }

    /** Of what a client sent; empty when it is no structure of class, name, attribute and index. */
    public static Optional<CaptureColumn> of(CosemData data) {
        Optional<List<CosemData>> fields = Typed.structure(data, 4);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        var classId = Typed.number(fields.get().get(0), 0, 0xFFFF);
        Optional<Octets> name = Typed.octets(fields.get().get(1));
        var attribute = Typed.number(fields.get().get(2), 0, 127);
        var index = Typed.number(fields.get().get(3), 0, 0xFFFF);
        boolean whole = classId.isPresent() && attribute.isPresent() && index.isPresent();
        if (!whole
                || name.filter(octets -> octets.length() == LogicalName.LENGTH_BYTES)
                        .isEmpty()) {
            return Optional.empty();
        }
        LogicalName object = LogicalName.read(org.metersim.dlms.codec.ByteReader.of(name.get()));
        AttributeRef reference = new AttributeRef((int) classId.getAsLong(), object, (int) attribute.getAsLong());
        return Optional.of(new CaptureColumn(reference, (int) index.getAsLong()));
    }

    public CosemData toData() {
        return CosemData.structure(
                CosemData.longUnsigned(attribute.classId()),
                attribute.object().toData(),
                CosemData.integer(attribute.attribute()),
                CosemData.longUnsigned(index));
    }

    /** What the column shows of the attribute. */
    CosemData pick(CosemData whole) {
        if (index == 0) {
            return whole;
        }
        List<CosemData> elements = whole instanceof CosemData.Structure structure
                ? structure.elements()
                : Typed.array(whole).orElse(List.of());
        return index <= elements.size() ? elements.get(index - 1) : CosemData.NULL;
    }
}
