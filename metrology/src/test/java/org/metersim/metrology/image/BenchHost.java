package org.metersim.metrology.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.runtime.memory.RecordBatch;
import org.metersim.runtime.memory.RecordStore;

/** A board around update engines that keeps all that they tell it in the flash that they use. */
abstract class BenchHost implements UpdateHost {

    private static final int COUNTER = 2;
    private static final int EVENTS = 100;
    private static final int CONFIRMATIONS = 200;

    RecordStore records;
    private RecordStore counterOf;
    private long counter;
    private int raised;
    /** Keys that the meter was told not to trust any more. */
    final Set<Octets> revoked = new HashSet<>();

    final List<String> journal = new ArrayList<>();
    final List<MeterNotice> notices = new ArrayList<>();

    // --- what the engine told

    List<Integer> events() {
        return records.range(EVENTS, EVENTS + 100).values().stream()
                .map(code -> (int) code[0] & 0xFF)
                .toList();
    }

    List<UpdateConfirmation> confirmations() {
        return records.range(CONFIRMATIONS, CONFIRMATIONS + 100).values().stream()
                .map(record -> UpdateConfirmation.of(CosemData.decode(record)))
                .toList();
    }

    UpdateConfirmation lastConfirmation() {
        List<UpdateConfirmation> all = confirmations();
        return all.get(all.size() - 1);
    }

    /** The status values that the journal has, in their order; each move once. */
    String statusValues() {
        StringBuilder values = new StringBuilder("0");
        for (String line : journal) {
            int at = line.indexOf(" -> ");
            if (line.contains("image_transfer_status") && at > 0) {
                char next = line.charAt(at + 4);
                if (next != values.charAt(values.length() - 1)) {
                    values.append(next);
                }
            }
        }
        return values.toString();
    }

    @Override
    public RecordBatch batch() {
        return records.batch();
    }

    @Override
    public void raise(RecordBatch batch, MeterEvent event, long atMs) {
        batch.put(EVENTS + raised++, new byte[] {(byte) eventCode(event)});
    }

    @Override
    public int eventCode(MeterEvent event) {
        return switch (event) {
            case FIRMWARE_READY -> 17;
            case FIRMWARE_ACTIVATED -> 18;
            case SELF_CHECK_PASSED -> 20;
            case FIRMWARE_VERIFICATION_FAILED -> 51;
            case FIRMWARE_ROLLED_BACK -> 204;
            case FIRMWARE_GOLDEN_STARTED -> 205;
            default -> throw new AssertionError(event);
        };
    }

    @Override
    public CosemDateTime dateTime(long atMs) {
        return CosemDateTime.of(Octets.parse("07EA0B160712041D00000000"));
    }

    @Override
    public MeterTrust trust(long atMs) {
        return new MeterTrust(revoked, atMs);
    }

    @Override
    public long nextEventCounter(RecordBatch batch) {
        if (counterOf != records) {
            counterOf = records;
            counter = records.get(COUNTER)
                    .map(bytes -> ByteBuffer.wrap(bytes).getLong())
                    .orElse(0L);
        }
        counter++;
        batch.put(COUNTER, ByteBuffer.allocate(8).putLong(counter).array());
        return counter;
    }

    @Override
    public void confirm(RecordBatch batch, UpdateConfirmation confirmation) {
        batch.put(
                CONFIRMATIONS + (int) confirmation.eventCounter(),
                confirmation.toData().encode());
    }

    @Override
    public void tell(MeterNotice notice) {
        notices.add(notice);
    }

    @Override
    public void noteState(String text, long atMs) {
        journal.add(text);
    }
}
