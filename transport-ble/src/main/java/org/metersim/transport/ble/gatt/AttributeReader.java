package org.metersim.transport.ble.gatt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.att.AttError;
import org.metersim.transport.ble.att.AttPdu;
import org.metersim.transport.ble.att.AttRequest;
import org.metersim.transport.ble.att.AttResponse;
import org.metersim.transport.ble.att.AttResponse.Refused;
import org.metersim.transport.ble.att.BluetoothUuid;
import org.metersim.transport.ble.att.HandleRange;
import org.metersim.transport.ble.gatt.Attribute.Role;

/** Finds and reads attributes: Core Specification Vol 3 Part F 3.4.3 and 3.4.4. The MTU bounds every answer. */
final class AttributeReader {

    /** Octets of a value in a list, at most: the length field has one octet. */
    private static final int MAX_LISTED = 253;

    private static final int MAX_GROUPED = 251;

    private final AttributeTable table;
    private final Configurations configurations;
    private final Access access;

    AttributeReader(AttributeTable table, Configurations configurations, Access access) {
        this.table = table;
        this.configurations = configurations;
        this.access = access;
    }

    private static Refused refused(AttPdu request, int handle, AttError error) {
        return new Refused(request.opcode(), handle, error.code());
    }

    private static Refused invalid(AttPdu request, HandleRange range) {
        return refused(request, range.first(), AttError.INVALID_HANDLE);
    }

    private static Refused notFound(AttPdu request, HandleRange range) {
        return refused(request, range.first(), AttError.ATTRIBUTE_NOT_FOUND);
    }

    AttPdu findInformation(AttRequest.FindInformation request, int mtu) {
        if (!request.range().isValid()) {
            return invalid(request, request.range());
        }
        List<AttResponse.Information.Typed> found = new ArrayList<>();
        int room = mtu - 2;
        for (Attribute attribute : list(table.in(request.range()))) {
            BluetoothUuid type = attribute.type();
            room -= 2 + type.length();
            if (room < 0 || !found.isEmpty() && found.get(0).type().length() != type.length()) {
                break;
            }
            found.add(new AttResponse.Information.Typed(attribute.handle(), type));
        }
        return found.isEmpty() ? notFound(request, request.range()) : new AttResponse.Information(found);
    }

    AttPdu findByTypeValue(AttRequest.FindByTypeValue request, int mtu) {
        if (!request.range().isValid()) {
            return invalid(request, request.range());
        }
        List<HandleRange> found = table.ofType(request.range(), BluetoothUuid.of(request.type()))
                .filter(attribute -> attribute.role() == Role.CONSTANT)
                .filter(attribute -> attribute.value().equals(shortest(attribute, request.value())))
                .map(attribute -> group(attribute))
                .limit((mtu - 1) / 4)
                .toList();
        return found.isEmpty() ? notFound(request, request.range()) : new AttResponse.Found(found);
    }

    /** A service may be looked for by the long form of its short UUID: Part G 4.4.2. */
    private static Octets shortest(Attribute attribute, Octets value) {
        if (!attribute.type().equals(AttributeTable.PRIMARY_SERVICE) || value.length() != BluetoothUuid.LONG_BYTES) {
            return value;
        }
        ByteWriter shortest = new ByteWriter();
        BluetoothUuid.read(ByteReader.of(value), "service", value.length()).write(shortest);
        return shortest.toOctets();
    }

    private HandleRange group(Attribute attribute) {
        return attribute.type().equals(AttributeTable.PRIMARY_SERVICE)
                ? table.serviceAt(attribute.handle())
                : new HandleRange(attribute.handle(), attribute.handle());
    }

    AttPdu readByType(AttRequest.ReadByType request, int mtu) {
        if (!request.range().isValid()) {
            return invalid(request, request.range());
        }
        List<AttResponse.Attributes.Held> found = new ArrayList<>();
        int room = mtu - 2;
        for (Attribute attribute : list(table.ofType(request.range(), request.type()))) {
            Optional<AttError> barred = barring(attribute);
            if (barred.isPresent()) {
                // what was found before it is told first: 3.4.4.1
                return found.isEmpty()
                        ? refused(request, attribute.handle(), barred.get())
                        : new AttResponse.Attributes(found);
            }
            Octets value = cut(value(attribute), Math.min(mtu - 4, MAX_LISTED));
            room -= 2 + value.length();
            if (room < 0 || !found.isEmpty() && found.get(0).value().length() != value.length()) {
                break;
            }
            found.add(new AttResponse.Attributes.Held(attribute.handle(), value));
        }
        return found.isEmpty() ? notFound(request, request.range()) : new AttResponse.Attributes(found);
    }

    AttPdu readByGroupType(AttRequest.ReadByGroupType request, int mtu) {
        if (!request.range().isValid()) {
            return invalid(request, request.range());
        }
        boolean isGroup = request.type().equals(AttributeTable.PRIMARY_SERVICE)
                || request.type().equals(AttributeTable.SECONDARY_SERVICE);
        if (!isGroup) {
            return refused(request, request.range().first(), AttError.UNSUPPORTED_GROUP_TYPE);
        }
        List<AttResponse.Groups.Group> found = new ArrayList<>();
        int room = mtu - 2;
        for (Attribute attribute : list(table.ofType(request.range(), request.type()))) {
            Octets value = cut(attribute.value(), Math.min(mtu - 6, MAX_GROUPED));
            room -= 4 + value.length();
            if (room < 0 || !found.isEmpty() && found.get(0).value().length() != value.length()) {
                break;
            }
            found.add(new AttResponse.Groups.Group(table.serviceAt(attribute.handle()), value));
        }
        return found.isEmpty() ? notFound(request, request.range()) : new AttResponse.Groups(found);
    }

    AttPdu read(AttRequest.Read request, int mtu) {
        Optional<Refused> refusal = refusal(request, request.handle());
        return refusal.isPresent() ? refusal.get() : AttResponse.Value.ofRead(cut(value(request.handle()), mtu - 1));
    }

    AttPdu readBlob(AttRequest.ReadBlob request, int mtu) {
        Optional<Refused> refusal = refusal(request, request.handle());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Octets value = value(request.handle());
        return request.offset() > value.length()
                ? refused(request, request.handle(), AttError.INVALID_OFFSET)
                : AttResponse.Value.ofBlob(cut(value.slice(request.offset(), value.length()), mtu - 1));
    }

    AttPdu readMultiple(AttRequest.ReadMultiple request, int mtu) {
        ByteWriter values = new ByteWriter();
        for (int handle : request.handles()) {
            Optional<Refused> refusal = refusal(request, handle);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            Octets value = value(handle);
            if (request.variable()) {
                values.u16le(value.length());
            }
            values.octets(value);
        }
        return AttResponse.Value.ofMultiple(request.variable(), cut(values.toOctets(), mtu - 1));
    }

    /** Why that attribute is not read; empty when it is. */
    private Optional<Refused> refusal(AttPdu request, int handle) {
        Optional<Attribute> attribute = table.find(handle);
        if (attribute.isEmpty()) {
            return Optional.of(refused(request, handle, AttError.INVALID_HANDLE));
        }
        return barring(attribute.get()).map(error -> refused(request, handle, error));
    }

    private Optional<AttError> barring(Attribute attribute) {
        return attribute.isReadable() ? access.barring(attribute) : Optional.of(AttError.READ_NOT_PERMITTED);
    }

    private Octets value(int handle) {
        return value(table.find(handle).orElseThrow());
    }

    private Octets value(Attribute attribute) {
        return attribute.role() == Role.CONFIGURATION ? configurations.value(attribute.handle()) : attribute.value();
    }

    private static Octets cut(Octets value, int most) {
        return value.length() <= most ? value : value.slice(0, most);
    }

    private static List<Attribute> list(Stream<Attribute> attributes) {
        return attributes.toList();
    }
}
