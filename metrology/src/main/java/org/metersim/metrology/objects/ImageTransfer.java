package org.metersim.metrology.objects;

import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.metrology.image.TransferState;
import org.metersim.metrology.image.UpdateEngine;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.table.Typed;
import org.metersim.profiles.UpdateQuirk;

/** COSEM Image transfer: the update engine of one component as a client sees it. Blue Book 4.4.6. */
record ImageTransfer(Instance instance, UpdateEngine engine) {

    private static final int CLASS_ID = 18;
    private static final int ACTIVATE = 4;

    static final InterfaceClass<ImageTransfer> CLASS = InterfaceClass.<ImageTransfer>of(CLASS_ID, "Image transfer")
            .attribute(1, "logical_name", (image, atMs) -> image.instance.logicalName())
            .attribute(
                    2,
                    "image_block_size",
                    (image, atMs) -> CosemData.doubleLongUnsigned(image.engine.blockBytes()),
                    ImageTransfer::setBlockBytes)
            .attribute(3, "image_transferred_blocks_status", (image, atMs) -> image.blocks())
            .attribute(
                    4,
                    "image_first_not_transferred_block_number",
                    (image, atMs) -> CosemData.doubleLongUnsigned(image.engine.firstNotTransferred()))
            .attribute(
                    5,
                    "image_transfer_enabled",
                    (image, atMs) -> CosemData.bool(image.engine.isEnabled()),
                    ImageTransfer::enable)
            .attribute(
                    6,
                    "image_transfer_status",
                    (image, atMs) -> CosemData.enumeration(image.engine.state().status()))
            .attribute(7, "image_to_activate_info", (image, atMs) -> image.toActivate())
            .method(1, "image_transfer_initiate", ImageTransfer::initiate)
            .method(2, "image_block_transfer", ImageTransfer::block)
            .method(
                    3,
                    "image_verify",
                    (image, parameter, nowMs) -> image.told("image_verify", image.engine.verify(nowMs), nowMs))
            .method(
                    ACTIVATE,
                    "image_activate",
                    (image, parameter, nowMs) -> image.told("image_activate", image.engine.activate(nowMs), nowMs));

    static ImageTransfer of(Instance instance) {
        UpdateKind kind = UpdateKind.valueOf(instance.row().text("component").toUpperCase(java.util.Locale.ROOT));
        return new ImageTransfer(instance, instance.meter().updates(kind));
    }

    /** One bit a block, the first block leftmost. */
    private CosemData blocks() {
        int count = engine.blockCount();
        boolean isTooLong = engine.options().has(UpdateQuirk.BLOCKS_STATUS_TOO_LONG);
        int shown = isTooLong ? count * engine.blockBytes() * 8 : count;
        byte[] bits = new byte[(shown + 7) / 8];
        for (int number = 0; number < count; number++) {
            if (engine.hasBlock(number)) {
                bits[number / 8] |= (byte) (0x80 >> number % 8);
            }
        }
        return new CosemData.BitString(Octets.of(bits), shown);
    }

    private AccessResult setBlockBytes(CosemData value, long nowMs) {
        var bytes = Typed.number(value, NumeralType.DOUBLE_LONG_UNSIGNED);
        return bytes.isEmpty() ? AccessResult.TYPE_UNMATCHED : engine.setBlockBytes(bytes.getAsLong(), nowMs);
    }

    private AccessResult enable(CosemData value, long nowMs) {
        Optional<Boolean> enabled = Typed.bool(value);
        return enabled.map(on -> engine.enable(on, nowMs)).orElse(AccessResult.TYPE_UNMATCHED);
    }

    /** What was verified, for each image {size, identification, signature}; the signature is what the profile says. */
    private CosemData toActivate() {
        return CosemData.array(engine.offers().stream()
                .map(offer -> CosemData.structure(
                        CosemData.doubleLongUnsigned(offer.file().length()),
                        new CosemData.OctetString(offer.identifier()),
                        new CosemData.OctetString(offer.shown(engine.options()))))
                .toList());
    }

    private MeterReply initiate(CosemData parameter, long nowMs) {
        Optional<List<CosemData>> fields = Typed.structure(parameter, 2);
        Optional<Octets> identifier = fields.flatMap(each -> Typed.octets(each.get(0)));
        var size = fields.isEmpty()
                ? java.util.OptionalLong.empty()
                : Typed.number(fields.get().get(1), NumeralType.DOUBLE_LONG_UNSIGNED);
        if (identifier.isEmpty() || size.isEmpty()) {
            return new MeterReply.Refused(AccessResult.TYPE_UNMATCHED);
        }
        AccessResult result = engine.initiate(identifier.get(), size.getAsLong(), nowMs);
        if (result == AccessResult.SUCCESS) {
            SingleActionSchedule.disarm(instance.meter(), new MethodRef(CLASS_ID, instance.name(), ACTIVATE), nowMs);
        }
        return told("image_transfer_initiate", result, nowMs);
    }

    private MeterReply block(CosemData parameter, long nowMs) {
        Optional<List<CosemData>> fields = Typed.structure(parameter, 2);
        var number = fields.isEmpty()
                ? java.util.OptionalLong.empty()
                : Typed.number(fields.get().get(0), NumeralType.DOUBLE_LONG_UNSIGNED);
        Optional<Octets> value = fields.flatMap(each -> Typed.octets(each.get(1)));
        return number.isEmpty() || value.isEmpty()
                ? new MeterReply.Refused(AccessResult.TYPE_UNMATCHED)
                : told(
                        "image_block_transfer of block " + number.getAsLong(),
                        engine.block(number.getAsLong(), value.get(), nowMs),
                        nowMs);
    }

    /** The reply; a refusal is a code, and the journal has what it means. */
    private MeterReply told(String method, AccessResult result, long nowMs) {
        if (result != AccessResult.SUCCESS) {
            instance.meter().hint(method + " of " + instance.name() + ": " + result + ": " + why(result), nowMs);
        }
        return MeterReply.of(result);
    }

    private String why(AccessResult result) {
        TransferState state = engine.state();
        if (!engine.isEnabled()) {
            return "image_transfer_enabled is false";
        }
        if (state == TransferState.REJECTED) {
            return "the image is refused, " + engine.verdict();
        }
        String missing = engine.blockCount() == 0 || engine.firstNotTransferred() == engine.blockCount()
                ? ""
                : ", first missing block " + engine.firstNotTransferred() + " of " + engine.blockCount();
        return "image_transfer_status is " + state.status() + missing
                + (result == AccessResult.TEMPORARY_FAILURE ? "; it is busy, poll attribute 6" : "");
    }
}
