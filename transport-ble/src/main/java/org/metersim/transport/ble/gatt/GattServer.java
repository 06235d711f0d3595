package org.metersim.transport.ble.gatt;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.att.AttError;
import org.metersim.transport.ble.att.AttPdu;
import org.metersim.transport.ble.att.AttPdu.OfValue;
import org.metersim.transport.ble.att.AttRequest;
import org.metersim.transport.ble.att.AttResponse;
import org.metersim.transport.ble.att.AttResponse.Refused;

/**
 * A meter's GATT server on one connection: attributes to discover, and a stream of bytes to an inner endpoint. Core
 * Specification Vol 3 Parts F and G. Owned by one thread.
 */
public final class GattServer {

    /** Answers that wait to be taken; a client has one request open, so more are a flood. */
    private static final int MAX_OUTPUT = 16;

    /** Vol 3 Part F 3.3.3: then nothing more may be sent. */
    private static final long CONFIRMATION_MS = 30_000;

    private final GattProfile profile;
    private final Endpoint inner;
    private final Access access;
    private final Configurations configurations;
    private final AttributeReader reader;
    private final AttributeWriter writer;
    private final ByteStream stream;
    private final Queue<AttPdu> output = new ArrayDeque<>();
    private int mtu = AttPdu.DEFAULT_MTU;
    private long nowMs;
    private long confirmationDeadlineMs = Endpoint.NEVER;
    private boolean closed;

    /** @param inner what the stream leads to: a port of the NIC */
    public GattServer(GattProfile profile, AttributeTable table, Endpoint inner) {
        this.profile = profile;
        this.inner = inner;
        this.access = new Access(profile.access());
        this.configurations = new Configurations(access);
        this.stream = new ByteStream(profile.flow(), table, inner, configurations);
        this.reader = new AttributeReader(table, configurations, access);
        this.writer = new AttributeWriter(table, configurations, access, stream);
    }

    /** What the link is from now on. @param authenticated that its key was made with a passkey or a comparison */
    public void security(boolean encrypted, boolean authenticated) {
        access.set(encrypted, authenticated);
    }

    /** What the client wants to hear, by handle, for its bond to keep. */
    public Map<Integer, Integer> configurations() {
        return configurations.all();
    }

    /** What the client wanted to hear when it was connected before. */
    public void restore(Map<Integer, Integer> kept) {
        kept.forEach(writer::configure);
    }

    /** Octets of a PDU, at most, as both ends agreed. */
    public int mtu() {
        return mtu;
    }

    // --- in

    /** @param pdu payload of the attribute channel; whatever it is, it is answered or passed over */
    public void receive(Octets pdu, long now) {
        nowMs = now;
        if (pdu.length() > mtu) {
            refuseBroken(pdu);
            return;
        }
        try {
            take(AttPdu.decode(pdu));
        } catch (DecodeException broken) {
            refuseBroken(pdu);
        }
    }

    /** Only a request is answered; what else is broken is passed over: 3.3.1. */
    private void refuseBroken(Octets pdu) {
        if (!pdu.isEmpty() && AttPdu.awaitsResponse(pdu.at(0))) {
            answer(new Refused(pdu.at(0), 0, AttError.INVALID_PDU.code()));
        }
    }

    private void take(AttPdu pdu) {
        if (pdu instanceof AttRequest request) {
            answer(request.accept(new Answers()));
        } else if (pdu instanceof OfValue value && value.isWriteCommand()) {
            writer.command(value, nowMs);
        } else if (pdu instanceof AttPdu.Confirmation) {
            confirmationDeadlineMs = Endpoint.NEVER;
            stream.confirmed();
        } else if (pdu instanceof AttPdu.Unknown unknown && AttPdu.awaitsResponse(unknown.opcode())) {
            answer(new Refused(unknown.opcode(), 0, AttError.REQUEST_NOT_SUPPORTED.code()));
        }
    }

    private void answer(AttPdu response) {
        closed |= output.size() == MAX_OUTPUT;
        if (!closed) {
            output.add(response);
        }
    }

    /** Time passes. Early or repeated calls do nothing. */
    public void wake(long now) {
        nowMs = now;
        closed |= now >= confirmationDeadlineMs;
        inner.wake(now);
    }

    public long deadlineMs() {
        return Math.min(confirmationDeadlineMs, inner.deadlineMs());
    }

    /** True when the connection is to be ended: the inner endpoint has, or the client breaks the protocol. */
    public boolean isClosed() {
        return closed || inner.isClosed() && stream.isDrained();
    }

    /** The connection is gone; what was cut in the middle is forgotten. */
    public void lost(long now) {
        output.clear();
        inner.lineLost(now);
    }

    // --- out

    /** The next PDU for the attribute channel; call until empty after each {@link #receive} and {@link #wake}. */
    public Optional<Octets> nextOutput() {
        if (!output.isEmpty()) {
            return Optional.of(output.remove().encode());
        }
        Optional<OfValue> value = stream.next(Math.min(profile.chunk(), mtu - AttPdu.HEADER_BYTES));
        if (value.isPresent() && value.get().isIndication()) {
            confirmationDeadlineMs = nowMs + CONFIRMATION_MS;
        }
        return value.map(AttPdu::encode);
    }

    /** The answer to each request. */
    private final class Answers implements AttRequest.Handler<AttPdu> {

        @Override
        public AttPdu exchangeMtu(AttRequest.ExchangeMtu request) {
            mtu = Math.max(AttPdu.DEFAULT_MTU, Math.min(request.mtu(), profile.mtu()));
            return new AttResponse.Mtu(profile.mtu());
        }

        @Override
        public AttPdu findInformation(AttRequest.FindInformation request) {
            return reader.findInformation(request, mtu);
        }

        @Override
        public AttPdu findByTypeValue(AttRequest.FindByTypeValue request) {
            return reader.findByTypeValue(request, mtu);
        }

        @Override
        public AttPdu readByType(AttRequest.ReadByType request) {
            return reader.readByType(request, mtu);
        }

        @Override
        public AttPdu readByGroupType(AttRequest.ReadByGroupType request) {
            return reader.readByGroupType(request, mtu);
        }

        @Override
        public AttPdu read(AttRequest.Read request) {
            return reader.read(request, mtu);
        }

        @Override
        public AttPdu readBlob(AttRequest.ReadBlob request) {
            return reader.readBlob(request, mtu);
        }

        @Override
        public AttPdu readMultiple(AttRequest.ReadMultiple request) {
            return reader.readMultiple(request, mtu);
        }

        @Override
        public AttPdu write(AttRequest.Write request) {
            return writer.write(request, nowMs);
        }

        @Override
        public AttPdu prepareWrite(AttRequest.PrepareWrite request) {
            return writer.prepare(request);
        }

        @Override
        public AttPdu executeWrite(AttRequest.ExecuteWrite request) {
            return writer.execute(request, nowMs);
        }
    }
}
