package org.metersim.dlms.cosem;

import java.util.ArrayList;
import java.util.List;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.DecodeException;

/** Expands a compact-array: its contents are the bodies of the elements one after the other, without tags. */
final class CompactElements {

    /** Null-data, arrays and structures take no bytes of their own, so bytes alone do not bound what comes out. */
    private static final int MAX_WITHOUT_BYTES = 65_536;

    private final ByteReader in;
    private long left;

    private CompactElements(ByteReader in) {
        this.in = in;
        this.left = MAX_WITHOUT_BYTES + in.remaining();
    }

    static List<CosemData> of(CosemData.CompactArray array) {
        ByteReader in = ByteReader.of(array.contents());
        CompactElements reader = new CompactElements(in);
        List<CosemData> elements = new ArrayList<>();
        while (!in.isEmpty()) {
            int before = in.position();
            elements.add(reader.element(array.type()));
            if (in.position() == before) {
                throw new DecodeException("compact-array", "an element without bytes", "bytes", before);
            }
        }
        return List.copyOf(elements);
    }

    private CosemData element(TypeDescription type) {
        if (--left < 0) {
            throw new DecodeException("compact-array", "more elements", "<= " + MAX_WITHOUT_BYTES, in.position());
        }
        return switch (type.tag()) {
            case TypeDescription.ARRAY -> {
                List<CosemData> elements = new ArrayList<>();
                for (int i = 0; i < type.count(); i++) {
                    elements.add(element(type.elements().get(0)));
                }
                yield new CosemData.Array(List.copyOf(elements));
            }
            case TypeDescription.STRUCTURE ->
                new CosemData.Structure(
                        type.elements().stream().map(this::element).toList());
            default -> DataReader.readSimple(type.tag(), in, in.position());
        };
    }
}
