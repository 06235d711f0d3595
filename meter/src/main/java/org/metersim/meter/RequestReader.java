package org.metersim.meter;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metersim.dlms.apdu.ActionRequest;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.GetRequest;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.apdu.SetRequest;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.meter.ReceivedRequest.Service;
import org.metersim.runtime.journal.JournalEntry;

/** Finds in the journal what clients asked for. Later blocks of a long request are no requests of their own. */
final class RequestReader {

    private static final Pattern CLIENT = Pattern.compile("^client (\\d+)\\b");

    private RequestReader() {}

    /** The requests in an entry: one, several of a list, or none when it is something else. */
    static List<ReceivedRequest> requests(JournalEntry entry) {
        Matcher client = CLIENT.matcher(entry.text());
        if (!entry.source().endsWith(" <") || !client.find() || entry.hex().isEmpty()) {
            return List.of();
        }
        byte[] bytes = Hex.bytes(entry.hex());
        try {
            return Apdu.isKnown(bytes[0] & 0xFF)
                    ? requests(Apdu.decode(bytes), entry.atMs(), Integer.parseInt(client.group(1)))
                    : List.of();
        } catch (DecodeException broken) {
            return List.of();
        }
    }

    private static List<ReceivedRequest> requests(Apdu apdu, long atMs, int clientSap) {
        if (apdu instanceof GetRequest get) {
            return each(gets(get), attribute(Service.GET, atMs, clientSap));
        }
        if (apdu instanceof SetRequest set) {
            return each(sets(set), attribute(Service.SET, atMs, clientSap));
        }
        if (apdu instanceof ActionRequest action) {
            return each(
                    actions(action),
                    target -> new ReceivedRequest(
                            atMs, Service.ACTION, target.classId(), target.object(), target.method(), clientSap));
        }
        return List.of();
    }

    private static <T> List<ReceivedRequest> each(List<T> targets, Function<T, ReceivedRequest> request) {
        return targets.stream().map(request).toList();
    }

    private static Function<SelectedAttribute, ReceivedRequest> attribute(Service service, long atMs, int clientSap) {
        return target -> new ReceivedRequest(
                atMs,
                service,
                target.attribute().classId(),
                target.attribute().object(),
                target.attribute().attribute(),
                clientSap);
    }

    private static List<SelectedAttribute> gets(GetRequest request) {
        if (request instanceof GetRequest.Normal normal) {
            return List.of(normal.target());
        }
        return request instanceof GetRequest.WithList list ? list.targets() : List.of();
    }

    private static List<SelectedAttribute> sets(SetRequest request) {
        if (request instanceof SetRequest.Normal normal) {
            return List.of(normal.target());
        }
        if (request instanceof SetRequest.FirstBlock first) {
            return List.of(first.target());
        }
        if (request instanceof SetRequest.WithListFirstBlock first) {
            return first.targets();
        }
        return request instanceof SetRequest.WithList list ? list.targets() : List.of();
    }

    private static List<MethodRef> actions(ActionRequest request) {
        if (request instanceof ActionRequest.Normal normal) {
            return List.of(normal.target());
        }
        if (request instanceof ActionRequest.FirstBlock first) {
            return List.of(first.target());
        }
        if (request instanceof ActionRequest.WithListFirstBlock first) {
            return first.targets();
        }
        return request instanceof ActionRequest.WithList list ? list.targets() : List.of();
    }
}
