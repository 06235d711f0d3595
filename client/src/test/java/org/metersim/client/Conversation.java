package org.metersim.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.hdlc.HdlcParameters;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.SecurityControl;

/**
 * A session and a peer that only says what a script has it say. A line is {@code > hex} (the session sends this next),
 * {@code < hex} (this comes), {@code - } (the session sends nothing) or {@code @ ms} (time passes).
 */
final class Conversation {

    static final CipherKeys KEYS = new CipherKeys(
            Octets.parse("000102030405060708090A0B0C0D0E0F"), Octets.parse("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF"));
    static final Octets CLIENT_TITLE = Octets.parse("4D4D4D0000BC614E");
    static final Login PUBLIC = new Login(16, 1, Authentication.NONE);
    static final Login READER = new Login(2, 1, new Authentication.Password(Octets.ascii("12345678")));
    static final Login FIRMWARE = new Login(3, 1, new Authentication.Gmac(KEYS, CLIENT_TITLE, SecurityControl.BOTH));

    /** AARQ of the public client, and the answer of dlms-wire V4 with the services granted that were asked for. */
    static final String PUBLIC_ASSOCIATION = """
            > 601DA109060760857405080101BE10040E01000000065F1F0400005E1DFFFF
            < 6129A109060760857405080101A203020100A305A103020100BE10040E0800065F1F0400005E1D04000007
            """;

    final ClientSession session;
    final InvocationCounters counters = new InvocationCounters();
    private final List<Object> outcomes = new ArrayList<>();
    private final Optional<String> header;
    private final Optional<String> answerHeader;
    private long nowMs = 1_000_000;

    private Conversation(SessionSettings settings, Optional<String> header, Optional<String> answerHeader) {
        this.session = new ClientSession(settings, () -> Octets.parse("4B35366956616759"));
        this.header = header;
        this.answerHeader = answerHeader;
        session.wake(nowMs);
    }

    /** Over the wrapper; the script has bare APDUs between that client SAP and server SAP 1. */
    static Conversation wrapper(int clientSap) {
        return new Conversation(
                new SessionSettings(
                        SessionSettings.Framing.WRAPPER, OptionalInt.empty(), HdlcParameters.DEFAULT, 2000, 3, 0xFFFF),
                Optional.of(String.format("0001%04X0001", clientSap)),
                Optional.of(String.format("00010001%04X", clientSap)));
    }

    /** Over HDLC with the default parameters; the script has whole frames. */
    static Conversation hdlc() {
        return new Conversation(
                new SessionSettings(
                        SessionSettings.Framing.HDLC, OptionalInt.empty(), HdlcParameters.DEFAULT, 2000, 3, 0xFFFF),
                Optional.empty(),
                Optional.empty());
    }

    Conversation play(String script) {
        for (String line : script.lines().map(String::strip).toList()) {
            String rest = line.isEmpty() ? "" : line.substring(1).strip();
            switch (line.isEmpty() ? '#' : line.charAt(0)) {
                case '>' -> assertEquals(framed(header, rest), sent(), line);
                case '<' -> session.receive(Hex.bytes(framed(answerHeader, rest)), nowMs);
                case '-' -> assertEquals("", sent(), "sent though nothing is to be");
                case '@' -> pass(Long.parseLong(rest));
                default -> {}
            }
        }
        return this;
    }

    private static String framed(Optional<String> wrapper, String hex) {
        String bare = hex.replace(" ", "");
        return wrapper.map(head -> head + String.format("%04X", bare.length() / 2) + bare)
                .orElse(bare);
    }

    private String sent() {
        return session.nextOutput().map(Hex::compact).orElse("");
    }

    /** Time passes, with a wake at each deadline on the way. */
    void pass(long ms) {
        long untilMs = nowMs + ms;
        while (session.deadlineMs() <= untilMs) {
            nowMs = Math.max(nowMs, session.deadlineMs());
            session.wake(nowMs);
        }
        nowMs = untilMs;
    }

    long nowMs() {
        return nowMs;
    }

    Conversation associate(Login login) {
        session.associate(login, counters, note(), nowMs);
        return this;
    }

    /** Takes an outcome; {@link #told} has them all. */
    <T> Consumer<Outcome<T>> note() {
        return outcome -> outcomes.add(outcome.fold(value -> value, failure -> failure));
    }

    /** What was told so far. */
    List<Object> told() {
        return outcomes;
    }

    Object last() {
        return outcomes.get(outcomes.size() - 1);
    }

    /** The failure that was told last. */
    Failure failure() {
        return (Failure) last();
    }
}
