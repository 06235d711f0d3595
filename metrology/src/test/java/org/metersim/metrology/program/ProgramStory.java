package org.metersim.metrology.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.crash.Story;
import org.metersim.metrology.image.TransferState;
import org.metersim.metrology.image.UpdateEngine;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.table.TestMeter;

/**
 * A program that a client brings in, again when it was undone, whatever is cut: all of it is in force or nothing, and
 * each end of it is confirmed once.
 */
final class ProgramStory implements Story {

    private static final Octets IDENTIFIER = Octets.ascii("new program");

    private static final Map<ProgramScenario, String> AFTER = new ConcurrentHashMap<>();

    /** Of applying PARAMETERS: what is written before its second item. */
    private static final int OPERATIONS_BEFORE_FAULT = 12;

    private final FailingMemory memory;
    private final ProgramScenario scenario;
    private final byte[] file;
    private final Optional<byte[]> refused;
    private final List<ProgramClient> clients = new ArrayList<>();
    private String old = "";
    private int failed;
    private boolean counted;
    private boolean faulted;
    private Set<TransferState> expected = EnumSet.of(TransferState.IDLE);

    ProgramStory(FailingMemory memory, ProgramScenario scenario) {
        this.memory = memory;
        this.scenario = scenario;
        this.file = ProgramClient.container(scenario.wanted());
        this.refused = scenario.refused().map(ProgramClient::container);
    }

    private TestMeter meter() {
        return clients.get(0).meter;
    }

    private UpdateEngine engine() {
        return meter().board.table().updates(UpdateKind.PROGRAM);
    }

    /** Of what comes now. */
    private byte[] file() {
        return isRefused() ? refused.orElseThrow() : file;
    }

    private boolean isRefused() {
        return failed == 0 && refused.isPresent();
    }

    private String configuration() {
        return configuration(clients.get(0));
    }

    private static String configuration(ProgramClient client) {
        StringBuilder text = new StringBuilder();
        text.append(client.meter.read(1, ProgramClient.SUPPLY_POINT, 2));
        for (int attribute = 2; attribute <= 4; attribute++) {
            text.append(client.meter.read(70, ProgramClient.RELAY, attribute));
        }
        for (int attribute = 2; attribute <= 9; attribute++) {
            text.append(client.meter.read(20, ProgramClient.CALENDAR, attribute));
        }
        return text.append(client.changes()).toString();
    }

    @Override
    public void start() {
        if (clients.isEmpty()) {
            clients.add(new ProgramClient(new TestMeter(memory, TestMeter.START_MS)));
            old = configuration();
        } else {
            memory.fail(Integer.MAX_VALUE, 0);
            clients.get(0).powerCut();
        }
    }

    @Override
    public boolean isOver() {
        return engine().state() == TransferState.CONFIRMED;
    }

    @Override
    public void goOn() {
        TransferState state = engine().state();
        switch (state) {
            case IDLE, REVERTED, REJECTED -> {
                count(state);
                expect(TransferState.IDLE, state, TransferState.RECEIVING);
                assertEquals("ok", clients.get(0).initiate(file().length));
            }
            case RECEIVING -> {
                counted = false;
                expect(TransferState.RECEIVING, TransferState.COMPLETE);
                clients.get(0).block(file(), engine().firstNotTransferred());
            }
            case COMPLETE -> {
                expect(TransferState.COMPLETE, isRefused() ? TransferState.REJECTED : TransferState.VERIFIED);
                assertEquals(isRefused() ? "other-reason" : "ok", clients.get(0).verify());
            }
            case VERIFIED -> {
                expect(TransferState.VERIFIED);
                assertEquals("ok", clients.get(0).activate());
            }
            case ARMED -> {
                expect(TransferState.VERIFIED, TransferState.REVERTED, TransferState.CONFIRMED);
                apply();
            }
            default -> throw new AssertionError("stuck in " + state);
        }
    }

    /** An end is counted once, however often the initiate after it is cut. */
    private void count(TransferState state) {
        if (state == TransferState.IDLE) {
            counted = false;
        } else if (!counted) {
            failed++;
            counted = true;
        }
    }

    private void apply() {
        boolean fails = scenario == ProgramScenario.UNDONE_THEN_PARAMETERS && !faulted;
        if (fails) {
            memory.fail(OPERATIONS_BEFORE_FAULT, 2);
        }
        meter().step(3_000);
        if (fails) {
            faulted = true;
            assertTrue(memory.isDone(), "the memory did not fail");
            assertEquals(TransferState.REVERTED, engine().state());
            memory.fail(Integer.MAX_VALUE, 0);
        }
    }

    private void expect(TransferState now, TransferState... orThen) {
        expected = EnumSet.of(now, orThen);
    }

    @Override
    public void check() {
        TransferState state = engine().state();
        assertTrue(expected.contains(state), state + " is none of " + expected);
        boolean applied = state == TransferState.CONFIRMED;
        assertEquals(applied ? "TARIFF v7" : "", clients.get(0).active());
        assertEquals(applied, !configuration().equals(old), "applied");
        if (applied) {
            assertEquals(AFTER.computeIfAbsent(scenario, ProgramStory::configurationAfter), configuration());
        }
        boolean isFailed = state == TransferState.REVERTED || state == TransferState.REJECTED;
        int failures = failed + (isFailed && !counted ? 1 : 0);
        List<Long> log = clients.get(0).log();
        assertEquals(applied ? 1 : 0, log.stream().filter(code -> code == 47).count(), log::toString);
        assertEquals(failures, log.stream().filter(code -> code == 224).count(), log::toString);
        assertEquals(failures + (applied ? 1 : 0), confirmations().size());
        assertEquals(
                applied ? 1 : 0,
                confirmations().values().stream().filter(UpdateConfirmation::ok).count());
    }

    private static String configurationAfter(ProgramScenario scenario) {
        ProgramClient client = new ProgramClient().apply(scenario.wanted());
        return configuration(client);
    }

    /** All that the meter still tells: nobody acknowledges. */
    private Map<Long, UpdateConfirmation> confirmations() {
        meter().step(10_000);
        Map<Long, UpdateConfirmation> told = new TreeMap<>();
        for (MeterNotice notice : meter().notices()) {
            if (notice instanceof MeterNotice.UpdateEnded ended) {
                told.put(ended.confirmation().eventCounter(), ended.confirmation());
            }
        }
        return told;
    }

    @Override
    public void checkEnd() {
        expect(TransferState.CONFIRMED);
        check();
        assertEquals(CosemData.enumeration(6), meter().read(18, ProgramClient.PROGRAMS, 6));
        assertEquals(IDENTIFIER, engine().identifier());
    }
}
