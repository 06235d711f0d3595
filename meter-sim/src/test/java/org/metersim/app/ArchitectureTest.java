package org.metersim.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows of the house, and what the core must not call. Maven refuses whole rooms; this refuses the finer cuts. */
class ArchitectureTest {

    private static final String ROOT = "org.metersim.";

    /** Room (a package with its sub-packages) to what it may use besides itself and the JDK. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("dlms", Set.of()),
            Map.entry("runtime", Set.of("io.netty", "org.slf4j", "com.sun.jna")),
            Map.entry("profiles", Set.of("org.metersim.dlms.cosem", "org.metersim.dlms.codec", "org.snakeyaml")),
            Map.entry(
                    "metrology",
                    Set.of(
                            "org.metersim.dlms.cosem",
                            "org.metersim.dlms.codec",
                            "org.metersim.dlms.state",
                            "org.metersim.profiles",
                            "org.metersim.runtime")),
            Map.entry("nic", Set.of("org.metersim.dlms", "org.metersim.profiles", "org.metersim.runtime")),
            Map.entry("transport.optical", Set.of("org.metersim.dlms", "org.metersim.runtime")),
            Map.entry("transport.ble", Set.of("org.metersim.dlms", "org.metersim.runtime")),
            Map.entry(
                    "meter",
                    Set.of(
                            "org.metersim.dlms",
                            "org.metersim.runtime",
                            "org.metersim.profiles",
                            "org.metersim.metrology",
                            "org.metersim.nic",
                            "org.metersim.transport",
                            "org.slf4j",
                            "org.junit.jupiter.api")),
            Map.entry("client", Set.of("org.metersim.dlms", "org.metersim.runtime", "org.metersim.transport")),
            Map.entry(
                    "headend",
                    Set.of(
                            "org.metersim.client",
                            "org.metersim.dlms",
                            "org.metersim.profiles",
                            "org.metersim.runtime",
                            "tools.jackson",
                            "com.fasterxml.jackson",
                            "org.slf4j")));

    /** Sub-packages that may use more than their room. */
    private static final Map<String, Set<String>> FINER = Map.of(
            "dlms.security", Set.of("org.bouncycastle"),
            "metrology.image", Set.of("org.bouncycastle"),
            "transport.ble.smp", Set.of("org.bouncycastle"),
            "nic", Set.of("org.metersim.metrology.link", "org.metersim.metrology.objects"));

    private static final Set<String> NETTY_ROOMS = Set.of("org.metersim.runtime.net..");

    private static JavaClasses code;

    @BeforeAll
    static void readTheClasses() {
        code = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.metersim");
    }

    @TestFactory
    Stream<DynamicTest> everyRoomUsesOnlyWhatItsArrowsAllow() {
        return ARROWS.keySet().stream()
                .sorted()
                .map(room -> DynamicTest.dynamicTest(
                        room,
                        () -> classes()
                                .that()
                                .resideInAPackage(ROOT + room + "..")
                                .should()
                                .onlyDependOnClassesThat(allowedFor(room))
                                .check(code)));
    }

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> allowedFor(String room) {
        return DescribedPredicate.describe("are of " + room + " or of where its arrows point", target -> {
            String name = target.getPackageName();
            return name.isEmpty()
                    || name.startsWith("java.")
                    || name.startsWith("javax.crypto")
                    || name.startsWith("javax.security.auth.x500")
                    || within(name, ROOT + room)
                    || ARROWS.get(room).stream().anyMatch(allowed -> within(name, allowed))
                    || FINER.entrySet().stream()
                            .filter(finer -> within(finer.getKey(), room))
                            .anyMatch(finer -> finer.getValue().stream().anyMatch(allowed -> within(name, allowed)));
        });
    }

    private static boolean within(String name, String prefix) {
        return name.equals(prefix) || name.startsWith(prefix + ".");
    }

    @Test
    void cryptographyIsImportedOnlyWhereItBelongs() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.metersim.dlms.security..",
                        "org.metersim.metrology.image..",
                        "org.metersim.transport.ble.smp..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .check(code);
    }

    @Test
    void onlyTheEdgeKnowsNetty() {
        noClasses()
                .that()
                .resideOutsideOfPackages(NETTY_ROOMS.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(code);
    }

    private static final String[] CORE = {
        "org.metersim.dlms..",
        "org.metersim.profiles..",
        "org.metersim.metrology..",
        "org.metersim.nic..",
        "org.metersim.transport.."
    };

    @Test
    void theCoreTakesTimeChanceThreadsAndSocketsFromOutside() {
        untouchedByTheWorld(CORE).check(code);
    }

    private static ArchRule untouchedByTheWorld(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .callMethodWhere(worldly())
                .orShould()
                .callConstructorWhere(worldlyMade())
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.channels..", "java.util.concurrent.locks..");
    }

    private static DescribedPredicate<JavaCall<?>> worldly() {
        Set<String> clocksAndChance = Set.of(
                "java.lang.System.currentTimeMillis",
                "java.lang.System.nanoTime",
                "java.lang.Math.random",
                "java.lang.Thread.sleep",
                "java.util.UUID.randomUUID",
                "java.util.concurrent.ThreadLocalRandom.current");
        return DescribedPredicate.describe("reads a clock, chance or a thread", call -> {
            String owner = call.getTargetOwner().getName();
            String name = call.getName();
            boolean clock = call.getTargetOwner().getPackageName().startsWith("java.time")
                    && (name.equals("now") || name.startsWith("system"));
            boolean pool = owner.equals("java.util.concurrent.Executors")
                    || owner.equals("java.util.concurrent.CompletableFuture") && name.endsWith("Async");
            return clock || pool || clocksAndChance.contains(owner + "." + name);
        });
    }

    /** However made, but for a source of chance with a seed and a date of a given moment. */
    private static DescribedPredicate<JavaCall<?>> worldlyMade() {
        Set<String> never = Set.of("java.security.SecureRandom", "java.lang.Thread", "java.util.Timer");
        Set<String> notBare = Set.of("java.util.Random", "java.util.SplittableRandom", "java.util.Date");
        return DescribedPredicate.describe("makes a source of chance or time, or a thread", call -> {
            String owner = call.getTargetOwner().getName();
            return never.contains(owner)
                    || notBare.contains(owner)
                            && call.getTarget().getParameterTypes().isEmpty();
        });
    }

    // The same rules, where they do not hold: runtime is where time, threads and sockets come from, and the NIC knows
    // rooms that DLMS must not know.
    @Test
    void theRulesCanFail() {
        assertThrows(
                AssertionError.class,
                () -> untouchedByTheWorld("org.metersim.runtime..").check(code));
        assertThrows(
                AssertionError.class,
                () -> classes()
                        .that()
                        .resideInAPackage("org.metersim.nic..")
                        .should()
                        .onlyDependOnClassesThat(allowedFor("dlms"))
                        .check(code));
    }
}
