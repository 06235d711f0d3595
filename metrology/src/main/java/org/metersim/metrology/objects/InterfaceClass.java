package org.metersim.metrology.objects;

import java.util.TreeMap;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterReply;

/**
 * A COSEM interface class: its attributes and methods as rows of a table over a view {@code T}, which is made for one
 * request and dropped. Blue Book 4.
 *
 * @param <T> one object of the class, of one meter
 */
public final class InterfaceClass<T> {

    /** Gives an attribute's value. */
    @FunctionalInterface
    public interface Getter<T> {
        CosemData get(T object, long nowMs);
    }

    /** Gives a selection of an attribute's value; {@link Selection#NONE} means all of it. */
    @FunctionalInterface
    public interface SelectiveGetter<T> {
        MeterReply get(T object, Selection selection, long nowMs);
    }

    /** Takes a new value. Anything but SUCCESS means that nothing changed. */
    @FunctionalInterface
    public interface Setter<T> {
        AccessResult set(T object, CosemData value, long nowMs);
    }

    /** Does what a method does. */
    @FunctionalInterface
    public interface Method<T> {
        MeterReply invoke(T object, CosemData parameter, long nowMs);
    }

    private record Attribute<T>(String name, SelectiveGetter<T> getter, Setter<T> setter, boolean selective) {}

    private record NamedMethod<T>(String name, Method<T> method) {}

    private final int id;
    private final String title;
    private final TreeMap<Integer, Attribute<T>> attributes = new TreeMap<>();
    private final TreeMap<Integer, NamedMethod<T>> methods = new TreeMap<>();

    private InterfaceClass(int id, String title) {
        this.id = id;
        this.title = title;
    }

    /**
     * An empty table.
     *
     * @param id class_id
     * @param title the standard's name of the class
     */
    public static <T> InterfaceClass<T> of(int id, String title) {
        return new InterfaceClass<>(id, title);
    }

    /** An attribute that is only read. */
    public InterfaceClass<T> attribute(int index, String name, Getter<T> getter) {
        return attribute(index, name, getter, (object, value, nowMs) -> AccessResult.READ_WRITE_DENIED);
    }

    /** An attribute that is read and written. */
    public InterfaceClass<T> attribute(int index, String name, Getter<T> getter, Setter<T> setter) {
        SelectiveGetter<T> whole = (object, selection, nowMs) -> new MeterReply.Value(getter.get(object, nowMs));
        attributes.put(index, new Attribute<>(name, whole, setter, false));
        return this;
    }

    /** An attribute that is only read, and of which parts can be read. */
    public InterfaceClass<T> selective(int index, String name, SelectiveGetter<T> getter) {
        return selective(index, name, getter, (object, value, nowMs) -> AccessResult.READ_WRITE_DENIED);
    }

    /** An attribute of which parts can be read. */
    public InterfaceClass<T> selective(int index, String name, SelectiveGetter<T> getter, Setter<T> setter) {
        attributes.put(index, new Attribute<>(name, getter, setter, true));
        return this;
    }

    public InterfaceClass<T> method(int index, String name, Method<T> method) {
        methods.put(index, new NamedMethod<>(name, method));
        return this;
    }

    public int id() {
        return id;
    }

    /** Name of an attribute, for a person. */
    public String attributeName(int index) {
        Attribute<T> attribute = attributes.get(index);
        return attribute == null ? "attribute " + index : attribute.name();
    }

    /** Name of a method, for a person. */
    public String methodName(int index) {
        NamedMethod<T> method = methods.get(index);
        return method == null ? "method " + index : method.name();
    }

    /** Reads an attribute, or a selection of it. */
    public MeterReply read(T object, int index, Selection selection, long nowMs) {
        Attribute<T> attribute = attributes.get(index);
        if (attribute == null) {
            return new MeterReply.Refused(AccessResult.READ_WRITE_DENIED);
        }
        if (!selection.isNone() && !attribute.selective()) {
            return new MeterReply.Refused(AccessResult.SCOPE_OF_ACCESS_VIOLATED);
        }
        return attribute.getter().get(object, selection, nowMs);
    }

    /** Writes an attribute. */
    public MeterReply write(T object, int index, CosemData value, long nowMs) {
        Attribute<T> attribute = attributes.get(index);
        AccessResult result = attribute == null
                ? AccessResult.READ_WRITE_DENIED
                : attribute.setter().set(object, value, nowMs);
        return MeterReply.of(result);
    }

    /** Invokes a method. */
    public MeterReply invoke(T object, int index, CosemData parameter, long nowMs) {
        NamedMethod<T> method = methods.get(index);
        return method == null
                ? new MeterReply.Refused(AccessResult.READ_WRITE_DENIED)
                : method.method().invoke(object, parameter, nowMs);
    }

    @Override
    public String toString() {
        return title;
    }
}
