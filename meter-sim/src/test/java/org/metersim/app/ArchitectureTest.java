package org.metersim.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
            Map.entry("transport", Set.of("org.metersim.dlms", "org.metersim.runtime")),
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

    @Test
    void theCoreTakesTimeChanceThreadsAndSocketsFromOutside() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.metersim.dlms..",
                        "org.metersim.profiles..",
                        "org.metersim.metrology..",
                        "org.metersim.nic..",
                        "org.metersim.transport..")
                .should()
                .callMethodWhere(worldly())
                .orShould()
                .callConstructorWhere(worldlyMade())
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.util.concurrent.locks..")
                .check(code);
    }

    private static DescribedPredicate<JavaCall<?>> worldly() {
        Set<String> clocksAndChance = Set.of(
                "java.lang.System.currentTimeMillis",
                "java.lang.System.nanoTime",
                "java.lang.Math.random",
                "java.lang.Thread.sleep",
                "java.util.concurrent.ThreadLocalRandom.current");
        return DescribedPredicate.describe("reads a clock, chance or a thread", call -> {
            String target = call.getTargetOwner().getName() + "." + call.getName();
            boolean now = call.getName().equals("now")
                    && call.getTargetOwner().getPackageName().startsWith("java.time");
            return now || clocksAndChance.contains(target);
        });
    }

    private static DescribedPredicate<JavaCall<?>> worldlyMade() {
        Set<String> made =
                Set.of("java.util.Random", "java.security.SecureRandom", "java.lang.Thread", "java.util.Timer");
        return DescribedPredicate.describe(
                "makes a source of chance or a thread",
                call -> made.contains(call.getTargetOwner().getName())
                        && call.getTarget().getParameterTypes().isEmpty());
    }

    @Test
    void theRulesCanFail() {
        assertThrows(
                AssertionError.class,
                () -> noClasses()
                        .that()
                        .resideInAPackage("org.metersim.dlms..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("java.util..")
                        .check(code));
    }
}
