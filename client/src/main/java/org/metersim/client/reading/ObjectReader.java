package org.metersim.client.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.Failure;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;

/** Reads objects of a connected meter and puts their values into words. */
public final class ObjectReader {

    /** One thing read. @param name what of: {@code 1-0:1.8.0.255}, or with the number of a row in brackets */
    public record Fact(String name, String text) {

        @Override
        public String toString() {
            return name + " = " + text;
        }
    }

    private static final AttributeRef OBJECT_LIST = new AttributeRef(15, LogicalName.parse("0-0:40.0.0.255"), 2);
    private static final int REGISTER = 3;
    private static final int EXTENDED_REGISTER = 4;
    private static final int DEMAND_REGISTER = 5;
    private static final int PROFILE_GENERIC = 7;
    private static final int IMAGE_TRANSFER = 18;
    private static final int VALUE = 2;
    private static final int TRANSFER_STATUS = 6;

    private final DlmsClient client;
    private final int maxRows;
    private final Map<LogicalName, Integer> classes = new HashMap<>();

    /** @param maxRows of a profile that are read, the newest ones */
    public ObjectReader(DlmsClient client, int maxRows) {
        this.client = client;
        this.maxRows = maxRows;
    }

    /** One fact, or of a profile one for its columns and one a row. */
    public List<Fact> read(ReadRequest request) throws DlmsException {
        int classId = request.classId().isPresent() ? request.classId().getAsInt() : classOf(request.object());
        int usual = classId == IMAGE_TRANSFER ? TRANSFER_STATUS : VALUE;
        AttributeRef attribute =
                new AttributeRef(classId, request.object(), request.attribute().orElse(usual));
        if (classId == PROFILE_GENERIC && attribute.attribute() == VALUE) {
            return new ProfileReader(client, this, request.object()).read(maxRows);
        }
        CosemData value = client.value(attribute);
        String text = scaleOf(attribute).map(scale -> scale.text(value)).orElseGet(() -> ValueText.of(value));
        return List.of(new Fact(request.object().toString(), text));
    }

    /** The class of an object, by the list of the present association, which is read once. */
    private int classOf(LogicalName object) throws DlmsException {
        if (classes.isEmpty()) {
            readObjectList();
        }
        Integer classId = classes.get(object);
        if (classId == null) {
            throw new DlmsException(new Failure(
                    Failure.Kind.ACCESS,
                    object + " is not in the object list of client SAP "
                            + client.settings().login().clientSap()));
        }
        return classId;
    }

    private void readObjectList() throws DlmsException {
        if (!(client.value(OBJECT_LIST) instanceof CosemData.Array list)) {
            throw new DlmsException(new Failure(Failure.Kind.PROTOCOL, OBJECT_LIST + " is no array"));
        }
        for (CosemData element : list.elements()) {
            if (element instanceof CosemData.Structure row
                    && row.elements().size() >= 3
                    && row.elements().get(0) instanceof CosemData.Numeral classId
                    && row.elements().get(2) instanceof CosemData.OctetString name
                    && name.octets().length() == LogicalName.LENGTH_BYTES) {
                classes.putIfAbsent(LogicalName.parse(name.octets().toHex()), (int) classId.value());
            }
        }
    }

    private Optional<Scale> scaleOf(AttributeRef attribute) throws DlmsException {
        return scalesOf(List.of(attribute)).get(0);
    }

    /** The scale of each attribute that has one and may be read. */
    List<Optional<Scale>> scalesOf(List<AttributeRef> attributes) throws DlmsException {
        List<SelectedAttribute> targets = attributes.stream()
                .filter(attribute -> scaleIndex(attribute) > 0)
                .map(attribute -> new AttributeRef(attribute.classId(), attribute.object(), scaleIndex(attribute)))
                .map(SelectedAttribute::whole)
                .toList();
        List<GetResult> results = client.get(targets);
        List<Optional<Scale>> scales = new ArrayList<>();
        int next = 0;
        for (AttributeRef attribute : attributes) {
            boolean has = scaleIndex(attribute) > 0;
            scales.add(has ? Scale.of(results.get(next).data()) : Optional.empty());
            next += has ? 1 : 0;
        }
        return scales;
    }

    /** Index of scaler_unit for values of that attribute, or 0. */
    private static int scaleIndex(AttributeRef attribute) {
        return switch (attribute.classId()) {
            case REGISTER, EXTENDED_REGISTER -> attribute.attribute() == VALUE ? 3 : 0;
            case DEMAND_REGISTER -> attribute.attribute() == VALUE || attribute.attribute() == 3 ? 4 : 0;
            default -> 0;
        };
    }
}
