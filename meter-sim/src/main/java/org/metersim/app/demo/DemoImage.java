package org.metersim.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.metersim.app.firmware.Damage;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.image.Behaviour;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageSpec;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.image.SigningKey;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.program.Program;
import org.metersim.metrology.program.ProgramHeader;
import org.metersim.metrology.program.ProgramItem;
import org.metersim.profiles.DemoSigningKey;
import org.metersim.profiles.MeterModel;

/**
 * What the demo brings in, signed with the demo key: a metrology firmware, or a program.
 *
 * @param version what the meter must name as active afterwards
 */
record DemoImage(String version, byte[] file) {

    private static final int FILLER_BYTES = 32 << 10;

    /** One second to boot: nobody is to wait long. */
    private static final String BEHAVIOUR = "bootSeconds: 1\n";

    static DemoImage of(MeterModel profile, DemoKind kind, DemoBreak broken, long seed) {
        ImageSpec.MeterType type = new ImageSpec.MeterType(
                profile.identity().vendor(),
                broken == DemoBreak.MODEL ? "another-model" : profile.identity().model());
        long counter = profile.firmware().securityCounter() + 1;
        if (kind == DemoKind.PROGRAM) {
            Program program = program(profile, broken);
            ImageVersion version = new ImageVersion(0, 0, 0, program.header().version());
            ImageSpec spec = new ImageSpec(
                    UpdateKind.PROGRAM.ordinal(),
                    type.vendor(),
                    type.model(),
                    version,
                    counter,
                    Optional.empty(),
                    Octets.ascii(program.identifier()),
                    Optional.empty());
            return signed(program.identifier(), ImageBuilder.toBeSigned(spec, program.encode()), broken);
        }
        String version = broken == DemoBreak.DOWNGRADE ? "1.4.1" : "1.5.0";
        ImageSpec spec = ImageSpec.of(UpdateKind.METROLOGY.ordinal(), type, ImageVersion.parse(version), counter);
        return signed(version, ImageBuilder.toBeSigned(spec, payload(broken, seed)), broken);
    }

    private static DemoImage signed(String version, byte[] toBeSigned, DemoBreak broken) {
        SigningKey key = SigningKey.parse(DemoSigningKey.pem());
        byte[] good = ImageBuilder.sign(toBeSigned, key);
        return new DemoImage(
                version,
                switch (broken) {
                    case CRC -> Damage.CRC_BIT.to(good, key);
                    case SIGNATURE -> Damage.PAYLOAD_CHANGED.to(good, key);
                    default -> good;
                });
    }

    /** A demand period of 30 minutes and a point of supply; broken: also another meter type, which nobody may write. */
    private static Program program(MeterModel profile, DemoBreak broken) {
        List<ProgramItem> items = new ArrayList<>();
        items.add(set(5, "1-0:1.4.0.255", 8, CosemData.doubleLongUnsigned(1_800)));
        items.add(set(1, "0-0:96.1.2.255", 2, new CosemData.OctetString(Octets.ascii("ES0021000000000001"))));
        if (broken == DemoBreak.ITEM) {
            items.add(set(1, "0-0:96.1.1.255", 2, new CosemData.OctetString(Octets.ascii("OTHER"))));
        }
        ProgramHeader header = new ProgramHeader(
                "DEMAND-30",
                1,
                profile.identity().model(),
                ProgramHeader.Requires.NOTHING,
                ProgramHeader.OnError.ROLLBACK,
                Optional.empty());
        return new Program(header, items);
    }

    private static ProgramItem set(int classId, String object, int attribute, CosemData value) {
        return new ProgramItem.Set(
                new AttributeRef(classId, LogicalName.parse(object), attribute), value, Optional.empty());
    }

    private static byte[] payload(DemoBreak broken, long seed) {
        byte[] filler = new byte[FILLER_BYTES];
        new Random(seed).nextBytes(filler);
        String selfTest = broken == DemoBreak.SELF_TEST ? "selfTest: fail\n" : "";
        return new ByteWriter()
                .bytes(Behaviour.header(BEHAVIOUR + selfTest))
                .bytes(filler)
                .toBytes();
    }
}
