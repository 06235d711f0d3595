package org.metersim.metrology.image;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.profiles.Firmware;
import org.metersim.profiles.Identity;
import org.metersim.runtime.memory.MemoryRegion;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.memory.RecordBatch;
import org.metersim.runtime.memory.RecordStore;

/**
 * The firmware bank of one component: two slots in flash, the golden image, which cannot be written, and the record of
 * the update.
 */
public final class Bank {

    /** Longest DLMS image identifier that is taken. */
    static final int MAX_IDENTIFIER_BYTES = 64;

    /**
     * What all meters of a model share of it.
     *
     * @param component 0 metrology, 1 NIC
     * @param golden the image the meter left the factory with
     */
    public record Model(
            int component, Identity identity, Firmware firmware, ImageVerifier verifier, FactoryImage golden) {}

    private final Model model;
    private final ImageSlot[] slots;
    private final RecordStore records;
    private final int key;
    private final IntFunction<ImageVersion> otherVersions;

    /**
     * @param memory of the bank, {@link #sizeBytes} long
     * @param key number of its record
     * @param otherVersions versions of other components, for an image that depends on one
     */
    public Bank(
            Model model,
            NonVolatileMemory memory,
            RecordStore records,
            int key,
            IntFunction<ImageVersion> otherVersions) {
        this.model = model;
        this.records = records;
        this.key = key;
        this.otherVersions = otherVersions;
        this.slots = new ImageSlot[] {slot(memory, 0), slot(memory, 1)};
    }

    private ImageSlot slot(NonVolatileMemory memory, int index) {
        int size = sizeBytes(model.firmware(), memory.sectorBytes()) / 2;
        int dataBytes = dataBytes(model.firmware(), memory.sectorBytes());
        return new ImageSlot(
                new MemoryRegion(memory, index * size, dataBytes),
                new MemoryRegion(memory, index * size + dataBytes, size - dataBytes),
                blockBytes());
    }

    /** Flash that a bank takes. */
    public static int sizeBytes(Firmware firmware, int sectorBytes) {
        int blocks = (firmware.slotBytes() + firmware.blockBytes() - 1) / firmware.blockBytes();
        return 2 * (dataBytes(firmware, sectorBytes) + wholeSectors(blocks * ImageSlot.MARKER_BYTES, sectorBytes));
    }

    private static int dataBytes(Firmware firmware, int sectorBytes) {
        return wholeSectors(firmware.slotBytes(), sectorBytes);
    }

    private static int wholeSectors(int bytes, int sectorBytes) {
        return (bytes + sectorBytes - 1) / sectorBytes * sectorBytes;
    }

    int component() {
        return model.component();
    }

    int blockBytes() {
        return model.firmware().blockBytes();
    }

    int slotBytes() {
        return model.firmware().slotBytes();
    }

    int verifyMs() {
        return model.firmware().verifyMs();
    }

    int activationDelayMs() {
        return model.firmware().activationDelayMs();
    }

    long bootMs() {
        return model.firmware().bootMs();
    }

    ImageSlot slot(int index) {
        return slots[index];
    }

    UpdateState load() {
        return records.get(key).map(UpdateState::read).orElseGet(this::fresh);
    }

    private UpdateState fresh() {
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

    RecordBatch save(UpdateState state, RecordBatch batch) {
        return batch.put(key, state.encode());
    }

    /** All checks of the image in the staging slot. */
    ImageReport verify(UpdateState state) {
        Map<Integer, ImageVersion> running = new HashMap<>();
        for (int other = 0; other < 2; other++) {
            running.put(other, other == component() ? runningVersion(state) : otherVersions.apply(other));
        }
        ImagePolicy policy = new ImagePolicy(
                model.identity(), component(), state.identifier, running, state.securityCounter, slotBytes());
        return model.verifier().verify(slots[state.staging].read(state.imageBytes), policy);
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
            return Optional.of(ImageContainer.parse(slots[slot].read(imageBytes)));
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

    /** How an image is called, and what it is. @param digest SHA-256 of the whole image */
    record Names(Octets identifier, Octets digest) {}

    /** Of the image in the staging slot, by what it calls itself; by its identifier when it cannot be read. */
    Names offered(UpdateState state) {
        Octets identifier = parse(state.staging, state.imageBytes)
                .map(image -> Octets.ascii(reported(image)))
                .orElse(state.identifier);
        return new Names(identifier, digest(state.staging, state.imageBytes));
    }

    /** Of the image that runs. */
    Names active(UpdateState state) {
        return new Names(Octets.ascii(state.activeVersion), state.activeDigest);
    }

    private static String reported(ImageContainer image) {
        return Behaviour.of(image.payload())
                .reportsVersion()
                .orElse(image.version().toString());
    }

    Octets digest(int slot, int imageBytes) {
        return Digests.sha256(slots[slot].read(imageBytes));
    }

    /** Why what is in a slot may not run; empty for the factory's own image, or one that is whole and signed. */
    Optional<ImageReport.Finding> fault(int slot, int imageBytes) {
        byte[] file = slots[slot].read(imageBytes);
        return model.golden().file().equals(Octets.of(file))
                ? Optional.empty()
                : model.verifier().verifyContent(file).failed();
    }

    /** The image on trial becomes the one that runs; the security counter goes up with it, in the same record. */
    void runStaging(UpdateState state, ImageContainer image, long nowMs) {
        state.activeDigest = digest(state.staging, state.imageBytes);
        state.activeVersion = reported(image);
        state.securityCounter = Math.max(state.securityCounter, image.securityCounter());
        state.fallbackBytes = state.running == UpdateState.GOLDEN ? 0 : state.runningBytes;
        state.running = state.staging;
        state.runningBytes = state.imageBytes;
        state.activatedMs = nowMs;
    }

    /**
     * When the slot that ran is broken: the image that ran before it, if it is still whole and the security counter has
     * not gone past it, or else the golden one, which is exempt.
     */
    void fallBack(UpdateState state) {
        int other = state.other();
        Optional<ImageContainer> before =
                state.fallbackBytes > 0 && fault(other, state.fallbackBytes).isEmpty()
                        ? parse(other, state.fallbackBytes)
                        : Optional.empty();
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
