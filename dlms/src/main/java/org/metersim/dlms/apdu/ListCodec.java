package org.metersim.dlms.apdu;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/** SEQUENCE OF in A-XDR: the number of elements, then each. */
final class ListCodec {

    private ListCodec() {}

    static <T> List<T> read(ByteReader in, String field, Function<ByteReader, T> element) {
        // an element takes at least one byte, so what is left bounds the count
        int count = in.length(field);
        List<T> elements = new ArrayList<>(Math.min(count, 32));
        for (int i = 0; i < count; i++) {
            elements.add(element.apply(in));
        }
        return List.copyOf(elements);
    }

    static <T> void write(ByteWriter out, List<T> elements, BiConsumer<T, ByteWriter> element) {
        out.length(elements.size());
        elements.forEach(one -> element.accept(one, out));
    }
}
