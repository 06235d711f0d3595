package org.metersim.transport.ble.smp;

/** Whoever sits before one end of a pairing, or its display. */
public interface PairingUser {

    /** The passkey: the end with a display shows it, the other is told. @return 0 to 999999 */
    int passkey();

    /** Whether the other end shows the same number. @param number 0 to 999999 */
    boolean compares(int number);
}
