package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.image.Forge.Signer;
import org.metersim.profiles.Firmware;
import org.metersim.runtime.memory.FactoryContent;
import org.metersim.runtime.memory.FlashMemory;
import org.metersim.runtime.memory.MemoryRegion;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.memory.RecordStore;

/** The engines of both boards and of the bundle on one small flash. Metrology runs 2.4.0, the NIC 1.2.0. */
final class BundleBench extends BenchHost {

    static final FactoryImage OLD_NIC = golden(nic("1.2.0", 5, "factory"));
    static final byte[] METROLOGY = Bench.GOOD;
    static final byte[] NIC = nic("1.3.0", 6, "good");
    static final byte[] GOOD = bundle(METROLOGY, NIC);

    private static final int PARTS = Bench.RECORD_BYTES + 2 * Bench.BANK_BYTES;
    private static final Slots.Shape SHAPE =
            new Slots.Shape(1, 2 * Bench.FIRMWARE.slotBytes() + Bench.SECTOR_BYTES, Bench.BLOCK_BYTES);

    final NonVolatileMemory memory;
    UpdateEngine metrology;
    UpdateEngine nic;
    UpdateEngine bundle;
    long nowMs = 1_000_000;
    private Firmware firmware = Bench.FIRMWARE;

    BundleBench() {
        this(each -> each);
    }

    /** @param verifyMs how long verification takes */
    BundleBench(int verifyMs) {
        this(Bench.verifyingFor(verifyMs));
    }

    /** Boards that differ from the usual. */
    BundleBench(Firmware firmware) {
        this(each -> each);
        this.firmware = firmware;
        restart();
    }

    /** @param wrap puts something between engines and flash */
    BundleBench(UnaryOperator<NonVolatileMemory> wrap) {
        Map<Integer, byte[]> factory = Map.of(
                Bench.RECORD_BYTES,
                Bench.GOLDEN.file().toBytes(),
                Bench.RECORD_BYTES + Bench.BANK_BYTES,
                OLD_NIC.file().toBytes());
        int size = PARTS + SHAPE.sizeBytes(Bench.FLASH);
        this.memory = wrap.apply(new FlashMemory(new FactoryContent(size, Bench.SECTOR_BYTES, factory)));
        restart();
    }

    private static FactoryImage golden(byte[] file) {
        return new FactoryImage(ImageVersion.parse("1.2.0"), Octets.of(file), Octets.of(Forge.hash("SHA-256", file)));
    }

    /** What is in the header and the protected TLVs of an image. */
    private record Label(int component, String version, int securityCounter) {

        byte[] toBeSigned(byte[] payload, byte[]... more) {
            byte[] tlvs = Forge.join(
                    Forge.join(more),
                    Forge.tlv(0x50, securityCounter, 0, 0, 0),
                    Forge.VID,
                    Forge.CID,
                    Forge.tlv(0xA0, component));
            ImageVersion wanted = ImageVersion.parse(version);
            int[] numbers = {wanted.major(), wanted.minor(), wanted.revision(), 0, 0, 0, 0, 0};
            return Forge.patch(Forge.toBeSigned(payload, tlvs), 0x14, numbers);
        }

        /** An image whose payload begins so. */
        byte[] image(String payload, byte[]... more) {
            byte[] start = Arrays.copyOf(payload.getBytes(StandardCharsets.UTF_8), 500);
            Arrays.fill(start, payload.length(), start.length, (byte) 0x55);
            return Signer.ED25519.sign(toBeSigned(start, more));
        }
    }

    /** An image for the NIC, whose payload begins so. */
    static byte[] nic(String version, int securityCounter, String payload, byte[]... more) {
        return new Label(1, version, securityCounter).image(payload, more);
    }

    /** An image for the metrology. */
    static byte[] metrology(String version, int securityCounter, String payload, byte[]... more) {
        return new Label(0, version, securityCounter).image(payload, more);
    }

    /** A bundle, version 1.0.0, counter 1: each part with its length before it, u32 little-endian. */
    static byte[] bundle(byte[]... parts) {
        byte[] payload = {};
        for (byte[] part : parts) {
            byte[] length = {(byte) part.length, (byte) (part.length >> 8), 0, 0};
            payload = Forge.join(payload, length, part);
        }
        return ofPayload(payload);
    }

    /** @param payload of the bundle, whatever it is */
    static byte[] ofPayload(byte[] payload) {
        return Signer.ED25519.sign(Forge.patch(new Label(3, "1.0.0", 1).toBeSigned(payload), 0x10, 0x10));
    }

    // --- what the boards do

    void restart() {
        records = new RecordStore(new MemoryRegion(memory, 0, Bench.RECORD_BYTES));
        metrology = FirmwareInstallation.engine(bank(0, Bench.GOLDEN), this);
        nic = FirmwareInstallation.engine(bank(1, OLD_NIC), this);
        MemoryRegion region = new MemoryRegion(memory, PARTS, SHAPE.sizeBytes(Bench.FLASH));
        Slots slots = new Slots(SHAPE, region, records, Bench.KEY + 8);
        bundle = BundleInstallation.engine(model(0, Bench.GOLDEN), slots, List.of(metrology, nic), this);
        engines().forEach(engine -> engine.start(nowMs));
    }

    private Bank.Model model(int component, FactoryImage golden) {
        return new Bank.Model(component, Acme.IDENTITY, firmware, Acme.VERIFIER, golden);
    }

    private Bank bank(int component, FactoryImage golden) {
        MemoryRegion region =
                new MemoryRegion(memory, Bench.RECORD_BYTES + component * Bench.BANK_BYTES, Bench.BANK_BYTES);
        Slots slots = new Slots(Bank.shape(Bench.FIRMWARE), region, records, Bench.KEY + 4 + component);
        return new Bank(model(component, golden), slots, other -> (other == 0 ? metrology : nic).runningVersion());
    }

    List<UpdateEngine> engines() {
        return List.of(metrology, nic, bundle);
    }

    void cutPower() {
        engines().forEach(engine -> engine.powerFailed(nowMs));
        restart();
    }

    private long deadlineMs() {
        return engines().stream().mapToLong(UpdateEngine::deadlineMs).min().orElseThrow();
    }

    void step(long ms) {
        long untilMs = nowMs + ms;
        while (deadlineMs() <= untilMs) {
            nowMs = Math.max(nowMs, deadlineMs());
            engines().forEach(engine -> engine.wake(nowMs));
        }
        nowMs = untilMs;
    }

    // --- what a client does

    static AccessResult initiate(UpdateEngine engine, byte[] file, long nowMs) {
        return engine.initiate(Octets.ascii("acme-2026-11"), file.length, nowMs);
    }

    void transfer(byte[] file) {
        transfer(bundle, file);
    }

    void transfer(UpdateEngine engine, byte[] file) {
        assertEquals(AccessResult.SUCCESS, initiate(engine, file, nowMs));
        for (int number = 0; number < Bench.blocks(file); number++) {
            engine.block(number, Bench.block(file, number), nowMs);
        }
    }

    /** Transfer and verification. */
    AccessResult verify(byte[] file) {
        transfer(file);
        return bundle.verify(nowMs);
    }

    /** Transfer, verification, activation; then time until nothing is due. */
    void update(byte[] file) {
        assertEquals(AccessResult.SUCCESS, verify(file), "" + bundle.verdict());
        assertEquals(AccessResult.SUCCESS, bundle.activate(nowMs));
        step(3_600_000);
    }

    /** What runs, metrology first. */
    String running() {
        return metrology.activeVersion() + ", " + nic.activeVersion();
    }

    /** States of metrology, NIC and bundle. */
    String states() {
        return metrology.state() + " " + nic.state() + " " + bundle.state();
    }
}
