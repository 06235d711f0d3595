package org.metersim.nic.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterLink;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.nic.push.Push;
import org.metersim.nic.state.NicState;
import org.metersim.nic.state.TestMemory;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.memory.FlashMemory;

/** A NIC's objects with all they need, asked by a client of one's choice; the values go in and out as bytes. */
final class TestCard {

    static final long NOW_MS = 1_764_000_000_000L;
    static final long NUMBER = 12_345;
    static final int PUBLIC = 16;
    static final int READER = 2;
    static final int MANAGEMENT = 1;
    static final int FIRMWARE = 3;

    private final MeterModel profile = TestMemory.profile();
    private final NicObjects objects = NicObjects.of(profile);
    private final FlashMemory memory = TestMemory.erased();
    private final Optional<String> destination;

    /** What metrology was asked to log. */
    final List<MeterEvent> events = new ArrayList<>();

    /** What metrology says of the counters. */
    boolean servesCounters = true;

    /** Hosts that were dialled. */
    final List<String> dialled = new ArrayList<>();

    private final MeterLink link = new MeterLink() {
        @Override
        public MeterReply ask(MeterRequest request, long nowMs) {
            if (request instanceof MeterRequest.Report report) {
                events.add(report.event());
            }
            return MeterReply.DONE;
        }

        @Override
        public Optional<MeterNotice> nextNotice(long nowMs) {
            return Optional.empty();
        }

        @Override
        public void wake(long nowMs) {
            // nothing comes from this board by itself
        }

        @Override
        public boolean servesCounters() {
            return servesCounters;
        }

        @Override
        public long deadlineMs() {
            return Endpoint.NEVER;
        }
    };

    NicState state;
    Push push;
    TestAssociation asking;

    TestCard() {
        this(Optional.empty());
    }

    TestCard(Optional<String> destination) {
        this.destination = destination;
        this.asking = association(MANAGEMENT);
        restart();
    }

    /** What memory holds is all that is left. */
    void restart() {
        state = new NicState(profile, NUMBER, memory);
        Push.Reader reader = (target, nowMs) -> new MeterReply.Value(CosemData.NULL);
        Push.Surroundings surroundings = new Push.Surroundings(
                link, (host, port, endpoint) -> dialled.add(host + ":" + port), Journal.OFF, new Random(42));
        push = new Push(new Push.Settings(state, destination, reader), surroundings, NOW_MS);
    }

    private TestAssociation association(int clientSap) {
        return TestAssociation.of(profile.association(clientSap).orElseThrow());
    }

    TestCard askedBy(int clientSap) {
        asking = association(clientSap);
        return this;
    }

    NicView view() {
        return new NicView(state, Optional.of(asking), push, link);
    }

    boolean has(int classId, String name) {
        return objects.has(classId, LogicalName.parse(name));
    }

    /** The value as hex of its A-XDR form, or why there is none. */
    String read(int classId, String name, int attribute) {
        return read(view(), new AttributeRef(classId, LogicalName.parse(name), attribute), Selection.NONE);
    }

    String read(NicView view, AttributeRef target, Selection selection) {
        return text(objects.read(view, target, selection, NOW_MS));
    }

    /** A selection of an object list. */
    String select(int selector, String parameter) {
        AttributeRef list = new AttributeRef(15, LogicalName.parse("0-0:40.0.0.255"), 2);
        return read(view(), list, new Selection(selector, CosemData.decode(Hex.bytes(parameter))));
    }

    /** {@code done}, or why it was not written. */
    String write(int classId, String name, int attribute, String value) {
        AttributeRef target = new AttributeRef(classId, LogicalName.parse(name), attribute);
        return text(objects.write(view(), target, CosemData.decode(Hex.bytes(value)), NOW_MS));
    }

    String invoke(int classId, String name, int method, String parameter) {
        MethodRef target = new MethodRef(classId, LogicalName.parse(name), method);
        return text(objects.invoke(view(), target, CosemData.decode(Hex.bytes(parameter)), NOW_MS));
    }

    private static String text(MeterReply reply) {
        if (reply instanceof MeterReply.Value value) {
            return Hex.compact(value.data().encode());
        }
        return reply instanceof MeterReply.Refused refused && refused.reason() != AccessResult.SUCCESS
                ? refused.reason().toString()
                : "done";
    }
}
