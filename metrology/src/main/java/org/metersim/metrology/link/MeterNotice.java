package org.metersim.metrology.link;

import org.metersim.dlms.cosem.LogicalName;

/** What metrology tells the NIC unasked. */
public sealed interface MeterNotice {

    <R> R accept(Handler<R> handler);

    /** An update ended, well or badly. Repeated until acknowledged; the NIC knows repeats by the event counter. */
    record UpdateEnded(UpdateConfirmation confirmation) implements MeterNotice {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.updateEnded(this);
        }
    }

    /** An event was logged. @param code as the profile's event map has it */
    record EventRaised(MeterEvent event, int code) implements MeterNotice {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.eventRaised(this);
        }
    }

    /** A profile generic captured a row. */
    record ProfileCaptured(LogicalName profile) implements MeterNotice {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.profileCaptured(this);
        }
    }

    /**
     * The board restarts, to activate an image; it will not answer until {@code backMs}. Every link is to be dropped.
     */
    record Restarting(long backMs) implements MeterNotice {
        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.restarting(this);
        }
    }

    /** One method a notice: a new kind does not compile until every handler takes it. */
    interface Handler<R> {
        R updateEnded(UpdateEnded notice);

        R eventRaised(EventRaised notice);

        R profileCaptured(ProfileCaptured notice);

        R restarting(Restarting notice);
    }
}
