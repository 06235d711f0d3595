package org.metersim.app.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Random;
import org.metersim.app.FirmwareLogin;
import org.metersim.client.ClientSettings;
import org.metersim.client.DlmsClient;
import org.metersim.client.NetCarrier;
import org.metersim.client.Target;
import org.metersim.client.update.ImageUpdate;
import org.metersim.client.update.UpdateImage;
import org.metersim.client.update.UpdatePatience;
import org.metersim.client.update.UpdatePlan;
import org.metersim.headend.Concentrator;
import org.metersim.meter.Meter;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.SteppedClock;
import org.metersim.runtime.net.NetLoop;

/** A meter, a concentrator and a tool, each on a loop of its own, with nothing between them but sockets. */
final class DemoStage implements AutoCloseable {

    private static final long ANSWER_MS = 3_000;

    /** Looks at a busy meter, and for one that restarts, more often than a person would. */
    private static final UpdatePatience PATIENCE = new UpdatePatience(200, 30_000, 60_000, 5);

    private final NetLoop concentratorLoop = new NetLoop("concentrator", SteppedClock.system());
    private final NetLoop toolLoop = new NetLoop("tool", SteppedClock.system());
    private final DemoEvidence evidence;
    private final Concentrator concentrator;
    private final int concentratorPort;
    private final Meter meter;
    private final long seed;

    DemoStage(MeterModel profile, long seed, DemoEvidence evidence) throws IOException {
        this.evidence = evidence;
        this.seed = seed;
        this.concentrator = new Concentrator(Concentrator.Settings.OPEN, evidence);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        this.concentratorPort =
                concentratorLoop.listen(anyPort, local -> concentrator.accept()).port();
        this.meter = Meter.builder()
                .profile(profile)
                .seed(seed)
                .concentrator(anyPort.getAddress().getHostAddress(), concentratorPort)
                .trace(serial -> evidence::passed)
                .start();
    }

    Meter meter() {
        return meter;
    }

    int concentratorPort() {
        return concentratorPort;
    }

    /** How many pushes the concentrator refused. */
    long refused() {
        return concentratorLoop.call(concentrator::refused);
    }

    /** Lets the tool update the meter, from now on. */
    void update(DemoImage image) {
        Thread tool = new Thread(() -> evidence.ended(bringIn(image)), "tool");
        tool.setDaemon(true);
        tool.start();
    }

    private org.metersim.client.update.UpdateResult bringIn(DemoImage image) {
        Target target = Target.parse("optical:127.0.0.1:" + meter.tcp().getPort());
        ClientSettings settings = ClientSettings.of(
                        target, FirmwareLogin.of(meter.profile(), meter.number()), ANSWER_MS)
                .withDeviceAddress(meter.serial());
        UpdateImage content = UpdateImage.of(image.file(), Optional.empty(), Optional.empty());
        UpdatePlan plan = new UpdatePlan(content, Optional.of(meter.serial()), PATIENCE);
        try (DlmsClient client = new DlmsClient(new NetCarrier(toolLoop), settings, new Random(seed))) {
            return new ImageUpdate(client, plan, evidence).run();
        }
    }

    @Override
    public void close() {
        meter.close();
        toolLoop.close();
        concentratorLoop.close();
    }
}
