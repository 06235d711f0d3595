package org.metersim.dlms.acse;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/**
 * A-Associate-Response [APPLICATION 1]. Green Book 9.4.2.3.
 *
 * @param contextId last arc of the application context name
 * @param respondingApTitle the server's system title; empty when not sent
 * @param mechanismId last arc of the mechanism name, sent when HLS is pending; -1 when not sent
 * @param authenticationValue the server's challenge; empty when not sent
 * @param userInformation InitiateResponse or ConfirmedServiceError, in clear or ciphered; empty when not sent
 */
public record Aare(
        int contextId,
        Result result,
        Diagnostic diagnostic,
        Octets respondingApTitle,
        int mechanismId,
        Octets authenticationValue,
        Octets userInformation) {

    public static final int TAG = 0x61;

    private static final int AUTHENTICATION_BIT = 0x80;
    private static final int CHARSTRING = 0x80;

    /** association-result. */
    public enum Result {
        ACCEPTED,
        REJECTED_PERMANENT,
        REJECTED_TRANSIENT
    }

    public boolean isAccepted() {
        return result == Result.ACCEPTED;
    }

    /** @throws DecodeException when {@code bytes} are no AARE */
    public static Aare decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        in.expect("AARE tag", TAG);
        ByteReader fields = Ber.field(in, "AARE");
        in.expectEnd("AARE");
        Draft draft = new Draft();
        while (!fields.isEmpty()) {
            int at = fields.position();
            int tag = fields.u8("AARE field");
            draft.take(tag, Ber.field(fields, "AARE field"), at);
        }
        return draft.toAare();
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter();
        Ber.writeContext(out, 0xA1, contextId);
        Ber.writeInteger(out, 0xA2, result.ordinal());
        int source = diagnostic.isOfProvider() ? 0xA2 : 0xA1;
        out.u8(0xA3).u8(5).u8(source).u8(3).u8(Ber.INTEGER).u8(1).u8(diagnostic.code());
        if (!respondingApTitle.isEmpty()) {
            Ber.writeNested(out, 0xA4, Ber.OCTET_STRING, respondingApTitle);
        }
        if (mechanismId != Aarq.ABSENT) {
            out.u8(0x88).u8(2).u8(7).u8(AUTHENTICATION_BIT);
            Ber.writeMechanism(out, 0x89, mechanismId);
        }
        if (!authenticationValue.isEmpty()) {
            Ber.writeNested(out, 0xAA, CHARSTRING, authenticationValue);
        }
        if (!userInformation.isEmpty()) {
            Ber.writeNested(out, 0xBE, Ber.OCTET_STRING, userInformation);
        }
        return new ByteWriter().u8(TAG).sized(out.toBytes()).toBytes();
    }

    @Override
    public String toString() {
        return "AARE " + result + " " + diagnostic;
    }

    /** The fields as they come. */
    private static final class Draft {

        private int contextId = Aarq.ABSENT;
        private Result result = Result.REJECTED_PERMANENT;
        private Diagnostic diagnostic = Diagnostic.NO_REASON_GIVEN;
        private Octets title = Octets.EMPTY;
        private int mechanismId = Aarq.ABSENT;
        private Octets value = Octets.EMPTY;
        private Octets userInformation = Octets.EMPTY;

        void take(int tag, ByteReader field, int at) {
            switch (tag) {
                case 0xA1 -> contextId = Ber.contextId(field);
                case 0xA2 -> result = result(field, at);
                case 0xA3 -> diagnostic = diagnostic(field);
                case 0xA4 -> title = Ber.octets(field, "responding-AP-title");
                case 0x89 -> mechanismId = Ber.mechanismId(field);
                case 0xAA -> {
                    field.expect("responding-authentication-value choice", CHARSTRING);
                    value = field.sized("responding-authentication-value");
                }
                case 0xBE -> userInformation = Ber.octets(field, "user-information");
                // protocol-version, qualifier, invocation ids, requirements: taken, not used
                case 0x80, 0xA5, 0xA6, 0xA7, 0x88, 0xBD -> field.rest();
                default -> throw new DecodeException("AARE field", tag, "a field of the AARE", at);
            }
            field.expectEnd("AARE field");
        }

        private static Result result(ByteReader field, int at) {
            int code = Ber.integer(field, "result");
            if (code >= Result.values().length) {
                throw new DecodeException("result", code, "0 to 2", at);
            }
            return Result.values()[code];
        }

        private static Diagnostic diagnostic(ByteReader field) {
            boolean ofProvider = field.u8("result-source-diagnostic choice") == 0xA2;
            ByteReader inner = Ber.field(field, "result-source-diagnostic");
            Diagnostic diagnostic = Diagnostic.of(Ber.integer(inner, "result-source-diagnostic"), ofProvider);
            inner.expectEnd("result-source-diagnostic");
            return diagnostic;
        }

        Aare toAare() {
            return new Aare(contextId, result, diagnostic, title, mechanismId, value, userInformation);
        }
    }
}
