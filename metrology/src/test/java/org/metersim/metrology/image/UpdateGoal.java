package org.metersim.metrology.image;

import java.util.ArrayList;
import java.util.List;
import org.metersim.dlms.codec.Octets;

/**
 * One image of a scenario, where its update ends, and what else happens on the way.
 *
 * @param digest SHA-256 of the file
 */
record UpdateGoal(byte[] file, Octets digest, long securityCounter, TransferState end, Accident accident) {

    /** What happens to the flash, or to the client, by itself. */
    enum Accident {
        NONE,
        /** Blocks come from the last to the first, some twice, and the meter is switched off in between. */
        IN_PIECES,
        /** A bit of the factory's image goes before the update begins. */
        FACTORY_SLOT_BREAKS,
        /** A bit of the new image goes between its activation and its boot. */
        STAGED_IMAGE_BREAKS,
        /** A bit of the new image goes when it has run for a while. */
        NEW_IMAGE_BREAKS,
        /** So do bits of both. */
        BOTH_IMAGES_BREAK
    }

    static UpdateGoal of(byte[] file, TransferState end) {
        return of(file, end, Accident.NONE);
    }

    static UpdateGoal of(byte[] file, TransferState end, Accident accident) {
        return new UpdateGoal(file, sha256(file), ImageContainer.parse(file).securityCounter(), end, accident);
    }

    /** Whose CRC does not fit. */
    static UpdateGoal bad(byte[] file) {
        return new UpdateGoal(file, sha256(file), 0, TransferState.REJECTED, Accident.NONE);
    }

    /** Each has its own, so that an update can be told from the one before. */
    Octets identifier() {
        return Octets.ascii("image " + digest.slice(0, 4));
    }

    private static Octets sha256(byte[] file) {
        return Octets.of(Forge.hash("SHA-256", file));
    }

    boolean breaksAfterwards() {
        return accident == Accident.NEW_IMAGE_BREAKS || accident == Accident.BOTH_IMAGES_BREAK;
    }

    /** Codes of the events that the log has of it, when it stands so. */
    List<Integer> events(TransferState state) {
        List<Integer> events = new ArrayList<>();
        if (accident == Accident.FACTORY_SLOT_BREAKS) {
            events.add(205);
        }
        events.addAll(
                switch (state) {
                    case IDLE, RECEIVING, COMPLETE, VERIFYING -> List.of();
                    case VERIFIED, ARMED, PENDING, TRIAL -> List.of(17);
                    case REJECTED -> List.of(51);
                    case CONFIRMED -> List.of(17, 18, 20);
                    case REVERTED -> reverted();
                });
        return events;
    }

    private List<Integer> reverted() {
        return switch (accident) {
            case NEW_IMAGE_BREAKS -> List.of(17, 18, 20, 204);
            case BOTH_IMAGES_BREAK -> List.of(17, 18, 20, 204, 205);
            default -> List.of(17, 204);
        };
    }

    /** The codes of its confirmations: of the events that end an update. */
    List<Integer> confirmed(TransferState state) {
        List<Integer> ends = new ArrayList<>(events(state));
        ends.removeAll(List.of(17, 20, 205));
        return ends;
    }
}
