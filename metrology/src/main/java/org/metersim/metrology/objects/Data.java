package org.metersim.metrology.objects;

/** COSEM Data: a value and nothing else. Blue Book 4.3.1. */
record Data(Instance instance, DataSource source) {

    static final InterfaceClass<Data> CLASS = InterfaceClass.<Data>of(1, "Data")
            .attribute(1, "logical_name", (data, atMs) -> data.instance.logicalName())
            .attribute(
                    2,
                    "value",
                    (data, atMs) -> data.source.get(data.instance, atMs),
                    (data, value, nowMs) -> data.source.set(data.instance, value, nowMs));
}
