package org.metersim.nic.objects;

import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.KeyWrap;

/** New keys as they come, each wrapped under the KEK. RFC 3394, Green Book 9.2.3.3.8. */
final class WrappedKeys {

    /** key_id of global_key_transfer, version 0; there is no broadcast key (1) here, nor a new KEK. */
    private static final int GUEK = 0;

    private static final int GAK = 2;
    private static final int MAX_ENTRIES = 8;

    private final Octets kek;
    private Optional<Octets> guek = Optional.empty();
    private Optional<Octets> gak = Optional.empty();

    WrappedKeys(Octets kek) {
        this.kek = kek;
    }

    /** New encryption key, when there is one. */
    Optional<Octets> guek() {
        return guek;
    }

    /** New authentication key, when there is one. */
    Optional<Octets> gak() {
        return gak;
    }

    /** Takes all of an array of {key_id, wrapped key}; SUCCESS only when every entry is right. */
    AccessResult take(CosemData list) {
        if (!(list instanceof CosemData.Array array)) {
            return AccessResult.TYPE_UNMATCHED;
        }
        if (array.elements().isEmpty() || array.elements().size() > MAX_ENTRIES) {
            return AccessResult.OTHER_REASON;
        }
        return array.elements().stream()
                .map(this::takeEntry)
                .filter(result -> result != AccessResult.SUCCESS)
                .findFirst()
                .orElse(AccessResult.SUCCESS);
    }

    private AccessResult takeEntry(CosemData entry) {
        if (!(entry instanceof CosemData.Structure structure)
                || structure.elements().size() != 2
                || !(structure.elements().get(0) instanceof CosemData.Numeral id)
                || id.type() != NumeralType.ENUM
                || !(structure.elements().get(1) instanceof CosemData.OctetString wrapped)) {
            return AccessResult.TYPE_UNMATCHED;
        }
        Optional<Octets> key = unwrap(kek, wrapped.octets());
        boolean isGuek = id.value() == GUEK;
        if (key.isEmpty() || !isGuek && id.value() != GAK) {
            return AccessResult.OTHER_REASON;
        }
        if (isGuek) {
            guek = key;
        } else {
            gak = key;
        }
        return AccessResult.SUCCESS;
    }

    /** The key inside; empty when it is none of 16 bytes wrapped by {@code kek}. */
    static Optional<Octets> unwrap(Octets kek, Octets wrapped) {
        // a key of another length could not be used, and the unwrapping would not take it
        return wrapped.length() == CipherKeys.KEY_BYTES + 8 ? KeyWrap.unwrap(kek, wrapped) : Optional.empty();
    }
}
