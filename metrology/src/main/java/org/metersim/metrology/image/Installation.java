package org.metersim.metrology.image;

import java.util.List;
import org.metersim.metrology.link.MeterEvent;

/**
 * What is special about updating one component: how its image is checked, and what its activation does. The engine
 * receives the image, verifies and arms; from {@link #begin} on the installation moves the {@link UpdateMachine}.
 */
public interface Installation {

    /** All checks of the image in the staging slot. */
    ImageReport verify(long nowMs);

    /** The images in the staging slot, once it was verified. */
    List<Offer> offers();

    /** What confirmations would say if the update ended now; one for each component that it changes. */
    List<Ending> endings();

    /** By the header of what runs; {@link ImageVersion#NONE} when nothing does. */
    ImageVersion runningVersion();

    /** True when that does not work with what runs. */
    default boolean breaks(Behaviour.Breakage what) {
        return false;
    }

    /** Logged when an image is found good. */
    default MeterEvent readyEvent() {
        return MeterEvent.FIRMWARE_READY;
    }

    /** Logged, and confirmed, when one is found bad. */
    default MeterEvent refusedEvent() {
        return MeterEvent.FIRMWARE_VERIFICATION_FAILED;
    }

    /** The image, which is ARMED, is to be activated now. */
    void begin(long nowMs);

    /** True when it waits for image_activate to be invoked once more. */
    boolean awaitsClient();

    /** The client confirms: what {@link #awaitsClient} at once, what is not that far when it is. */
    void confirm(long nowMs);

    /** True while the board restarts and answers nobody. */
    boolean isDown(long nowMs);

    /** When a board that restarts is back. */
    long backMs();

    /** When {@link #wake} must next be called, or {@code Endpoint.NEVER}. */
    long deadlineMs();

    /** Goes on with what was waited for. Early or repeated calls do nothing. */
    void wake(long nowMs);

    /** The board starts, in any state: what was under way goes on or is undone. */
    void start(long nowMs);
}
