package org.metersim.nic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterLink;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.runtime.Endpoint;

/** A metrology board that answers what a test told it to, and keeps what it was asked. */
public final class FakeBoard implements MeterLink {

    /** Attributes and methods as they print, {@code 3 1-0:1.8.0.255 a2}, to the reply. */
    private final Map<String, MeterReply> replies = new HashMap<>();

    /** What was asked, without presence and reports. */
    public final List<MeterRequest> asked = new ArrayList<>();

    public final List<MeterEvent> events = new ArrayList<>();
    public final Queue<MeterNotice> notices = new ArrayDeque<>();
    public boolean silent;

    /** @param data hex of the value with its tag */
    public FakeBoard with(String target, String data) {
        return with(target, new MeterReply.Value(CosemData.decode(Hex.bytes(data))));
    }

    public FakeBoard with(String target, MeterReply reply) {
        replies.put(target, reply);
        return this;
    }

    @Override
    public MeterReply ask(MeterRequest request, long nowMs) {
        if (silent) {
            return MeterReply.NO_ANSWER;
        }
        if (request instanceof MeterRequest.Report report) {
            events.add(report.event());
            return MeterReply.DONE;
        }
        if (request instanceof MeterRequest.Presence) {
            return MeterReply.DONE;
        }
        asked.add(request);
        if (request instanceof MeterRequest.Read read) {
            return replies.getOrDefault(
                    read.target().toString(), new MeterReply.Refused(AccessResult.OBJECT_UNAVAILABLE));
        }
        if (request instanceof MeterRequest.Write write) {
            return replies.getOrDefault(write.target().toString(), MeterReply.DONE);
        }
        return request instanceof MeterRequest.Invoke invoke
                ? replies.getOrDefault(invoke.target().toString(), MeterReply.DONE)
                : MeterReply.DONE;
    }

    @Override
    public Optional<MeterNotice> nextNotice(long nowMs) {
        return Optional.ofNullable(notices.poll());
    }

    @Override
    public void wake(long nowMs) {
        // what a test has to say is in the notices already
    }

    @Override
    public long deadlineMs() {
        return Endpoint.NEVER;
    }
}
