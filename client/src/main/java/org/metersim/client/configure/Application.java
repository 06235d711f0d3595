package org.metersim.client.configure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.client.Assignment;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.Failure;
import org.metersim.client.configure.ItemReport.State;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;

/** Carries out items in their order, until one fails. */
final class Application implements ConfigurationItem.Handler<Application.Step> {

    /** Values that go in one request, at most. */
    private static final int LIST = 16;

    private static final int CLOCK = 8;
    private static final int TIME = 2;

    /** One item, or a list of values, carried out. */
    interface Step {
        void run() throws DlmsException;
    }

    private final DlmsClient client;
    private final ConfigurationPlan plan;
    private final List<ItemReport> look;
    private final List<ItemReport> reports;
    private Optional<Integer> failedAt = Optional.empty();
    private int at;

    /** @param look what was seen before, one for each item: says what a value changes */
    Application(DlmsClient client, ConfigurationPlan plan, List<ItemReport> look) {
        this.client = client;
        this.plan = plan;
        this.look = look;
        this.reports = Configurator.notReached(plan);
    }

    /** One for each item, as far as they were carried out. */
    List<ItemReport> reports() {
        return reports;
    }

    /** Index of the item that failed, from 1. */
    Optional<Integer> failedAt() {
        return failedAt;
    }

    /** @return what was wrong with the line or the meter as a whole, when that ended it */
    Optional<Failure> run() {
        int next = 0;
        while (failedAt.isEmpty() && next < plan.items().size()) {
            at = next;
            List<ConfigurationItem.Set> sets = setsFrom(at);
            next += Math.max(1, sets.size());
            try {
                if (sets.size() > 1) {
                    write(sets);
                } else {
                    plan.items().get(at).accept(this).run();
                }
            } catch (DlmsException broken) {
                doubt(at, next, broken.failure());
                return Optional.of(broken.failure());
            }
        }
        return Optional.empty();
    }

    /** The values that go together in one request: each of another attribute. */
    private List<ConfigurationItem.Set> setsFrom(int from) {
        List<ConfigurationItem.Set> sets = new ArrayList<>();
        int limit = plan.byLists() && client.takesLists() ? LIST : 1;
        for (int i = from; i < plan.items().size() && sets.size() < limit; i++) {
            if (!(plan.items().get(i) instanceof ConfigurationItem.Set set)
                    || sets.stream().anyMatch(other -> other.target().equals(set.target()))) {
                break;
            }
            sets.add(set);
        }
        return sets;
    }

    /**
     * The line broke: what was asked for may have been done, unless the meter says that it did not, or never saw it.
     */
    private void doubt(int from, int to, Failure failure) {
        boolean sent = failure.kind() != Failure.Kind.NOT_POSSIBLE && failure.kind() != Failure.Kind.EXCEPTION;
        for (int i = from; i < to; i++) {
            if (reports.get(i).state() == State.NOT_REACHED) {
                put(i, sent ? State.IN_DOUBT : State.FAILED, Optional.empty(), failure.text());
            }
        }
        failed(from);
    }

    private void put(int i, State state, Optional<AccessResult> result, String text) {
        reports.set(i, new ItemReport(i + 1, plan.items().get(i).object(), state, result, text));
    }

    private void failed(int i) {
        failedAt = failedAt.or(() -> Optional.of(i + 1));
    }

    @Override
    public Step set(ConfigurationItem.Set item) {
        return () -> write(List.of(item));
    }

    private void write(List<ConfigurationItem.Set> sets) throws DlmsException {
        List<AccessResult> results = client.set(sets.stream()
                .map(set -> Assignment.of(set.target(), set.value()))
                .toList());
        for (int i = 0; i < sets.size(); i++) {
            answered(at + i, results.get(i), look.get(at + i).text());
        }
        if (plan.readsBack()) {
            readBack(sets);
        }
    }

    private void answered(int i, AccessResult result, String text) {
        if (result == AccessResult.SUCCESS) {
            put(i, State.DONE, Optional.of(result), text);
        } else {
            put(i, State.FAILED, Optional.of(result), result.toString());
            failed(i);
        }
    }

    private void readBack(List<ConfigurationItem.Set> sets) throws DlmsException {
        Values after = Values.read(
                client,
                sets.stream()
                        .map(ConfigurationItem.Set::target)
                        .filter(Application::staysAsWritten)
                        .toList());
        for (int i = 0; i < sets.size(); i++) {
            ConfigurationItem.Set set = sets.get(i);
            Optional<CosemData> shown = after.find(set.target());
            boolean done = reports.get(at + i).state() == State.DONE;
            if (done && shown.isPresent() && !shown.get().equals(set.value())) {
                reports.set(at + i, reports.get(at + i).as(State.IN_DOUBT, "reads " + Look.text(shown.get())));
                failed(at + i);
            }
        }
    }

    /** The time of a clock goes on. */
    private static boolean staysAsWritten(AttributeRef attribute) {
        return attribute.classId() != CLOCK || attribute.attribute() != TIME;
    }

    @Override
    public Step act(ConfigurationItem.Act item) {
        return () -> answered(
                at,
                client.action(item.target(), item.parameter()).result(),
                look.get(at).text());
    }

    @Override
    public Step check(ConfigurationItem.Check item) {
        return () -> {
            GetResult found = client.get(item.target());
            boolean holds = found.isData() && found.data().equals(item.equals());
            String text = !found.isData()
                    ? "cannot be read: " + found.result()
                    : holds ? Look.text(found.data()) : Look.isNot(found.data(), item.equals());
            put(at, holds ? State.HOLDS : State.FAILED, Optional.of(found.result()), text);
            if (!holds) {
                failed(at);
            }
        };
    }
}
