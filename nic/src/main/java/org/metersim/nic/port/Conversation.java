package org.metersim.nic.port;

import org.metersim.dlms.acse.Aarq;
import org.metersim.dlms.acse.Release;
import org.metersim.dlms.apdu.ActionRequest;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.ExceptionResponse;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.security.CipheredApdu;
import org.metersim.dlms.security.Opening;
import org.metersim.dlms.security.Protection;
import org.metersim.dlms.security.SecurityContext;
import org.metersim.nic.association.AccessPolicy;
import org.metersim.nic.association.AssociationStatus;
import org.metersim.nic.association.LiveAssociation;
import org.metersim.nic.service.ObjectRouter;
import org.metersim.nic.service.Services;
import org.metersim.profiles.Association;

/**
 * The talk of one client with one logical device over one port: an APDU comes in as it was on the wire, its answer goes
 * out as it is to be on the wire.
 */
final class Conversation {

    /** HLS pass 3: reply_to_HLS_authentication of the current association. */
    private static final MethodRef REPLY_TO_HLS = new MethodRef(15, LogicalName.parse("0-0:40.0.0.255"), 1);

    private static final byte[] NOT_ALLOWED = ExceptionResponse.NOT_ASSOCIATED.encode();
    private static final byte[] NOT_SUPPORTED = ExceptionResponse.SERVICE_NOT_SUPPORTED.encode();
    private static final byte[] OTHER_REASON = ExceptionResponse.OTHER_REASON.encode();
    private static final byte[] PDU_TOO_LONG = ExceptionResponse.PDU_TOO_LONG.encode();

    private final LiveAssociation association;
    private final Services services;
    private final ApduJournal journal;

    Conversation(Inside inside, Association definition, String port) {
        this.association = new LiveAssociation(inside.card(), definition, PortLimits.MANAGEMENT_SAP);
        AccessPolicy policy = new AccessPolicy(inside.card().state().profile(), definition.clientSap());
        this.services = new Services(
                association, new ObjectRouter(inside.objects(), inside.view(association), policy, inside.card()));
        this.journal = new ApduJournal(inside.card(), port, definition.clientSap());
    }

    int clientSap() {
        return association.clientSap();
    }

    boolean isOpen() {
        return association.isOpen();
    }

    boolean isAssociated() {
        return association.status() == AssociationStatus.ASSOCIATED;
    }

    void linkLost(long nowMs) {
        services.abort();
        association.linkLost(nowMs);
    }

    /** The answer; empty when there is none to give. */
    byte[] answer(byte[] apdu, long nowMs) {
        int tag = apdu.length == 0 ? 0 : apdu[0] & 0xFF;
        boolean fits = apdu.length <= association.maxReceivePduBytes();
        if (fits && association.isOpen() && CipheredApdu.isCiphered(tag)) {
            return answerCiphered(apdu, nowMs);
        }
        journal.received(apdu, Protection.NONE, nowMs);
        byte[] answer = fits ? answerPlain(tag, apdu, nowMs) : PDU_TOO_LONG;
        journal.sent(answer, Protection.NONE, nowMs);
        return answer;
    }

    private byte[] answerPlain(int tag, byte[] apdu, long nowMs) {
        if (tag == Aarq.TAG) {
            services.abort();
            return association.open(apdu, nowMs);
        }
        if (!association.isOpen()) {
            return NOT_ALLOWED;
        }
        if (tag == Release.REQUEST) {
            services.abort();
            return association.release(apdu, nowMs);
        }
        byte[] answer = serve(apdu, Protection.NONE, Protection.NONE, nowMs);
        association.adoptNewKeys();
        return answer;
    }

    private byte[] answerCiphered(byte[] sealed, long nowMs) {
        Opening opening = association.unseal(sealed);
        if (!(opening instanceof Opening.Opened opened)) {
            byte[] refusal = association.refuse(opening, sealed, nowMs);
            journal.sent(refusal, Protection.NONE, nowMs);
            return refusal;
        }
        byte[] apdu = opened.apdu().toBytes();
        Protection protection = opened.protection();
        journal.received(apdu, protection, nowMs);
        // taken before the request is served: a failed proof ends the association, and new keys come after the answer
        SecurityContext security = association.security().orElseThrow();
        Protection answered = protection.atLeast(association.requiredProtection());
        byte[] answer = serve(apdu, protection, answered, nowMs);
        boolean inClear = answer.length == 0 || (answer[0] & 0xFF) == ExceptionResponse.TAG;
        journal.sent(answer, inClear ? Protection.NONE : answered, nowMs);
        byte[] output = inClear ? answer : security.seal(answer, answered);
        association.adoptNewKeys();
        return output;
    }

    /**
     * @param protection how the request came
     * @param answered how its answer will go
     */
    private byte[] serve(byte[] plain, Protection protection, Protection answered, long nowMs) {
        if (!protection.control().covers(association.requiredProtection())) {
            journal.hint("refused: less protection than the security policy demands", nowMs);
            return NOT_ALLOWED;
        }
        if (plain.length == 0 || !Apdu.isKnown(plain[0] & 0xFF)) {
            return NOT_SUPPORTED;
        }
        Apdu request;
        try {
            request = Apdu.decode(plain);
        } catch (DecodeException broken) {
            journal.hint("refused: " + broken.getMessage(), nowMs);
            return OTHER_REASON;
        }
        if (!isAssociated() && !isReplyToHls(request)) {
            journal.hint("refused: HLS pass 3 is awaited", nowMs);
            return NOT_ALLOWED;
        }
        int agreed = association.maxSendPduBytes();
        int maxBytes = (agreed == 0 ? PortLimits.MAX_APDU_BYTES : agreed) - answered.overheadBytes();
        return services.answer(request, maxBytes, nowMs);
    }

    private static boolean isReplyToHls(Apdu request) {
        return request instanceof ActionRequest.Normal action && action.target().equals(REPLY_TO_HLS);
    }
}
