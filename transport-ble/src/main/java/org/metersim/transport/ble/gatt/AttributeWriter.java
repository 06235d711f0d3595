package org.metersim.transport.ble.gatt;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.att.AttError;
import org.metersim.transport.ble.att.AttPdu;
import org.metersim.transport.ble.att.AttPdu.OfValue;
import org.metersim.transport.ble.att.AttRequest;
import org.metersim.transport.ble.att.AttRequest.PrepareWrite;
import org.metersim.transport.ble.att.AttResponse;
import org.metersim.transport.ble.att.AttResponse.Refused;
import org.metersim.transport.ble.gatt.Attribute.Role;
import org.metersim.transport.ble.gatt.GattProfile.Property;

/** Writes attributes: Core Specification Vol 3 Part F 3.4.5 and 3.4.6. What is written to the stream goes to it. */
final class AttributeWriter {

    private static final int CONFIGURATION_BYTES = 2;
    private static final int CONTROL_BYTES = 1;

    private final AttributeTable table;
    private final Configurations configurations;
    private final Access access;
    private final ByteStream stream;
    private final PreparedWrites prepared = new PreparedWrites();

    AttributeWriter(AttributeTable table, Configurations configurations, Access access, ByteStream stream) {
        this.table = table;
        this.configurations = configurations;
        this.access = access;
        this.stream = stream;
    }

    /** What is not permitted is passed over: a command has no answer. */
    void command(OfValue command, long nowMs) {
        table.find(command.handle())
                .filter(Attribute::takesCommands)
                .filter(attribute -> access.barring(attribute).isEmpty())
                .filter(attribute -> fault(attribute, command.value()).isEmpty())
                .ifPresent(attribute -> apply(attribute, command.value(), nowMs));
    }

    AttPdu write(AttRequest.Write request, long nowMs) {
        Optional<AttError> error = barring(request.handle());
        if (error.isEmpty()) {
            error = fault(table.find(request.handle()).orElseThrow(), request.value());
        }
        if (error.isPresent()) {
            return new Refused(request.opcode(), request.handle(), error.get().code());
        }
        apply(table.find(request.handle()).orElseThrow(), request.value(), nowMs);
        return AttResponse.Done.written();
    }

    AttPdu prepare(PrepareWrite request) {
        Optional<AttError> error = barring(request.handle());
        if (error.isEmpty() && prepared.isFull()) {
            error = Optional.of(AttError.PREPARE_QUEUE_FULL);
        }
        if (error.isPresent()) {
            return new Refused(request.opcode(), request.handle(), error.get().code());
        }
        prepared.add(request);
        return new AttResponse.Prepared(request.handle(), request.offset(), request.value());
    }

    /** All that was prepared, or nothing of it. */
    AttPdu execute(AttRequest.ExecuteWrite request, long nowMs) {
        List<PrepareWrite> parts = prepared.take();
        if (!request.commit()) {
            return AttResponse.Done.executed();
        }
        Optional<PrepareWrite> astray = PreparedWrites.astray(parts);
        if (astray.isPresent()) {
            return new Refused(request.opcode(), astray.get().handle(), AttError.INVALID_OFFSET.code());
        }
        Map<Integer, Octets> values = PreparedWrites.join(parts);
        for (Map.Entry<Integer, Octets> each : values.entrySet()) {
            Optional<AttError> error = fault(table.find(each.getKey()).orElseThrow(), each.getValue());
            if (error.isPresent()) {
                return new Refused(request.opcode(), each.getKey(), error.get().code());
            }
        }
        values.forEach((handle, value) -> apply(table.find(handle).orElseThrow(), value, nowMs));
        return AttResponse.Done.executed();
    }

    /** Why that attribute is not written at all; empty when it is. */
    private Optional<AttError> barring(int handle) {
        Optional<Attribute> attribute = table.find(handle);
        if (attribute.isEmpty()) {
            return Optional.of(AttError.INVALID_HANDLE);
        }
        return attribute.get().isWritable()
                ? access.barring(attribute.get())
                : Optional.of(AttError.WRITE_NOT_PERMITTED);
    }

    /** What is wrong with a value; empty when nothing is. */
    private Optional<AttError> fault(Attribute attribute, Octets value) {
        if (attribute.role() == Role.CONTROL) {
            return value.length() == CONTROL_BYTES
                    ? Optional.empty()
                    : Optional.of(AttError.INVALID_ATTRIBUTE_VALUE_LENGTH);
        }
        if (attribute.role() != Role.CONFIGURATION) {
            return value.length() > AttPdu.MAX_VALUE_BYTES
                    ? Optional.of(AttError.INVALID_ATTRIBUTE_VALUE_LENGTH)
                    : Optional.empty();
        }
        if (value.length() != CONFIGURATION_BYTES) {
            return Optional.of(AttError.INVALID_ATTRIBUTE_VALUE_LENGTH);
        }
        int bits = value.at(0) | value.at(1) << 8;
        return (bits & ~allowed(attribute)) == 0 ? Optional.empty() : Optional.of(AttError.VALUE_NOT_ALLOWED);
    }

    private int allowed(Attribute configuration) {
        Attribute configured = table.configured(configuration);
        return (configured.properties().contains(Property.NOTIFY) ? Configurations.NOTIFICATIONS : 0)
                | (configured.properties().contains(Property.INDICATE) ? Configurations.INDICATIONS : 0);
    }

    private void apply(Attribute attribute, Octets value, long nowMs) {
        switch (attribute.role()) {
            case TO_METER, BOTH_WAYS -> stream.take(value, nowMs);
            case CONTROL -> stream.takeControl(value);
            case CONFIGURATION -> configurations.put(attribute.handle(), value.at(0));
            case FROM_METER, CONSTANT -> throw new IllegalStateException("not writable: " + attribute);
        }
    }

    /** What a bond kept; what does not fit this table any more is passed over. */
    void configure(int handle, int bits) {
        table.find(handle)
                .filter(attribute -> attribute.role() == Role.CONFIGURATION)
                .filter(attribute -> (bits & ~allowed(attribute)) == 0)
                .ifPresent(attribute -> configurations.put(handle, bits));
    }
}
