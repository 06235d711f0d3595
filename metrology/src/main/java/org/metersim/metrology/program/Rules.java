package org.metersim.metrology.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.profiles.AccessRights;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ObjectDefinition;

/**
 * What can be said of a program without doing any of it: whether it is for this meter as it is, and whether its role
 * may do what its items do.
 *
 * @param clientSap of the association whose rights the program has
 */
record Rules(ProgramHost host, int clientSap) {

    private static final int IMAGE_TRANSFER = 18;
    private static final int SCRIPT_TABLE = 9;

    /** Association LN and Security setup: their secrets and keys. */
    private static final Set<Integer> OF_KEYS = Set.of(15, 64);

    /** Class and method, 256 times the class: what only moves things that no record can put back. */
    private static final Set<Integer> IRREVERSIBLE = Set.of(
            method(3, 1),
            method(4, 1),
            method(5, 1),
            method(5, 2),
            method(7, 1),
            method(7, 2),
            method(8, 1),
            method(8, 2),
            method(8, 3),
            method(8, 4),
            method(8, 6),
            method(70, 1),
            method(70, 2));

    private static int method(int classId, int method) {
        return classId << 8 | method;
    }

    /** Whether the program is for this meter, and no older than what it knows. */
    Optional<Fault> ofHeader(Program program, ProgramStore.Known known) {
        ProgramHeader header = program.header();
        String model = host.profile().identity().model();
        ImageVersion firmware = host.firmware();
        if (!header.model().equals(model)) {
            return Optional.of(Fault.ofProgram("model", "for " + header.model() + " (expected: " + model + ")"));
        }
        if (!header.requires().firmware().has(firmware)) {
            String wanted = header.requires().firmware().toString();
            return Optional.of(Fault.ofProgram("requires", "firmware " + firmware + " (expected: " + wanted + ")"));
        }
        return ofAge(header, known).or(() -> ofActive(header, known));
    }

    /** The same content again is looked at before: it changes nothing. */
    private static Optional<Fault> ofAge(ProgramHeader header, ProgramStore.Known known) {
        int newest = known.versionOf(header.id());
        if (header.version() < newest) {
            String expected = " (expected: >= " + newest + ", which the meter had)";
            return Optional.of(Fault.ofProgram("version", header.identifier() + expected));
        }
        return known.activeVersionOf(header.id()) == header.version()
                ? Optional.of(Fault.ofProgram(
                        "version",
                        header.identifier() + " is active with another content (expected: a higher version)"))
                : Optional.empty();
    }

    private static Optional<Fault> ofActive(ProgramHeader header, ProgramStore.Known known) {
        List<Integer> wanted = header.requires().active();
        boolean isMet =
                known.isNothingActive() ? wanted.contains(0) : wanted.contains(known.activeVersionOf(header.id()));
        String found = known.isNothingActive() ? "no program" : known.identifier();
        return wanted.isEmpty() || isMet
                ? Optional.empty()
                : Optional.of(Fault.ofProgram(
                        "requires", "active: " + found + " (expected: " + header.id() + " of " + wanted + ")"));
    }

    /** What is wrong with items before any is done; one fault an item at most. */
    List<Fault> ofItems(List<ProgramItem> items) {
        List<Fault> faults = new ArrayList<>();
        boolean irreversible = false;
        for (int i = 0; i < items.size(); i++) {
            ProgramItem item = items.get(i);
            int index = i + 1;
            if (irreversible && !item.isIrreversible()) {
                faults.add(new Fault(
                        "order",
                        index,
                        AccessResult.OTHER_REASON,
                        "after an irreversible item (expected: before all)"));
            } else {
                ofItem(item)
                        .ifPresent(fault -> faults.add(new Fault(fault.layer(), index, fault.result(), fault.text())));
            }
            irreversible |= item.isIrreversible();
        }
        return faults;
    }

    private Optional<Fault> ofItem(ProgramItem item) {
        return ofClass(item).or(() -> ofObject(item)).or(() -> item.accept(new OfRights()));
    }

    private static Optional<Fault> fault(String layer, AccessResult result, String text) {
        return Optional.of(new Fault(layer, 0, result, text));
    }

    private Optional<Fault> ofClass(ProgramItem item) {
        boolean acts = !(item instanceof ProgramItem.Check);
        if (OF_KEYS.contains(item.classId())) {
            return fault("access", AccessResult.READ_WRITE_DENIED, "keys and secrets are not a program's to carry");
        }
        if (item.classId() == IMAGE_TRANSFER && acts) {
            return fault("access", AccessResult.READ_WRITE_DENIED, "a program does not start another update");
        }
        if (item.classId() == SCRIPT_TABLE && item instanceof ProgramItem.Act) {
            return fault("access", AccessResult.READ_WRITE_DENIED, "a program does what it says, and runs no script");
        }
        return Optional.empty();
    }

    private Optional<Fault> ofObject(ProgramItem item) {
        MeterModel profile = host.profile();
        String name = "class " + item.classId() + " " + item.object();
        if (profile.object(item.classId(), item.object()).isEmpty()) {
            boolean isOfOtherClass =
                    profile.objects().stream().anyMatch(object -> object.name().equals(item.object()));
            return isOfOtherClass
                    ? fault("object", AccessResult.OBJECT_CLASS_INCONSISTENT, name + " is of another class")
                    : fault("object", AccessResult.OBJECT_UNDEFINED, "no " + name);
        }
        return host.isHere(item.classId(), item.object())
                ? Optional.empty()
                : fault(
                        "object",
                        AccessResult.OBJECT_UNAVAILABLE,
                        name + " lives on the NIC, which no program changes");
    }

    private ObjectDefinition definition(ProgramItem item) {
        return host.profile().object(item.classId(), item.object()).orElseThrow();
    }

    private Optional<Fault> denied(String text) {
        return fault("access", AccessResult.READ_WRITE_DENIED, text);
    }

    /** Whether the program's role may do it. */
    private final class OfRights implements ProgramItem.Handler<Optional<Fault>> {

        @Override
        public Optional<Fault> set(ProgramItem.Set item) {
            int attribute = item.target().attribute();
            AccessRights rights = definition(item).rightsOf(clientSap);
            if (attribute < 1 || attribute > definition(item).attributes()) {
                return denied("no attribute " + attribute);
            }
            if (!rights.mayWrite(attribute)) {
                return denied("attribute " + attribute + " is not written by a program's role");
            }
            return rights.mayRead(attribute)
                    ? Optional.empty()
                    : denied("attribute " + attribute + " cannot be read back by a program's role");
        }

        @Override
        public Optional<Fault> act(ProgramItem.Act item) {
            int method = item.target().method();
            AccessRights rights = definition(item).rightsOf(clientSap);
            if (method < 1 || method > definition(item).methods()) {
                return denied("no method " + method);
            }
            if (!rights.mayInvoke(method)) {
                return denied("method " + method + " is not invoked by a program's role");
            }
            if (IRREVERSIBLE.contains(method(item.classId(), method)) && !item.irreversible()) {
                return fault(
                        "undo",
                        AccessResult.OTHER_REASON,
                        "method " + method + " cannot be undone (expected: marked irreversible)");
            }
            Optional<Integer> unreadable = item.restore().stream()
                    .filter(attribute -> !rights.mayRead(attribute))
                    .findFirst();
            return unreadable.isPresent()
                    ? denied("attribute " + unreadable.get() + ", to be restored, cannot be read")
                    : Optional.empty();
        }

        @Override
        public Optional<Fault> check(ProgramItem.Check item) {
            int attribute = item.target().attribute();
            return definition(item).rightsOf(clientSap).mayRead(attribute)
                    ? Optional.empty()
                    : denied("attribute " + attribute + " is not read by a program's role");
        }
    }
}
