package org.metersim.client.card;

import java.util.Optional;
import org.metersim.client.Authentication;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.SecurityControl;

/**
 * One row of a card.
 *
 * @param authentication {@code none}, {@code lls} or {@code hls-gmac}
 * @param secret of LLS
 * @param guek of HLS, 16 bytes
 * @param gak of HLS, 16 bytes
 */
public record CardAssociation(
        String name,
        int clientSap,
        String authentication,
        Optional<Octets> secret,
        Optional<Octets> guek,
        Optional<Octets> gak) {

    /** @throws IllegalArgumentException when a secret is missing, or the mechanism is none that this client knows */
    Authentication authentication(Octets systemTitle) {
        return switch (authentication) {
            case "none" -> Authentication.NONE;
            case "lls" -> new Authentication.Password(present("secret", secret));
            case "hls-gmac" ->
                new Authentication.Gmac(
                        new CipherKeys(present("guek", guek), present("gak", gak)), systemTitle, SecurityControl.BOTH);
            default ->
                throw new IllegalArgumentException("association " + name + ": authentication " + authentication
                        + " (expected: none, lls or hls-gmac)");
        };
    }

    private Octets present(String field, Optional<Octets> value) {
        return value.orElseThrow(
                () -> new IllegalArgumentException("association " + name + ": the card has no " + field));
    }

    /** Never the secrets. */
    @Override
    public String toString() {
        return "CardAssociation[" + name + ", client SAP " + clientSap + ", " + authentication + "]";
    }
}
