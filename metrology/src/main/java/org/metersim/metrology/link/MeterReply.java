package org.metersim.metrology.link;

import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;

/** What metrology answers to a {@link MeterRequest}. */
public sealed interface MeterReply {

    /** It was done, and there is nothing to return. */
    MeterReply DONE = new Done();

    /** Nobody answered: metrology is restarting, or the message was lost. */
    MeterReply NO_ANSWER = new NoAnswer();

    /** Done when {@code result} is SUCCESS, else refused for that reason. */
    static MeterReply of(AccessResult result) {
        return result == AccessResult.SUCCESS ? DONE : new Refused(result);
    }

    /** A value that was asked for. */
    record Value(CosemData data) implements MeterReply {}

    /** It was done. */
    record Done() implements MeterReply {}

    /** It was not done, and nothing changed unless the reason says so. */
    record Refused(AccessResult reason) implements MeterReply {}

    /** The board did not answer in time. */
    record NoAnswer() implements MeterReply {}
}
