package org.metersim.metrology.link;

import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.Selection;

/** What the NIC asks of the metrology. Access rights were checked before, in the NIC. */
public sealed interface MeterRequest {

    <R> R accept(Handler<R> handler);

    /** Are you there? Asked before an association opens; answered with Done. */
    record Presence() implements MeterRequest {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.presence(this);
        }
    }

    /** Reads an attribute; answered with Value. */
    record Read(AttributeRef target, Selection selection) implements MeterRequest {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.read(this);
        }
    }

    /** Writes an attribute; answered with Done. */
    record Write(AttributeRef target, Selection selection, CosemData value) implements MeterRequest {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.write(this);
        }
    }

    /** Invokes a method; answered with Done, or Value when the method returns data. */
    record Invoke(MethodRef target, CosemData parameter) implements MeterRequest {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.invoke(this);
        }
    }

    /**
     * Relays one image block, class 18 method 2; answered with Done once the block is durable.
     *
     * @param number of the block, from 0, 32 bits unsigned
     */
    record UpdateBlock(LogicalName instance, long number, Octets value) implements MeterRequest {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.updateBlock(this);
        }
    }

    /** Confirms that the NIC took the confirmation with this event counter; metrology stops repeating it. */
    record Acknowledge(long eventCounter) implements MeterRequest {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.acknowledge(this);
        }
    }

    /** Asks metrology, which keeps the event logs, to log what the NIC saw. */
    record Report(MeterEvent event) implements MeterRequest {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.report(this);
        }
    }

    /** One method a request: a new kind of request does not compile until every handler answers it. */
    interface Handler<R> {
        R presence(Presence request);

        R read(Read request);

        R write(Write request);

        R invoke(Invoke request);

        R updateBlock(UpdateBlock request);

        R acknowledge(Acknowledge request);

        R report(Report request);
    }
}
