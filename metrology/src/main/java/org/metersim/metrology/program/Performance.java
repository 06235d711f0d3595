package org.metersim.metrology.program;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.link.MeterReply;

/** Does items to a board, one after the other, and looks whether each did what it says. */
final class Performance {

    private static final int MAX_HEX = 48;

    private final ProgramHost host;
    private final long nowMs;
    private final Map<AttributeRef, CosemData> before = new LinkedHashMap<>();

    Performance(ProgramHost host, long nowMs) {
        this.host = host;
        this.nowMs = nowMs;
    }

    /** What each attribute that items named read before the first of them. */
    Map<AttributeRef, CosemData> before() {
        return before;
    }

    /** Does one item; a fault when it did not do what it says, and then what it did is to be dropped. */
    Optional<Fault> perform(int index, ProgramItem item) {
        return item.accept(new Doing(index));
    }

    private Optional<CosemData> read(AttributeRef target) {
        return host.read(target, nowMs) instanceof MeterReply.Value value
                ? Optional.of(value.data())
                : Optional.empty();
    }

    private Optional<CosemData> remember(AttributeRef target) {
        Optional<CosemData> value = read(target);
        value.ifPresent(data -> before.putIfAbsent(target, data));
        return value;
    }

    /** The first attribute that does not read as it did before the program, and should. */
    Optional<String> firstNotRestored(Map<AttributeRef, CosemData> asBefore) {
        return asBefore.entrySet().stream()
                .filter(each -> !read(each.getKey()).equals(Optional.of(each.getValue())))
                .map(each -> "attribute " + each.getKey() + " is not as it was")
                .findFirst();
    }

    /** The same value: a date-time may be written as what it is and read as octets. */
    private static boolean isSame(CosemData read, CosemData written) {
        return read.equals(written)
                || written instanceof CosemData.Moment moment && octets(read).equals(moment.octets());
    }

    private static Octets octets(CosemData data) {
        return data instanceof CosemData.OctetString string ? string.octets() : Octets.EMPTY;
    }

    /** A value for a person: as bytes, and not too many. */
    private static String text(CosemData data) {
        if (data instanceof CosemData.Numeral numeral) {
            return numeral.type() + " " + numeral.value();
        }
        String hex = Octets.of(data.encode()).toHex();
        return hex.length() <= MAX_HEX ? hex : hex.substring(0, MAX_HEX) + "...";
    }

    /** Of one item. */
    private final class Doing implements ProgramItem.Handler<Optional<Fault>> {

        private final int index;

        Doing(int index) {
            this.index = index;
        }

        private Optional<Fault> fault(String layer, AccessResult result, String text) {
            return Optional.of(new Fault(layer, index, result, text));
        }

        private Optional<Fault> refused(MeterReply reply) {
            return reply instanceof MeterReply.Refused refused
                    ? fault("value", refused.reason(), "the object refuses it")
                    : Optional.empty();
        }

        @Override
        public Optional<Fault> set(ProgramItem.Set item) {
            Optional<CosemData> found = remember(item.target());
            if (item.expect().isPresent() && !isRead(found, item.expect().get())) {
                return fault(
                        "expect",
                        AccessResult.OTHER_REASON,
                        difference(found, item.expect().get()));
            }
            Optional<Fault> refused = refused(host.write(item.target(), item.value(), nowMs));
            if (refused.isPresent()) {
                return refused;
            }
            Optional<CosemData> now = read(item.target());
            return isRead(now, item.value())
                    ? Optional.empty()
                    : fault("readback", AccessResult.OTHER_REASON, difference(now, item.value()));
        }

        private boolean isRead(Optional<CosemData> found, CosemData expected) {
            return found.map(data -> isSame(data, expected)).orElse(false);
        }

        private String difference(Optional<CosemData> found, CosemData expected) {
            return "reads " + found.map(Performance::text).orElse("nothing") + " (expected: " + text(expected) + ")";
        }

        @Override
        public Optional<Fault> act(ProgramItem.Act item) {
            Map<Integer, CosemData> attributes = attributes(item);
            item.restore().forEach(attribute -> remember(attribute(item, attribute)));
            Optional<Fault> refused = refused(host.invoke(item.target(), item.parameter(), nowMs));
            if (refused.isPresent() || item.irreversible()) {
                return refused;
            }
            Map<Integer, CosemData> now = attributes(item);
            return attributes.entrySet().stream()
                    .filter(was -> !was.getValue().equals(now.get(was.getKey())))
                    .map(Map.Entry::getKey)
                    .filter(attribute -> !item.restore().contains(attribute))
                    .findFirst()
                    .flatMap(attribute -> fault(
                            "undo",
                            AccessResult.OTHER_REASON,
                            "it changes attribute " + attribute + " (expected: only what is restored)"));
        }

        private AttributeRef attribute(ProgramItem item, int attribute) {
            return new AttributeRef(item.classId(), item.object(), attribute);
        }

        private Map<Integer, CosemData> attributes(ProgramItem item) {
            int last = host.profile()
                    .object(item.classId(), item.object())
                    .orElseThrow()
                    .attributes();
            Map<Integer, CosemData> values = new LinkedHashMap<>();
            for (int attribute = 2; attribute <= last; attribute++) {
                int number = attribute;
                read(attribute(item, attribute)).ifPresent(value -> values.put(number, value));
            }
            return values;
        }

        @Override
        public Optional<Fault> check(ProgramItem.Check item) {
            Optional<CosemData> found = read(item.target());
            return isRead(found, item.expected())
                    ? Optional.empty()
                    : fault("check", AccessResult.OTHER_REASON, difference(found, item.expected()));
        }
    }
}
