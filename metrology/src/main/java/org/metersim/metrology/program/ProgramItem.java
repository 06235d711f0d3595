package org.metersim.metrology.program;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;

/** One thing that a program does to a meter, or asks of it. */
public sealed interface ProgramItem {

    /** How deep a value may nest: a number in an array in an array is 3 deep. */
    int MAX_DEPTH = Wire.MAX_DEPTH;

    <R> R accept(Handler<R> handler);

    /** Class of the object it is about, 1 to 65535. */
    int classId();

    /** The object it is about. */
    LogicalName object();

    void write(ByteWriter out);

    /** True when it cannot be undone: it comes after all that can. */
    default boolean isIrreversible() {
        return false;
    }

    /** One method a kind: a new kind does not compile until every handler answers it. */
    interface Handler<R> {
        R set(Set item);

        R act(Act item);

        R check(Check item);
    }

    /** An item that is about one attribute. */
    sealed interface OfAttribute extends ProgramItem {

        AttributeRef target();

        @Override
        default int classId() {
            return target().classId();
        }

        @Override
        default LogicalName object() {
            return target().object();
        }
    }

    /**
     * Writes an attribute.
     *
     * @param expect what the attribute must read just before it is written, when that matters
     */
    record Set(AttributeRef target, CosemData value, Optional<CosemData> expect) implements OfAttribute {

        private static final int KIND = 0;

        /** @throws IllegalArgumentException when target or values are none that a program may have */
        public Set {
            checkTarget(target);
            Wire.checked(value);
            expect.ifPresent(Wire::checked);
        }

        private static Set read(ByteReader in, String item) {
            return new Set(
                    readTarget(in, item), Wire.readValue(in, item + " value"), Wire.readOptional(in, item + " expect"));
        }

        @Override
        public void write(ByteWriter out) {
            Wire.structure(out, 4);
            Wire.enumeration(out, KIND);
            writeTarget(out, target.classId(), target.object(), target.attribute());
            value.write(out);
            Wire.optional(out, expect);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.set(this);
        }
    }

    /**
     * Invokes a method.
     *
     * @param restore attributes of the same object that, written back in this order, undo it; none when irreversible
     * @param irreversible that nothing undoes it
     */
    record Act(MethodRef target, CosemData parameter, List<Integer> restore, boolean irreversible)
            implements ProgramItem {

        private static final int KIND = 1;

        /** @throws IllegalArgumentException when target or parameter are none, or it is not said how it is undone */
        public Act {
            restore = List.copyOf(restore);
            checkTarget(target.classId(), target.object(), target.method());
            Wire.checked(parameter);
            if (restore.isEmpty() != irreversible) {
                throw new IllegalArgumentException("undo: " + restore + (irreversible ? " and irreversible" : "")
                        + " (expected: the attributes to restore, or irreversible)");
            }
            if (restore.stream().anyMatch(attribute -> attribute < 2 || attribute > Byte.MAX_VALUE)
                    || new LinkedHashSet<>(restore).size() < restore.size()) {
                throw new IllegalArgumentException(
                        "restore: " + restore + " (expected: attributes of 2 to " + Byte.MAX_VALUE + ", each once)");
            }
        }

        private static Act read(ByteReader in, String item) {
            int at = in.position();
            AttributeRef target = readTarget(in, item);
            CosemData parameter = Wire.readValue(in, item + " parameter");
            List<Integer> restore = Wire.readIntegers(in, item + " restore");
            in.expect(item + " irreversible type", Wire.BOOLEAN);
            boolean irreversible = in.flag(item + " irreversible");
            MethodRef method = new MethodRef(target.classId(), target.object(), target.attribute());
            return Wire.made(item, at, () -> new Act(method, parameter, restore, irreversible));
        }

        @Override
        public void write(ByteWriter out) {
            Wire.structure(out, 5);
            Wire.enumeration(out, KIND);
            writeTarget(out, target.classId(), target.object(), target.method());
            parameter.write(out);
            Wire.array(out, restore.size());
            restore.forEach(attribute -> Wire.integer(out, attribute));
            CosemData.bool(irreversible).write(out);
        }

        @Override
        public boolean isIrreversible() {
            return irreversible;
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.act(this);
        }

        @Override
        public int classId() {
            return target.classId();
        }

        @Override
        public LogicalName object() {
            return target.object();
        }
    }

    /**
     * Reads an attribute, and fails when it is not as expected: after the items before it.
     *
     * @param expected what it must read
     */
    record Check(AttributeRef target, CosemData expected) implements OfAttribute {

        private static final int KIND = 2;

        /** @throws IllegalArgumentException when target or value are none that a program may have */
        public Check {
            checkTarget(target);
            Wire.checked(expected);
        }

        private static Check read(ByteReader in, String item) {
            return new Check(readTarget(in, item), Wire.readValue(in, item + " equals"));
        }

        @Override
        public void write(ByteWriter out) {
            Wire.structure(out, 3);
            Wire.enumeration(out, KIND);
            writeTarget(out, target.classId(), target.object(), target.attribute());
            expected.write(out);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.check(this);
        }
    }

    /** @param index of the item, from 1 */
    static ProgramItem read(ByteReader in, int index) {
        String item = "item " + index;
        in.expect(item + " structure", Wire.STRUCTURE);
        int at = in.position();
        int elements = in.u8(item + " elements");
        int kind = Wire.readEnum(in, item + " kind");
        if (elements == 4 && kind == Set.KIND) {
            return Set.read(in, item);
        }
        if (elements == 5 && kind == Act.KIND) {
            return Act.read(in, item);
        }
        if (elements == 3 && kind == Check.KIND) {
            return Check.read(in, item);
        }
        throw new DecodeException(
                item, "kind " + kind + " of " + elements, "0 set of 4, 1 action of 5 or 2 check of 3", at);
    }

    private static AttributeRef readTarget(ByteReader in, String item) {
        int at = in.position();
        Wire.expectStructure(in, item + " target", 3);
        in.expect(item + " class type", Wire.LONG_UNSIGNED);
        int classId = in.u16(item + " class");
        Octets name = Wire.readOctets(in, item + " logical name");
        int index = Wire.readInteger(in, item + " index");
        if (name.length() != LogicalName.LENGTH_BYTES) {
            throw new DecodeException(item + " logical name length", name.length(), "6", at);
        }
        AttributeRef target = new AttributeRef(classId, LogicalName.read(ByteReader.of(name)), index);
        return Wire.made(item, at, () -> checkTarget(target));
    }

    private static void writeTarget(ByteWriter out, int classId, LogicalName object, int index) {
        Wire.structure(out, 3);
        out.u8(Wire.LONG_UNSIGNED).u16(classId);
        Wire.octets(out, object.toOctets());
        Wire.integer(out, index);
    }

    private static AttributeRef checkTarget(AttributeRef target) {
        checkTarget(target.classId(), target.object(), target.attribute());
        return target;
    }

    private static void checkTarget(int classId, LogicalName object, int index) {
        if (classId < 1 || classId > 0xFFFF || index == 0 || index != (byte) index) {
            throw new IllegalArgumentException("target: class " + classId + " " + object + " index " + index
                    + " (expected: class 1 to 65535, index -128 to 127 but 0)");
        }
    }
}
