package org.metersim.client.configure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.metersim.client.Authentication;
import org.metersim.client.ClientSettings;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.Failure;
import org.metersim.client.Login;
import org.metersim.client.Target;
import org.metersim.client.VirtualCarrier;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.runtime.wire.VirtualWorld;

/** A list of items and a meter that does some of them. */
class ConfiguratorTest {

    private static final String LIMIT = "3 1-0:31.4.0.255 a2";
    private static final String HIGH = "3 1-0:35.44.0.255 a2";
    private static final String NAME = "1 0-0:96.1.2.255 a2";
    private static final String CALENDAR = "20 0-0:13.0.0.255 a2";
    private static final MethodRef ACTIVATE = new MethodRef(20, LogicalName.parse("0-0:13.0.0.255"), 1);

    private final VirtualWorld world = new VirtualWorld(1_000_000);
    private final FakeTable meter = new FakeTable();
    private final VirtualCarrier carrier = new VirtualCarrier(world, target -> meter.connect(), 20);
    private final DlmsClient client = new DlmsClient(
            carrier,
            ClientSettings.of(Target.parse("tcp:meter:4059"), new Login(16, 1, Authentication.NONE), 5_000),
            new Random(1));

    @BeforeEach
    void connect() throws DlmsException {
        meter.values.put("1 0-0:96.1.0.255 a2", CosemData.visible("00012345"));
        meter.values.put(LIMIT, CosemData.longUnsigned(220));
        meter.values.put(HIGH, CosemData.longUnsigned(253));
        meter.values.put(NAME, CosemData.visible("old"));
        meter.values.put(CALENDAR, CosemData.visible("BASE"));
        client.connect();
    }

    private static AttributeRef attribute(String text) {
        String[] parts = text.split(" ");
        return new AttributeRef(
                Integer.parseInt(parts[0]), LogicalName.parse(parts[1]), Integer.parseInt(parts[2].substring(1)));
    }

    private static ConfigurationItem set(String attribute, CosemData value) {
        return new ConfigurationItem.Set(attribute(attribute), value, Optional.empty());
    }

    private static ConfigurationItem set(String attribute, int value) {
        return set(attribute, CosemData.longUnsigned(value));
    }

    private static ConfigurationItem set(String attribute, int value, int expect) {
        return new ConfigurationItem.Set(
                attribute(attribute), CosemData.longUnsigned(value), Optional.of(CosemData.longUnsigned(expect)));
    }

    private static ConfigurationItem check(String attribute, int value) {
        return new ConfigurationItem.Check(attribute(attribute), CosemData.longUnsigned(value));
    }

    private static ConfigurationItem activate(boolean irreversible) {
        return new ConfigurationItem.Act(
                ACTIVATE, CosemData.integer(0), irreversible ? List.of() : List.of(2), irreversible);
    }

    private ConfigurationReport apply(boolean undo, ConfigurationItem... items) {
        return new Configurator(client, new ConfigurationPlan(List.of(items), undo, false, true)).apply();
    }

    private static List<String> lines(ConfigurationReport report) {
        return report.items().stream()
                .map(item -> item.index() + " " + item.state() + " "
                        + item.result().map(AccessResult::toString).orElse("-") + " " + item.text())
                .toList();
    }

    @Test
    void carriesOutItemsInTheirOrder() {
        ConfigurationReport report = apply(
                false,
                set(LIMIT, 230, 220),
                check(LIMIT, 230),
                set(NAME, CosemData.visible("new")),
                set(HIGH, 253),
                activate(true));

        assertEquals(
                List.of(
                        "1 done success 220 -> 230",
                        "2 holds success 230",
                        "3 done success old -> new",
                        "4 done success 253",
                        "5 done success invoked with 0, irreversible"),
                lines(report));
        assertTrue(report.isOk());
        assertEquals(List.of(LIMIT + " = 230", NAME + " = new", HIGH + " = 253", "20 0-0:13.0.0.255 m1"), meter.deeds);
    }

    // what stands in the way is seen before anything is sent
    @Test
    void anExpectationThatIsNotMetChangesNothing() {
        ConfigurationReport report = apply(false, set(HIGH, 260), set(LIMIT, 230, 221));

        assertEquals(List.of("1 not-reached - ", "2 failed - is 220 (expected: 221)"), lines(report));
        assertFalse(report.isChanged());
        assertEquals(List.of(), meter.deeds);
    }

    // by the value before the first item, as in a program
    @Test
    void anExpectationIsOfTheValueBeforeTheFirstItem() {
        assertTrue(apply(false, set(LIMIT, 225, 220), set(LIMIT, 230, 220)).isOk());
        assertFalse(apply(false, set(LIMIT, 225), set(LIMIT, 230, 225)).isOk());
    }

    @Test
    void anExpectationOfAnotherTypeIsNotMet() {
        ConfigurationItem item = new ConfigurationItem.Set(
                attribute(LIMIT), CosemData.longUnsigned(230), Optional.of(CosemData.unsigned(220)));

        assertFalse(apply(false, item).isOk());
        assertEquals(List.of(), meter.deeds);
    }

    @Test
    void aCheckThatDoesNotHoldChangesNothing() {
        ConfigurationReport report = apply(false, set(LIMIT, 230), check(LIMIT, 220));

        assertEquals(List.of("1 not-reached - ", "2 failed - is 230 (expected: 220)"), lines(report));
        assertEquals(List.of(), meter.deeds);
    }

    // what a method does is known when it is done
    @Test
    void aCheckBehindAnActionIsAskedInItsTurn() {
        meter.method = () -> meter.values.put(LIMIT, CosemData.longUnsigned(240));
        assertTrue(apply(true, activate(false), check(LIMIT, 240)).isOk());
        ConfigurationReport report = apply(true, activate(false), check(LIMIT, 241));

        assertEquals(
                List.of("1 undone success invoked with 0; undone", "2 failed success is 240 (expected: 241)"),
                lines(report));
    }

    @Test
    void stopsAtTheFirstThatIsRefused() {
        meter.refuse =
                (target, value) -> target.equals(HIGH) ? Optional.of(AccessResult.READ_WRITE_DENIED) : Optional.empty();
        ConfigurationReport report = apply(false, set(LIMIT, 230), set(HIGH, 260), set(NAME, CosemData.visible("new")));

        assertEquals(
                List.of(
                        "1 done success 220 -> 230",
                        "2 failed read-write-denied read-write-denied",
                        "3 not-reached - "),
                lines(report));
        assertEquals(Optional.of(2), report.failedAt());
        assertTrue(report.isChanged());
        assertEquals(CosemData.longUnsigned(230), meter.values.get(LIMIT));
    }

    @Test
    void takesBackInReverseOrderWhenAskedTo() {
        meter.refuse =
                (target, value) -> target.equals(HIGH) ? Optional.of(AccessResult.OTHER_REASON) : Optional.empty();
        ConfigurationReport report =
                apply(true, set(LIMIT, 230), set(NAME, CosemData.visible("new")), activate(false), set(HIGH, 260));

        assertEquals(
                List.of(
                        "1 undone success 220 -> 230; undone",
                        "2 undone success old -> new; undone",
                        "3 undone success invoked with 0; undone",
                        "4 failed other-reason other-reason"),
                lines(report));
        assertFalse(report.isOk());
        assertFalse(report.isChanged());
        assertEquals(
                List.of(CALENDAR + " = BASE", NAME + " = old", LIMIT + " = 220"),
                meter.deeds.subList(4, meter.deeds.size()));
    }

    @Test
    void whatCannotBeTakenBackIsSaid() {
        meter.refuse = (target, value) -> target.equals(HIGH) || value.equals(CosemData.visible("old"))
                ? Optional.of(AccessResult.TEMPORARY_FAILURE)
                : Optional.empty();
        ConfigurationReport report = apply(true, set(LIMIT, 230), set(NAME, CosemData.visible("new")), set(HIGH, 260));

        assertEquals(
                List.of(
                        "1 undone success 220 -> 230; undone",
                        "2 not-undone success old -> new; not undone: " + NAME + ": temporary-failure",
                        "3 failed temporary-failure temporary-failure"),
                lines(report));
        assertTrue(report.isChanged());
    }

    @Test
    void anIrreversibleActionStaysDone() {
        meter.refuse =
                (target, value) -> target.endsWith("m2") ? Optional.of(AccessResult.OTHER_REASON) : Optional.empty();
        ConfigurationItem second = new ConfigurationItem.Act(
                new MethodRef(20, LogicalName.parse("0-0:13.0.0.255"), 2), CosemData.NULL, List.of(), true);
        ConfigurationReport report = apply(true, set(LIMIT, 230), activate(true), second);

        assertEquals(ItemReport.State.UNDONE, report.items().get(0).state());
        assertEquals(ItemReport.State.NOT_UNDONE, report.items().get(1).state());
        assertTrue(report.isChanged());
    }

    @Test
    void nothingReversibleStandsBehindAnIrreversibleItem() {
        List<ConfigurationItem> wrong = List.of(activate(true), set(LIMIT, 230));

        assertThrows(IllegalArgumentException.class, () -> new ConfigurationPlan(wrong, true, false, true));
    }

    // it could not be taken back
    @Test
    void whatCannotBeReadIsWrittenOnlyWhenNothingIsToBeTakenBack() {
        meter.values.remove(NAME);
        ConfigurationItem item = set(NAME, CosemData.visible("new"));
        ConfigurationReport refused = apply(true, item);
        assertEquals(List.of("1 failed read-write-denied cannot be read: read-write-denied"), lines(refused));
        assertEquals(List.of(), meter.deeds);

        ConfigurationReport report = apply(false, item);
        assertEquals(List.of("1 done success -> new"), lines(report));
    }

    @Test
    void aValueThatReadsOtherwiseIsNotDone() {
        meter.stored = value -> value.equals(CosemData.longUnsigned(300)) ? CosemData.longUnsigned(255) : value;
        ConfigurationReport report = apply(true, set(LIMIT, 300), set(HIGH, 260));
        assertEquals(List.of("1 undone success 220 -> 300; reads 255; undone", "2 not-reached - "), lines(report));
        assertEquals(Optional.of(1), report.failedAt());
        assertEquals(CosemData.longUnsigned(220), meter.values.get(LIMIT));

        ConfigurationPlan trusting = new ConfigurationPlan(List.of(set(LIMIT, 300)), true, false, false);
        assertTrue(new Configurator(client, trusting).apply().isOk());
    }

    // the clock goes on between writing and reading
    @Test
    void aTimeIsNotExpectedToStandStill() {
        String clock = "8 0-0:1.0.0.255 a2";
        meter.values.put(clock, CosemData.visible("12:00:00"));
        meter.stored = value -> CosemData.visible("12:00:01");

        assertTrue(apply(true, set(clock, CosemData.visible("12:00:00"))).isOk());
    }

    // the answer was lost, not the deed
    @Test
    void aLineThatBreaksLeavesDoubtAndIsOpenedAgainToTakeBack() {
        meter.hangsUpAfterDeed = 2;
        ConfigurationReport report = apply(true, set(LIMIT, 230), set(HIGH, 260), set(NAME, CosemData.visible("new")));

        assertEquals(
                List.of(ItemReport.State.UNDONE, ItemReport.State.UNDONE, ItemReport.State.NOT_REACHED),
                report.items().stream().map(ItemReport::state).toList());
        assertEquals(Optional.of(Failure.Kind.LINE), report.failure().map(Failure::kind));
        assertEquals(CosemData.longUnsigned(253), meter.values.get(HIGH));
        assertEquals(CosemData.longUnsigned(220), meter.values.get(LIMIT));
    }

    @Test
    void withoutTakingBackADoubtStays() {
        meter.hangsUpAfterDeed = 2;
        ConfigurationReport report = apply(false, set(LIMIT, 230), set(HIGH, 260));

        assertEquals(ItemReport.State.IN_DOUBT, report.items().get(1).state());
        assertTrue(report.isChanged());
    }

    @Test
    void anotherMeterAtTheEndOfTheCableIsLeftAlone() {
        meter.hangsUpAfterDeed = 2;
        meter.connected = () -> meter.values.put("1 0-0:96.1.0.255 a2", CosemData.visible("99"));
        ConfigurationReport report = apply(true, set(LIMIT, 230), set(HIGH, 260));

        assertTrue(report.items().stream().allMatch(item -> item.state() == ItemReport.State.NOT_UNDONE));
        assertTrue(report.items().get(1).text().endsWith("not undone: another meter answers now"));
        assertEquals(2, meter.deeds.size());
    }

    // Green Book 9.3.5: the server carries out every member of a list
    @Test
    void valuesOfOneListAreAllAskedForAndAllTakenBack() {
        meter.refuse =
                (target, value) -> target.equals(HIGH) ? Optional.of(AccessResult.READ_WRITE_DENIED) : Optional.empty();
        List<ConfigurationItem> items = List.of(set(LIMIT, 230), set(HIGH, 260), set(NAME, CosemData.visible("new")));
        ConfigurationReport report = new Configurator(client, new ConfigurationPlan(items, true, true, true)).apply();

        assertEquals(
                List.of(
                        "1 undone success 220 -> 230; undone",
                        "2 failed read-write-denied read-write-denied",
                        "3 undone success old -> new; undone"),
                lines(report));
        assertEquals(1 + 2, meter.writes);
        assertEquals(CosemData.visible("old"), meter.values.get(NAME));
    }

    // a list says nothing of the order of its members
    @Test
    void oneAttributeTwiceIsNotOneList() {
        List<ConfigurationItem> items = List.of(set(LIMIT, 230), set(LIMIT, 240), set(HIGH, 260));
        ConfigurationReport report = new Configurator(client, new ConfigurationPlan(items, true, true, true)).apply();

        assertEquals(
                List.of("1 done success 220 -> 230", "2 done success 230 -> 240", "3 done success 253 -> 260"),
                lines(report));
        assertEquals(2, meter.writes);
    }

    @Test
    void aLookOnlyReads() {
        List<ConfigurationItem> items =
                List.of(set(LIMIT, 230), set(HIGH, 253), check(LIMIT, 230), activate(false), check(LIMIT, 230));
        ConfigurationReport report = new Configurator(client, new ConfigurationPlan(items, true, false, true)).look();

        assertEquals(
                List.of(
                        "1 would-change - 220 -> 230",
                        "2 same - 253",
                        "3 holds - 230",
                        "4 would-change - invoked with 0",
                        "5 not-reached - not known before the action is invoked"),
                lines(report));
        assertTrue(report.isOk());
        assertTrue(report.wouldChange());
        assertEquals(List.of(), meter.deeds);
    }

    @Test
    void aMeterThatIsNotThereIsSaid() {
        client.hangUp();
        ConfigurationReport report = apply(true, set(LIMIT, 230));

        assertEquals(List.of("1 not-reached - "), lines(report));
        assertEquals(Optional.of("not connected"), report.failure().map(Failure::text));
        assertFalse(report.isOk());
    }
}
