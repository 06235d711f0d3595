package org.metersim.client.update;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.Failure;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;

/** An image transfer object of a meter, as a client sees it. Blue Book 4.4.6. */
public final class TransferObject {

    private static final int CLASS = 18;
    private static final int BLOCK_SIZE = 2;
    private static final int BLOCKS_STATUS = 3;
    private static final int FIRST_NOT_TRANSFERRED = 4;
    private static final int ENABLED = 5;
    private static final int STATUS = 6;
    private static final int TO_ACTIVATE = 7;
    private static final int INITIATE = 1;
    private static final int BLOCK = 2;
    private static final int VERIFY = 3;
    private static final int ACTIVATE = 4;

    /** What the meter says it has verified; attribute 7. */
    public record ToActivate(long sizeBytes, Octets identifier, Octets signature) {

        private static final int DIGEST_BYTES = 32;

        /**
         * Whether that is this image. What the signature is differs from meter to meter; one that could be a digest, or
         * is how the image begins, is compared.
         */
        boolean isOf(UpdateImage image) {
            boolean named = sizeBytes == image.sizeBytes() && identifier.equals(image.identifier());
            return named
                    && (signature.length() != DIGEST_BYTES
                            || signature.equals(image.sha256())
                            || image.beginsWith(signature));
        }
    }

    /**
     * Which blocks the meter has.
     *
     * @param firstNotTransferred attribute 4
     * @param blocks attribute 3, when it can be read
     */
    public record Progress(long firstNotTransferred, Optional<CosemData.BitString> blocks) {

        /** Whether the meter speaks of that many blocks. */
        boolean isOf(int count) {
            return blocks.filter(bits -> bits.count() == count).isPresent();
        }

        /** Whether the meter has at least one. */
        boolean isBegun() {
            return blocks.filter(bits -> firstSet(bits) < bits.count()).isPresent();
        }

        /** The same with the first block that is missing by the bits, when there are bits of that many blocks. */
        Progress byBits(int count) {
            return blocks.filter(bits -> bits.count() >= count)
                    .map(bits -> new Progress(firstClear(bits), blocks))
                    .orElse(this);
        }

        private static int firstClear(CosemData.BitString bits) {
            int at = 0;
            while (at < bits.count() && bits.get(at)) {
                at++;
            }
            return at;
        }

        private static int firstSet(CosemData.BitString bits) {
            int at = 0;
            while (at < bits.count() && !bits.get(at)) {
                at++;
            }
            return at;
        }

        /**
         * The blocks that are missing, in order. The transfer is complete when the first that is not transferred is
         * beyond the last, whatever the bits say.
         *
         * @param acknowledged those that were taken; what is believed when there are no bits
         */
        public List<Integer> missing(int count, BitSet acknowledged) {
            List<Integer> missing = new ArrayList<>();
            if (firstNotTransferred >= count) {
                return missing;
            }
            boolean hasBits = blocks.filter(bits -> bits.count() >= count).isPresent();
            for (int number = 0; number < count; number++) {
                boolean there = hasBits ? blocks.get().get(number) : isThere(number, acknowledged);
                if (!there || number == firstNotTransferred) {
                    missing.add(number);
                }
            }
            return missing;
        }

        private boolean isThere(int number, BitSet acknowledged) {
            return number < firstNotTransferred || acknowledged.get(number);
        }
    }

    private final DlmsClient client;
    private final LogicalName object;

    public TransferObject(DlmsClient client, LogicalName object) {
        this.client = client;
        this.object = object;
    }

    private AttributeRef attribute(int index) {
        return new AttributeRef(CLASS, object, index);
    }

    public TransferStatus status() throws DlmsException {
        long code = number(attribute(STATUS), client.value(attribute(STATUS)));
        if (code >= TransferStatus.values().length) {
            throw wrong(attribute(STATUS), code + " (expected: 0 to 7)");
        }
        return TransferStatus.values()[(int) code];
    }

    /** Bytes of each block but the last. */
    public long blockBytes() throws DlmsException {
        return number(attribute(BLOCK_SIZE), client.value(attribute(BLOCK_SIZE)));
    }

    public boolean isEnabled() throws DlmsException {
        CosemData enabled = client.value(attribute(ENABLED));
        return enabled instanceof CosemData.Bool flag && flag.value();
    }

    AccessResult enable() throws DlmsException {
        return client.set(attribute(ENABLED), CosemData.bool(true));
    }

    public Progress progress() throws DlmsException {
        List<GetResult> results = client.get(List.of(
                SelectedAttribute.whole(attribute(BLOCKS_STATUS)),
                SelectedAttribute.whole(attribute(FIRST_NOT_TRANSFERRED))));
        long first = number(attribute(FIRST_NOT_TRANSFERRED), results.get(1).data());
        return new Progress(
                first,
                results.get(0).data() instanceof CosemData.BitString bits ? Optional.of(bits) : Optional.empty());
    }

    /** What was verified, if the meter says so. Of several images the first. */
    public Optional<ToActivate> toActivate() throws DlmsException {
        CosemData images = client.get(attribute(TO_ACTIVATE)).data();
        boolean none =
                !(images instanceof CosemData.Array array) || array.elements().isEmpty();
        return none
                ? Optional.empty()
                : toActivate(((CosemData.Array) images).elements().get(0));
    }

    private static Optional<ToActivate> toActivate(CosemData image) {
        if (image instanceof CosemData.Structure fields
                && fields.elements().size() >= 3
                && fields.elements().get(0) instanceof CosemData.Numeral size
                && fields.elements().get(1) instanceof CosemData.OctetString identifier
                && fields.elements().get(2) instanceof CosemData.OctetString signature) {
            return Optional.of(new ToActivate(size.value(), identifier.octets(), signature.octets()));
        }
        return Optional.empty();
    }

    /** Method 1. */
    public AccessResult initiate(Octets identifier, long sizeBytes) throws DlmsException {
        return invoke(
                INITIATE,
                CosemData.structure(new CosemData.OctetString(identifier), CosemData.doubleLongUnsigned(sizeBytes)));
    }

    /** Method 2. */
    public AccessResult block(int number, Octets bytes) throws DlmsException {
        return invoke(
                BLOCK, CosemData.structure(CosemData.doubleLongUnsigned(number), new CosemData.OctetString(bytes)));
    }

    /** Method 3. */
    public AccessResult verify() throws DlmsException {
        return invoke(VERIFY, CosemData.integer(0));
    }

    /** Method 4. */
    public AccessResult activate() throws DlmsException {
        return invoke(ACTIVATE, CosemData.integer(0));
    }

    private AccessResult invoke(int method, CosemData parameter) throws DlmsException {
        return client.action(new MethodRef(CLASS, object, method), parameter).result();
    }

    private static long number(AttributeRef attribute, CosemData data) throws DlmsException {
        if (!(data instanceof CosemData.Numeral numeral) || numeral.value() < 0) {
            throw wrong(attribute, "not a number");
        }
        return numeral.value();
    }

    private static DlmsException wrong(AttributeRef attribute, String what) {
        return new DlmsException(new Failure(Failure.Kind.PROTOCOL, attribute + ": " + what));
    }
}
