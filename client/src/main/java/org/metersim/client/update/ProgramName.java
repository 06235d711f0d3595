package org.metersim.client.update;

import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;

/** How a meter names a program: by what the program says of itself. docs/programs.md. */
final class ProgramName {

    private static final int HEADER = 1;

    private ProgramName() {}

    /** {@code LIMITS v7} of structure {format, structure {id, version, ...}, items}; empty when it is none. */
    static Optional<String> of(Octets payload) {
        try {
            CosemData program = CosemData.read(ByteReader.of(payload));
            if (program instanceof CosemData.Structure whole
                    && whole.elements().size() > HEADER
                    && whole.elements().get(HEADER) instanceof CosemData.Structure header
                    && header.elements().size() > 1
                    && header.elements().get(0) instanceof CosemData.VisibleString id
                    && header.elements().get(1) instanceof CosemData.Numeral version) {
                return Optional.of(id.text() + " v" + version.value());
            }
            return Optional.empty();
        } catch (DecodeException otherwise) {
            return Optional.empty();
        }
    }
}
