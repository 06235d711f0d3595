package org.metersim.metrology.objects;

import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;

/** Where the value of a Data object comes from. */
@FunctionalInterface
interface DataSource {

    /** The value at {@code atMs}; of what does not follow from time, as it is now. */
    CosemData get(Instance instance, long atMs);

    /** Takes a value; refuses it unless the source can be set. */
    default AccessResult set(Instance instance, CosemData value, long nowMs) {
        return AccessResult.READ_WRITE_DENIED;
    }

    /** A source that can be set. */
    static DataSource settable(DataSource getter, InterfaceClass.Setter<Instance> setter) {
        return new DataSource() {
            @Override
            public CosemData get(Instance instance, long atMs) {
                return getter.get(instance, atMs);
            }

            @Override
            public AccessResult set(Instance instance, CosemData value, long nowMs) {
                return setter.set(instance, value, nowMs);
            }
        };
    }

    /** A value of the profile, until a client writes another one of its type. */
    static DataSource literal(CosemData initial) {
        return settable(
                (instance, atMs) -> instance.written(2).orElse(initial),
                (instance, value, nowMs) ->
                        value.tag() == initial.tag() ? instance.write(2, value, nowMs) : AccessResult.TYPE_UNMATCHED);
    }
}
