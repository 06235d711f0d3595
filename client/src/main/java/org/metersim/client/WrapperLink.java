package org.metersim.client;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.wrapper.WrapperDecoder;
import org.metersim.dlms.wrapper.WrapperFrame;
import org.metersim.runtime.Endpoint;

/** APDUs in wrapper frames over a stream. There is nothing to connect, and nothing is repeated. */
final class WrapperLink implements Link {

    private final WrapperDecoder decoder;
    private final Queue<byte[]> output = new ArrayDeque<>();
    private final Queue<Event> events = new ArrayDeque<>();
    private int clientSap;
    private int serverSap;
    private boolean broken;

    WrapperLink(SessionSettings settings) {
        this.decoder = new WrapperDecoder(settings.maxPduBytes());
    }

    @Override
    public void connect(Login login, long nowMs) {
        clientSap = login.clientSap();
        serverSap = login.serverSap();
        events.add(broken ? new Event.Down("the stream is no wrapper") : new Event.Up());
    }

    @Override
    public void send(byte[] apdu, long nowMs) {
        output.add(new WrapperFrame(clientSap, serverSap, Octets.of(apdu)).encode());
    }

    @Override
    public void disconnect(long nowMs) {
        events.add(new Event.Down("disconnected"));
    }

    @Override
    public void receive(byte[] chunk, long nowMs) {
        if (broken) {
            return;
        }
        decoder.feed(chunk);
        try {
            Optional<WrapperFrame> frame = decoder.next();
            while (frame.isPresent()) {
                take(frame.get());
                frame = decoder.next();
            }
        } catch (DecodeException noWrapper) {
            broken = true;
            events.add(new Event.Down("the meter does not speak the wrapper: " + noWrapper.getMessage()));
        }
    }

    private void take(WrapperFrame frame) {
        if (frame.source() == serverSap && frame.destination() == clientSap) {
            events.add(new Event.Arrived(frame.apdu()));
        }
    }

    @Override
    public void wake(long nowMs) {
        // nothing is awaited here
    }

    @Override
    public long deadlineMs() {
        return Endpoint.NEVER;
    }

    @Override
    public boolean isAtWork() {
        return false;
    }

    @Override
    public Optional<byte[]> nextOutput() {
        return Optional.ofNullable(output.poll());
    }

    @Override
    public Optional<Event> nextEvent() {
        return Optional.ofNullable(events.poll());
    }
}
