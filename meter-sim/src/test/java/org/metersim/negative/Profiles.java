package org.metersim.negative;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ProfileReader;

/** sim-1p with other settings. */
final class Profiles {

    private Profiles() {}

    private static String sim1p() {
        try (InputStream in = ProfileReader.class.getResourceAsStream("sim-1p.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @param keyAndValue of a line that is there: {@code verify-ms: 0} */
    static MeterModel with(String keyAndValue, String instead) {
        String text = sim1p();
        if (!text.contains(keyAndValue)) {
            throw new IllegalArgumentException("sim-1p has no " + keyAndValue);
        }
        return ProfileReader.read("sim-1p.yaml", text.replace(keyAndValue, instead));
    }

    /** With further lines in its section {@code firmware}. */
    static MeterModel withFirmware(String... lines) {
        return with("\nfirmware:\n", "\nfirmware:\n  " + String.join("\n  ", lines) + "\n");
    }

    /** One that trusts that key, and not the one that everybody has. */
    static MeterModel trusting(String publicPem) {
        String indent = "        ";
        String text = sim1p();
        int from = text.indexOf(indent + "-----BEGIN PUBLIC KEY-----");
        String end = "-----END PUBLIC KEY-----\n";
        int to = text.indexOf(end, from) + end.length();
        String pem = indent + publicPem.strip().replace("\n", "\n" + indent) + "\n";
        return ProfileReader.read("sim-1p.yaml", text.substring(0, from) + pem + text.substring(to));
    }
}
