package org.metersim.transport.ble.controller;

import java.util.Optional;
import java.util.OptionalInt;
import org.metersim.transport.ble.Peripheral;
import org.metersim.transport.ble.hci.BluetoothAddress;

/**
 * The meters within reach of a controller, by index. Several controllers may share one.
 *
 * <p>What a meter advertises is computed when it is asked for, so a meter that only advertises costs no memory.
 */
public interface Air {

    /** How many meters there are: indices 0 to this, exclusive. */
    int count();

    /** What that meter advertises now; empty when it is silent: off, or held by a central. */
    Optional<Advertisement> advertisement(int meter, long nowMs);

    /**
     * A central connects. The connection lasts until {@link Peripheral#lost}, and one central holds a meter at a time.
     *
     * @param central as it calls itself on the air, which may be private
     * @return empty when that meter is not to be connected to now
     */
    Optional<Peripheral> connect(int meter, BluetoothAddress central, long nowMs);

    /** The advertising meter that has that address. Override it where the address tells the meter. */
    default OptionalInt meterAt(BluetoothAddress address, long nowMs) {
        for (int meter = 0; meter < count(); meter++) {
            Optional<Advertisement> advertisement = advertisement(meter, nowMs);
            if (advertisement.isPresent() && advertisement.get().address().equals(address)) {
                return OptionalInt.of(meter);
            }
        }
        return OptionalInt.empty();
    }
}
