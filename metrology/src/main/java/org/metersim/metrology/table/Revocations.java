package org.metersim.metrology.table;

import java.util.LinkedHashSet;
import java.util.Set;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.image.TrustStore;
import org.metersim.runtime.memory.RecordBatch;
import org.metersim.runtime.memory.RecordStore;

/** Keys that one meter was told not to trust any more: by the hash of the public key, for good. */
public final class Revocations {

    private static final int MAX = 32;

    private final RecordStore records;

    Revocations(RecordStore records) {
        this.records = records;
    }

    /** In the order in which they were revoked. */
    public Set<Octets> hashes() {
        Set<Octets> hashes = new LinkedHashSet<>();
        records.get(Keys.REVOCATIONS).map(ByteReader::new).ifPresent(in -> {
            while (!in.isEmpty()) {
                hashes.add(in.sized("key hash"));
            }
        });
        return hashes;
    }

    /**
     * Revokes a key as part of {@code batch}; again does nothing.
     *
     * @param store what the model trusts; a meter that takes certificates may be told of keys that it has not seen
     * @return OTHER_REASON when it is no key of the meter's, or the last that it trusts, and nothing changes
     */
    public AccessResult revoke(RecordBatch batch, Octets hash, TrustStore store) {
        Set<Octets> revoked = hashes();
        boolean isKnown = store.find(hash).isPresent() ? store.isSpare(hash, revoked) : store.hasRoots();
        if (!isKnown || revoked.size() == MAX) {
            return AccessResult.OTHER_REASON;
        }
        revoked.add(hash);
        ByteWriter out = new ByteWriter();
        revoked.forEach(out::sized);
        batch.put(Keys.REVOCATIONS, out.toBytes());
        return AccessResult.SUCCESS;
    }
}
