package org.metersim.nic.port;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.Unit;
import org.metersim.metrology.link.MeterReply;
import org.metersim.profiles.ObjectDefinition;

/**
 * The data block that the optical port reads out in mode C: one data set a line, {@code 1-0:1.8.0(12345*Wh)}, ended by
 * CR LF. IEC 62056-21, 6.3.4.
 *
 * <p>It holds the names of the meter, its identifiers, and the registers of class 3 and 4. What is not answered is left
 * out.
 */
public final class Readout {

    private static final int DATA = 1;
    private static final int REGISTER = 3;
    private static final int EXTENDED_REGISTER = 4;
    private static final int VALUE = 2;
    private static final int SCALER_UNIT = 3;
    private static final String END_OF_LINE = "\r\n";

    /** Logical device name, serial number, and the identifiers of firmware and program. */
    private static final List<LogicalName> NAMES = List.of(
            LogicalName.parse("0-0:42.0.0.255"),
            LogicalName.parse("0-0:96.1.0.255"),
            LogicalName.parse("1-0:0.2.0.255"),
            LogicalName.parse("1-2:0.2.0.255"),
            LogicalName.parse("1-0:0.2.1.255"));

    private final Inside inside;
    private final long nowMs;
    private final StringBuilder block = new StringBuilder();

    private Readout(Inside inside, long nowMs) {
        this.inside = inside;
        this.nowMs = nowMs;
    }

    /** The data block at this moment. */
    public static String of(Inside inside, long nowMs) {
        Readout readout = new Readout(inside, nowMs);
        NAMES.forEach(readout::addName);
        for (ObjectDefinition object : inside.card().state().profile().objects()) {
            if (object.classId() == REGISTER || object.classId() == EXTENDED_REGISTER) {
                readout.addRegister(object);
            }
        }
        return readout.block.toString();
    }

    private void addName(LogicalName name) {
        if (inside.card().state().profile().object(DATA, name).isPresent()) {
            read(DATA, name, VALUE).map(Readout::text).ifPresent(text -> add(name, text));
        }
    }

    private void addRegister(ObjectDefinition object) {
        Optional<CosemData> value = read(object.classId(), object.name(), VALUE);
        Optional<CosemData> scalerUnit = read(object.classId(), object.name(), SCALER_UNIT);
        if (value.isPresent()
                && value.get() instanceof CosemData.Numeral number
                && scalerUnit.isPresent()
                && scalerUnit.get() instanceof CosemData.Structure structure
                && structure.elements().size() == 2
                && structure.elements().get(0) instanceof CosemData.Numeral scaler
                && structure.elements().get(1) instanceof CosemData.Numeral unit) {
            String decimal = BigDecimal.valueOf(number.value())
                    .scaleByPowerOfTen((int) scaler.value())
                    .toPlainString();
            add(object.name(), decimal + symbol((int) unit.value()));
        }
    }

    private static String symbol(int unit) {
        return Unit.ofCode(unit)
                .filter(known -> known != Unit.COUNT)
                .map(known -> "*" + known)
                .orElse("");
    }

    private Optional<CosemData> read(int classId, LogicalName name, int attribute) {
        return inside.read(new AttributeRef(classId, name, attribute), nowMs) instanceof MeterReply.Value value
                ? Optional.of(value.data())
                : Optional.empty();
    }

    /** What may stand between the brackets: no brackets, slash, exclamation mark or control characters. */
    private static String text(CosemData data) {
        if (data instanceof CosemData.OctetString string) {
            return printable(string.octets());
        }
        return data instanceof CosemData.VisibleString string
                ? printable(Octets.of(string.text().getBytes(StandardCharsets.US_ASCII)))
                : "";
    }

    private static String printable(Octets octets) {
        String text = octets.toAscii();
        return text.matches("[ -~&&[^()/!]]*") ? text : octets.toHex();
    }

    /** {@code 1-0:1.8.0}: without group F, which is 255 in all of them. */
    private void add(LogicalName name, String value) {
        block.append(String.format(
                Locale.ROOT,
                "%d-%d:%d.%d.%d(%s)%s",
                name.group(0),
                name.group(1),
                name.group(2),
                name.group(3),
                name.group(4),
                value,
                END_OF_LINE));
    }
}
