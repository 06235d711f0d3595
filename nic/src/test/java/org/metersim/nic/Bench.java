package org.metersim.nic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.metersim.dlms.codec.Hex;
import org.metersim.metrology.link.MeterLink;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ProfileReader;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.journal.Layer;
import org.metersim.runtime.journal.MemoryJournal;
import org.metersim.runtime.memory.FactoryContent;
import org.metersim.runtime.memory.FlashMemory;

/** A card of sim-1p with a board of one's choice; APDUs and frames go in and come out as hex. */
public final class Bench {

    public static final long NOW_MS = 1_764_000_000_000L;
    public static final int PUBLIC = 16;
    public static final int READER = 2;
    public static final int MANAGEMENT = 1;

    /** Without authentication, conformance 42 1E 5D and no limit of 65535: vector V4. */
    public static final String AARQ_PUBLIC = "601DA109060760857405080101BE10040E01000000065F1F0400421E5DFFFF";

    /** LLS with the password of the reader, "Gurux". */
    public static final String AARQ_READER = "6033A1090607608574050801018A0207808B0760857405080201AC0780054775727578"
            + "BE10040E01000000065F1F0400421E5DFFFF";

    private static final MeterModel SIM_1P = ProfileReader.builtin("sim-1p");

    public final FakeBoard board = new FakeBoard();
    public final MemoryJournal journal = new MemoryJournal();
    public final Nic nic;

    /** Simulated now; a test moves it on. */
    public long nowMs = NOW_MS;

    private final FlashMemory memory = new FlashMemory(new FactoryContent(Nic.MEMORY_BYTES, 4096, Map.of()));
    private final MeterModel profile;
    private final long number;

    public Bench() {
        this(SIM_1P, 12_345);
    }

    /** @param number of the meter */
    public Bench(MeterModel profile, long number) {
        this.profile = profile;
        this.number = number;
        this.nic = make(board);
    }

    /** A card that holds what the memory does, and nothing else: as after a power cut. */
    public Nic restarted() {
        return make(board);
    }

    /** The profile sim-1p with every match of {@code regex} replaced. */
    public static MeterModel sim1p(String regex, String replacement) {
        try (InputStream in = Bench.class.getResourceAsStream("/org/metersim/profiles/sim-1p.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return ProfileReader.read("sim-1p.yaml", text.replaceAll(regex, replacement));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Nic make(MeterLink link) {
        Nic.Settings settings = new Nic.Settings(NicModel.of(profile), number, Optional.empty());
        Nic.Surroundings surroundings = new Nic.Surroundings(
                memory, link, (host, port, endpoint) -> endpoint.lineLost(nowMs), journal, new Random(42));
        return new Nic(settings, surroundings, NOW_MS);
    }

    /** A TCP connection on which that client speaks. */
    public Client wrapper(int clientSap) {
        return new Client(nic.openWrapper(nowMs), clientSap);
    }

    /** The same, associated already. */
    public Client associated(int clientSap, String aarq) {
        Client client = wrapper(clientSap);
        client.ask(aarq);
        return client;
    }

    public List<String> states() {
        return journal.entries(Layer.STATE).stream().map(JournalEntry::text).toList();
    }

    public List<String> hints() {
        return journal.entries(Layer.HINT).stream().map(JournalEntry::text).toList();
    }

    /** One client on a connection with the wrapper. */
    public final class Client {

        public final Endpoint port;
        private final int sap;

        Client(Endpoint port, int sap) {
            this.port = port;
            this.sap = sap;
        }

        /** Another client on the same connection. */
        public Client and(int otherSap) {
            return new Client(port, otherSap);
        }

        /** The APDU that answers, compact hex; empty for none. */
        public String ask(String apdu) {
            byte[] bytes = Hex.bytes(apdu);
            port.receive(Hex.bytes("0001 %04X 0001 %04X %s".formatted(sap, bytes.length, Hex.compact(bytes))), nowMs);
            String answer = output(port);
            if (answer.isEmpty()) {
                return "";
            }
            String header = "00010001%04X%04X".formatted(sap, answer.length() / 2 - 8);
            if (!answer.startsWith(header)) {
                throw new AssertionError("answer " + answer + " (expected: header " + header + ")");
            }
            return answer.substring(16);
        }
    }

    /** All that waits for the wire, compact hex. */
    public static String output(Endpoint port) {
        List<String> output = new ArrayList<>();
        for (Optional<byte[]> next = port.nextOutput(); next.isPresent(); next = port.nextOutput()) {
            output.add(Hex.compact(next.get()));
        }
        return String.join("", output);
    }
}
