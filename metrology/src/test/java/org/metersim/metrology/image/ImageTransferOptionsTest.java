package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.table.MetrologyModel;
import org.metersim.metrology.table.TestMeter;
import org.metersim.profiles.ProfileReader;
import org.metersim.runtime.memory.FactoryContent;
import org.metersim.runtime.memory.FlashMemory;

/** Options that the attributes of class 18 show. docs/update-options.md. */
class ImageTransferOptionsTest {

    private static final String INSTANCE = "0-0:44.0.0.255";

    private static TestMeter meter(String options) throws IOException {
        try (var in = ProfileReader.class.getResourceAsStream("sim-1p.yaml")) {
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("  boot-ms: 5000\n", "  boot-ms: 5000\n  options: {" + options + "}\n");
            MetrologyModel model = MetrologyModel.of(ProfileReader.read("sim-1p.yaml", yaml), List.of());
            FactoryContent factory = new FactoryContent(model.memoryBytes(), model.flash(), model.factoryPieces());
            return new TestMeter(model, new FlashMemory(factory), TestMeter.START_MS);
        }
    }

    private static String initiate(TestMeter meter, int imageBytes) {
        CosemData parameter = CosemData.structure(
                new CosemData.OctetString(Octets.ascii("new")), CosemData.doubleLongUnsigned(imageBytes));
        return ImageClient.word(meter.invoke(18, INSTANCE, 1, parameter));
    }

    // GXF's simulator counts blocks times block size times 8; a head-end that compares lengths must not resume
    @ParameterizedTest
    @CsvSource({"block-count, 3, 40", "too-long, 12288, 40"})
    void theBitsOfTheBlocksAreAsManyAsTheBlocksOrTooMany(String value, int length, String first) throws IOException {
        TestMeter meter = meter("blocks-status: " + value);
        assertEquals("ok", initiate(meter, 1_100));
        Octets block = Octets.of(new byte[512]);
        CosemData parameter = CosemData.structure(CosemData.doubleLongUnsigned(1), new CosemData.OctetString(block));
        assertEquals("ok", ImageClient.word(meter.invoke(18, INSTANCE, 2, parameter)));

        CosemData.BitString bits = (CosemData.BitString) meter.read(18, INSTANCE, 3);

        assertEquals(length, bits.count());
        assertEquals(first, bits.bits().slice(0, 1).toHex());
    }

    @ParameterizedTest
    @CsvSource({"read-only, read-write-denied, 512", "writable, ok, 1024"})
    void theBlockSizeIsWrittenOrNot(String value, String answer, int blockBytes) throws IOException {
        TestMeter meter = meter("block-size: " + value);

        assertEquals(answer, ImageClient.word(meter.write(18, INSTANCE, 2, CosemData.doubleLongUnsigned(1024))));

        assertEquals(CosemData.doubleLongUnsigned(blockBytes), meter.read(18, INSTANCE, 2));
    }

    // Connexo writes TRUE so; A-XDR says only that FALSE is 00
    @Test
    void trueMayBeAnyOctetButZero() throws IOException {
        TestMeter meter = meter("");
        meter.write(18, INSTANCE, 5, CosemData.decode(new byte[] {3, 0}));
        assertEquals("other-reason", initiate(meter, 1_100));

        assertEquals("ok", ImageClient.word(meter.write(18, INSTANCE, 5, CosemData.decode(new byte[] {3, -1}))));

        assertEquals(CosemData.bool(true), meter.read(18, INSTANCE, 5));
        assertEquals("ok", initiate(meter, 1_100));
    }
}
