package org.metersim.nic.port;

import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.security.Protection;
import org.metersim.nic.association.Card;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.journal.Layer;

/** The APDUs of one client as the journal has them: in clear, without secrets, and in words. */
final class ApduJournal {

    private final Card card;
    private final Journal journal;
    private final String port;
    private final String client;

    /** @param port its name in the journal */
    ApduJournal(Card card, String port, int clientSap) {
        this.card = card;
        this.journal = card.journal();
        this.port = port;
        this.client = "client " + clientSap;
    }

    /** @param protection how it came */
    void received(byte[] apdu, Protection protection, long nowMs) {
        if (journal.isOn()) {
            record(port + " <", apdu, protection, nowMs);
        }
    }

    /** @param protection how it goes */
    void sent(byte[] apdu, Protection protection, long nowMs) {
        if (journal.isOn() && apdu.length > 0) {
            record(port + " >", apdu, protection, nowMs);
        }
    }

    private void record(String source, byte[] apdu, Protection protection, long nowMs) {
        String how = protection.isNone()
                ? ""
                : " [" + protection.family() + (protection.control().isAuthenticated() ? " authenticated" : "")
                        + (protection.control().isEncrypted() ? " encrypted" : "") + "]";
        String hex = Hex.compact(Masking.mask(apdu));
        journal.record(new JournalEntry(nowMs, Layer.APDU, source, client + how + " " + ApduText.of(apdu), hex));
    }

    /** Why something went as it did, for a person. */
    void hint(String text, long nowMs) {
        card.hint(port + " " + client + " " + text, nowMs);
    }
}
