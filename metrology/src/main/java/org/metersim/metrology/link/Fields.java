package org.metersim.metrology.link;

import java.util.List;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;

/** The elements of a structure, each taken for what it must be. */
final class Fields {

    private final List<CosemData> elements;

    /** @throws DecodeException when {@code data} is no structure of {@code count} */
    Fields(CosemData data, int count) {
        if (!(data instanceof CosemData.Structure structure)
                || structure.elements().size() != count) {
            throw new DecodeException("last update", data, "a structure of " + count, 0);
        }
        this.elements = structure.elements();
    }

    CosemData at(int index) {
        return elements.get(index);
    }

    long number(int index) {
        if (at(index) instanceof CosemData.Numeral numeral) {
            return numeral.value();
        }
        throw new DecodeException("element " + index, at(index), "a number", 0);
    }

    Octets octets(int index) {
        if (at(index) instanceof CosemData.OctetString string) {
            return string.octets();
        }
        throw new DecodeException("element " + index, at(index), "an octet-string", 0);
    }

    String text(int index) {
        if (at(index) instanceof CosemData.VisibleString string) {
            return string.text();
        }
        throw new DecodeException("element " + index, at(index), "a visible-string", 0);
    }
}
