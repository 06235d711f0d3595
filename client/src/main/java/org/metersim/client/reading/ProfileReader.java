package org.metersim.client.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.Failure;
import org.metersim.client.reading.ObjectReader.Fact;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.Selection;

/** The newest rows of a profile, by entry, each value in the unit of its column. Blue Book 4.3.6. */
final class ProfileReader {

    private static final int CLASS = 7;
    private static final int BUFFER = 2;
    private static final int CAPTURE_OBJECTS = 3;
    private static final int ENTRIES_IN_USE = 7;
    private static final int BY_ENTRY = 2;

    private final DlmsClient client;
    private final ObjectReader reader;
    private final LogicalName object;

    ProfileReader(DlmsClient client, ObjectReader reader, LogicalName object) {
        this.client = client;
        this.reader = reader;
        this.object = object;
    }

    List<Fact> read(int maxRows) throws DlmsException {
        List<AttributeRef> columns = columns();
        List<Optional<Scale>> scales = reader.scalesOf(columns);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                object + "[]",
                String.join("; ", columns.stream().map(AttributeRef::toString).toList())));
        long inUse = number(client.value(new AttributeRef(CLASS, object, ENTRIES_IN_USE)));
        long first = Math.max(1, inUse - maxRows + 1);
        if (inUse < 1) {
            return facts;
        }
        long number = first;
        for (CosemData row : rows(first, inUse)) {
            facts.add(new Fact(object + "[" + number + "]", text(row, scales)));
            number++;
        }
        return facts;
    }

    private List<AttributeRef> columns() throws DlmsException {
        List<AttributeRef> columns = new ArrayList<>();
        CosemData captured = client.value(new AttributeRef(CLASS, object, CAPTURE_OBJECTS));
        for (CosemData element : elements(captured)) {
            if (element instanceof CosemData.Structure column
                    && column.elements().size() >= 3
                    && column.elements().get(0) instanceof CosemData.Numeral classId
                    && column.elements().get(1) instanceof CosemData.OctetString name
                    && name.octets().length() == LogicalName.LENGTH_BYTES
                    && column.elements().get(2) instanceof CosemData.Numeral attribute) {
                columns.add(new AttributeRef(
                        (int) classId.value(), LogicalName.parse(name.octets().toHex()), (int) attribute.value()));
            } else {
                throw wrong("capture_objects");
            }
        }
        return columns;
    }

    private List<CosemData> rows(long first, long last) throws DlmsException {
        CosemData entries = CosemData.structure(
                CosemData.doubleLongUnsigned(first),
                CosemData.doubleLongUnsigned(last),
                CosemData.longUnsigned(1),
                CosemData.longUnsigned(0));
        AttributeRef buffer = new AttributeRef(CLASS, object, BUFFER);
        GetResult result = client.get(List.of(new SelectedAttribute(buffer, new Selection(BY_ENTRY, entries))))
                .get(0);
        if (!result.isData()) {
            throw new DlmsException(new Failure(Failure.Kind.ACCESS, buffer + ": " + result.result()));
        }
        return elements(result.data());
    }

    private static String text(CosemData row, List<Optional<Scale>> scales) {
        if (!(row instanceof CosemData.Structure fields) || fields.elements().size() != scales.size()) {
            return ValueText.of(row);
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < scales.size(); i++) {
            CosemData field = fields.elements().get(i);
            texts.add(scales.get(i).map(scale -> scale.text(field)).orElseGet(() -> ValueText.of(field)));
        }
        return String.join("; ", texts);
    }

    private List<CosemData> elements(CosemData data) throws DlmsException {
        if (data instanceof CosemData.CompactArray compact) {
            return ValueText.elements(compact).orElseThrow(() -> wrong("compact-array"));
        }
        if (data instanceof CosemData.Array array) {
            return array.elements();
        }
        throw wrong("array");
    }

    private long number(CosemData data) throws DlmsException {
        if (data instanceof CosemData.Numeral numeral) {
            return numeral.value();
        }
        throw wrong("number");
    }

    private DlmsException wrong(String expected) {
        return new DlmsException(
                new Failure(Failure.Kind.PROTOCOL, object + " has no right " + expected + " where a profile has one"));
    }
}
