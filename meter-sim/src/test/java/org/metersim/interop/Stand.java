package org.metersim.interop;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A client that we did not write, on one of our lines: every check of this package runs at every stand.
 *
 * <p>What a peer cannot do, and is therefore skipped with its reason in the test report:
 *
 * <ul>
 *   <li>jDLMS 1.8.0 in mode E: it signs on only at a serial port of its native library RXTX, never on a socket.
 *   <li>jDLMS 1.8.0 proposes a client-max-receive-pdu-size of 65,535 and has no setting for it. Without ciphering a
 *       {@link Relay} makes it small in the AARQ; in a ciphered InitiateRequest nobody can, and a ciphered object list
 *       in blocks is Gurux's alone.
 * </ul>
 */
record Stand(Peer peer, Line line) {

    /** The two clients. */
    enum Peer {
        GURUX,
        JDLMS
    }

    static Stream<Stand> all() {
        return Arrays.stream(Peer.values())
                .flatMap(peer -> Arrays.stream(Line.values()).map(line -> new Stand(peer, line)));
    }

    /** Associates. An HLS client first reads its invocation counter as public client. */
    ForeignClient open(InetSocketAddress meter, Who who) throws IOException {
        return open(meter, who, Secrets.RIGHT);
    }

    /** @throws RefusedException when the meter does not let it in */
    ForeignClient open(InetSocketAddress meter, Who who, Secrets secrets) throws IOException {
        if (peer == Peer.JDLMS && line == Line.MODE_E) {
            skip("jDLMS signs on in mode E only at a serial port of its native library, never on a socket");
        }
        return peer == Peer.GURUX
                ? GuruxPeer.open(meter, line, who, secrets)
                : JdlmsPeer.open(meter, line, who, secrets);
    }

    /** Fails when that client gets in. */
    void isRefused(InetSocketAddress meter, Who who, Secrets secrets) throws IOException {
        try (ForeignClient client = open(meter, who, secrets)) {
            fail(client + " got in as " + who);
        } catch (RefusedException expected) {
            // the peer's own exception is its cause
        }
    }

    /** A connection whose client takes APDUs of so many bytes, whoever it is; not for an HLS association of jDLMS. */
    ForeignClient open(InetSocketAddress meter, Who who, int pduBytes) throws IOException {
        if (peer == Peer.GURUX) {
            return GuruxPeer.open(meter, line, who, pduBytes);
        }
        if (who.isHls()) {
            skip("jDLMS has no setting for its client-max-receive-pdu-size, and ciphers it");
        }
        return open(meter, who);
    }

    void skip(String reason) {
        System.out.println("skipped: " + this + ": " + reason);
        abort(reason);
    }

    @Override
    public String toString() {
        return peer + " on " + line;
    }
}
