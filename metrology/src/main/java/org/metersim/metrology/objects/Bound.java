package org.metersim.metrology.objects;

import java.util.function.Function;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.table.MetrologyTable;

/**
 * An object of a profile: the table of its class, and how a view of it is made for one meter.
 *
 * @param <T> the view
 */
record Bound<T>(InterfaceClass<T> interfaceClass, Function<MetrologyTable, T> view) {

    MeterReply read(MetrologyTable meter, int attribute, Selection selection, long atMs) {
        return interfaceClass.read(view.apply(meter), attribute, selection, atMs);
    }

    MeterReply write(MetrologyTable meter, int attribute, CosemData value, long nowMs) {
        return interfaceClass.write(view.apply(meter), attribute, value, nowMs);
    }

    MeterReply invoke(MetrologyTable meter, int method, CosemData parameter, long nowMs) {
        return interfaceClass.invoke(view.apply(meter), method, parameter, nowMs);
    }
}
