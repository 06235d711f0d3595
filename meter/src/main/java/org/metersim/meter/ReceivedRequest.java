package org.metersim.meter;

import org.metersim.dlms.cosem.LogicalName;

/**
 * One attribute or method that a client asked for.
 *
 * @param atMs simulated UTC, milliseconds
 * @param index of the attribute or method
 * @param clientSap who asked
 */
public record ReceivedRequest(long atMs, Service service, int classId, LogicalName object, int index, int clientSap) {

    /** What was asked. */
    public enum Service {
        GET("a"),
        SET("a"),
        ACTION("m");

        private final String letter;

        Service(String letter) {
            this.letter = letter;
        }

        String letter() {
            return letter;
        }
    }

    /** {@code ACTION 18 0-0:44.0.0.255 m1 from SAP 3}. */
    @Override
    public String toString() {
        return service + " " + classId + " " + object + " " + service.letter() + index + " from SAP " + clientSap;
    }
}
