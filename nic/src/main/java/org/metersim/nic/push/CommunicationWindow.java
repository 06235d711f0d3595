package org.metersim.nic.push;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;

/**
 * A time in which pushing is allowed: from a moment that {@code start} stands for to the next that {@code end} does.
 * Blue Book 4.4.8.2, communication_window.
 */
public record CommunicationWindow(CosemDateTime start, CosemDateTime end) {

    /** Of a structure of two octet-strings; empty when {@code data} is none. */
    public static Optional<CommunicationWindow> of(CosemData data) {
        if (!(data instanceof CosemData.Structure structure)
                || structure.elements().size() != 2
                || !(structure.elements().get(0) instanceof CosemData.OctetString start)
                || !(structure.elements().get(1) instanceof CosemData.OctetString end)
                || start.octets().length() != CosemDateTime.LENGTH_BYTES
                || end.octets().length() != CosemDateTime.LENGTH_BYTES) {
            return Optional.empty();
        }
        return Optional.of(new CommunicationWindow(CosemDateTime.of(start.octets()), CosemDateTime.of(end.octets())));
    }

    boolean isOpen(LocalDateTime at) {
        Optional<LocalDateTime> opened = new MomentPattern(start).lastUntil(at);
        Optional<LocalDateTime> closed = new MomentPattern(end).lastUntil(at);
        return opened.isPresent()
                && closed.map(moment -> moment.isBefore(opened.get())).orElse(true);
    }

    /** When one of {@code windows} opens next, not before {@code at}; empty when none does in years. */
    static Optional<LocalDateTime> nextOpening(List<CommunicationWindow> windows, LocalDateTime at) {
        return windows.stream()
                .flatMap(window -> new MomentPattern(window.start).firstFrom(at).stream())
                .min(LocalDateTime::compareTo);
    }
}
