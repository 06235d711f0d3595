package org.metersim.meter;

import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.metrology.link.UpdateConfirmation;

/** One line for each internal message, as the journal shows it. */
final class MessageText {

    private static final int SHOWN_CHARACTERS = 120;

    private MessageText() {}

    static String of(MeterRequest request) {
        return request.accept(REQUESTS);
    }

    static String of(MeterNotice notice) {
        return notice.accept(NOTICES);
    }

    static String of(MeterReply reply) {
        if (reply instanceof MeterReply.Value value) {
            return "value " + of(value.data());
        }
        if (reply instanceof MeterReply.Refused refused) {
            return "refused " + refused.reason();
        }
        return reply instanceof MeterReply.Done ? "done" : "no answer";
    }

    private static String of(CosemData data) {
        String text = data.toString();
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    }

    private static final MeterRequest.Handler<String> REQUESTS = new MeterRequest.Handler<>() {
        @Override
        public String presence(MeterRequest.Presence request) {
            return "presence?";
        }

        @Override
        public String read(MeterRequest.Read request) {
            return "read " + request.target()
                    + (request.selection().isNone()
                            ? ""
                            : " selector " + request.selection().selector());
        }

        @Override
        public String write(MeterRequest.Write request) {
            return "write " + request.target() + " = " + of(request.value());
        }

        @Override
        public String invoke(MeterRequest.Invoke request) {
            return "invoke " + request.target() + " " + of(request.parameter());
        }

        @Override
        public String updateBlock(MeterRequest.UpdateBlock request) {
            return "update block " + request.instance() + " #" + request.number() + " "
                    + request.value().length() + " bytes";
        }

        @Override
        public String acknowledge(MeterRequest.Acknowledge request) {
            return "acknowledge confirmation " + request.eventCounter();
        }

        @Override
        public String report(MeterRequest.Report request) {
            return "report " + request.event();
        }
    };

    private static final MeterNotice.Handler<String> NOTICES = new MeterNotice.Handler<>() {
        @Override
        public String updateEnded(MeterNotice.UpdateEnded notice) {
            UpdateConfirmation confirmation = notice.confirmation();
            return "update confirmation " + confirmation.eventCounter() + " " + confirmation.kind() + " "
                    + (confirmation.ok() ? "OK" : "KO " + confirmation.verdict()) + " "
                    + confirmation.oldIdentifier().toAscii() + " -> "
                    + confirmation.newIdentifier().toAscii() + " " + confirmation.updateId();
        }

        @Override
        public String eventRaised(MeterNotice.EventRaised notice) {
            return "event " + notice.event() + " code " + notice.code();
        }

        @Override
        public String profileCaptured(MeterNotice.ProfileCaptured notice) {
            return "profile captured " + notice.profile();
        }

        @Override
        public String restarting(MeterNotice.Restarting notice) {
            return "restarting, back at " + java.time.Instant.ofEpochMilli(notice.backMs());
        }
    };
}
