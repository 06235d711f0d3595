package org.metersim.headend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.runtime.Endpoint;

/** Whatever comes, the port throws nothing, and what is whole is either kept, known again, or refused. */
class ConcentratorFuzzTest {

    private static final MeterKeys KEYS = title -> List.of(new CipherKeys(
            Octets.parse("000102030405060708090A0B0C0D0E0F"), Octets.parse("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF")));

    private final Concentrator concentrator =
            new Concentrator(new Concentrator.Settings(KEYS, false, 1_000_000), Inbox.NONE);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 4064})
    void losesNoPushThatWasChangedAnywhere(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long taken = 0;
        for (int round = 0; round < 5_000; round++) {
            byte[] apdu = Hex.bytes(random.nextBoolean() ? Pushes.CONFIRMED : Pushes.CIPHERED);
            for (int change = random.nextInt(4); change >= 0; change--) {
                apdu[random.nextInt(apdu.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = Arrays.copyOf(apdu, random.nextInt(20) == 0 ? random.nextInt(apdu.length) : apdu.length);
            concentrator.take(Octets.of(cut), 1, 0);
            taken++;
            long accounted = concentrator.confirmations().size() + concentrator.repeats() + concentrator.refused();
            assertEquals(taken, accounted, "seed " + seed + ", round " + round);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 4064})
    void throwsNothingWhateverTheStream(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Endpoint port = concentrator.accept().orElseThrow();
        for (int step = 0; step < 5_000; step++) {
            port.receive(chunk(random), step);
            port.wake(step);
            for (Optional<byte[]> out = port.nextOutput(); out.isPresent(); out = port.nextOutput()) {
                assertEquals(14, out.get().length, "seed " + seed + ", step " + step);
            }
            if (port.isClosed() || random.nextInt(50) == 0) {
                port.lineLost(step);
                port = concentrator.accept().orElseThrow();
            }
        }
    }

    private static byte[] chunk(SplittableRandom random) {
        byte[] noise = new byte[random.nextInt(40)];
        random.nextBytes(noise);
        byte[] whole = Pushes.frame(Pushes.CONFIRMED);
        return switch (random.nextInt(4)) {
            case 0 -> noise;
            case 1 -> Arrays.copyOf(whole, random.nextInt(whole.length));
            case 2 ->
                new ByteWriter()
                        .bytes(Hex.bytes("000100010001"))
                        .u16(noise.length)
                        .bytes(noise)
                        .toBytes();
            default -> whole;
        };
    }
}
