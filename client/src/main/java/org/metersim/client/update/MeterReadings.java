package org.metersim.client.update;

import java.util.List;
import java.util.Optional;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.reading.ValueText;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;

/** What a tool wants to know of a meter beside its image transfer. */
public final class MeterReadings {

    private static final AttributeRef SERIAL = data("0-0:96.1.0.255");
    private static final AttributeRef VERDICT = data("0-0:44.128.0.255");
    private static final AttributeRef PROGRAM_REPORT = data("0-0:44.128.2.255");
    private static final int VERDICT_FIELDS = 4;
    private static final int ITEM_FIELDS = 3;

    /** What a meter says of its last update. @param updateId empty when it has no name for it */
    public record LastUpdate(UpdateVerdict verdict, String updateId) {

        static final LastUpdate UNKNOWN = new LastUpdate(UpdateVerdict.NONE, "");
    }

    private final DlmsClient client;

    public MeterReadings(DlmsClient client) {
        this.client = client;
    }

    private static AttributeRef data(String obis) {
        return new AttributeRef(1, LogicalName.parse(obis), 2);
    }

    /** Serial numbers are written with and without leading zeros. */
    public static boolean isSameSerial(String one, String other) {
        return significant(one).equals(significant(other));
    }

    private static String significant(String number) {
        return number.replaceFirst("^0+(?=.)", "");
    }

    public String serial() throws DlmsException {
        return ValueText.of(client.value(SERIAL));
    }

    /** Identifier of what is active, or empty when the meter does not say. */
    public Optional<String> activeIdentifier(ImageComponent component) throws DlmsException {
        GetResult result = client.get(component.activeIdentifier());
        return result.isData() ? Optional.of(ValueText.of(result.data())) : Optional.empty();
    }

    /** How the last program went, item by item; empty when the meter has no such object. */
    public Optional<List<ItemResult>> programReport() throws DlmsException {
        GetResult result = client.get(PROGRAM_REPORT);
        if (!(result.data() instanceof CosemData.Array items)) {
            return Optional.empty();
        }
        return Optional.of(items.elements().stream()
                .flatMap(item -> itemResult(item).stream())
                .toList());
    }

    private static Optional<ItemResult> itemResult(CosemData item) {
        if (item instanceof CosemData.Structure fields
                && fields.elements().size() >= ITEM_FIELDS
                && fields.elements().get(0) instanceof CosemData.Numeral index
                && fields.elements().get(1) instanceof CosemData.Numeral code) {
            String text = ValueText.of(fields.elements().get(2));
            return Optional.of(new ItemResult((int) index.value(), (int) code.value(), text));
        }
        return Optional.empty();
    }

    /** The verdict on the last update, if the meter has that object: structure {phase, layer, cause, update id}. */
    public Optional<LastUpdate> lastUpdate() throws DlmsException {
        GetResult result = client.get(VERDICT);
        if (!(result.data() instanceof CosemData.Structure fields)
                || fields.elements().size() < VERDICT_FIELDS) {
            return Optional.empty();
        }
        List<String> texts = fields.elements().stream().map(ValueText::of).toList();
        return Optional.of(new LastUpdate(new UpdateVerdict(texts.get(0), texts.get(1), texts.get(2)), texts.get(3)));
    }
}
