package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.image.Forge.Signer;
import org.metersim.profiles.Firmware;
import org.metersim.profiles.SignaturePolicy;
import org.metersim.profiles.UpdateOptions;
import org.metersim.runtime.memory.FactoryContent;
import org.metersim.runtime.memory.FlashGeometry;
import org.metersim.runtime.memory.FlashMemory;
import org.metersim.runtime.memory.MemoryRegion;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.memory.RecordStore;

/** An update engine on a small flash, and all that it tells its board. What it logs is kept in the same flash. */
final class Bench extends BenchHost {

    static final int SECTOR_BYTES = 512;
    static final FlashGeometry FLASH = FlashGeometry.plain(SECTOR_BYTES);
    static final int RECORD_BYTES = 16 * SECTOR_BYTES;
    static final int BLOCK_BYTES = 128;
    static final int DELAY_MS = 2_000;
    static final int BOOT_MS = 5_000;
    static final int KEY = 1;

    static final Firmware FIRMWARE = firmware(8 * SECTOR_BYTES, BLOCK_BYTES);
    static final Octets IDENTIFIER = Octets.ascii("acme-2.4.1");

    /** Version 2.4.0, what the meter left the factory with. */
    static final FactoryImage GOLDEN = golden();

    static final int BANK_BYTES = Bank.shape(FIRMWARE).sizeBytes(FLASH);

    NonVolatileMemory memory;
    private final int bankBytes;
    final Firmware firmware;
    ImageVerifier verifier = Acme.VERIFIER;
    UpdateEngine engine;
    long nowMs = 1_000_000;

    Bench() {
        this(FIRMWARE, each -> each);
    }

    /** @param wrap puts something between engine and flash */
    Bench(Firmware firmware, UnaryOperator<NonVolatileMemory> wrap) {
        this(firmware, wrap.apply(factoryFlash()));
        restart();
    }

    /** Not started. */
    Bench(Firmware firmware, NonVolatileMemory memory) {
        this.firmware = firmware;
        this.bankBytes = Bank.shape(firmware).sizeBytes(FLASH);
        this.memory = memory;
    }

    static NonVolatileMemory factoryFlash() {
        return factoryFlash(FIRMWARE, FLASH);
    }

    /** As it leaves the factory, for slots of another size. */
    static NonVolatileMemory factoryFlash(Firmware firmware, FlashGeometry flash) {
        Map<Integer, byte[]> factory = Map.of(RECORD_BYTES, GOLDEN.file().toBytes());
        int bytes = RECORD_BYTES + Bank.shape(firmware).sizeBytes(flash);
        return new FlashMemory(new FactoryContent(bytes, flash, factory));
    }

    /** Where a slot begins in the flash. */
    int slotAt(int slot) {
        return RECORD_BYTES + slot * bankBytes() / 2;
    }

    private int bankBytes() {
        return Bank.shape(firmware).sizeBytes(memory.geometry());
    }

    private static FactoryImage golden() {
        byte[] file = Signer.P256.sign(image("2.4.0", 5, "factory"));
        return new FactoryImage(ImageVersion.parse("2.4.0"), Octets.of(file), Octets.of(Forge.hash("SHA-256", file)));
    }

    static Firmware verifyingFor(int verifyMs) {
        return verifyingFor(verifyMs, UpdateOptions.USUAL);
    }

    static Firmware verifyingFor(int verifyMs, UpdateOptions options) {
        return firmware(8 * SECTOR_BYTES, BLOCK_BYTES, verifyMs, options);
    }

    /** For slots of another size. */
    static Firmware firmware(int slotBytes, int blockBytes) {
        return firmware(slotBytes, blockBytes, 0, UpdateOptions.USUAL);
    }

    private static Firmware firmware(int slotBytes, int blockBytes, int verifyMs, UpdateOptions options) {
        return new Firmware(
                "2.4.0",
                "1.2.3+4",
                5,
                slotBytes,
                blockBytes,
                verifyMs,
                DELAY_MS,
                BOOT_MS,
                List.of(),
                SignaturePolicy.DEFAULT,
                options);
    }

    /** A board that differs from the usual. */
    static Firmware with(UpdateOptions options) {
        return verifyingFor(0, options);
    }

    /** To be signed: an image of that version and security counter. @param payload its start, 700 bytes in all */
    static byte[] image(String version, int securityCounter, String payload) {
        byte[] start = Arrays.copyOf(payload.getBytes(StandardCharsets.UTF_8), 700);
        for (int at = payload.length(); at < start.length; at++) {
            start[at] = (byte) (at * 31 + at / 128);
        }
        byte[] counter = Forge.tlv(0x50, securityCounter, 0, 0, 0);
        byte[] toBeSigned = Forge.toBeSigned(start, counter, Forge.VID, Forge.CID, Forge.METROLOGY);
        ImageVersion wanted = ImageVersion.parse(version);
        return Forge.patch(
                toBeSigned, 0x14, wanted.major(), wanted.minor(), wanted.revision(), 0, (int) wanted.build());
    }

    /** Version 2.4.1, counter 6, with a payload that begins so. Ed25519: quick to check, and always the same bytes. */
    static byte[] next(String payload) {
        return Signer.ED25519.sign(image("2.4.1", 6, payload));
    }

    static byte[] behaving(String lines) {
        return next("meter-sim behaviour 1\n" + lines + "\n\n");
    }

    static final byte[] GOOD = next("good");
    static final byte[] BAD = Forge.patch(GOOD, 100, GOOD[100] ^ 1);
    static final byte[] FAILING = behaving("selfTest: fail");

    // --- what a board does

    /** The engine is made anew from what the flash holds, and the board starts. */
    void restart() {
        records = new RecordStore(new MemoryRegion(memory, 0, RECORD_BYTES));
        Bank.Model model = new Bank.Model(0, Acme.IDENTITY, firmware, verifier, GOLDEN);
        int bytes = bankBytes();
        Slots slots = new Slots(Bank.shape(firmware), new MemoryRegion(memory, RECORD_BYTES, bytes), records, KEY);
        Bank bank = new Bank(model, slots, component -> ImageVersion.parse("1.2.3+4"));
        engine = FirmwareInstallation.engine(bank, this);
        engine.start(nowMs);
    }

    void cutPower() {
        engine.powerFailed(nowMs);
        restart();
    }

    /** Time passes, and the engine is woken at each of its deadlines. */
    void step(long ms) {
        long untilMs = nowMs + ms;
        while (engine.deadlineMs() <= untilMs) {
            nowMs = Math.max(nowMs, engine.deadlineMs());
            engine.wake(nowMs);
        }
        nowMs = untilMs;
    }

    // --- what a client does

    AccessResult initiate(byte[] file) {
        return engine.initiate(IDENTIFIER, file.length, nowMs);
    }

    static int blocks(byte[] file) {
        return (file.length + BLOCK_BYTES - 1) / BLOCK_BYTES;
    }

    static Octets block(byte[] file, int number) {
        return block(file, number, BLOCK_BYTES);
    }

    private static Octets block(byte[] file, int number, int blockBytes) {
        int from = number * blockBytes;
        return Octets.of(Arrays.copyOfRange(file, from, Math.min(file.length, from + blockBytes)));
    }

    AccessResult send(byte[] file, int number) {
        return engine.block(number, block(file, number, firmware.blockBytes()), nowMs);
    }

    /** The blocks that are missing. */
    void sendAll(byte[] file) {
        for (int number = 0; number < blocks(file); number++) {
            if (!engine.hasBlock(number)) {
                assertEquals(AccessResult.SUCCESS, send(file, number), "block " + number);
            }
        }
    }

    void transfer(byte[] file) {
        assertEquals(AccessResult.SUCCESS, initiate(file));
        sendAll(file);
    }

    /** Transfer, verification, activation; then time until nothing is due. */
    void update(byte[] file) {
        transfer(file);
        assertEquals(AccessResult.SUCCESS, engine.verify(nowMs));
        assertEquals(AccessResult.SUCCESS, engine.activate(nowMs));
        step(3_600_000);
    }

    /** Of the image that may be activated; empty when there is none. */
    static Optional<Octets> verifiedDigest(UpdateEngine engine) {
        return engine.offers().stream()
                .map(offer -> offer.shown(UpdateOptions.USUAL))
                .findFirst();
    }
}
