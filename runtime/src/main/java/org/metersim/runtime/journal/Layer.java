package org.metersim.runtime.journal;

/** Where in the way of a byte an entry of the journal was made. */
public enum Layer {
    /** A data link frame or wrapper unit, as bytes. */
    FRAME,
    /** An APDU in clear, as bytes. */
    APDU,
    /** A message between NIC and metrology. */
    MESSAGE,
    /** A state that changed: image transfer status, association, boot. */
    STATE,
    /** Why a client was refused, or hears nothing, and which of its settings to look at. */
    HINT,
    /** An entry of one of the meter's event logs. */
    EVENT,
    /** A fault that a test asked for and that now struck. */
    FAULT,
    /** A row of the use case that was reached. */
    STEP
}
