package org.metersim.transport.optical;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.state.Transitions;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.LineControl;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.journal.Layer;

/**
 * The meter's optical port: signs a client on, then hands the line to an HDLC endpoint, or reads out its data set. IEC
 * 62056-21, 6.4.5 and annex E (mode E); of mode C, 6.4.3, the readout, while programming is refused.
 *
 * <p>Characters of the sign-on have seven bits. They are taken with or without parity in bit 7, and answered in kind.
 * What comes at another rate than that of the present step is noise. The port itself never hangs up.
 */
public final class OpticalPort implements Endpoint {

    /**
     * @param flag three capital letters of the manufacturer
     * @param identification at most 16 printable characters, neither '/' nor '!'
     * @param deviceAddress serial number, at most 32 letters, digits and blanks; leading zeros do not count
     * @param initialBaud where every sign-on starts; the line is to run at it when the port is made
     * @param proposedBaud fastest rate offered, 300 to 19200; lowered to one that has a character
     * @param reactionMs pause before each answer, 0 to 1500; below 200 the identification says so
     * @param inactivityMs after this long without a byte an HDLC session is over; {@link Endpoint#NEVER} for no end
     * @param echo whether all that is received is sent back first, as a badly placed optical head does
     * @param directHdlc whether there is no sign-on: HDLC at the initial rate
     */
    public record Settings(
            String flag,
            String identification,
            String deviceAddress,
            int initialBaud,
            int proposedBaud,
            int reactionMs,
            long inactivityMs,
            boolean echo,
            boolean directHdlc) {

        private static final Pattern FLAG_FORM = Pattern.compile("[A-Z]{3}");
        private static final Pattern IDENTIFICATION_FORM = Pattern.compile("[ -~&&[^/!]]{0,16}");
        private static final int MAX_REACTION_MS = 1500;

        /** @throws IllegalArgumentException when a component is out of its range */
        public Settings {
            require(FLAG_FORM.matcher(flag).matches(), "flag", flag, "three capital letters");
            require(
                    IDENTIFICATION_FORM.matcher(identification).matches(),
                    "identification",
                    identification,
                    "at most 16 printable characters, no '/' or '!'");
            require(initialBaud > 0, "initial baud", initialBaud, "> 0");
            require(
                    proposedBaud >= BaudRate.OPENING.baud() && proposedBaud <= BaudRate.BAUD_19200.baud(),
                    "proposed baud",
                    proposedBaud,
                    "300 to 19200");
            require(reactionMs >= 0 && reactionMs <= MAX_REACTION_MS, "reaction ms", reactionMs, "0 to 1500");
            require(inactivityMs > 0, "inactivity ms", inactivityMs, "> 0");
            deviceAddress = new Request(deviceAddress).address();
        }

        private static void require(boolean holds, String field, Object value, String expected) {
            if (!holds) {
                throw new IllegalArgumentException(field + ": " + value + " (expected: " + expected + ")");
            }
        }
    }

    /** What the port is about. */
    enum State {
        /** A request, or the first byte of an HDLC frame. */
        IDLE,
        /** The end of the reaction time; then the identification leaves. */
        ADDRESSED,
        /** An acknowledgement. */
        IDENTIFIED,
        /** The end of the reaction time; then the acknowledgement leaves again, at the new rate. */
        CONFIRMING,
        /** The end of the reaction time; then the data set leaves. */
        READING_OUT,
        /** The end of the reaction time; then the break leaves. */
        REFUSING,
        /** HDLC frames, for the inner endpoint. */
        HDLC,
        /** The end of the last characters on the wire; then the initial rate is back. */
        LEAVING
    }

    /** What moves it. */
    enum Event {
        REQUEST_RECEIVED,
        OTHER_ADDRESSED,
        REACTION_OVER,
        HDLC_ACKNOWLEDGED,
        READOUT_ACKNOWLEDGED,
        PROGRAMMING_ACKNOWLEDGED,
        ACKNOWLEDGEMENT_MISSED,
        FLAG_RECEIVED,
        INACTIVE_TOO_LONG,
        INNER_CLOSED,
        LINE_FREE,
        LINE_LOST
    }

    static final Transitions<State, Event> TRANSITIONS = Transitions.of(State.class, Event.class)
            .on(Event.REQUEST_RECEIVED, State.IDLE, State.ADDRESSED)
            .on(Event.FLAG_RECEIVED, State.IDLE, State.HDLC)
            .on(Event.REACTION_OVER, State.ADDRESSED, State.IDENTIFIED)
            .on(Event.LINE_LOST, State.ADDRESSED, State.IDLE)
            .on(Event.REQUEST_RECEIVED, State.IDENTIFIED, State.ADDRESSED)
            .on(Event.OTHER_ADDRESSED, State.IDENTIFIED, State.IDLE)
            .on(Event.HDLC_ACKNOWLEDGED, State.IDENTIFIED, State.CONFIRMING)
            .on(Event.READOUT_ACKNOWLEDGED, State.IDENTIFIED, State.READING_OUT)
            .on(Event.PROGRAMMING_ACKNOWLEDGED, State.IDENTIFIED, State.REFUSING)
            .on(Event.ACKNOWLEDGEMENT_MISSED, State.IDENTIFIED, State.IDLE)
            .on(Event.LINE_LOST, State.IDENTIFIED, State.IDLE)
            .on(Event.REACTION_OVER, State.CONFIRMING, State.HDLC)
            .on(Event.LINE_LOST, State.CONFIRMING, State.IDLE)
            .on(Event.REACTION_OVER, State.READING_OUT, State.LEAVING)
            .on(Event.LINE_LOST, State.READING_OUT, State.IDLE)
            .on(Event.REACTION_OVER, State.REFUSING, State.LEAVING)
            .on(Event.LINE_LOST, State.REFUSING, State.IDLE)
            .on(Event.INACTIVE_TOO_LONG, State.HDLC, State.IDLE)
            .on(Event.INNER_CLOSED, State.HDLC, State.LEAVING)
            .on(Event.LINE_LOST, State.HDLC, State.IDLE)
            .on(Event.LINE_FREE, State.LEAVING, State.IDLE)
            .on(Event.LINE_LOST, State.LEAVING, State.IDLE);

    /** How long an acknowledgement is awaited. */
    private static final long ACKNOWLEDGEMENT_MS = 2500;

    private static final byte FLAG = 0x7E;

    private final Settings settings;
    private final Identification identification;
    private final LineControl line;
    private final Supplier<Endpoint> inner;
    private final LongFunction<String> readout;
    private final SignOnParser parser = new SignOnParser();
    private final Queue<byte[]> output = new ArrayDeque<>();
    private State state = State.IDLE;
    private Endpoint session = NoSession.NONE;
    private Acknowledgement agreed = Acknowledgement.hdlc(BaudRate.OPENING);
    private int rate;
    private boolean parity;
    private long deadlineMs = NEVER;
    private Journal journal = Journal.OFF;

    /**
     * @param line told of each change of the rate; to take place after what was sent before
     * @param inner makes the endpoint of one HDLC session; called once a session
     * @param readout the data set of mode C at a time in milliseconds: lines of ASCII that end in CR LF
     */
    public OpticalPort(Settings settings, LineControl line, Supplier<Endpoint> inner, LongFunction<String> readout) {
        this.settings = settings;
        this.identification = Identification.of(settings);
        this.line = line;
        this.inner = inner;
        this.readout = readout;
        this.rate = settings.initialBaud();
    }

    /** Lets that journal take note of the sign-on's messages; HDLC is for the inner endpoint to note. */
    public OpticalPort noting(Journal signOns) {
        journal = signOns;
        return this;
    }

    State state() {
        return state;
    }

    @Override
    public void receive(byte[] chunk, long nowMs) {
        if (settings.echo()) {
            output.add(chunk.clone());
        }
        wake(nowMs);
        if (isNoise()) {
            return;
        }
        for (int at = 0; at < chunk.length; at++) {
            if (settings.directHdlc() || chunk[at] == FLAG) {
                on(Event.FLAG_RECEIVED, nowMs);
            }
            if (state == State.HDLC) {
                pass(Arrays.copyOfRange(chunk, at, chunk.length), nowMs);
                return;
            }
            take(chunk[at], nowMs);
        }
    }

    private boolean isNoise() {
        int peer = line.baudRate();
        return peer != LineControl.ANY_RATE && peer != rate;
    }

    private void take(byte character, long nowMs) {
        if (state != State.IDLE && state != State.IDENTIFIED) {
            // half duplex: while it is our turn nobody is heard
            return;
        }
        Optional<String> message = parser.take(character, nowMs);
        message.ifPresent(line -> note("optical <", Characters.of(line + SignOnParser.END), nowMs));
        message.flatMap(Request::parse).ifPresent(request -> take(request, nowMs));
        message.flatMap(Acknowledgement::parse).ifPresent(acknowledgement -> take(acknowledgement, nowMs));
        if (state == State.IDENTIFIED && parser.isUnderWay()) {
            deadlineMs = Math.max(deadlineMs, later(nowMs, SignOnParser.INTER_CHARACTER_MS));
        }
    }

    private void take(Request request, long nowMs) {
        if (request.isFor(settings.deviceAddress())) {
            parity = parser.hasParity();
            on(Event.REQUEST_RECEIVED, nowMs);
        } else {
            on(Event.OTHER_ADDRESSED, nowMs);
        }
    }

    private void take(Acknowledgement acknowledgement, long nowMs) {
        Event event = switch (acknowledgement.choice()) {
            case HDLC -> Event.HDLC_ACKNOWLEDGED;
            case READOUT -> Event.READOUT_ACKNOWLEDGED;
            case PROGRAMMING -> Event.PROGRAMMING_ACKNOWLEDGED;
        };
        Optional<BaudRate> chosen = BaudRate.ofCode(acknowledgement.baud())
                .filter(baud -> baud.baud() <= identification.baud().baud());
        if (chosen.isPresent() && on(event, nowMs)) {
            agreed = acknowledgement;
            changeRate(chosen.get().baud());
        }
    }

    private void pass(byte[] bytes, long nowMs) {
        deadlineMs = later(nowMs, settings.inactivityMs());
        session.receive(bytes, nowMs);
        collect(nowMs);
    }

    /** Takes what the session has to say, and its leave. */
    private void collect(long nowMs) {
        Optional<byte[]> next = session.nextOutput();
        while (next.isPresent()) {
            output.add(next.get());
            next = session.nextOutput();
        }
        if (session.isClosed()) {
            on(Event.INNER_CLOSED, nowMs);
        }
    }

    @Override
    public void wake(long nowMs) {
        if (state == State.HDLC) {
            session.wake(nowMs);
            collect(nowMs);
        }
        while (nowMs >= deadlineMs) {
            expire(nowMs);
        }
    }

    private void expire(long nowMs) {
        switch (state) {
            case ADDRESSED -> answer(Characters.of(identification.encode()), nowMs);
            case CONFIRMING -> answer(Characters.of(agreed.encode()), nowMs);
            case READING_OUT -> answer(Readout.of(readout.apply(nowMs)), nowMs);
            case REFUSING -> answer(Readout.breakMessage(), nowMs);
            case IDENTIFIED -> on(Event.ACKNOWLEDGEMENT_MISSED, nowMs);
            case LEAVING -> on(Event.LINE_FREE, nowMs);
            case HDLC -> {
                session.lineLost(nowMs);
                on(Event.INACTIVE_TOO_LONG, nowMs);
            }
            case IDLE -> deadlineMs = NEVER;
        }
    }

    private void answer(byte[] message, long nowMs) {
        output.add(parity ? Characters.withParity(message) : message);
        note("optical >", message, nowMs);
        on(Event.REACTION_OVER, nowMs);
    }

    /** As characters, without their parity. */
    private void note(String source, byte[] message, long nowMs) {
        if (journal.isOn()) {
            String text = "sign-on at " + rate + " baud: " + Characters.shown(message);
            journal.record(new JournalEntry(nowMs, Layer.FRAME, source, text, Hex.compact(message)));
        }
    }

    @Override
    public void lineLost(long nowMs) {
        session.lineLost(nowMs);
        output.clear();
        parser.forget();
        on(Event.LINE_LOST, nowMs);
    }

    private boolean on(Event event, long nowMs) {
        Optional<State> next = TRANSITIONS.after(state, event);
        next.ifPresent(entered -> enter(entered, nowMs));
        return next.isPresent();
    }

    private void enter(State entered, long nowMs) {
        state = entered;
        session = entered == State.HDLC ? inner.get() : NoSession.NONE;
        parser.forget();
        deadlineMs = switch (entered) {
            case IDLE -> NEVER;
            case ADDRESSED, CONFIRMING, READING_OUT, REFUSING -> later(nowMs, settings.reactionMs());
            case IDENTIFIED -> later(nowMs, ACKNOWLEDGEMENT_MS);
            case HDLC -> later(nowMs, settings.inactivityMs());
            case LEAVING -> later(nowMs, wireMs());
        };
        if (entered == State.IDLE) {
            changeRate(settings.initialBaud());
        }
    }

    /** How long the line is busy with what is to be sent; a line without settings can be left at once. */
    private long wireMs() {
        long characters = output.stream().mapToLong(bytes -> bytes.length).sum();
        return line.baudRate() == LineControl.ANY_RATE ? 0 : BaudRate.wireMs(characters, rate);
    }

    private void changeRate(int baud) {
        if (rate != baud) {
            rate = baud;
            line.setBaudRate(baud);
        }
    }

    private static long later(long nowMs, long delayMs) {
        return delayMs > NEVER - nowMs ? NEVER : nowMs + delayMs;
    }

    @Override
    public long deadlineMs() {
        return Math.min(deadlineMs, session.deadlineMs());
    }

    @Override
    public Optional<byte[]> nextOutput() {
        return output.isEmpty() ? session.nextOutput() : Optional.of(output.poll());
    }

    @Override
    public boolean isClosed() {
        return false;
    }

    /** The port's states as a Mermaid diagram, for docs/. */
    public static String diagram() {
        return TRANSITIONS.toMermaid();
    }
}
