package org.metersim.benchmarks;

import java.io.IOException;
import java.util.Locale;
import java.util.Random;
import org.metersim.client.Authentication;
import org.metersim.client.ClientSettings;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.Login;
import org.metersim.client.NetCarrier;
import org.metersim.client.Target;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.SecurityControl;
import org.metersim.meter.Meters;
import org.metersim.runtime.SteppedClock;
import org.metersim.runtime.net.NetLoop;

/**
 * Heap of meters at rest, each with its own identity, keys and counters, beyond the model that they share: as they left
 * the factory, and what one grows by when a ciphered session left counters of its own behind.
 */
final class HeapPerMeter {

    private static final int METERS = 100_000;
    private static final int USED = 5_000;

    private static final Login MANAGEMENT = new Login(
            1,
            1,
            new Authentication.Gmac(
                    new CipherKeys(
                            Octets.parse("000102030405060708090A0B0C0D0E0F"),
                            Octets.parse("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF")),
                    Octets.parse("4D4D4D0000BC614E"),
                    SecurityControl.BOTH));

    private HeapPerMeter() {}

    static void run() throws Exception {
        try (NetLoop loop = new NetLoop("client", SteppedClock.system());
                Meters one = start(1)) {
            session(loop, one, 0);
            long shared = usedHeap();
            try (Meters all = start(METERS)) {
                long untouched = (usedHeap() - shared) / METERS;
                System.out.printf(
                        Locale.ROOT,
                        "heap %d meters of sim-1p: %d bytes each at rest, %d more after a session (goal 256)%n",
                        all.count(),
                        untouched,
                        grownBy(loop, all));
            }
        }
    }

    private static Meters start(int count) throws IOException {
        return Meters.builder().journal(false).count(count).open();
    }

    private static long grownBy(NetLoop loop, Meters meters) throws Exception {
        session(loop, meters, METERS - 1);
        long before = usedHeap();
        for (int meter = 0; meter < USED; meter++) {
            session(loop, meters, meter);
        }
        return (usedHeap() - before) / USED;
    }

    private static void session(NetLoop loop, Meters meters, int meter) throws DlmsException {
        Target target = Target.parse("tcp:" + Meters.addressOf(meter).getHostAddress() + ":"
                + meters.meter(0).tcp().getPort());
        try (DlmsClient client = new DlmsClient(
                new NetCarrier(loop), ClientSettings.of(target, MANAGEMENT, 10_000), new Random(meter))) {
            client.connect();
        }
    }

    private static long usedHeap() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(50);
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
