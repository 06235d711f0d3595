package org.metersim.transport.ble.l2cap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.hci.AclData;
import org.metersim.transport.ble.hci.ConnectionParameters;

/** Pieces and signalling commands of any kind are taken without a throw, and the next good one is understood. */
class L2capFuzzTest {

    private static final int STEPS = 5_000 * Integer.getInteger("fuzz.factor", 1);
    private static final int MAX_PAYLOAD_BYTES = 64;
    private static final L2capFrame GOOD = new L2capFrame(4, Octets.parse("52 10 00 7E A0"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void theAssemblerIsReadyAgainAfterAnything(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AclAssembler assembler = new AclAssembler(MAX_PAYLOAD_BYTES);
        for (int step = 0; step < STEPS; step++) {
            byte[] payload = new byte[random.nextInt(40)];
            random.nextBytes(payload);
            if (payload.length > 2 && random.nextInt(3) > 0) {
                payload[0] = (byte) random.nextInt(MAX_PAYLOAD_BYTES + 5);
                payload[1] = 0;
            }
            AclData.Boundary boundary = AclData.Boundary.values()[random.nextInt(4)];
            Optional<L2capFrame> frame = assembler.take(new AclData(1, boundary, Octets.of(payload)));
            assertTrue(frame.stream().allMatch(whole -> whole.payload().length() <= MAX_PAYLOAD_BYTES));
            if (step % 50 == 0) {
                List<AclData> pieces = AclFragments.fromHost(1, GOOD, 4);
                pieces.subList(0, pieces.size() - 1).forEach(assembler::take);
                assertEquals(
                        Optional.of(GOOD), assembler.take(pieces.get(pieces.size() - 1)), "seed " + seed + " " + step);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void signallingAnswersAnythingWithAtMostOneCommand(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Signalling central = new Signalling(Signalling.Role.CENTRAL);
        Signalling peripheral = new Signalling(Signalling.Role.PERIPHERAL);
        peripheral.requestUpdate(new ConnectionParameters(6, 6, 0, 100));
        for (int step = 0; step < STEPS; step++) {
            byte[] payload = new byte[random.nextInt(30)];
            random.nextBytes(payload);
            if (payload.length > 4) {
                payload[0] = (byte) random.nextInt(0x1B);
                payload[2] = (byte) (payload.length - 4 - random.nextInt(2));
                payload[3] = 0;
            }
            L2capFrame frame = new L2capFrame(L2capFrame.SIGNALLING, Octets.of(payload));
            for (Signalling end : List.of(central, peripheral)) {
                Optional<L2capFrame> answer = end.receive(frame);
                // what answers is never answered: the two ends cannot echo for ever
                answer.ifPresent(sent -> assertEquals(Optional.empty(), central.receive(sent)));
            }
        }
    }
}
