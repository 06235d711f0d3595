package org.metersim.app.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.metrology.image.TransferState;
import org.metersim.metrology.image.UpdateEngine;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.table.MetrologyBoard;
import org.metersim.metrology.table.MetrologyModel;
import org.metersim.runtime.journal.MemoryJournal;
import org.metersim.runtime.memory.FactoryContent;
import org.metersim.runtime.memory.FlashMemory;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.memory.PowerCut;
import org.metersim.runtime.memory.PowerLost;

/**
 * Updates of one image on a simulated metrology board, each with the power cut somewhere else; the client comes back
 * and goes on.
 */
final class CrashSweep {

    /** Wednesday 2026-06-10 10:00:00 in Madrid. */
    private static final long START_MS = 1_781_078_400_000L;

    private static final long OFF_MS = 60_000;
    private static final long PATIENCE_MS = 3_600_000;
    private static final int MOST_TURNS = 20;
    private static final int CLASS = 18;

    /** How an update ended. @param runs version that runs */
    record End(TransferState state, String runs, long operations) {}

    /** One update that was cut. @param fault empty when all that must hold held */
    record Case(long operation, PowerCut.Moment moment, boolean struck, Optional<String> fault) {}

    private final MetrologyModel model;
    private final FactoryContent factory;
    private final Octets file;
    private final Octets identifier;
    private final UpdateKind kind;
    private final LogicalName object;

    CrashSweep(MetrologyModel model, UpdateKind kind, Octets file, Octets identifier) {
        this.model = model;
        this.factory = new FactoryContent(model.memoryBytes(), model.flash(), model.factoryPieces());
        this.kind = kind;
        this.file = file;
        this.identifier = identifier;
        this.object = LogicalName.parse("0-0:44.0." + kind.ordinal() + ".255");
    }

    /** The update with the power on all the time. */
    End uncut() {
        FlashMemory memory = new FlashMemory(factory);
        Life life = new Life(memory);
        life.live();
        return life.end();
    }

    /** The update with one cut, held against the one without. */
    Case cut(long operation, PowerCut.Moment moment, End expected) {
        boolean[] struck = {false};
        PowerCut memory = new PowerCut(new FlashMemory(factory), number -> struck[0] = true);
        memory.cutAt(operation, moment);
        Life life = new Life(memory);
        Optional<String> fault;
        try {
            life.live();
            End end = life.end();
            boolean same = end.state() == expected.state() && end.runs().equals(expected.runs());
            fault = same
                    ? life.fault
                    : Optional.of("ended " + end.state() + " with " + end.runs() + " (expected: " + expected.state()
                            + " with " + expected.runs() + ")");
        } catch (IllegalStateException broken) {
            fault = Optional.of(String.valueOf(broken.getMessage()));
        }
        return new Case(operation, moment, struck[0], fault);
    }

    /** One meter and its client. */
    private final class Life {

        private final NonVolatileMemory memory;
        private final String oldVersion;
        private final List<Integer> acknowledged = new ArrayList<>();
        private MetrologyBoard board;
        private Optional<String> fault = Optional.empty();
        private boolean activated;
        private long nowMs = START_MS;

        Life(NonVolatileMemory memory) {
            this.memory = memory;
            this.board = newBoard();
            this.oldVersion = engine().activeVersion();
        }

        private MetrologyBoard newBoard() {
            return new MetrologyBoard(
                    model,
                    new MetrologyBoard.Settings(1, 42),
                    new MetrologyBoard.Surroundings(memory, new MemoryJournal()),
                    nowMs);
        }

        private UpdateEngine engine() {
            return board.table().updates(kind);
        }

        End end() {
            return new End(engine().state(), engine().activeVersion(), memory.operations());
        }

        void live() {
            for (int turn = 0; turn < MOST_TURNS; turn++) {
                try {
                    if (step()) {
                        return;
                    }
                } catch (PowerLost lost) {
                    restart();
                }
            }
            throw new IllegalStateException("does not end: " + engine().state());
        }

        private void restart() {
            nowMs += OFF_MS;
            board = newBoard();
            check();
        }

        /** What must hold after a cut: the old image or the new one, and every block that was acknowledged. */
        private void check() {
            UpdateEngine engine = engine();
            boolean isOld = engine.activeVersion().equals(oldVersion);
            if (!isOld && !activated) {
                fault = Optional.of("runs " + engine.activeVersion() + ", which nobody activated");
            }
            boolean keeps = engine.state() == TransferState.RECEIVING || engine.state() == TransferState.COMPLETE;
            for (int number : acknowledged) {
                if (keeps && !engine.hasBlock(number)) {
                    fault = Optional.of("lost block " + number + ", which was acknowledged");
                }
            }
        }

        /** What a client does next; true when there is nothing left to do. */
        private boolean step() {
            switch (engine().state()) {
                case IDLE -> initiate();
                case RECEIVING -> send();
                case COMPLETE -> invoke(3, CosemData.integer(0));
                case VERIFIED -> {
                    activated = true;
                    invoke(4, CosemData.integer(0));
                    pass();
                }
                case VERIFYING, ARMED, PENDING, TRIAL -> pass();
                case REJECTED, CONFIRMED, REVERTED -> {
                    return true;
                }
            }
            return false;
        }

        private void initiate() {
            acknowledged.clear();
            invoke(
                    1,
                    CosemData.structure(
                            new CosemData.OctetString(identifier), CosemData.doubleLongUnsigned(file.length())));
        }

        private void send() {
            int blockBytes = engine().blockBytes();
            for (int number = engine().firstNotTransferred(); number * blockBytes < file.length(); number++) {
                Octets block = file.slice(number * blockBytes, Math.min(file.length(), (number + 1) * blockBytes));
                MeterReply reply = board.ask(new MeterRequest.UpdateBlock(object, number, block), nowMs);
                if (reply.equals(MeterReply.DONE)) {
                    acknowledged.add(number);
                }
            }
        }

        private void invoke(int method, CosemData parameter) {
            board.ask(new MeterRequest.Invoke(new MethodRef(CLASS, object, method), parameter), nowMs);
        }

        private void pass() {
            long untilMs = nowMs + PATIENCE_MS;
            while (board.deadlineMs() <= untilMs && !isEnd()) {
                nowMs = Math.max(nowMs, board.deadlineMs());
                board.wake(nowMs);
            }
        }

        private boolean isEnd() {
            TransferState state = engine().state();
            return state == TransferState.CONFIRMED || state == TransferState.REVERTED;
        }
    }
}
