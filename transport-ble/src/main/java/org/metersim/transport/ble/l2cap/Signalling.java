package org.metersim.transport.ble.l2cap;

import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.hci.ConnectionParameters;

/**
 * One end of the LE signalling channel of one connection: Core Specification Vol 3 Part A 4. The peripheral may ask for
 * other connection parameters; everything else is rejected.
 */
public final class Signalling {

    /** Which end this is. */
    public enum Role {
        CENTRAL,
        PERIPHERAL
    }

    /** What became of the peripheral's request for other connection parameters. */
    public enum Update {
        NOT_ASKED,
        ASKED,
        ACCEPTED,
        REJECTED
    }

    /** Octets of a signalling frame that every device takes: MTUsig. */
    private static final int MAX_FRAME_BYTES = 23;

    private static final int NOT_UNDERSTOOD = 0;
    private static final int MTU_EXCEEDED = 1;
    private static final int LAST_ODD_RESPONSE = 0x15;
    private static final int MAX_IDENTIFIER = 0xFF;

    private final Role role;
    private int identifier;
    private Update update = Update.NOT_ASKED;
    private Optional<ConnectionParameters> wanted = Optional.empty();

    public Signalling(Role role) {
        this.role = role;
    }

    /**
     * The peripheral's Connection Parameter Update Request.
     *
     * @throws IllegalStateException at the central's end
     */
    public L2capFrame requestUpdate(ConnectionParameters parameters) {
        if (role == Role.CENTRAL) {
            throw new IllegalStateException("only a peripheral asks for connection parameters");
        }
        identifier = identifier % MAX_IDENTIFIER + 1;
        update = Update.ASKED;
        ByteWriter out = new ByteWriter();
        parameters.write(out);
        return new SignallingCommand(SignallingCommand.UPDATE_REQUEST, identifier, out.toOctets()).toFrame();
    }

    /** What the central answered. */
    public Update update() {
        return update;
    }

    /** At the central's end: the parameters that it accepted and is to bring about, once. */
    public Optional<ConnectionParameters> takeWanted() {
        Optional<ConnectionParameters> taken = wanted;
        wanted = Optional.empty();
        return taken;
    }

    /** Takes a frame of the channel. @return the answer, if it needs one */
    public Optional<L2capFrame> receive(L2capFrame frame) {
        Octets payload = frame.payload();
        if (payload.length() > MAX_FRAME_BYTES) {
            ByteWriter reason = new ByteWriter().u16le(MTU_EXCEEDED).u16le(MAX_FRAME_BYTES);
            return reject(payload.at(1), reason);
        }
        try {
            return answer(SignallingCommand.decode(payload));
        } catch (DecodeException broken) {
            // without an identifier there is nothing to answer to
            boolean identified = payload.length() > 1 && !isResponse(payload.at(0));
            return identified ? reject(payload.at(1), new ByteWriter().u16le(NOT_UNDERSTOOD)) : Optional.empty();
        }
    }

    private Optional<L2capFrame> answer(SignallingCommand command) {
        if (command.code() == SignallingCommand.UPDATE_REQUEST && role == Role.CENTRAL) {
            return Optional.of(decide(command));
        }
        if (isResponse(command.code())) {
            settle(command);
            return Optional.empty();
        }
        return reject(command.identifier(), new ByteWriter().u16le(NOT_UNDERSTOOD));
    }

    private L2capFrame decide(SignallingCommand request) {
        ByteReader in = ByteReader.of(request.data());
        ConnectionParameters parameters = ConnectionParameters.read(in);
        in.expectEnd("connection parameter update request");
        boolean accepted = parameters.isValid();
        wanted = accepted ? Optional.of(parameters) : wanted;
        Octets result = new ByteWriter().u16le(accepted ? 0 : 1).toOctets();
        return new SignallingCommand(SignallingCommand.UPDATE_RESPONSE, request.identifier(), result).toFrame();
    }

    private void settle(SignallingCommand response) {
        if (update != Update.ASKED || response.identifier() != identifier) {
            return;
        }
        if (response.code() == SignallingCommand.UPDATE_RESPONSE) {
            boolean accepted = ByteReader.of(response.data()).u16le("result") == 0;
            update = accepted ? Update.ACCEPTED : Update.REJECTED;
        } else if (response.code() == SignallingCommand.COMMAND_REJECT) {
            update = Update.REJECTED;
        }
    }

    /** Responses are not answered, lest the two ends reject each other for ever. Those of the table have odd codes. */
    private static boolean isResponse(int code) {
        return code % 2 == 1 && code <= LAST_ODD_RESPONSE;
    }

    private static Optional<L2capFrame> reject(int identifier, ByteWriter reason) {
        if (identifier == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new SignallingCommand(SignallingCommand.COMMAND_REJECT, identifier, reason.toOctets()).toFrame());
    }
}
