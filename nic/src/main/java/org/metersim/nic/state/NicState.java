package org.metersim.nic.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.ReceiveCounter;
import org.metersim.dlms.security.TransmitCounter;
import org.metersim.profiles.Association;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.memory.MemoryMap;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.memory.RecordBatch;
import org.metersim.runtime.memory.RecordStore;

/**
 * What one NIC keeps across a power cut, beyond what its profile and its number say. A NIC that nobody talked to keeps
 * nothing.
 *
 * <p>Everything is by client SAP, so all associations are equal; a SAP that the profile lacks is an
 * {@link IllegalArgumentException}. Owned by one thread.
 */
public final class NicState {

    /** Bytes of the region: two banks of 12 kB, for the bounds of what is kept and 30 associations with keys. */
    public static final int MEMORY_BYTES = 6 * 4096;

    /** Longest sum of all written attribute values, encoded, bytes. */
    static final int MAX_PARAMETER_BYTES = 2048;

    /** A counter is replaced at each ciphered APDU: what a meter at rest is must not grow by it. */
    private static final int SLACK_BYTES = 128;

    private final MeterModel profile;
    private final long number;
    private final RecordStore records;
    private final Map<Integer, Counters> counters = new HashMap<>();
    private final Map<Integer, LockOut> lockOuts = new HashMap<>();

    /**
     * @param number of the meter, from which its names and keys follow
     * @param region of {@link #MEMORY_BYTES}
     */
    public NicState(MeterModel profile, long number, NonVolatileMemory region) {
        this.profile = profile;
        this.number = number;
        this.records = new RecordStore(region, SLACK_BYTES);
    }

    /** What lies where in the region: {@code nic/records}. */
    public static MemoryMap memoryMap() {
        return new MemoryMap().records("nic/records", 0, MEMORY_BYTES, Keys.NAMES);
    }

    public MeterModel profile() {
        return profile;
    }

    /** The meter's number. */
    public long number() {
        return number;
    }

    public Octets systemTitle() {
        return profile.identity().systemTitle(number);
    }

    /** For those who keep records of their own beside these. */
    public RecordStore records() {
        return records;
    }

    private Association association(int clientSap) {
        return profile.association(clientSap)
                .orElseThrow(
                        () -> new IllegalArgumentException("client SAP: " + clientSap + " (expected: a known one)"));
    }

    private Association.Security security(int clientSap) {
        return association(clientSap)
                .security()
                .orElseThrow(
                        () -> new IllegalArgumentException("client SAP: " + clientSap + " (expected: one with HLS)"));
    }

    /** The keys in use for APDUs. */
    public CipherKeys keys(int clientSap) {
        return keySet(clientSap).toCipherKeys();
    }

    /** The key under which new keys come, 16 bytes. */
    public Octets kek(int clientSap) {
        return keySet(clientSap).kek();
    }

    KeySet keySet(int clientSap) {
        Association.Security security = security(clientSap);
        return records.get(Keys.CIPHER_KEYS + clientSap)
                .map(KeySet::decode)
                .orElseGet(() -> KeySet.of(security.keys().of(systemTitle())));
    }

    /**
     * Puts new keys into use, all or none. A new encryption key begins its counters anew; whoever still holds the
     * counters of the old one may use them to the end without touching the new.
     *
     * @param guek new encryption key, or empty to keep it
     * @param gak new authentication key, or empty to keep it
     */
    public void changeKeys(int clientSap, Optional<Octets> guek, Optional<Octets> gak) {
        KeySet old = keySet(clientSap);
        KeySet changed = new KeySet(guek.orElse(old.guek()), gak.orElse(old.gak()), old.kek());
        RecordBatch batch = records.batch().put(Keys.CIPHER_KEYS + clientSap, changed.encode());
        // the same key once more is no new one: its counters must not be given twice
        boolean isNew = !changed.guek().equals(old.guek());
        if (isNew) {
            batch.remove(Keys.SENT + clientSap).remove(Keys.RECEIVED + clientSap);
        }
        batch.commit();
        if (isNew) {
            Optional.ofNullable(counters.remove(clientSap)).ifPresent(Counters::retire);
        }
    }

    /** Where the counters of what is sent under the present encryption key come from; never one twice. */
    public TransmitCounter transmit(int clientSap) {
        return countersOf(clientSap);
    }

    /** What was received under the present encryption key. */
    public ReceiveCounter receive(int clientSap) {
        return countersOf(clientSap);
    }

    private Counters countersOf(int clientSap) {
        security(clientSap);
        return counters.computeIfAbsent(clientSap, sap -> new Counters(records, sap));
    }

    /** Security policy in force, class 64 version 0: 0 none, 1 authenticated, 2 encrypted, 3 both. */
    public int policy(int clientSap) {
        return records.get(Keys.POLICIES + clientSap)
                .map(bytes -> (int) bytes[0])
                .orElse(security(clientSap).policy());
    }

    /** Puts a policy into force, 0 to 3. */
    public void changePolicy(int clientSap, int policy) {
        security(clientSap);
        records.put(Keys.POLICIES + clientSap, new byte[] {(byte) policy});
    }

    /** LLS password in use. */
    public Octets secret(int clientSap) {
        Octets ofProfile = association(clientSap).secret();
        return records.get(Keys.SECRETS + clientSap).map(Octets::of).orElse(ofProfile);
    }

    /** @param secret new LLS password, at least one byte */
    public void changeSecret(int clientSap, Octets secret) {
        association(clientSap);
        records.put(Keys.SECRETS + clientSap, secret.toBytes());
    }

    /** What is held against a client that fails to log in. */
    public LockOut lockOut(int clientSap) {
        Association.Lockout rule = association(clientSap).lockout();
        return lockOuts.computeIfAbsent(clientSap, sap -> new LockOut(rule, records, Keys.LOCK_OUTS + sap));
    }

    /**
     * What a client wrote to an attribute; empty while it is the profile's.
     *
     * @param objectIndex place of the object in the profile's list
     */
    public Optional<CosemData> parameter(int objectIndex, int attribute) {
        return records.get(Keys.parameter(objectIndex, attribute)).map(CosemData::decode);
    }

    /** Keeps a checked value; false, and nothing is kept, when there is no room for it. */
    public boolean changeParameter(int objectIndex, int attribute, CosemData value) {
        int key = Keys.parameter(objectIndex, attribute);
        byte[] encoded = value.encode();
        int kept = records.range(Keys.PARAMETERS, Keys.BEYOND_PARAMETERS).entrySet().stream()
                .filter(record -> record.getKey() != key)
                .mapToInt(record -> record.getValue().length)
                .sum();
        if (kept + encoded.length > MAX_PARAMETER_BYTES) {
            return false;
        }
        records.put(key, encoded);
        return true;
    }
}
