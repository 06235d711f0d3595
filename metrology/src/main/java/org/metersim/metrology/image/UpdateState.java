package org.metersim.metrology.image;

import java.nio.charset.StandardCharsets;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.link.UpdateVerdict;

/** What the update engine of one component remembers: one record, so that all of it changes at once or not at all. */
final class UpdateState {

    /** {@link #running} when both slots failed their check. */
    static final int GOLDEN = 2;

    private static final int ENABLED = 1;
    private static final int PART = 2;
    private static final int RESTARTS_VERIFICATION = 4;
    private static final int CONFIRMED = 8;

    TransferState state = TransferState.IDLE;
    boolean enabled = true;
    Octets identifier = Octets.EMPTY;
    int imageBytes;
    /** The slot that takes the image of an update: never the one that runs. */
    int staging = 1;

    /** True while the image belongs to a bundle, whose update this is. */
    boolean isPart;

    /** True while it is verified, when that is to begin again after a power cut. */
    boolean restartsVerification;

    /** True when the client confirmed the image on trial before its self-test passed. */
    boolean isConfirmed;

    /** image_block_size as it was written; 0 for the profile's. */
    int blockBytes;

    long updates;
    int running;
    int runningBytes;
    /** Size of the image in the other slot that ran before; 0 when there is none. */
    int fallbackBytes;

    int triesLeft;
    long securityCounter;
    String activeVersion = "";
    Octets activeDigest = Octets.EMPTY;
    long activatedMs;
    /** When the update that {@link #verdict} is of ended. */
    long endedMs;

    UpdateVerdict verdict = UpdateVerdict.NONE;
    String verdictUpdateId = "";

    /** A state that a power cut ends is not written: what is written is the one that follows. */
    byte[] encode() {
        ByteWriter out = new ByteWriter(128)
                .u8(UpdateMachine.afterPowerLoss(state).ordinal())
                .u8(flags())
                .sized(identifier);
        out.u32(imageBytes)
                .u8(staging)
                .u32(updates)
                .u8(running)
                .u32(runningBytes)
                .u32(fallbackBytes)
                .u8(triesLeft)
                .u32(securityCounter);
        text(out, activeVersion);
        out.sized(activeDigest).i64(activatedMs).i64(endedMs);
        text(out, verdict.phase());
        text(out, verdict.layer());
        text(out, verdict.cause());
        text(out, verdictUpdateId);
        out.u16(blockBytes);
        return out.toBytes();
    }

    private int flags() {
        return (enabled ? ENABLED : 0)
                | (isPart ? PART : 0)
                | (restartsVerification ? RESTARTS_VERIFICATION : 0)
                | (isConfirmed ? CONFIRMED : 0);
    }

    static UpdateState read(byte[] record) {
        ByteReader in = new ByteReader(record);
        UpdateState state = new UpdateState();
        state.state = TransferState.values()[in.u8("state")];
        int flags = in.u8("flags");
        state.enabled = (flags & ENABLED) != 0;
        state.isPart = (flags & PART) != 0;
        state.restartsVerification = (flags & RESTARTS_VERIFICATION) != 0;
        state.isConfirmed = (flags & CONFIRMED) != 0;
        state.identifier = in.sized("identifier");
        state.imageBytes = (int) in.u32("image size");
        state.staging = in.u8("staging");
        state.updates = in.u32("updates");
        state.running = in.u8("running");
        state.runningBytes = (int) in.u32("running size");
        state.fallbackBytes = (int) in.u32("fallback size");
        state.triesLeft = in.u8("tries");
        state.securityCounter = in.u32("security counter");
        state.activeVersion = text(in);
        state.activeDigest = in.sized("digest");
        state.activatedMs = in.i64("activated");
        state.endedMs = in.i64("ended");
        state.verdict = new UpdateVerdict(text(in), text(in), text(in));
        state.verdictUpdateId = text(in);
        state.blockBytes = in.isEmpty() ? 0 : in.u16("block size");
        return state;
    }

    private static void text(ByteWriter out, String text) {
        out.sized(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteReader in) {
        return new String(in.sized("text").toBytes(), StandardCharsets.UTF_8);
    }
}
