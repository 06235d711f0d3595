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
    private static final int VERDICT_FIELDS = 4;

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
