package org.metersim.metrology.image;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.profiles.Firmware;
import org.metersim.profiles.Identity;

/**
 * The firmware bank of one component: two slots in flash, the golden image, which cannot be written, and the record of
 * the update.
 */
public final class Bank {

    /**
     * What all meters of a model share of it.
     *
     * @param component 0 metrology, 1 NIC
     * @param golden the image the meter left the factory with
     */
    public record Model(
            int component, Identity identity, Firmware firmware, ImageVerifier verifier, FactoryImage golden) {}

    private final Model model;
    private final Slots slots;
    private final IntFunction<ImageVersion> otherVersions;

    /** @param otherVersions versions of other components, for an image that depends on one */
    public Bank(Model model, Slots slots, IntFunction<ImageVersion> otherVersions) {
        this.model = model;
        this.slots = slots;
        this.otherVersions = otherVersions;
    }

    /** Two slots of the profile's size. */
    public static Slots.Shape shape(Firmware firmware) {
        return new Slots.Shape(2, firmware.slotBytes(), firmware.blockBytes());
    }

    int component() {
        return model.component();
    }

    Firmware firmware() {
        return model.firmware();
    }

    Slots slots() {
        return slots;
    }

    /** As the meter leaves the factory. */
    UpdateState fresh() {
        UpdateState state = new UpdateState();
        state.runningBytes = model.golden().file().length();
        state.securityCounter = model.firmware().securityCounter();
        takeIdentity(state, model.golden());
        return state;
    }

    private static void takeIdentity(UpdateState state, FactoryImage image) {
        state.activeVersion = image.version().toString();
        state.activeDigest = image.digest();
    }

    /**
     * An image to be checked.
     *
     * @param others versions of other components that run beside it
     */
    record Candidate(Octets file, Map<Integer, ImageVersion> others, MeterTrust trust) {}

    /** All checks of the image in the staging slot. */
    ImageReport verify(UpdateState state, MeterTrust trust) {
        Map<Integer, ImageVersion> others = new HashMap<>();
        for (int other = 0; other < 2; other++) {
            others.put(other, otherVersions.apply(other));
        }
        Octets file = Octets.of(slots.at(state.staging).read(state.imageBytes));
        return verify(new Candidate(file, others, trust), state.identifier, state);
    }

    /** All checks of an image that comes in a bundle, where none is announced by itself. */
    ImageReport verify(Candidate part, UpdateState state) {
        Octets announced = ImageContainer.parse(part.file().toBytes()).imageId().orElse(Octets.EMPTY);
        return verify(part, announced, state);
    }

    private ImageReport verify(Candidate image, Octets announced, UpdateState state) {
        Map<Integer, ImageVersion> running = new HashMap<>(image.others());
        running.put(component(), runningVersion(state));
        ImagePolicy policy = new ImagePolicy(
                model.identity(),
                component(),
                announced,
                running,
                state.securityCounter,
                slots.slotBytes(),
                image.trust());
        return model.verifier().verify(image.file().toBytes(), policy);
    }

    /** By its header, not by what it says: a firmware may lie about its version, an update must not be fooled. */
    ImageVersion runningVersion(UpdateState state) {
        return state.running == UpdateState.GOLDEN
                ? model.golden().version()
                : parse(state.running, state.runningBytes)
                        .map(ImageContainer::version)
                        .orElse(model.golden().version());
    }

    /** The image in a slot; empty when there is none that can be read. */
    Optional<ImageContainer> parse(int slot, int imageBytes) {
        try {
            return Optional.of(ImageContainer.parse(slots.at(slot).read(imageBytes)));
        } catch (DecodeException noImage) {
            return Optional.empty();
        }
    }

    Behaviour behaviour(int slot, int imageBytes) {
        return slot == UpdateState.GOLDEN
                ? Behaviour.GOOD
                : parse(slot, imageBytes)
                        .map(image -> Behaviour.of(image.payload()))
                        .orElse(Behaviour.GOOD);
    }

    /** The image in the staging slot, by what it calls itself; by its identifier when it cannot be read. */
    Ending offered(UpdateState state) {
        Octets identifier = parse(state.staging, state.imageBytes)
                .map(image -> Octets.ascii(reported(image)))
                .orElse(state.identifier);
        Octets digest = digest(state.staging, state.imageBytes);
        return new Ending(kind(), Octets.ascii(state.activeVersion), identifier, digest);
    }

    /** The image in the staging slot, which was verified. */
    Offer offer(UpdateState state) {
        return Offer.of(state.identifier, Octets.of(slots.at(state.staging).read(state.imageBytes)));
    }

    UpdateKind kind() {
        return UpdateKind.values()[component()];
    }

    /** What an image calls itself. */
    static String reported(ImageContainer image) {
        return Behaviour.of(image.payload())
                .reportsVersion()
                .orElse(image.version().toString());
    }

    Octets digest(int slot, int imageBytes) {
        return Digests.sha256(slots.at(slot).read(imageBytes));
    }

    /** Why what is in a slot may not run; empty for the factory's own image, or one that is whole and signed. */
    Optional<ImageReport.Finding> fault(int slot, int imageBytes) {
        byte[] file = slots.at(slot).read(imageBytes);
        return model.golden().file().equals(Octets.of(file))
                ? Optional.empty()
                : model.verifier().verifyContent(file).failed();
    }

    /** The image on trial becomes the one that runs; the security counter goes up with it, in the same record. */
    void runStaging(UpdateMachine machine, long nowMs) {
        UpdateState state = machine.memory;
        ImageContainer image = parse(state.staging, state.imageBytes).orElseThrow();
        Octets digest = digest(state.staging, state.imageBytes);
        machine.activate(reported(image), digest, image.securityCounter(), nowMs);
        state.fallbackBytes = state.running == UpdateState.GOLDEN ? 0 : state.runningBytes;
        state.running = state.staging;
        state.runningBytes = state.imageBytes;
    }

    /**
     * When the slot that ran is broken: the image that ran before it, if it is still whole and the security counter has
     * not gone past it, or else the golden one, which is exempt.
     */
    void fallBack(UpdateState state) {
        int other = slots.beside(state.running);
        // no bytes are no image: nothing ran before
        Optional<ImageContainer> before =
                fault(other, state.fallbackBytes).isEmpty() ? parse(other, state.fallbackBytes) : Optional.empty();
        if (before.isPresent() && before.get().securityCounter() >= state.securityCounter) {
            state.activeVersion = reported(before.get());
            state.activeDigest = digest(other, state.fallbackBytes);
            state.running = other;
            state.runningBytes = state.fallbackBytes;
        } else {
            state.running = UpdateState.GOLDEN;
            state.runningBytes = model.golden().file().length();
            takeIdentity(state, model.golden());
        }
        state.fallbackBytes = 0;
    }
}
