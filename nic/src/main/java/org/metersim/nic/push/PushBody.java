package org.metersim.nic.push;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.profiles.MeterModel;

/** The body of a DataNotification: a structure of what the push setup's object list names, in its order. */
final class PushBody {

    private static final int DATA = 1;
    private static final int VALUE = 2;

    private final MeterModel profile;
    private final Push.Reader reader;

    PushBody(MeterModel profile, Push.Reader reader) {
        this.profile = profile;
        this.reader = reader;
    }

    /**
     * The values as they are now; but of the last update those of {@code update}, which may have been followed by
     * another since.
     *
     * @return empty when metrology does not answer
     */
    Optional<CosemData> of(List<PushObject> objects, Optional<UpdateConfirmation> update, long nowMs) {
        List<CosemData> elements = new ArrayList<>();
        for (PushObject object : objects) {
            MeterReply reply = update.filter(confirmation -> isLastUpdate(object.attribute()))
                    .<MeterReply>map(confirmation -> new MeterReply.Value(confirmation.toData()))
                    .orElseGet(() -> reader.read(object.attribute(), nowMs));
            if (reply instanceof MeterReply.NoAnswer) {
                return Optional.empty();
            }
            // a value that cannot be read leaves its place empty: the receiver finds the others where they belong
            elements.add(
                    reply instanceof MeterReply.Value value
                            ? chosen(value.data(), object.dataIndex())
                            : CosemData.NULL);
        }
        return Optional.of(new CosemData.Structure(List.copyOf(elements)));
    }

    private boolean isLastUpdate(AttributeRef attribute) {
        return attribute.classId() == DATA
                && attribute.attribute() == VALUE
                && profile.object(DATA, attribute.object())
                        .filter(object -> object.row().text("source", "").equals("last-update"))
                        .isPresent();
    }

    /** data_index: 0 is the whole value, else one element of a structure or array, from 1. Blue Book 4.4.8.2. */
    private static CosemData chosen(CosemData value, int dataIndex) {
        if (dataIndex == 0) {
            return value;
        }
        List<CosemData> elements = elements(value);
        return dataIndex <= elements.size() ? elements.get(dataIndex - 1) : CosemData.NULL;
    }

    private static List<CosemData> elements(CosemData value) {
        if (value instanceof CosemData.Structure structure) {
            return structure.elements();
        }
        return value instanceof CosemData.Array array ? array.elements() : List.of();
    }
}
