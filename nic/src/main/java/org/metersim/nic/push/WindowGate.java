package org.metersim.nic.push;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.link.MeterReply;
import org.metersim.runtime.Endpoint;

/** Says when a push setup lets push: its windows are in local time, by the meter's clock. */
final class WindowGate {

    private static final AttributeRef CLOCK = new AttributeRef(8, LogicalName.parse("0-0:1.0.0.255"), 2);

    private final Push.Reader reader;

    WindowGate(Push.Reader reader) {
        this.reader = reader;
    }

    /** {@code nowMs} when one is open, else when one opens by the clock as it runs now; {@link Endpoint#NEVER}. */
    long opensMs(List<CommunicationWindow> windows, long nowMs) {
        if (windows.isEmpty()) {
            return nowMs;
        }
        Optional<LocalDateTime> local = localTime(nowMs);
        // without a clock nobody can tell that it is the wrong time
        if (local.isEmpty() || windows.stream().anyMatch(window -> window.isOpen(local.get()))) {
            return nowMs;
        }
        return CommunicationWindow.nextOpening(windows, local.get())
                .map(opening -> nowMs + Duration.between(local.get(), opening).toMillis())
                .orElse(Endpoint.NEVER);
    }

    private Optional<LocalDateTime> localTime(long nowMs) {
        if (!(reader.read(CLOCK, nowMs) instanceof MeterReply.Value value)
                || !(value.data() instanceof CosemData.OctetString string)
                || string.octets().length() != CosemDateTime.LENGTH_BYTES) {
            return Optional.empty();
        }
        CosemDateTime shown = CosemDateTime.of(string.octets());
        CosemDateTime withoutDeviation = new CosemDateTime(
                shown.year(),
                shown.month(),
                shown.day(),
                shown.weekday(),
                shown.hour(),
                shown.minute(),
                shown.second(),
                shown.hundredths(),
                0,
                shown.status());
        return withoutDeviation
                .toUtcMs(0)
                .map(ms -> LocalDateTime.ofEpochSecond(
                        Math.floorDiv(ms, 1000L), (int) Math.floorMod(ms, 1000L) * 1_000_000, ZoneOffset.UTC));
    }
}
