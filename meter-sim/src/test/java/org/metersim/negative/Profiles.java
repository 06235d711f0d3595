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

    /** One that trusts that key or certificate, and not the key that everybody has. */
    static MeterModel trusting(String pem) {
        return ProfileReader.read("sim-1p.yaml", trusting(sim1p(), pem));
    }

    /** Meters of M100-3P that take images of the form cms. */
    static MeterModel cms(String rootPem) {
        String text = trusting(sim1p(), rootPem)
                .replace("vendor: meter-sim.example, model: sim-1p", "vendor: acme.example, model: M100-3P")
                .replace("\nfirmware:\n", "\nfirmware:\n  container: cms\n");
        return ProfileReader.read("sim-1p.yaml", text);
    }

    private static String trusting(String text, String pem) {
        String indent = "        ";
        int from = text.indexOf(indent + "-----BEGIN PUBLIC KEY-----");
        String end = "-----END PUBLIC KEY-----\n";
        int to = text.indexOf(end, from) + end.length();
        String block = indent + pem.strip().replace("\n", "\n" + indent) + "\n";
        return text.substring(0, from) + block + text.substring(to);
    }
}
