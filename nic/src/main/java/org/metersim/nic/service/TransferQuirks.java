package org.metersim.nic.service;

import java.nio.ByteBuffer;
import java.util.List;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterLink;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.nic.state.Keys;
import org.metersim.nic.state.NicState;
import org.metersim.profiles.ObjectDefinition;
import org.metersim.profiles.UpdateOptions;
import org.metersim.profiles.UpdateQuirk;

/** What a profile's options of image transfers ask of the card. docs/update-options.md. */
final class TransferQuirks {

    private static final int IMAGE_TRANSFER = 18;
    private static final int STATUS = 6;
    private static final int INITIATE = 1;
    private static final int ACTIVATE = 4;

    /** Initiated, verification initiated, verified, activation initiated. */
    private static final List<Long> UNDER_WAY = List.of(1L, 2L, 3L, 5L);

    private final NicState state;
    private final MeterLink link;
    private final int clientSap;
    private boolean isReplyLost;

    /** @param clientSap who asks */
    TransferQuirks(NicState state, MeterLink link, int clientSap) {
        this.state = state;
        this.link = link;
        this.clientSap = clientSap;
    }

    private UpdateOptions options() {
        return state.profile().firmware().options();
    }

    /** False for another client than the one whose transfer is under way, where the profile locks it. */
    boolean mayInvoke(MethodRef target, long nowMs) {
        return target.classId() != IMAGE_TRANSFER
                || !options().has(UpdateQuirk.OWNER_LOCKED)
                || ownerOf(target.object()) == clientSap
                || !isUnderWay(target.object(), nowMs);
    }

    private boolean isUnderWay(LogicalName instance, long nowMs) {
        AttributeRef status = new AttributeRef(IMAGE_TRANSFER, instance, STATUS);
        return link.ask(new MeterRequest.Read(status, Selection.NONE), nowMs) instanceof MeterReply.Value value
                && value.data() instanceof CosemData.Numeral number
                && UNDER_WAY.contains(number.value());
    }

    /** Who initiated last; nobody's SAP when nobody did. */
    private int ownerOf(LogicalName instance) {
        return state.records()
                .get(key(instance))
                .map(bytes -> ByteBuffer.wrap(bytes).getInt())
                .orElse(-1);
    }

    private int key(LogicalName instance) {
        ObjectDefinition object =
                state.profile().object(IMAGE_TRANSFER, instance).orElseThrow();
        return Keys.TRANSFER_OWNERS + state.profile().objects().indexOf(object);
    }

    /** What metrology did for this client. */
    void invoked(MethodRef target, MeterReply reply) {
        if (target.classId() != IMAGE_TRANSFER || !(reply instanceof MeterReply.Done)) {
            return;
        }
        if (target.method() == INITIATE && options().has(UpdateQuirk.OWNER_LOCKED)) {
            byte[] owner = ByteBuffer.allocate(Integer.BYTES).putInt(clientSap).array();
            state.records().put(key(target.object()), owner);
        }
        if (target.method() == ACTIVATE && options().has(UpdateQuirk.ACTIVATE_REPLY_LOST)) {
            isReplyLost = true;
        }
    }

    /** True once after a reply that must not leave. */
    boolean losesReply() {
        boolean lost = isReplyLost;
        isReplyLost = false;
        return lost;
    }
}
