package org.metersim.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.meter.ReceivedRequest.Service;

/**
 * What a request must be to be counted: {@code received().action(18, "0-0:44.0.0.255", 1).from(3)}. What is not said
 * may be anything.
 */
public final class RequestPattern {

    private static final int GROUPS = 6;
    private static final String GROUP_LETTERS = "ABCDEF";

    private final Optional<Service> service;
    private final OptionalInt classId;
    private final Optional<LogicalName> object;
    private final OptionalInt index;
    private final OptionalInt clientSap;

    private RequestPattern(
            Optional<Service> service,
            OptionalInt classId,
            Optional<LogicalName> object,
            OptionalInt index,
            OptionalInt clientSap) {
        this.service = service;
        this.classId = classId;
        this.object = object;
        this.index = index;
        this.clientSap = clientSap;
    }

    /** Any request. */
    public static RequestPattern received() {
        return new RequestPattern(
                Optional.empty(), OptionalInt.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    /** A read of any attribute of that object. @param obis as {@link LogicalName#parse} takes it */
    public RequestPattern get(String obis) {
        return of(Service.GET, OptionalInt.empty(), obis, OptionalInt.empty());
    }

    public RequestPattern get(int ofClass, String obis, int attribute) {
        return of(Service.GET, OptionalInt.of(ofClass), obis, OptionalInt.of(attribute));
    }

    /** A write of any attribute of that object. */
    public RequestPattern set(String obis) {
        return of(Service.SET, OptionalInt.empty(), obis, OptionalInt.empty());
    }

    public RequestPattern set(int ofClass, String obis, int attribute) {
        return of(Service.SET, OptionalInt.of(ofClass), obis, OptionalInt.of(attribute));
    }

    /** Any method of that object. */
    public RequestPattern action(String obis) {
        return of(Service.ACTION, OptionalInt.empty(), obis, OptionalInt.empty());
    }

    public RequestPattern action(int ofClass, String obis, int method) {
        return of(Service.ACTION, OptionalInt.of(ofClass), obis, OptionalInt.of(method));
    }

    private RequestPattern of(Service asked, OptionalInt ofClass, String obis, OptionalInt at) {
        return new RequestPattern(Optional.of(asked), ofClass, Optional.of(LogicalName.parse(obis)), at, clientSap);
    }

    /** Of that client only. @param sap see {@link Sap} */
    public RequestPattern from(int sap) {
        return new RequestPattern(service, classId, object, index, OptionalInt.of(sap));
    }

    boolean matches(ReceivedRequest request) {
        return differences(request).isEmpty();
    }

    /** What differs, in the order in which it is written: {@code OBIS E}. */
    List<String> differences(ReceivedRequest request) {
        List<String> differences = new ArrayList<>();
        if (service.isPresent() && service.get() != request.service()) {
            differences.add("service");
        }
        if (differs(classId, request.classId())) {
            differences.add("class");
        }
        for (int group = 0; object.isPresent() && group < GROUPS; group++) {
            if (object.get().group(group) != request.object().group(group)) {
                differences.add("OBIS " + GROUP_LETTERS.charAt(group));
            }
        }
        if (differs(index, request.index())) {
            differences.add(request.service() == Service.ACTION ? "method" : "attribute");
        }
        if (differs(clientSap, request.clientSap())) {
            differences.add("SAP");
        }
        return differences;
    }

    private static boolean differs(OptionalInt wanted, int value) {
        return wanted.isPresent() && wanted.getAsInt() != value;
    }

    /** {@code ACTION 18 0-0:44.0.0.255 m1 from SAP 3}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(service.map(Service::toString).orElse("any request"));
        classId.ifPresent(id -> text.append(' ').append(id));
        object.ifPresent(name -> text.append(' ').append(name));
        index.ifPresent(at -> text.append(' ')
                .append(service.map(Service::letter).orElse("#"))
                .append(at));
        clientSap.ifPresent(sap -> text.append(" from SAP ").append(sap));
        return text.toString();
    }
}
