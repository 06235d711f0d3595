package org.metersim.client.update;

/** What an update has come to; told as it goes. */
public enum UpdatePhase {
    /** The meter answered, and is the right one. */
    CONNECTED,
    /** The meter was told of the image. */
    INITIATED,
    /** The meter has blocks of it already; no second initiate. */
    RESUMED,
    /** The meter has all blocks. */
    TRANSFERRED,
    /** The meter found the image good. */
    VERIFIED,
    /** The meter was told to run it. */
    ACTIVATING,
    /** The line dropped, or does not come back for another reason than before. */
    LINE_LOST,
    /** The meter answers again. */
    LINE_BACK,
    /** The meter runs it. */
    ACTIVATED
}
