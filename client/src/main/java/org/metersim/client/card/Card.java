package org.metersim.client.card;

import java.util.List;
import java.util.Optional;
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
 * @param tcp where the one port that takes wrapper, HDLC and mode E listens; empty when it does not
 * @param ptyPath of the pseudo terminal behind which the optical port is; empty when there is none
 */
public record Card(
        String serial,
        int serverSap,
        Optional<Address> tcp,
        Optional<String> ptyPath,
        List<CardAssociation> associations) {

    /** Host and TCP port. */
    public record Address(String host, int port) {}

    /**
     * The target over that transport.
     *
     * @throws IllegalArgumentException when the meter has no such endpoint
     */
    public Target target(Transport transport) {
        if (transport == Transport.PTY) {
            return ptyPath.map(path -> new Target(transport, path, 0)).orElseThrow(() -> missing("pty"));
        }
        return tcp.map(at -> new Target(transport, at.host(), at.port())).orElseThrow(() -> missing("tcp"));
    }

    /** The target when none is asked for: wrapper over TCP where that listens, else the pseudo terminal. */
    public Target target() {
        return target(tcp.isEmpty() && ptyPath.isPresent() ? Transport.PTY : Transport.TCP);
    }

    private static IllegalArgumentException missing(String endpoint) {
        return new IllegalArgumentException("the card has no endpoint " + endpoint);
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
