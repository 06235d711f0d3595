package org.metersim.nic.service;

import org.metersim.dlms.apdu.ActionRequest;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.ExceptionResponse;
import org.metersim.dlms.apdu.GetRequest;
import org.metersim.dlms.apdu.InvokeId;
import org.metersim.dlms.apdu.SetRequest;
import org.metersim.nic.association.AssociationContext;

/**
 * What a client asks of the objects within one association, as APDUs in clear. A transfer of blocks is a stage of a
 * service; any other request ends it. Green Book 9.3.
 */
public final class Services {

    /** Nothing is to be sent. */
    public static final byte[] NO_ANSWER = new byte[0];

    /** Attributes or methods in one list. */
    static final int MAX_REFERENCES = 128;

    /** Longest value that is put together from blocks, bytes. */
    static final int MAX_LONG_VALUE_BYTES = 1 << 16;

    static final byte[] NOT_SUPPORTED = ExceptionResponse.SERVICE_NOT_SUPPORTED.encode();
    static final byte[] NOT_POSSIBLE = ExceptionResponse.NOT_ASSOCIATED.encode();

    private final GetService get;
    private final SetService set;
    private final ActionService action;
    private final ObjectRouter objects;

    public Services(AssociationContext association, ObjectRouter objects) {
        this.get = new GetService(association, objects);
        this.set = new SetService(association, objects);
        this.action = new ActionService(association, objects);
        this.objects = objects;
    }

    /** The association ended: unfinished transfers are forgotten. */
    public void abort() {
        get.abort();
        set.abort();
        action.abort();
    }

    /**
     * Does what is asked.
     *
     * @param maxBytes longest answer, before it is ciphered
     * @return the answer, an exception-response, or {@link #NO_ANSWER} when the request was unconfirmed or the answer
     *     is lost
     */
    public byte[] answer(Apdu request, int maxBytes, long nowMs) {
        if (request instanceof GetRequest asked) {
            set.abort();
            action.abort();
            return confirmed(asked.invokeIdAndPriority(), get.answer(asked, maxBytes, nowMs));
        }
        if (request instanceof SetRequest asked) {
            get.abort();
            action.abort();
            return confirmed(asked.invokeIdAndPriority(), set.answer(asked, nowMs));
        }
        if (request instanceof ActionRequest asked) {
            get.abort();
            set.abort();
            byte[] answer = action.answer(asked, maxBytes, nowMs);
            return objects.losesReply() ? NO_ANSWER : confirmed(asked.invokeIdAndPriority(), answer);
        }
        return NOT_SUPPORTED;
    }

    private static byte[] confirmed(int invokeIdAndPriority, byte[] answer) {
        return InvokeId.isConfirmed(invokeIdAndPriority) ? answer : NO_ANSWER;
    }
}
