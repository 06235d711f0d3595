package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.metrology.image.UpdateProbes.OTHER_BLOCK;
import static org.metersim.metrology.image.UpdateProbes.activate;
import static org.metersim.metrology.image.UpdateProbes.afterCut;
import static org.metersim.metrology.image.UpdateProbes.another;
import static org.metersim.metrology.image.UpdateProbes.armed;
import static org.metersim.metrology.image.UpdateProbes.begun;
import static org.metersim.metrology.image.UpdateProbes.blockSize;
import static org.metersim.metrology.image.UpdateProbes.complete;
import static org.metersim.metrology.image.UpdateProbes.confirmedEarly;
import static org.metersim.metrology.image.UpdateProbes.disabledAndEnabled;
import static org.metersim.metrology.image.UpdateProbes.ended;
import static org.metersim.metrology.image.UpdateProbes.hourAfterCut;
import static org.metersim.metrology.image.UpdateProbes.lastBlock;
import static org.metersim.metrology.image.UpdateProbes.retried;
import static org.metersim.metrology.image.UpdateProbes.signature;
import static org.metersim.metrology.image.UpdateProbes.verified;
import static org.metersim.metrology.image.UpdateProbes.verify;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.Forge.Signer;
import org.metersim.profiles.UpdateOptions;
import org.metersim.profiles.UpdateQuirk;

/** Each option of docs/update-options.md: what a client sees usually, and what with its other value. */
class UpdateOptionsTest {

    /** @param see what is done, and what is seen of it */
    private record Row(UpdateQuirk quirk, Function<Bench, Object> see, String usually, String then) {

        @Override
        public String toString() {
            return quirk.option() + ": " + quirk.value();
        }
    }

    private static final byte[] GOOD = Bench.GOOD;
    private static final int LAST = Bench.blocks(GOOD) - 1;
    private static final byte[] P256 = Signer.P256.sign(Bench.image("2.4.1", 6, "good"));

    private static final Path CARD = Path.of("../nic/src/test/java/org/metersim/nic/service/TransferQuirksTest.java");
    private static final Path OBJECT =
            Path.of("src/test/java/org/metersim/metrology/image/ImageTransferOptionsTest.java");

    /** Those that only the card or the object shows, and the tests that look at them there. */
    private static final Map<UpdateQuirk, Path> ELSEWHERE = Map.of(
            UpdateQuirk.OWNER_LOCKED, CARD,
            UpdateQuirk.ACTIVATE_REPLY_LOST, CARD,
            UpdateQuirk.BLOCKS_STATUS_TOO_LONG, OBJECT);

    static Stream<Row> rows() {
        return Stream.of(
                        persistence(),
                        blocks(),
                        verification(),
                        signatures(),
                        activation(),
                        earlyConfirmationAndRetry(),
                        ends())
                .flatMap(List::stream);
    }

    private static List<Row> persistence() {
        return List.of(
                new Row(UpdateQuirk.VOLATILE, bench -> afterCut(verified(bench)), "VERIFIED 8", "IDLE 0"),
                new Row(UpdateQuirk.VOLATILE, bench -> afterCut(begun(bench)), "RECEIVING 1", "IDLE 0"),
                new Row(UpdateQuirk.VOLATILE, bench -> afterCut(armed(bench)), "VERIFIED 8", "IDLE 0"),
                new Row(UpdateQuirk.AUTOACTIVATE, bench -> hourAfterCut(verified(bench)), "2.4.0", "2.4.1"),
                new Row(UpdateQuirk.AUTOACTIVATE, bench -> hourAfterCut(complete(bench)), "2.4.0", "2.4.0"),
                new Row(
                        UpdateQuirk.DISABLE_DISCARDS,
                        bench -> disabledAndEnabled(begun(bench)),
                        "RECEIVING 1",
                        "IDLE 0"),
                new Row(
                        UpdateQuirk.DISABLE_DISCARDS,
                        bench -> disabledAndEnabled(verified(bench)),
                        "VERIFIED 8",
                        "VERIFIED 8"),
                new Row(
                        UpdateQuirk.BLOCK_SIZE_WRITABLE,
                        bench -> blockSize(bench, 256),
                        "read-write-denied 128",
                        "success 256"),
                new Row(
                        UpdateQuirk.BLOCK_SIZE_WRITABLE,
                        bench -> blockSize(bench, 200),
                        "read-write-denied 128",
                        "other-reason 128"),
                new Row(
                        UpdateQuirk.BLOCK_SIZE_WRITABLE,
                        bench -> blockSize(begun(bench), 256),
                        "read-write-denied 128",
                        "temporary-failure 128"));
    }

    private static List<Row> blocks() {
        return List.of(
                new Row(
                        UpdateQuirk.BLOCK_UNAVAILABLE,
                        bench -> begun(bench).engine.block(LAST + 1, OTHER_BLOCK, bench.nowMs),
                        "other-reason",
                        "data-block-unavailable"),
                new Row(
                        UpdateQuirk.BLOCK_UNAVAILABLE,
                        bench -> bench.engine.block(0, OTHER_BLOCK, bench.nowMs),
                        "other-reason",
                        "other-reason"),
                new Row(
                        UpdateQuirk.LENGTH_OTHER_REASON,
                        bench -> begun(bench).engine.block(2, Octets.of(new byte[127]), bench.nowMs),
                        "type-unmatched",
                        "other-reason"),
                new Row(UpdateQuirk.LAST_BLOCK_EXACT, bench -> lastBlock(bench, true), "success", "type-unmatched"),
                new Row(UpdateQuirk.LAST_BLOCK_EXACT, bench -> lastBlock(bench, false), "success", "success"),
                new Row(UpdateQuirk.LAST_BLOCK_PADDED, bench -> lastBlock(bench, false), "success", "type-unmatched"),
                new Row(UpdateQuirk.LAST_BLOCK_PADDED, bench -> lastBlock(bench, true), "success", "success"),
                new Row(
                        UpdateQuirk.DUPLICATE_OVERWRITES,
                        bench -> another(begun(bench)),
                        "other-reason RECEIVING first",
                        "success RECEIVING second"),
                new Row(
                        UpdateQuirk.DUPLICATE_OVERWRITES,
                        bench -> another(complete(bench)),
                        "other-reason COMPLETE first",
                        "success COMPLETE second"),
                new Row(
                        UpdateQuirk.DUPLICATE_IGNORED,
                        bench -> another(begun(bench)),
                        "other-reason RECEIVING first",
                        "success RECEIVING first"),
                new Row(UpdateQuirk.FIRST_NOT_INDEX_PLUS_ONE, UpdateProbes::firstNot, "0 1 1 1 8", "0 1 6 1 8"),
                new Row(UpdateQuirk.FIRST_NOT_STUCK, UpdateProbes::firstNot, "0 1 1 1 8", "0 0 0 0 0"));
    }

    private static List<Row> verification() {
        return List.of(
                new Row(
                        UpdateQuirk.VERIFY_INCOMPLETE_FAILS,
                        bench -> verify(begun(bench)),
                        "other-reason RECEIVING []",
                        "other-reason REJECTED [51]"),
                new Row(
                        UpdateQuirk.VERIFY_INCOMPLETE_FAILS,
                        bench -> verify(complete(bench)),
                        "success VERIFIED [17]",
                        "success VERIFIED [17]"),
                new Row(
                        UpdateQuirk.REPEATED_VERIFY_FAILS,
                        bench -> verify(verified(bench)),
                        "success VERIFIED [17]",
                        "other-reason VERIFIED [17]"),
                new Row(
                        UpdateQuirk.VERIFICATION_STUCK,
                        bench -> verify(complete(bench)),
                        "success VERIFIED [17]",
                        "temporary-failure VERIFYING []"),
                new Row(
                        UpdateQuirk.BUSY_IS_HARDWARE_FAULT,
                        bench -> armed(bench).initiate(GOOD),
                        "temporary-failure",
                        "hardware-fault"),
                new Row(
                        UpdateQuirk.BUSY_IS_HARDWARE_FAULT,
                        bench -> armed(bench).engine.verify(bench.nowMs),
                        "temporary-failure",
                        "hardware-fault"),
                new Row(
                        UpdateQuirk.BUSY_IS_HARDWARE_FAULT,
                        bench -> armed(bench).engine.activate(bench.nowMs),
                        "temporary-failure",
                        "hardware-fault"));
    }

    private static List<Row> signatures() {
        return List.of(
                new Row(UpdateQuirk.SIGNATURE_RAW, bench -> signature(bench, P256), sha256(P256), raw(P256)),
                new Row(UpdateQuirk.SIGNATURE_RAW, bench -> signature(bench, GOOD), sha256(GOOD), end(GOOD, 68, 64)),
                new Row(UpdateQuirk.SIGNATURE_DER, bench -> signature(bench, GOOD), sha256(GOOD), end(GOOD, 68, 64)),
                new Row(UpdateQuirk.SIGNATURE_CRC, bench -> signature(bench, GOOD), sha256(GOOD), end(GOOD, 4, 4)),
                new Row(UpdateQuirk.SIGNATURE_FIRST_BYTES, bench -> signature(bench, GOOD), sha256(GOOD), "3DB8F396"));
    }

    private static List<Row> activation() {
        return List.of(
                new Row(
                        UpdateQuirk.ACTIVATE_ASYNC,
                        bench -> activate(verified(bench)),
                        "success ARMED 2.4.1",
                        "temporary-failure ARMED 2.4.1"),
                new Row(
                        UpdateQuirk.ACTIVATE_ASYNC,
                        bench -> activate(begun(bench)),
                        "other-reason RECEIVING 2.4.0",
                        "other-reason RECEIVING 2.4.0"),
                new Row(
                        UpdateQuirk.ACTIVATION_STUCK,
                        bench -> activate(verified(bench)),
                        "success ARMED 2.4.1",
                        "success ARMED 2.4.0"));
    }

    private static List<Row> earlyConfirmationAndRetry() {
        return List.of(
                new Row(
                        UpdateQuirk.ACTIVATE_CONFIRMS,
                        bench -> confirmedEarly(bench, "confirm: never"),
                        "temporary-failure REVERTED",
                        "success CONFIRMED"),
                new Row(
                        UpdateQuirk.ACTIVATE_CONFIRMS,
                        bench -> confirmedEarly(bench, "selfTest: fail"),
                        "temporary-failure REVERTED",
                        "success REVERTED"),
                new Row(
                        UpdateQuirk.ACTIVATE_CONFIRMS,
                        UpdateProbes::confirmedEarlyThenCut,
                        "temporary-failure REVERTED",
                        "success CONFIRMED"),
                new Row(
                        UpdateQuirk.ACTIVATE_RETRIES,
                        bench -> retried(bench, Bench.FAILING),
                        "other-reason REVERTED 1",
                        "success REVERTED 2"),
                new Row(
                        UpdateQuirk.ACTIVATE_RETRIES,
                        bench -> retried(bench, GOOD),
                        "other-reason CONFIRMED 1",
                        "other-reason CONFIRMED 1"));
    }

    private static List<Row> ends() {
        return List.of(
                new Row(UpdateQuirk.RESET_REVERTS, UpdateProbes::cutOnTrial, "CONFIRMED", "REVERTED"),
                new Row(
                        UpdateQuirk.RESET_REVERTS,
                        bench -> ended(bench, Bench.behaving("selfTest: pass-on-try-2")),
                        "CONFIRMED",
                        "REVERTED"),
                new Row(UpdateQuirk.RESET_REVERTS, bench -> ended(bench, GOOD), "CONFIRMED", "CONFIRMED"),
                new Row(
                        UpdateQuirk.END_IS_FORGOTTEN,
                        bench -> ended(bench, GOOD) + " " + afterCut(bench) + " " + bench.engine.activeVersion(),
                        "CONFIRMED CONFIRMED 8 2.4.1",
                        "CONFIRMED IDLE 0 2.4.1"),
                new Row(
                        UpdateQuirk.END_IS_FORGOTTEN,
                        bench -> ended(bench, Bench.FAILING) + " " + afterCut(bench),
                        "REVERTED REVERTED 8",
                        "REVERTED IDLE 0"),
                new Row(UpdateQuirk.END_IS_FORGOTTEN, bench -> afterCut(verified(bench)), "VERIFIED 8", "VERIFIED 8"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void isAsUsualWithoutTheOption(Row row) {
        assertEquals(row.usually(), "" + row.see().apply(new Bench()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void isOtherwiseWithIt(Row row) {
        assertEquals(row.then(), "" + row.see().apply(with(row.quirk())));
    }

    @Test
    void everyOptionIsInTheTable() {
        for (UpdateQuirk quirk : UpdateQuirk.values()) {
            boolean isHere = rows().anyMatch(
                            row -> row.quirk() == quirk && !row.usually().equals(row.then()));
            boolean isSlow = quirk == UpdateQuirk.VERIFICATION_RESTARTS;
            assertTrue(isHere || isSlow || ELSEWHERE.containsKey(quirk), quirk + " is not tested");
        }
    }

    @Test
    void theOtherTestsHaveTheRestOfTheTable() throws IOException {
        for (Map.Entry<UpdateQuirk, Path> each : ELSEWHERE.entrySet()) {
            String test = Files.readString(each.getValue());
            UpdateQuirk quirk = each.getKey();
            // the usual and the other value are rows of one table there
            boolean isThere = test.contains('"' + quirk.value()) && test.contains(quirk.option() + ": ");
            assertTrue(isThere, quirk + " is not in " + each.getValue());
        }
    }

    private static Bench with(UpdateQuirk quirk) {
        return new Bench(Bench.with(UpdateOptions.of(quirk)), each -> each);
    }

    // Only where verification takes time can the power fail during it.
    @Test
    void verificationBeginsAgainAfterACutWhereTheProfileSaysSo() {
        Map<UpdateOptions, String> expected = Map.of(
                UpdateOptions.USUAL,
                "COMPLETE COMPLETE",
                UpdateOptions.of(UpdateQuirk.VERIFICATION_RESTARTS),
                "VERIFYING VERIFIED");
        expected.forEach((options, states) -> {
            Bench bench = new Bench(Bench.verifyingFor(30_000, options), each -> each);
            complete(bench).engine.verify(bench.nowMs);
            bench.step(10_000);
            bench.cutPower();
            String after = "" + bench.engine.state();
            bench.step(30_000);
            assertEquals(states, after + " " + bench.engine.state());
            bench.cutPower();
            assertEquals(states.substring(states.indexOf(' ') + 1), "" + bench.engine.state());
        });
    }

    @Test
    void aBlockThatIsOverwrittenLeavesItsNeighboursWhole() {
        Bench bench = with(UpdateQuirk.DUPLICATE_OVERWRITES);
        byte[] broken = Forge.patch(GOOD, 300, 0xAA);
        bench.transfer(broken);
        assertEquals("success", "" + bench.send(GOOD, 2));
        bench.engine.verify(bench.nowMs);
        assertEquals(TransferState.VERIFIED, bench.engine.state());
    }

    @Test
    void anImageGoesInLargerBlocksOnceTheSizeWasWritten() {
        Bench bench = with(UpdateQuirk.BLOCK_SIZE_WRITABLE);
        bench.engine.setBlockBytes(256, bench.nowMs);
        bench.cutPower();
        assertEquals(256, bench.engine.blockBytes());
        bench.initiate(GOOD);
        assertEquals((GOOD.length + 255) / 256, bench.engine.blockCount());
        for (int at = 0; at < GOOD.length; at += 256) {
            bench.cutPower();
            Octets block = Octets.of(GOOD).slice(at, Math.min(GOOD.length, at + 256));
            assertEquals("success", "" + bench.engine.block(at / 256, block, bench.nowMs));
        }
        bench.engine.activate(bench.nowMs);
        bench.step(60_000);
        assertEquals("2.4.1", bench.engine.activeVersion());
    }

    // --- what it must be

    private static String sha256(byte[] file) {
        return Octets.of(Forge.hash("SHA-256", file)).toHex();
    }

    private static String end(byte[] file, int from, int length) {
        return Octets.of(file)
                .slice(file.length - from, file.length - from + length)
                .toHex();
    }

    /** The two numbers of the DER signature that stands before the CRC, by the JDK. */
    private static String raw(byte[] file) {
        int at = file.length - 4;
        int length = 0;
        while (file[at - 2 - length] != 0x30 || file[at - 1 - length] != length) {
            length++;
        }
        byte[] der = Arrays.copyOfRange(file, at - length, at);
        int r = der[1];
        BigInteger first = new BigInteger(Arrays.copyOfRange(der, 2, 2 + r));
        BigInteger second = new BigInteger(Arrays.copyOfRange(der, 4 + r, length));
        return String.format("%064X%064X", first, second);
    }
}
