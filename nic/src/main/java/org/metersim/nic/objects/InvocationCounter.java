package org.metersim.nic.objects;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.metrology.objects.Bound;
import org.metersim.metrology.objects.InterfaceClass;
import org.metersim.profiles.ObjectDefinition;

/** COSEM Data that shows the smallest invocation counter an association will accept. Blue Book 4.3.1. */
record InvocationCounter(Instance instance, String association) {

    /** No other object of this class lives on the card. */
    static final int CLASS_ID = 1;

    static final InterfaceClass<InvocationCounter> CLASS = InterfaceClass.<InvocationCounter>of(CLASS_ID, "Data")
            .attribute(1, "logical_name", (counter, nowMs) -> counter.instance.logicalName())
            .attribute(2, "value", (counter, nowMs) -> counter.value());

    /** The object of a row of class 1; empty when its value is the metrology's. */
    static Optional<Bound<NicView, ?>> of(ObjectDefinition definition, Function<NicView, Instance> instance) {
        List<String> source = List.of(definition.row().text("source", "").split(" "));
        if (!source.get(0).equals("invocation-counter")) {
            return Optional.empty();
        }
        return Optional.of(Bound.plain(CLASS, instance.andThen(at -> new InvocationCounter(at, source.get(1)))));
    }

    private CosemData value() {
        int clientSap = instance.association(association).clientSap();
        long next = instance.state().receive(clientSap).nextAcceptable();
        return CosemData.doubleLongUnsigned(Math.min(next, NumeralType.DOUBLE_LONG_UNSIGNED.max()));
    }
}
