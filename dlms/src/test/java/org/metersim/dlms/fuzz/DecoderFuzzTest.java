package org.metersim.dlms.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metersim.dlms.Sweep;
import org.metersim.dlms.Vectors;
import org.metersim.dlms.acse.Aare;
import org.metersim.dlms.acse.Aarq;
import org.metersim.dlms.acse.InitiateRequest;
import org.metersim.dlms.acse.InitiateResponse;
import org.metersim.dlms.acse.Release;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.hdlc.HdlcParameters;
import org.metersim.dlms.security.CipheredApdu;
import org.metersim.dlms.security.KeyWrap;
import org.metersim.dlms.security.Opening;
import org.metersim.dlms.security.ReceiveCounter;
import org.metersim.dlms.security.SecurityContext;
import org.metersim.dlms.wrapper.WrapperDecoder;

/**
 * Any bytes into every decoder: a value comes out or a {@link DecodeException}, nothing else, and nothing large is made
 * on the way. What comes out is the same after another encoding and decoding.
 */
class DecoderFuzzTest {

    /** For at most a few hundred bytes of input; a compact-array may expand to 65536 elements beyond its bytes. */
    private static final long MAX_ALLOCATED_BYTES = 1_000_000;

    private static final long MAX_EXPANDED_BYTES = 20_000_000;

    private record Codec<T>(Function<byte[], T> decode, Optional<Function<T, byte[]>> encode, long maxBytes) {

        static <T> Codec<T> of(Function<byte[], T> decode, Function<T, byte[]> encode) {
            return new Codec<>(decode, Optional.of(encode), MAX_ALLOCATED_BYTES);
        }

        static <T> Codec<T> of(Function<byte[], T> decode) {
            return new Codec<>(decode, Optional.empty(), MAX_ALLOCATED_BYTES);
        }

        /** True when a value came out. */
        boolean take(byte[] bytes) {
            T value;
            try {
                value = decode.apply(bytes);
            } catch (DecodeException refused) {
                return false;
            }
            encode.ifPresent(writes -> assertEquals(value, decode.apply(writes.apply(value))));
            return true;
        }
    }

    static Stream<Arguments> decoders() {
        return Stream.of(
                Arguments.of("data", Codec.of(CosemData::decode, CosemData::encode)),
                Arguments.of("APDU", Codec.of(Apdu::decode, Apdu::encode)),
                Arguments.of("AARQ", Codec.of(Aarq::decode, Aarq::encode)),
                Arguments.of("AARE", Codec.of(Aare::decode, Aare::encode)),
                Arguments.of("release", Codec.of(Release::decode, Release::encode)),
                Arguments.of("InitiateRequest", Codec.of(InitiateRequest::decode, InitiateRequest::encode)),
                Arguments.of("InitiateResponse", Codec.of(InitiateResponse::decode, InitiateResponse::encode)),
                Arguments.of("ciphered APDU", Codec.of(CipheredApdu::decode, CipheredApdu::encode)),
                Arguments.of(
                        "HDLC parameters",
                        Codec.<HdlcParameters>of(
                                bytes -> HdlcParameters.decode(Octets.of(bytes)),
                                parameters -> parameters.encode().toBytes())),
                Arguments.of("date-time", Codec.of(bytes -> CosemDateTime.of(Octets.of(bytes)))),
                Arguments.of("wrapper", Codec.of(DecoderFuzzTest::wrapperFrames)),
                Arguments.of(
                        "compact-array",
                        new Codec<>(
                                DecoderFuzzTest::expanded,
                                Optional.<Function<Object, byte[]>>empty(),
                                MAX_EXPANDED_BYTES)));
    }

    private static List<Object> wrapperFrames(byte[] bytes) {
        WrapperDecoder decoder = new WrapperDecoder(1024);
        decoder.feed(bytes);
        List<Object> frames = new ArrayList<>();
        for (var frame = decoder.next(); frame.isPresent(); frame = decoder.next()) {
            frames.add(frame.get());
        }
        return frames;
    }

    private static Object expanded(byte[] bytes) {
        return CosemData.decode(bytes) instanceof CosemData.CompactArray array ? array.elements() : List.of();
    }

    private static List<byte[]> samples() {
        List<String> hex = new ArrayList<>(Vectors.APDUS);
        hex.addAll(Vectors.OTHERS);
        // the data inside the APDUs
        Vectors.DATA.forEach(hex::add);
        return hex.stream().map(Hex::bytes).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decoders")
    void takesAnyBytesForAValueOrRefusesThem(String name, Codec<?> codec) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long seed = name.hashCode();
        Mutations mutations = new Mutations(seed, samples());
        int taken = 0;
        int cases = Sweep.cases(12_000);
        for (int i = 0; i < cases; i++) {
            byte[] bytes = mutations.next();
            long before = thread.getCurrentThreadAllocatedBytes();
            try {
                taken += codec.take(bytes) ? 1 : 0;
            } catch (RuntimeException | StackOverflowError | AssertionError broken) {
                fail("seed " + seed + ", case " + i + ": " + Hex.compact(bytes), broken);
            }
            long made = thread.getCurrentThreadAllocatedBytes() - before;
            assertTrue(made < codec.maxBytes(), made + " bytes made of " + Hex.compact(bytes));
        }
        assertTrue(taken > cases / 2000, taken + " of " + cases + " taken: the mutations are too wild to test much");
    }

    // No key, no proof: nothing is opened, and nothing thrown
    @Test
    void opensNothingThatIsNotGenuine() {
        List<byte[]> sealed = Vectors.SEALED.stream().map(Hex::bytes).toList();
        SecurityContext server = new SecurityContext(
                new SecurityContext.Parties(Vectors.SERVER, Vectors.CLIENT),
                Vectors.KEYS,
                () -> 1,
                ReceiveCounter.inMemory());
        server.useDedicatedKey(Vectors.DEDICATED_KEY);
        Mutations mutations = new Mutations(1, sealed);
        for (int i = 0; i < Sweep.cases(12_000); i++) {
            byte[] bytes = mutations.next();
            Opening opening = server.open(bytes);
            // sealed without a tag, anything may decipher to something: that is what "unauthenticated" means
            boolean proven = opening instanceof Opening.Opened opened
                    && opened.protection().control().isAuthenticated();
            boolean original = sealed.stream().anyMatch(one -> Hex.compact(one).equals(Hex.compact(bytes)));
            assertTrue(!proven || original, "case " + i + ": " + Hex.compact(bytes));
            server.verifies(Octets.of(bytes), Octets.EMPTY);
            assertEquals(Optional.empty(), KeyWrap.unwrap(Vectors.DEDICATED_KEY, Octets.of(bytes)));
        }
    }
}
