package org.metersim.readme;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.metersim.client.Authentication;
import org.metersim.client.ClientSettings;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.Login;
import org.metersim.client.NetCarrier;
import org.metersim.client.Target;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.SecurityControl;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageSpec;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.image.SigningKey;
import org.metersim.profiles.DemoSigningKey;
import org.metersim.runtime.SteppedClock;
import org.metersim.runtime.net.NetLoop;

/** The tool that README tests: sends an image, goes on at the first missing block after a break, waits for no boot. */
final class MyFieldTool {

    static final byte[] IMAGE = image();

    private static final LogicalName TRANSFER = LogicalName.parse("0-0:44.0.0.255");
    private static final int BLOCK_BYTES = 512;
    private static final int FIRST_NOT_TRANSFERRED = 4;
    private static final int CONNECTS = 100;
    private static final CipherKeys KEYS = new CipherKeys(
            Octets.parse("000102030405060708090A0B0C0D0E0F"), Octets.parse("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF"));

    private final InetSocketAddress meter;

    MyFieldTool(InetSocketAddress meter) {
        this.meter = meter;
    }

    private static byte[] image() {
        ImageSpec spec =
                ImageSpec.of(0, new ImageSpec.MeterType("meter-sim.example", "sim-1p"), ImageVersion.parse("1.5.0"), 2);
        return ImageBuilder.sign(
                ImageBuilder.toBeSigned(spec, new byte[400 * BLOCK_BYTES]), SigningKey.parse(DemoSigningKey.pem()));
    }

    void update(byte[] image) throws DlmsException, InterruptedException {
        Authentication gmac =
                new Authentication.Gmac(KEYS, Octets.parse("4D4D4D0000BC614E"), SecurityControl.ofPolicy(3));
        Target target = Target.parse("tcp:" + meter.getHostString() + ":" + meter.getPort());
        ClientSettings settings = ClientSettings.of(target, new Login(3, 1, gmac), 5_000);
        try (NetLoop loop = new NetLoop("my tool", SteppedClock.system());
                DlmsClient client = new DlmsClient(new NetCarrier(loop), settings, new SplittableRandom(1))) {
            client.connect();
            invoke(
                    client,
                    1,
                    CosemData.structure(
                            new CosemData.OctetString(Octets.ascii("1.5.0")),
                            CosemData.doubleLongUnsigned(image.length)));
            send(client, image);
            invoke(client, 3, CosemData.integer(0));
            invoke(client, 4, CosemData.integer(0));
        }
    }

    private static void send(DlmsClient client, byte[] image) throws DlmsException, InterruptedException {
        long block = 0;
        while (block * BLOCK_BYTES < image.length) {
            int from = (int) block * BLOCK_BYTES;
            byte[] bytes = Arrays.copyOfRange(image, from, Math.min(image.length, from + BLOCK_BYTES));
            try {
                invoke(
                        client,
                        2,
                        CosemData.structure(
                                CosemData.doubleLongUnsigned(block), new CosemData.OctetString(Octets.of(bytes))));
                block++;
            } catch (DlmsException broken) {
                reconnect(client);
                AttributeRef first = new AttributeRef(18, TRANSFER, FIRST_NOT_TRANSFERRED);
                block = ((CosemData.Numeral) client.value(first)).value();
            }
        }
    }

    private static void reconnect(DlmsClient client) throws DlmsException, InterruptedException {
        for (int left = CONNECTS; ; left--) {
            try {
                client.connect();
                return;
            } catch (DlmsException stillBooting) {
                if (left == 0) {
                    throw stillBooting;
                }
                client.carrier().pause(100);
            }
        }
    }

    private static void invoke(DlmsClient client, int method, CosemData parameter) throws DlmsException {
        AccessResult result =
                client.action(new MethodRef(18, TRANSFER, method), parameter).result();
        if (result != AccessResult.SUCCESS) {
            throw new IllegalStateException("method " + method + ": " + result);
        }
    }
}
