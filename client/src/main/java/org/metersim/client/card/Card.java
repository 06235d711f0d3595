package org.metersim.client.card;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.metersim.client.Login;
import org.metersim.client.Target;
import org.metersim.client.Target.Transport;
import org.metersim.dlms.codec.Octets;

/**
 * What a meter's user is given to connect: the values of the file that {@code meter-sim run --ready-file} writes.
 *
 * @param serial serial number, as the meter says it
 * @param serverSap of the management logical device
 * @param passkey of its Bluetooth, 0 to 999999, when it has one
 * @param targets what listens, by transport; one TCP port may be there for several
 */
public record Card(
        String serial,
        int serverSap,
        OptionalInt passkey,
        Map<Transport, Target> targets,
        List<CardAssociation> associations) {

    /**
     * The target over that transport.
     *
     * @throws IllegalArgumentException when the meter has no such endpoint
     */
    public Target target(Transport transport) {
        return Optional.ofNullable(targets.get(transport))
                .orElseThrow(() -> new IllegalArgumentException("the card has no endpoint for " + transport));
    }

    /**
     * The target when none is asked for: the first there is of wrapper, HDLC, optical port, pseudo terminal and
     * Bluetooth.
     */
    public Target target() {
        for (Transport transport : Transport.values()) {
            if (targets.containsKey(transport)) {
                return target(transport);
            }
        }
        throw new IllegalArgumentException("the card has no endpoint at all");
    }

    /**
     * Who that client SAP is, with the secrets that the card has for it.
     *
     * @param systemTitle of this client, 8 bytes
     * @throws IllegalArgumentException when the card does not name it, or lacks a secret
     */
    public Login login(int clientSap, Octets systemTitle) {
        return associations.stream()
                .filter(association -> association.clientSap() == clientSap)
                .findFirst()
                .map(association -> new Login(clientSap, serverSap, association.authentication(systemTitle)))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the card has no client SAP " + clientSap + " (expected: one of " + saps() + ")"));
    }

    private String saps() {
        return associations.stream()
                .map(association -> association.clientSap() + " " + association.name())
                .collect(Collectors.joining(", "));
    }
}
