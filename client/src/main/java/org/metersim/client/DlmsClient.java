package org.metersim.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.metersim.client.bluetooth.Central;
import org.metersim.dlms.acse.Conformance.Service;
import org.metersim.dlms.apdu.ActionResult;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.LineControl;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.optical.OpticalSignOn;

/**
 * A client for those who wait: connects, reads, writes, invokes, disconnects; each call returns when the meter has
 * answered. Can be connected again after any end. Used by one thread.
 */
public final class DlmsClient implements AutoCloseable {

    /** One open line. @param outermost what the line drives: the session, or what is around it */
    private record Line(ClientSession session, Endpoint outermost) {}

    /** What a request of a list takes beside its members, at most; and what a member takes. */
    private static final int LIST_BYTES = 45;

    private static final int MEMBER_BYTES = 11;

    private final Carrier carrier;
    private final ClientSettings settings;
    private final RandomGenerator chance;
    private final BluetoothAddress bluetoothAddress;
    private final Central.Memory bluetoothMemory = new Central.Memory();
    private final InvocationCounters counters = new InvocationCounters();
    private Optional<Line> line = Optional.empty();
    private Optional<AssociationInfo> association = Optional.empty();
    private boolean counterKnown;

    /** @param chance source of the challenges of HLS, and of what Bluetooth draws */
    public DlmsClient(Carrier carrier, ClientSettings settings, RandomGenerator chance) {
        this.carrier = carrier;
        this.settings = settings;
        this.chance = chance;
        this.bluetoothAddress = BluetoothAddress.staticRandom(chance);
    }

    public ClientSettings settings() {
        return settings;
    }

    /** What this client waits with: its clock and its pauses. */
    public Carrier carrier() {
        return carrier;
    }

    /** Whether there is an association, as far as is known. */
    public boolean isConnected() {
        return association.isPresent()
                && line.filter(open -> !open.session().isClosed()).isPresent();
    }

    /** Opens line and association; hangs up first when there is a line. */
    public AssociationInfo connect() throws DlmsException {
        hangUp();
        line = Optional.of(open());
        try {
            if (settings.login().authentication() instanceof Authentication.Gmac) {
                findCounter();
            }
            AssociationInfo info = associate(settings.login());
            association = Optional.of(info);
            return info;
        } catch (DlmsException refused) {
            leave(refused.failure());
            throw refused;
        }
    }

    private Line open() throws DlmsException {
        CompletableFuture<Line> made = new CompletableFuture<>();
        try {
            carrier.open(settings.target(), control -> {
                Line fresh = line(control);
                made.complete(fresh);
                return fresh.outermost();
            });
        } catch (IOException cannot) {
            throw new DlmsException(new Failure(Failure.Kind.LINE, String.valueOf(cannot.getMessage())));
        }
        return await(made);
    }

    private Line line(LineControl control) {
        ClientSession session = new ClientSession(settings.session(), ClientSession.challenges(chance));
        return switch (settings.target().transport()) {
            case OPTICAL, PTY ->
                new Line(session, new OpticalSignOn(settings.deviceAddress(), control, settings.maxBaud(), session));
            case BLE -> new Line(session, central(session));
            case TCP, HDLC -> new Line(session, session);
        };
    }

    private Central central(ClientSession session) {
        Central.Settings meter =
                new Central.Settings(bluetoothAddress, settings.target().serial(), settings.passkey());
        return new Central(meter, bluetoothMemory, session, chance, carrier.nowMs());
    }

    private AssociationInfo associate(Login login) throws DlmsException {
        return call((session, then, nowMs) -> session.associate(login, counters, then, nowMs));
    }

    /** Where this client's invocation counter stands, from the meter, before any ciphered APDU is sent. */
    private void findCounter() throws DlmsException {
        if (settings.counter().isPresent()) {
            counters.continueFrom(settings.counter().getAsLong());
            return;
        }
        try {
            associate(settings.login().ofPublic());
            AttributeRef counter = new AttributeRef(1, settings.login().counterObject(), 2);
            CosemData last = value(counter);
            if (!(last instanceof CosemData.Numeral number) || number.type() != NumeralType.DOUBLE_LONG_UNSIGNED) {
                throw failure(Failure.Kind.PROTOCOL, counter + " is no double-long-unsigned");
            }
            counters.continueFrom(number.value() + 1);
            counterKnown = true;
            call(ClientSession::release);
        } catch (DlmsException refused) {
            Failure failure = refused.failure();
            if (failure.isOfTheLine()) {
                throw refused;
            }
            if (!counterKnown) {
                throw failure(
                        failure.kind(), "the public client cannot read the invocation counter: " + failure.text());
            }
        }
    }

    // --- requests

    /** Something that a session can be asked. */
    private interface Question<T> {
        void ask(ClientSession session, Consumer<Outcome<T>> then, long nowMs);
    }

    private <T> T call(Question<T> question) throws DlmsException {
        Line open = line.orElseThrow(() -> failure(Failure.Kind.NOT_POSSIBLE, "not connected"));
        CompletableFuture<Outcome<T>> answer = new CompletableFuture<>();
        carrier.ask(open.outermost(), () -> question.ask(open.session(), answer::complete, carrier.nowMs()));
        Outcome<T> outcome = await(answer);
        if (outcome instanceof Outcome.Failed<T> failed) {
            throw new DlmsException(explained(failed.failure(), open));
        }
        return ((Outcome.Done<T>) outcome).value();
    }

    private <T> T await(CompletableFuture<T> answer) throws DlmsException {
        try {
            return carrier.await(answer);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure(Failure.Kind.LINE, "interrupted");
        }
    }

    /** A line that failed is said by its name, and what failed around the session by its own reason. */
    private Failure explained(Failure failure, Line open) {
        if (failure.kind() != Failure.Kind.LINE) {
            return failure;
        }
        Optional<String> known = Optional.empty();
        if (open.outermost() instanceof OpticalSignOn signOn) {
            known = signOn.failure();
        } else if (open.outermost() instanceof Central central) {
            known = central.failure();
        }
        return new Failure(failure.kind(), settings.target() + ": " + known.orElse(failure.text()));
    }

    private static DlmsException failure(Failure.Kind kind, String text) {
        return new DlmsException(new Failure(kind, text));
    }

    /** Reads attributes: in as few requests as the meter allows. The results are in the order of the targets. */
    public List<GetResult> get(List<SelectedAttribute> targets) throws DlmsException {
        List<GetResult> results = new ArrayList<>();
        for (int from = 0; from < targets.size(); ) {
            int to = Math.min(targets.size(), from + membersAt(targets, from));
            List<SelectedAttribute> some = targets.subList(from, to);
            Question<List<GetResult>> reading = (session, then, nowMs) -> session.get(some, then, nowMs);
            results.addAll(call(reading));
            from = to;
        }
        return results;
    }

    /** How many targets from there on fit one request: a selection goes alone, as its length is not known here. */
    private int membersAt(List<SelectedAttribute> targets, int from) {
        int maxPdu = association
                .map(AssociationInfo::maxPduBytes)
                .filter(bytes -> bytes > 0)
                .orElse(0xFFFF);
        int room = takesLists() ? Math.max(1, (maxPdu - LIST_BYTES) / MEMBER_BYTES) : 1;
        int count = 0;
        while (count < room
                && from + count < targets.size()
                && targets.get(from + count).selection().isNone()) {
            count++;
        }
        return Math.max(1, count);
    }

    /** Reads one attribute, or why there is none. */
    public GetResult get(AttributeRef target) throws DlmsException {
        return get(List.of(SelectedAttribute.whole(target))).get(0);
    }

    /** Reads one attribute that must be there: an access result other than success is a failure. */
    public CosemData value(AttributeRef target) throws DlmsException {
        GetResult result = get(target);
        if (!result.isData()) {
            throw failure(Failure.Kind.ACCESS, target + ": " + result.result());
        }
        return result.data();
    }

    /** Whether several attributes may go in one request: conformance multiple-references. */
    public boolean takesLists() {
        return association
                .filter(info -> info.conformance().has(Service.MULTIPLE_REFERENCES))
                .isPresent();
    }

    /** Writes one attribute. */
    public AccessResult set(AttributeRef target, CosemData value) throws DlmsException {
        return set(List.of(Assignment.of(target, value))).get(0);
    }

    /**
     * Writes attributes, in one request; in blocks when it is too long. The results are in the order of the targets.
     */
    public List<AccessResult> set(List<Assignment> targets) throws DlmsException {
        Question<List<AccessResult>> writing = (session, then, nowMs) -> session.set(targets, then, nowMs);
        return call(writing);
    }

    /** Invokes one method. @param parameter null-data when it takes none */
    public ActionResult action(MethodRef target, CosemData parameter) throws DlmsException {
        List<Invocation> one = List.of(new Invocation(target, parameter));
        Question<List<ActionResult>> invoking = (session, then, nowMs) -> session.action(one, then, nowMs);
        return call(invoking).get(0);
    }

    /** What the meter sent unasked on the present line. */
    public List<Apdu> notifications() throws DlmsException {
        Question<List<Apdu>> asking =
                (session, then, nowMs) -> then.accept(new Outcome.Done<>(session.notifications()));
        return line.isPresent() ? call(asking) : List.of();
    }

    // --- the end

    /** Releases the association, disconnects the link and hangs up, as far as the meter takes part. */
    public void disconnect() {
        if (isConnected()) {
            try {
                call(ClientSession::release);
            } catch (DlmsException refused) {
                leave(refused.failure());
                return;
            }
        }
        close(line);
    }

    /** A line that failed is left at once; otherwise the link is taken leave of. */
    private void leave(Failure failure) {
        if (failure.isOfTheLine()) {
            hangUp();
        } else {
            close(line);
        }
    }

    private void close(Optional<Line> open) {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        try {
            if (open.isPresent()) {
                ClientSession session = open.get().session();
                carrier.ask(open.get().outermost(), () -> session.close(() -> closed.complete(true), carrier.nowMs()));
                await(closed);
            }
        } catch (DlmsException interrupted) {
            hangUp();
        }
        forget();
    }

    /** Hangs up without a word. */
    public void hangUp() {
        line.ifPresent(
                open -> carrier.ask(open.outermost(), () -> open.outermost().lineLost(carrier.nowMs())));
        forget();
    }

    private void forget() {
        line = Optional.empty();
        association = Optional.empty();
    }

    @Override
    public void close() {
        disconnect();
    }
}
