package org.metersim.client.configure;

import java.util.List;
import java.util.Optional;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.MethodRef;

/** One thing that a configuration does to a meter, or asks of it. */
public sealed interface ConfigurationItem {

    <R> R accept(Handler<R> handler);

    /** What it is about, as {@code 3 1-0:31.4.0.255 a2}. */
    String object();

    /** Attributes whose values must be known to take it back. */
    List<AttributeRef> changes();

    /** Writes an attribute. @param expect what it must read before the first item, if that matters */
    record Set(AttributeRef target, CosemData value, Optional<CosemData> expect) implements ConfigurationItem {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.set(this);
        }

        @Override
        public String object() {
            return target.toString();
        }

        @Override
        public List<AttributeRef> changes() {
            return List.of(target);
        }
    }

    /**
     * Invokes a method.
     *
     * @param parameter null-data when it takes none
     * @param restore attributes of the same object that take it back when they are written again
     * @param irreversible nothing takes it back; stands behind everything that can be
     */
    record Act(MethodRef target, CosemData parameter, List<Integer> restore, boolean irreversible)
            implements ConfigurationItem {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.act(this);
        }

        @Override
        public String object() {
            return target.toString();
        }

        @Override
        public List<AttributeRef> changes() {
            return restore.stream()
                    .map(attribute -> new AttributeRef(target.classId(), target.object(), attribute))
                    .toList();
        }
    }

    /** Asks whether an attribute has a value. */
    record Check(AttributeRef target, CosemData equals) implements ConfigurationItem {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.check(this);
        }

        @Override
        public String object() {
            return target.toString();
        }

        @Override
        public List<AttributeRef> changes() {
            return List.of();
        }
    }

    /** One method a kind: a new kind does not compile until every user answers it. */
    interface Handler<R> {
        R set(Set item);

        R act(Act item);

        R check(Check item);
    }
}
