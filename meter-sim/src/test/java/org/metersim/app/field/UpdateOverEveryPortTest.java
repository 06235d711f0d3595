package org.metersim.app.field;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.client.Authentication;
import org.metersim.client.ClientSettings;
import org.metersim.client.DlmsClient;
import org.metersim.client.Login;
import org.metersim.client.Target;
import org.metersim.client.VirtualCarrier;
import org.metersim.client.update.ImageUpdate;
import org.metersim.client.update.UpdateImage;
import org.metersim.client.update.UpdateListener;
import org.metersim.client.update.UpdatePatience;
import org.metersim.client.update.UpdatePhase;
import org.metersim.client.update.UpdatePlan;
import org.metersim.client.update.UpdateResult;
import org.metersim.client.update.UpdateVerdict;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.SecurityControl;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageSpec;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.image.SigningKey;
import org.metersim.profiles.ProfileReader;
import org.metersim.runtime.wire.VirtualWorld;

/** The client's update against the meter's two boards, in virtual time. */
class UpdateOverEveryPortTest {

    static final Login FIRMWARE = new Login(
            3,
            1,
            new Authentication.Gmac(
                    new CipherKeys(
                            Octets.parse("000102030405060708090A0B0C0D0E0F"),
                            Octets.parse("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF")),
                    Octets.parse("4D4D4D0000BC614E"),
                    SecurityControl.BOTH));

    static byte[] image(String version, int payloadBytes) throws IOException {
        try (InputStream pem = ProfileReader.class.getResourceAsStream("demo-signing-key.pem")) {
            SigningKey key = SigningKey.parse(new String(pem.readAllBytes(), StandardCharsets.US_ASCII));
            byte[] payload = new byte[payloadBytes];
            new Random(7).nextBytes(payload);
            ImageSpec spec = ImageSpec.of(
                    0, new ImageSpec.MeterType("meter-sim.example", "sim-1p"), ImageVersion.parse(version), 2);
            return ImageBuilder.sign(ImageBuilder.toBeSigned(spec, payload), key);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp:meter:4059", "hdlc:meter:4059", "optical:meter:4059"})
    void anImageIsBroughtIn(String target) throws IOException {
        VirtualWorld world = new VirtualWorld(1_781_078_400_000L);
        TwoBoards meter = TwoBoards.in(world);
        DlmsClient client = new DlmsClient(
                new VirtualCarrier(world, meter::answer, 10),
                ClientSettings.of(Target.parse(target), FIRMWARE, 3_000),
                new Random(1));
        List<String> told = new ArrayList<>();
        UpdateListener listener = new UpdateListener() {
            @Override
            public void reached(UpdatePhase phase, String detail) {
                told.add(phase + " " + detail);
            }
        };
        UpdatePlan plan = new UpdatePlan(
                UpdateImage.of(image("1.5.0", 8_000), Optional.empty(), Optional.empty()),
                Optional.of("12345"),
                UpdatePatience.USUAL);
        UpdateResult result = new ImageUpdate(client, plan, listener).run();
        client.close();

        assertEquals(
                new UpdateResult("00012345", "1.5.0", "upd-000001", UpdateVerdict.NONE, false),
                result,
                String.join("\n", told) + "\n"
                        + String.join(
                                "\n",
                                meter.journal.entries().stream()
                                        .map(Object::toString)
                                        .toList()));
    }
}
