package org.metersim.metrology.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.metersim.metrology.image.Bank;
import org.metersim.metrology.image.FactoryImage;
import org.metersim.metrology.image.ImageVerifier;
import org.metersim.metrology.image.TrustStore;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.objects.ObjectTable;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.memory.FlashGeometry;
import org.metersim.runtime.memory.MemoryMap;

/** What all metrology boards of a profile share: immutable, compiled once. */
public final class MetrologyModel {

    private static final int COMPONENTS = 2;

    private final TableModel table;
    private final ObjectTable objects;

    private MetrologyModel(TableModel table, ObjectTable objects) {
        this.table = table;
        this.objects = objects;
    }

    /**
     * Compiles a profile.
     *
     * @param extraTrustedKeysPem what the meters trust besides the profile's keys, as {@link TrustStore#parse} reads it
     * @throws IllegalArgumentException when a key is not ECDSA P-256, P-384 or Ed25519
     */
    public static MetrologyModel of(MeterModel profile, List<String> extraTrustedKeysPem) {
        TrustStore trusted = TrustStore.of(profile.firmware(), extraTrustedKeysPem);
        ImageVerifier verifier = new ImageVerifier(trusted, profile.firmware().signatures());
        List<Bank.Model> banks = new ArrayList<>();
        for (int component = 0; component < COMPONENTS; component++) {
            FactoryImage golden = FactoryImage.of(profile, component);
            banks.add(new Bank.Model(component, profile.identity(), profile.firmware(), verifier, golden));
        }
        return new MetrologyModel(TableModel.of(profile, List.copyOf(banks)), ObjectTable.of(profile));
    }

    public MeterModel profile() {
        return table.profile();
    }

    TableModel table() {
        return table;
    }

    ObjectTable objects() {
        return objects;
    }

    /** How the flash is made that the board lives in. */
    public FlashGeometry flash() {
        return table.updates().flash();
    }

    /** Flash that a board takes: its records, then what takes the images of each component; whole sectors. */
    public int memoryBytes() {
        return MetrologyTable.RECORD_BYTES + table.updates().sizeBytes();
    }

    /** What lies where in that memory: {@code metrology/records}, {@code metrology/slot 1/marker 17}. */
    public MemoryMap memoryMap() {
        MemoryMap map = new MemoryMap().records("metrology/records", 0, MetrologyTable.RECORD_BYTES, Keys.NAMES);
        table.updates().describe(map);
        return map;
    }

    /** What that memory holds when it leaves the factory: address within it to bytes, the first image of each bank. */
    public Map<Integer, byte[]> factoryPieces() {
        Map<Integer, byte[]> pieces = new HashMap<>();
        for (Bank.Model bank : table.banks()) {
            int start = table.updates().startOf(UpdateKind.values()[bank.component()]);
            pieces.put(MetrologyTable.RECORD_BYTES + start, bank.golden().file().toBytes());
        }
        return pieces;
    }
}
