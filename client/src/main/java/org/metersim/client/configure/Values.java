package org.metersim.client.configure;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;

/** Values of a meter as they were read at one time. */
final class Values {

    private final Map<AttributeRef, GetResult> results;

    private Values(Map<AttributeRef, GetResult> results) {
        this.results = results;
    }

    /** Reads each of them once, by lists where the meter takes them. */
    static Values read(DlmsClient client, Collection<AttributeRef> attributes) throws DlmsException {
        List<AttributeRef> targets = attributes.stream().distinct().toList();
        List<GetResult> answers =
                client.get(targets.stream().map(SelectedAttribute::whole).toList());
        Map<AttributeRef, GetResult> results = new HashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            results.put(targets.get(i), answers.get(i));
        }
        return new Values(results);
    }

    /** The value, or why there is none; empty when it was not read, or is not certain any more. */
    Optional<GetResult> result(AttributeRef attribute) {
        return Optional.ofNullable(results.get(attribute));
    }

    /** The value; empty when the meter did not give it. */
    Optional<CosemData> find(AttributeRef attribute) {
        return result(attribute).filter(GetResult::isData).map(GetResult::data);
    }

    Values copy() {
        return new Values(new HashMap<>(results));
    }

    /** From here on it is this. */
    void put(AttributeRef attribute, CosemData value) {
        results.put(attribute, GetResult.of(value));
    }

    /** From here on nothing is certain. */
    void forget() {
        results.clear();
    }
}
