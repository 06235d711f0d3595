package org.metersim.metrology.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.ImageReport.Finding;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.profiles.Firmware;
import org.metersim.runtime.memory.RecordBatch;

/**
 * The firmware of both boards together: copied into the slots that do not run, switched to by one record, booted on
 * trial together, and confirmed or reverted together.
 */
public final class BundleInstallation extends BootingInstallation {

    private final Bank.Model model;
    private final UpdateMachine machine;
    private final List<Board> boards;

    private BundleInstallation(Bank.Model model, UpdateMachine machine, List<Board> boards) {
        super(machine, boards);
        this.model = model;
        this.machine = machine;
        this.boards = List.copyOf(boards);
    }

    /**
     * The engine of a bundle. To be started after those of its parts.
     *
     * @param model whose identity, verifier and profile it has
     * @param parts those of metrology and NIC
     */
    public static UpdateEngine engine(Bank.Model model, Slots slots, List<UpdateEngine> parts, UpdateHost host) {
        UpdateMachine machine = new UpdateMachine(UpdateKind.BUNDLE, slots, host);
        List<Board> boards = new ArrayList<>();
        for (UpdateEngine part : parts) {
            boards.add(((FirmwareInstallation) part.installation()).board());
        }
        UpdateEngine engine =
                new UpdateEngine(machine, new BundleInstallation(model, machine, boards), model.firmware());
        parts.forEach(part -> UpdateEngine.exclude(engine, part));
        return engine;
    }

    /** One slot for both images and what is around them. */
    public static Slots.Shape shape(Firmware firmware) {
        int around = 4096;
        return new Slots.Shape(1, 2 * firmware.slotBytes() + around, firmware.blockBytes());
    }

    // --- the bundle

    @Override
    public ImageReport verify(long nowMs) {
        UpdateState memory = machine.memory;
        ImagePolicy policy = new ImagePolicy(
                model.identity(),
                UpdateKind.BUNDLE.ordinal(),
                memory.identifier,
                java.util.Map.of(UpdateKind.BUNDLE.ordinal(), runningVersion()),
                memory.securityCounter,
                machine.slots.slotBytes(),
                machine.host.trust(nowMs));
        ImageReport outer = model.verifier().verify(machine.file(), policy);
        return outer.failed().isPresent()
                ? outer
                : new ImageReport(outer.passed(), partFault(outer.container().orElseThrow(), nowMs), outer.container());
    }

    private Optional<Finding> partFault(ImageContainer bundle, long nowMs) {
        try {
            return new BundleParts(boards, Bundle.parse(bundle.payload()), model.verifier()).fault(nowMs);
        } catch (DecodeException broken) {
            return Optional.of(new Finding(ImageLayer.STRUCTURE, String.valueOf(broken.getMessage())));
        }
    }

    /** The part for a board; empty when there is none that can be read. */
    private Optional<Octets> part(Board board) {
        try {
            Bundle bundle = Bundle.parse(ImageContainer.parse(machine.file()).payload());
            return bundle.parts().stream()
                    .filter(part -> componentOf(part) == board.kind().ordinal())
                    .findFirst();
        } catch (DecodeException noBundle) {
            return Optional.empty();
        }
    }

    private static int componentOf(Octets part) {
        return ImageContainer.parse(part.toBytes()).component();
    }

    @Override
    public List<Offer> offers() {
        return boards.stream()
                .flatMap(board -> part(board).stream())
                .map(BundleParts::offer)
                .toList();
    }

    /** By what its parts call themselves; a part that cannot be read by the bundle it was to be in. */
    @Override
    public List<Ending> endings() {
        return boards.stream().map(board -> ending(board, part(board))).toList();
    }

    private Ending ending(Board board, Optional<Octets> part) {
        Octets old = Octets.ascii(board.machine().memory.activeVersion);
        Octets file = part.orElseGet(() -> Octets.of(machine.file()));
        Octets name = part.map(each -> Octets.ascii(Bank.reported(ImageContainer.parse(each.toBytes()))))
                .orElse(machine.identifier());
        return new Ending(board.kind(), old, name, Digests.sha256(file.toBytes()));
    }

    /** Of the bundle that was installed last; its parts may have been updated since. */
    @Override
    public ImageVersion runningVersion() {
        String version = machine.memory.activeVersion;
        return version.isEmpty() ? ImageVersion.NONE : ImageVersion.parse(version);
    }

    // --- its activation

    /** The parts go where nothing runs; until the one record that ends it nothing has happened. */
    @Override
    public void begin(long nowMs) {
        Optional<Finding> fault = verify(nowMs).failed();
        if (fault.isPresent()) {
            giveUp(fault.get().layer().word(), fault.get().text(), nowMs);
            return;
        }
        for (Board board : boards) {
            Octets part = part(board).orElseThrow();
            if (!board.take(BundleParts.nameOf(part), part, nowMs)) {
                boards.forEach(each -> each.machine().discard(nowMs));
                giveUp("memory", "that of " + board.word() + " does not take the image", nowMs);
                return;
            }
        }
        boot().begin(machine.host.batch(), nowMs);
    }

    private void giveUp(String layer, String cause, long nowMs) {
        UpdateVerdict verdict = new UpdateVerdict(TrialBoot.BOOT, layer, cause);
        Outcome outcome = new Outcome(verdict, List.of(MeterEvent.FIRMWARE_ROLLED_BACK), endings());
        RecordBatch batch = machine.host.batch();
        machine.end(UpdateMachine.Event.GIVEN_UP, outcome, batch, nowMs);
        batch.commit();
    }

    /** What stands in the slots, each against the other. */
    @Override
    public ImageReport verifyTrial(long nowMs) {
        List<Octets> files =
                boards.stream().map(board -> Octets.of(board.machine().file())).toList();
        Optional<Finding> fault = new BundleParts(boards, new Bundle(files), model.verifier()).fault(nowMs);
        return new ImageReport(List.of(), fault, Optional.empty());
    }

    @Override
    public void run(long nowMs) {
        boards.forEach(board -> board.runNew(nowMs));
        byte[] file = machine.file();
        ImageContainer bundle = ImageContainer.parse(file);
        machine.activate(bundle.version().toString(), Digests.sha256(file), bundle.securityCounter(), nowMs);
    }

    @Override
    public void start(long nowMs) {
        startTrial(nowMs);
    }
}
