package org.metersim.transport.optical;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.Hex;
import org.metersim.runtime.Endpoint;

/** An endpoint, its line and its time, in the hands of a test that plays the peer. */
final class Bench {

    static final String DATA_SET = "1-0:1.8.0(000123*Wh)\r\n";

    /** Meter 00012345 of SIM, offering 9600 baud, reaction 200 ms, inactivity 30 s. */
    static final OpticalPort.Settings METER =
            new OpticalPort.Settings("SIM", "SIM-1P", "00012345", 300, 9600, 200, 30_000, false, false);

    static final OpticalPort.Settings ECHOING =
            new OpticalPort.Settings("SIM", "SIM-1P", "00012345", 300, 9600, 200, 30_000, true, false);

    final SerialLine line = new SerialLine();
    final List<FakeSession> sessions = new ArrayList<>();
    final Endpoint endpoint;
    long nowMs = 1_800_000_000_000L;

    private Bench(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    private Bench(OpticalPort.Settings settings) {
        this.endpoint = new OpticalPort(settings, line.meterEnd(), this::session, atMs -> DATA_SET);
    }

    private FakeSession session() {
        sessions.add(new FakeSession());
        return latest();
    }

    static Bench port(OpticalPort.Settings settings) {
        return new Bench(settings);
    }

    static Bench of(Endpoint endpoint) {
        return new Bench(endpoint);
    }

    FakeSession latest() {
        return sessions.get(sessions.size() - 1);
    }

    OpticalPort.State state() {
        return ((OpticalPort) endpoint).state();
    }

    /** The client's rate, as the meter sees it. */
    Bench atBaud(int baud) {
        line.clientEnd().setBaudRate(baud);
        return this;
    }

    /** Bytes arrive now; what the endpoint says to that at once. */
    String send(String hex) {
        return send(hex, Integer.MAX_VALUE);
    }

    /** The same in chunks, all at the same time. */
    String send(String hex, int chunkLength) {
        byte[] bytes = Hex.bytes(hex);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int at = 0;
        while (at < bytes.length) {
            int end = bytes.length - at <= chunkLength ? bytes.length : at + chunkLength;
            endpoint.receive(Arrays.copyOfRange(bytes, at, end), nowMs);
            drain(said);
            at = end;
        }
        return Hex.of(said.toByteArray());
    }

    /** Time passes, with each deadline kept; what the endpoint says meanwhile. */
    String pass(long ms) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        long untilMs = nowMs + ms;
        while (endpoint.deadlineMs() <= untilMs) {
            nowMs = Math.max(nowMs, endpoint.deadlineMs());
            endpoint.wake(nowMs);
            drain(said);
        }
        nowMs = untilMs;
        return Hex.of(said.toByteArray());
    }

    private void drain(ByteArrayOutputStream said) {
        Optional<byte[]> next = endpoint.nextOutput();
        while (next.isPresent()) {
            said.writeBytes(next.get());
            next = endpoint.nextOutput();
        }
    }
}
