package org.metersim.client.update;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BiFunction;
import java.util.function.Function;
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

/**
 * A meter of a few lines that a test can spoil: serial number, active identifier, verdict and one image transfer
 * object, over the wrapper and without authentication.
 */
public final class FakeMeter {

    static final int BLOCK_BYTES = 10;
    private static final List<String> OBJECTS = List.of("0-0:96.1.0.255", "1-0:0.2.0.255", "0-0:44.128.0.255");
    static final long DROP_AFTER_MS = 2_000;
    static final long BOOT_MS = 5_000;

    /**
     * {@code initiate}, {@code block 3}, {@code verify}, {@code activate}, in the order in which they were executed.
     */
    final List<String> deeds = new ArrayList<>();

    String serial = "00012345";
    String runs = "1.4.2";
    String runsNext = "1.5.0";
    String[] verdict = {"", "", "", ""};
    int status;
    boolean enabled = true;
    boolean enabledMayBeSet = true;
    BitSet present = new BitSet();
    byte[] image = new byte[0];
    Octets identifier = Octets.EMPTY;
    Octets signature = Octets.EMPTY;

    /** What becomes of a deed before the meter looks at it: a result instead, or empty to let it happen. */
    Function<String, Optional<AccessResult>> spoil = deed -> Optional.empty();

    /** What an attribute is read as instead of its value. */
    BiFunction<Integer, CosemData, CosemData> show = (attribute, value) -> value;

    /** How verification ends: 3 or 4; 1 or 2 for not at all. */
    int verification = 3;

    /** How activation ends: 6 or 7; 5 for never. */
    int activation = 6;

    /** Number of the request, from 1, at which the meter hangs up; and whether it does what was asked before. */
    int hangsUpAt = Integer.MAX_VALUE;

    boolean hangsUpAfterwards;

    /** Nobody can connect any more. */
    boolean goneForGood;

    public int requests;
    private long dropMs = Endpoint.NEVER;
    private long backMs;
    private final List<Port> ports = new ArrayList<>();

    public Optional<Endpoint> connect(long nowMs) {
        if (nowMs < backMs || goneForGood) {
            return Optional.empty();
        }
        Port port = new Port();
        ports.add(port);
        return Optional.of(port);
    }

    int count() {
        return (image.length + BLOCK_BYTES - 1) / BLOCK_BYTES;
    }

    private void wake(long nowMs) {
        if (nowMs >= dropMs) {
            dropMs = Endpoint.NEVER;
            backMs = nowMs + BOOT_MS;
            status = activation;
            runs = activation == 6 ? runsNext : runs;
            ports.forEach(port -> port.closed = true);
            ports.clear();
        }
    }

    // --- class 18

    private GetResult result(AttributeRef target) {
        boolean known =
                target.classId() == 18 || OBJECTS.contains(target.object().toString());
        return known ? GetResult.of(read(target)) : GetResult.error(AccessResult.OBJECT_UNDEFINED);
    }

    private CosemData read(AttributeRef target) {
        CosemData value = switch (target.object().toString()) {
            case "0-0:96.1.0.255" -> new CosemData.OctetString(Octets.ascii(serial));
            case "1-0:0.2.0.255" -> new CosemData.OctetString(Octets.ascii(runs));
            case "0-0:44.128.0.255" ->
                CosemData.structure(
                        CosemData.visible(verdict[0]),
                        CosemData.visible(verdict[1]),
                        CosemData.visible(verdict[2]),
                        new CosemData.OctetString(Octets.ascii(verdict[3])));
            default -> readTransfer(target.attribute());
        };
        return target.classId() == 18 ? show.apply(target.attribute(), value) : value;
    }

    private CosemData readTransfer(int attribute) {
        return switch (attribute) {
            case 2 -> CosemData.doubleLongUnsigned(BLOCK_BYTES);
            case 3 -> bits();
            case 4 -> CosemData.doubleLongUnsigned(present.nextClearBit(0));
            case 5 -> CosemData.bool(enabled);
            case 6 -> CosemData.enumeration(status);
            default ->
                CosemData.array(
                        status < 3 || status == 4
                                ? List.of()
                                : List.of(CosemData.structure(
                                        CosemData.doubleLongUnsigned(image.length),
                                        new CosemData.OctetString(identifier),
                                        new CosemData.OctetString(signature))));
        };
    }

    private CosemData bits() {
        byte[] bytes = new byte[(count() + 7) / 8];
        present.stream().forEach(number -> bytes[number / 8] |= (byte) (0x80 >> number % 8));
        return new CosemData.BitString(Octets.of(bytes), count());
    }

    private AccessResult act(int method, CosemData parameter, long nowMs) {
        List<CosemData> fields = parameter instanceof CosemData.Structure structure ? structure.elements() : List.of();
        String deed = switch (method) {
            case 1 -> "initiate";
            case 2 -> "block " + ((CosemData.Numeral) fields.get(0)).value();
            case 3 -> "verify";
            default -> "activate";
        };
        deeds.add(deed);
        return spoil.apply(deed).orElseGet(() -> switch (method) {
            case 1 -> initiate(fields);
            case 2 -> block(fields);
            case 3 -> verify();
            default -> activate(nowMs);
        });
    }

    private AccessResult initiate(List<CosemData> fields) {
        if (!enabled || status == 5 || status == 2) {
            return AccessResult.OTHER_REASON;
        }
        identifier = ((CosemData.OctetString) fields.get(0)).octets();
        image = new byte[(int) ((CosemData.Numeral) fields.get(1)).value()];
        present.clear();
        status = 1;
        return AccessResult.SUCCESS;
    }

    private AccessResult block(List<CosemData> fields) {
        int number = (int) ((CosemData.Numeral) fields.get(0)).value();
        byte[] bytes = ((CosemData.OctetString) fields.get(1)).octets().toBytes();
        if (status != 1 || number >= count()) {
            return AccessResult.OTHER_REASON;
        }
        byte[] there = Arrays.copyOfRange(image, number * BLOCK_BYTES, number * BLOCK_BYTES + bytes.length);
        if (present.get(number)) {
            return Arrays.equals(there, bytes) ? AccessResult.SUCCESS : AccessResult.OTHER_REASON;
        }
        int length = Math.min(bytes.length, image.length - number * BLOCK_BYTES);
        System.arraycopy(bytes, 0, image, number * BLOCK_BYTES, length);
        present.set(number);
        return AccessResult.SUCCESS;
    }

    private AccessResult verify() {
        if (status != 1 || present.cardinality() < count()) {
            return AccessResult.OTHER_REASON;
        }
        status = verification;
        return status == 3
                ? AccessResult.SUCCESS
                : status == 4 ? AccessResult.OTHER_REASON : AccessResult.TEMPORARY_FAILURE;
    }

    private AccessResult activate(long nowMs) {
        if (status != 3) {
            return status == 5 ? AccessResult.TEMPORARY_FAILURE : AccessResult.OTHER_REASON;
        }
        status = 5;
        dropMs = nowMs + DROP_AFTER_MS;
        return AccessResult.SUCCESS;
    }

    // --- one connection

    private final class Port implements Endpoint {

        private static final String AARE =
                "6129A109060760857405080101A203020100A305A103020100BE10040E0800065F1F0400005E1D04000007";

        private final WrapperDecoder decoder = new WrapperDecoder(4096);
        private final Queue<byte[]> output = new ArrayDeque<>();
        private boolean closed;

        @Override
        public void receive(byte[] chunk, long nowMs) {
            FakeMeter.this.wake(nowMs);
            if (chunk[0] != 0) {
                // no wrapper: nothing is heard
                return;
            }
            decoder.feed(chunk);
            for (var frame = decoder.next(); frame.isPresent() && !closed; frame = decoder.next()) {
                take(frame.get(), nowMs);
            }
        }

        private void take(WrapperFrame frame, long nowMs) {
            requests++;
            boolean hangsUp = requests == hangsUpAt;
            Octets answer = !hangsUp || hangsUpAfterwards ? answer(frame.apdu(), nowMs) : Octets.EMPTY;
            closed |= hangsUp;
            if (!closed) {
                output.add(frame.answer(answer.toBytes()).encode());
            }
        }

        private Octets answer(Octets apdu, long nowMs) {
            if (apdu.at(0) == Aarq.TAG) {
                return Octets.parse(AARE);
            }
            return apdu.at(0) == Release.REQUEST
                    ? Octets.of(Release.response(Release.NORMAL, Octets.EMPTY).encode())
                    : Octets.of(answer(Apdu.decode(apdu.toBytes()), nowMs).encode());
        }

        private Apdu answer(Apdu request, long nowMs) {
            if (request instanceof GetRequest.Normal get) {
                return new GetResponse.Normal(
                        get.invokeIdAndPriority(), result(get.target().attribute()));
            }
            if (request instanceof GetRequest.WithList get) {
                return new GetResponse.WithList(
                        get.invokeIdAndPriority(),
                        get.targets().stream()
                                .map(target -> result(target.attribute()))
                                .toList());
            }
            if (request instanceof SetRequest.Normal set) {
                enabled |= enabledMayBeSet;
                AccessResult result = enabled ? AccessResult.SUCCESS : AccessResult.READ_WRITE_DENIED;
                return new SetResponse.Normal(set.invokeIdAndPriority(), result);
            }
            ActionRequest.Normal action = (ActionRequest.Normal) request;
            AccessResult result =
                    act(action.target().method(), action.parameter().orElse(CosemData.NULL), nowMs);
            return new ActionResponse.Normal(action.invokeIdAndPriority(), ActionResult.of(result));
        }

        @Override
        public void wake(long nowMs) {
            FakeMeter.this.wake(nowMs);
        }

        @Override
        public long deadlineMs() {
            return dropMs;
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
