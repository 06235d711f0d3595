package org.metersim.client.configure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.metersim.dlms.acse.Aarq;
import org.metersim.dlms.acse.Release;
import org.metersim.dlms.apdu.ActionRequest;
import org.metersim.dlms.apdu.ActionResponse;
import org.metersim.dlms.apdu.ActionResult;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.GetRequest;
import org.metersim.dlms.apdu.GetResponse;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.apdu.SetRequest;
import org.metersim.dlms.apdu.SetResponse;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.wrapper.WrapperDecoder;
import org.metersim.dlms.wrapper.WrapperFrame;
import org.metersim.runtime.Endpoint;

/** A meter of a few attributes that a test can spoil, over the wrapper and without authentication. */
final class FakeTable {

    final Map<String, CosemData> values = new LinkedHashMap<>();

    /** Requests that change something: {@code 3 1-0:31.4.0.255 a2 = 230}; members of one list behind each other. */
    final List<String> deeds = new ArrayList<>();

    /** Requests that carried values. */
    int writes;

    /** What the meter says instead of doing it. */
    BiFunction<String, CosemData, Optional<AccessResult>> refuse = (target, value) -> Optional.empty();

    /** What is stored of what is written. */
    UnaryOperator<CosemData> stored = value -> value;

    /** What a method does. */
    Runnable method = () -> {};

    /** The deed, from 1, after which the meter hangs up without an answer. */
    int hangsUpAfterDeed = Integer.MAX_VALUE;

    /** What happens when somebody connects. */
    Runnable connected = () -> {};

    Optional<Endpoint> connect() {
        connected.run();
        return Optional.of(new Port());
    }

    private GetResult read(AttributeRef target) {
        CosemData value = values.get(target.toString());
        return value == null ? GetResult.error(AccessResult.READ_WRITE_DENIED) : GetResult.of(value);
    }

    private AccessResult write(AttributeRef target, CosemData value) {
        deeds.add(target + " = " + Look.text(value));
        Optional<AccessResult> refusal = refuse.apply(target.toString(), value);
        if (refusal.isEmpty()) {
            values.put(target.toString(), stored.apply(value));
        }
        return refusal.orElse(AccessResult.SUCCESS);
    }

    private final class Port implements Endpoint {

        private static final String AARE =
                "6129A109060760857405080101A203020100A305A103020100BE10040E0800065F1F0400005E1D04000007";

        private final WrapperDecoder decoder = new WrapperDecoder(4096);
        private final Queue<byte[]> output = new ArrayDeque<>();
        private boolean closed;

        @Override
        public void receive(byte[] chunk, long nowMs) {
            decoder.feed(chunk);
            for (var frame = decoder.next(); frame.isPresent() && !closed; frame = decoder.next()) {
                take(frame.get());
            }
        }

        private void take(WrapperFrame frame) {
            Octets answer = answer(frame.apdu());
            if (deeds.size() >= hangsUpAfterDeed) {
                hangsUpAfterDeed = Integer.MAX_VALUE;
                closed = true;
                return;
            }
            output.add(frame.answer(answer.toBytes()).encode());
        }

        private Octets answer(Octets apdu) {
            if (apdu.at(0) == Aarq.TAG) {
                return Octets.parse(AARE);
            }
            return apdu.at(0) == Release.REQUEST
                    ? Octets.of(Release.response(Release.NORMAL, Octets.EMPTY).encode())
                    : Octets.of(answer(Apdu.decode(apdu.toBytes())).encode());
        }

        private Apdu answer(Apdu request) {
            if (request instanceof GetRequest.Normal get) {
                return new GetResponse.Normal(
                        get.invokeIdAndPriority(), read(get.target().attribute()));
            }
            if (request instanceof GetRequest.WithList get) {
                return new GetResponse.WithList(
                        get.invokeIdAndPriority(),
                        get.targets().stream()
                                .map(target -> read(target.attribute()))
                                .toList());
            }
            writes++;
            if (request instanceof SetRequest.Normal set) {
                return new SetResponse.Normal(
                        set.invokeIdAndPriority(), write(set.target().attribute(), set.value()));
            }
            if (request instanceof SetRequest.WithList set) {
                return new SetResponse.WithList(
                        set.invokeIdAndPriority(),
                        IntStream.range(0, set.values().size())
                                .mapToObj(i -> write(
                                        set.targets().get(i).attribute(),
                                        set.values().get(i)))
                                .toList());
            }
            return act((ActionRequest.Normal) request);
        }

        private Apdu act(ActionRequest.Normal action) {
            deeds.add(action.target().toString());
            Optional<AccessResult> refusal = refuse.apply(action.target().toString(), CosemData.NULL);
            if (refusal.isEmpty()) {
                method.run();
            }
            return new ActionResponse.Normal(
                    action.invokeIdAndPriority(), ActionResult.of(refusal.orElse(AccessResult.SUCCESS)));
        }

        @Override
        public void wake(long nowMs) {
            // nothing waits
        }

        @Override
        public long deadlineMs() {
            return NEVER;
        }

        @Override
        public Optional<byte[]> nextOutput() {
            return Optional.ofNullable(output.poll());
        }

        @Override
        public boolean isClosed() {
            return closed;
        }
    }
}
