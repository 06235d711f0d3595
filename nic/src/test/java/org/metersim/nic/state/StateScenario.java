package org.metersim.nic.state;

import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.crash.Scenario;
import org.metersim.metrology.crash.Story;
import org.metersim.nic.state.StateStory.Change;
import org.metersim.nic.state.StateStory.Sent;
import org.metersim.runtime.memory.NonVolatileMemory;

/** What a NIC keeps, changed one after the other as clients do. */
enum StateScenario implements Scenario {
    /** New keys while messages come and go: the counters of each key begin anew, and none is given twice. */
    KEY_CHANGE(
            StateScenario::send,
            receive(41),
            newKeys(Optional.of(Keys.FIRST), Optional.empty()),
            StateScenario::send,
            receive(3),
            newKeys(Optional.empty(), Optional.of(Keys.SECOND)),
            StateScenario::send,
            receive(7),
            newKeys(Optional.of(Keys.SECOND), Optional.of(Keys.FIRST)),
            StateScenario::send),
    INVOCATION_COUNTERS(
            receive(1),
            StateScenario::send,
            receive(2),
            StateScenario::send,
            receive(900),
            StateScenario::send,
            receive(901),
            receive(902)),
    WRITTEN_ATTRIBUTES(
            (state, sent) -> state.changePolicy(StateStory.SAP, 3),
            (state, sent) -> state.changeSecret(StateStory.READER, Octets.ascii("Other")),
            (state, sent) -> state.changeParameter(3, 2, CosemData.octets(new byte[300])),
            (state, sent) -> state.changeParameter(3, 3, CosemData.unsigned(5)),
            (state, sent) -> state.changeParameter(3, 2, CosemData.unsigned(6)),
            (state, sent) -> state.lockOut(StateStory.READER).failed(StateStory.NOW_MS),
            (state, sent) -> state.lockOut(StateStory.READER).failed(StateStory.NOW_MS),
            (state, sent) -> state.lockOut(StateStory.READER).succeeded());

    private static final class Keys {
        private static final Octets FIRST = Octets.parse("11112222333344445555666677778888");
        private static final Octets SECOND = Octets.parse("99991111222233334444555566667777");
    }

    private final List<Change> deeds;

    StateScenario(Change... deeds) {
        this.deeds = List.of(deeds);
    }

    /** More than one write of memory reserves. */
    private static void send(NicState state, Sent sent) {
        for (int i = 0; i <= Counters.RESERVED_AT_ONCE; i++) {
            sent.add(
                    state.keys(StateStory.SAP).guek(),
                    state.transmit(StateStory.SAP).next());
        }
    }

    private static Change receive(long counter) {
        return (state, sent) -> state.receive(StateStory.SAP).accept(counter);
    }

    private static Change newKeys(Optional<Octets> guek, Optional<Octets> gak) {
        return (state, sent) -> state.changeKeys(StateStory.SAP, guek, gak);
    }

    @Override
    public NonVolatileMemory memory() {
        return TestMemory.erased();
    }

    @Override
    public Story begin(NonVolatileMemory memory, NonVolatileMemory flash) {
        return new StateStory(memory, deeds);
    }
}
