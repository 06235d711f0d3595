package org.metersim.nic.port;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.acse.Aare;
import org.metersim.dlms.acse.Aarq;
import org.metersim.dlms.acse.ApplicationContext;
import org.metersim.dlms.acse.Diagnostic;
import org.metersim.dlms.apdu.ExceptionResponse;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.Protection;
import org.metersim.profiles.Association;

/** The conversations of one port, one for each client SAP of the profile that spoke. */
final class Conversations {

    private static final byte[] NOT_ALLOWED = ExceptionResponse.NOT_ASSOCIATED.encode();

    private final Inside inside;
    private final String port;
    private final List<Conversation> conversations = new ArrayList<>(1);

    /** @param port its name in the journal */
    Conversations(Inside inside, String port) {
        this.inside = inside;
        this.port = port;
    }

    /** The answer to an APDU; empty when there is none to give. */
    byte[] answer(int clientSap, byte[] apdu, long nowMs) {
        for (int i = 0; i < conversations.size(); i++) {
            if (conversations.get(i).clientSap() == clientSap) {
                return conversations.get(i).answer(apdu, nowMs);
            }
        }
        Optional<Association> known = inside.card().state().profile().association(clientSap);
        if (known.isEmpty()) {
            return refuseUnknown(clientSap, apdu, nowMs);
        }
        Conversation begun = new Conversation(inside, known.get(), port);
        conversations.add(begun);
        return begun.answer(apdu, nowMs);
    }

    private byte[] refuseUnknown(int clientSap, byte[] apdu, long nowMs) {
        ApduJournal journal = new ApduJournal(inside.card(), port, clientSap);
        journal.received(apdu, Protection.NONE, nowMs);
        journal.hint("refused: no association for that client SAP (the profile has " + knownSaps() + ")", nowMs);
        boolean isAarq = apdu.length > 0 && (apdu[0] & 0xFF) == Aarq.TAG;
        byte[] answer = isAarq ? rejected() : NOT_ALLOWED;
        journal.sent(answer, Protection.NONE, nowMs);
        return answer;
    }

    private List<Integer> knownSaps() {
        return inside.card().state().profile().associations().stream()
                .map(Association::clientSap)
                .toList();
    }

    private static byte[] rejected() {
        return new Aare(
                        ApplicationContext.LOGICAL_NAMES.id(),
                        Aare.Result.REJECTED_PERMANENT,
                        Diagnostic.NO_REASON_GIVEN,
                        Octets.EMPTY,
                        Aarq.ABSENT,
                        Octets.EMPTY,
                        Octets.EMPTY)
                .encode();
    }

    /** The link of that client is gone, and what was associated over it. */
    void linkLost(int clientSap, long nowMs) {
        for (Conversation conversation : conversations) {
            if (conversation.clientSap() == clientSap) {
                conversation.linkLost(nowMs);
            }
        }
    }

    /** The wire is gone. */
    void allLost(long nowMs) {
        conversations.forEach(conversation -> conversation.linkLost(nowMs));
    }

    boolean isAnyAssociated() {
        return conversations.stream().anyMatch(Conversation::isAssociated);
    }
}
