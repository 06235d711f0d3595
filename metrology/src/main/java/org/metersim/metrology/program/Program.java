package org.metersim.metrology.program;

import java.util.ArrayList;
import java.util.List;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.Digests;

/**
 * A configuration program: what it is, and what it does to a meter, in order. As bytes it is the payload of a signed
 * container of component 2: one A-XDR structure {unsigned format = 1, header, array of items}, in its one canonical
 * form.
 *
 * <p>Whoever has one has one that can be encoded and comes back equal: the limits are kept, no value nests too deep.
 * Whether a meter takes it is another question.
 *
 * @param items 1 to {@value #MAX_ITEMS}
 */
public record Program(ProgramHeader header, List<ProgramItem> items) {

    /** Longest program, encoded, bytes. */
    public static final int MAX_BYTES = 64 * 1024;

    public static final int MAX_ITEMS = 512;

    private static final int FORMAT = 1;
    private static final String CANONICAL = "the canonical form";

    /** @throws IllegalArgumentException when a limit is exceeded, or a value has no canonical form */
    public Program {
        items = List.copyOf(items);
        if (items.isEmpty() || items.size() > MAX_ITEMS) {
            throw new IllegalArgumentException("items: " + items.size() + " (expected: 1 to " + MAX_ITEMS + ")");
        }
        byte[] bytes = encode(header, items);
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("program: " + bytes.length + " bytes (expected: <= " + MAX_BYTES + ")");
        }
        if (!comesBack(header, items, bytes)) {
            throw new IllegalArgumentException(
                    "program: a value that cannot be encoded (expected: data as DLMS has it)");
        }
    }

    /** Its canonical form. */
    public byte[] encode() {
        return encode(header, items);
    }

    /**
     * Of its canonical form, and of nothing else: {@code decode(bytes).encode()} gives the same bytes.
     *
     * @throws DecodeException when the bytes are no program, exceed a limit, or say it in another way
     */
    public static Program decode(Octets bytes) {
        if (bytes.length() > MAX_BYTES) {
            throw new DecodeException("program length", bytes.length(), "<= " + MAX_BYTES, 0);
        }
        ByteReader in = ByteReader.of(bytes);
        Body body = Body.read(in);
        in.expectEnd("program");
        if (!Octets.of(encode(body.header(), body.items())).equals(bytes)) {
            throw new DecodeException("program", "another spelling of it", CANONICAL, 0);
        }
        return new Program(body.header(), body.items());
    }

    /** How people, confirmations and the meter's active identifier name it: {@code TARIFF-2026-W v7}. */
    public String identifier() {
        return header.identifier();
    }

    /** SHA-256 of its canonical form: the same program, however often it is signed. */
    public Octets digest() {
        return Digests.sha256(encode());
    }

    private static byte[] encode(ProgramHeader header, List<ProgramItem> items) {
        ByteWriter out = new ByteWriter();
        Wire.structure(out, 3);
        Wire.unsigned(out, FORMAT);
        header.write(out);
        Wire.array(out, items.size());
        items.forEach(item -> item.write(out));
        return out.toBytes();
    }

    private static boolean comesBack(ProgramHeader header, List<ProgramItem> items, byte[] bytes) {
        try {
            ByteReader in = new ByteReader(bytes);
            Body body = Body.read(in);
            return in.isEmpty() && body.header().equals(header) && body.items().equals(items);
        } catch (DecodeException broken) {
            return false;
        }
    }

    /** What was read, before it is known to be canonical. */
    private record Body(ProgramHeader header, List<ProgramItem> items) {

        static Body read(ByteReader in) {
            Wire.expectStructure(in, "program", 3);
            Wire.expectUnsigned(in, "format", FORMAT);
            ProgramHeader header = ProgramHeader.read(in);
            int count = Wire.readArray(in, "items", MAX_ITEMS);
            if (count == 0) {
                throw new DecodeException("items", 0, "1 to " + MAX_ITEMS, in.position());
            }
            List<ProgramItem> items = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                items.add(ProgramItem.read(in, i));
            }
            return new Body(header, items);
        }
    }
}
