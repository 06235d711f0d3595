package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.metrology.table.TestMeter;
import org.metersim.profiles.DemoSigningKey;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.journal.Layer;

/** Asks a board of profile sim-1p as the NIC asks for a client of class 18, and reads what that client would. */
final class ImageClient {

    static final String METROLOGY = "0-0:44.0.0.255";
    static final String NIC = "0-0:44.0.1.255";
    static final int BLOCK_BYTES = 512;
    static final CosemData ZERO = CosemData.integer(0);
    static final SigningKey DEMO = SigningKey.parse(DemoSigningKey.pem());
    static final byte[] GOOD = image(spec(0, "1.5.0", 2), "");

    static ImageSpec spec(int component, String version, long counter) {
        ImageSpec.MeterType type = new ImageSpec.MeterType("meter-sim.example", "sim-1p");
        return ImageSpec.of(component, type, ImageVersion.parse(version), counter);
    }

    static byte[] image(ImageSpec spec, String behaviour) {
        byte[] payload = behaviour.isEmpty() ? new byte[0] : Behaviour.header(behaviour);
        int start = payload.length;
        payload = Arrays.copyOf(payload, 3_000);
        for (int at = start; at < payload.length; at++) {
            payload[at] = (byte) (at * 31 + at / 256);
        }
        return ImageBuilder.sign(ImageBuilder.toBeSigned(spec, payload), DEMO);
    }

    final TestMeter meter;
    final List<UpdateConfirmation> told = new ArrayList<>();
    String instance = METROLOGY;

    ImageClient() {
        this(new TestMeter());
    }

    ImageClient(TestMeter meter) {
        this.meter = meter;
    }

    // --- what a client does

    static String word(MeterReply reply) {
        if (reply instanceof MeterReply.Refused refused) {
            return refused.reason().toString();
        }
        return reply.equals(MeterReply.DONE) ? "ok" : reply.toString();
    }

    String method(int number, CosemData parameter) {
        return word(meter.invoke(18, instance, number, parameter));
    }

    String initiate(byte[] file) {
        return method(
                1,
                CosemData.structure(
                        new CosemData.OctetString(Octets.ascii("new firmware")),
                        CosemData.doubleLongUnsigned(file.length)));
    }

    String block(long number, Octets value) {
        return word(meter.ask(new MeterRequest.UpdateBlock(LogicalName.parse(instance), number, value)));
    }

    static int blocks(byte[] file) {
        return (file.length + BLOCK_BYTES - 1) / BLOCK_BYTES;
    }

    static Octets piece(byte[] file, int number) {
        return Octets.of(
                Arrays.copyOfRange(file, number * BLOCK_BYTES, Math.min(file.length, (number + 1) * BLOCK_BYTES)));
    }

    void transfer(byte[] file) {
        assertEquals("ok", initiate(file));
        for (int number = 0; number < blocks(file); number++) {
            assertEquals("ok", block(number, piece(file, number)));
        }
    }

    String verify() {
        return method(3, ZERO);
    }

    String activate() {
        return method(4, ZERO);
    }

    /** Time passes; confirmations are taken and acknowledged as the NIC does. */
    void step(long ms) {
        meter.step(ms);
        for (MeterNotice notice : meter.notices()) {
            if (notice instanceof MeterNotice.UpdateEnded ended) {
                boolean isNew = told.stream()
                        .noneMatch(each ->
                                each.eventCounter() == ended.confirmation().eventCounter());
                if (isNew) {
                    told.add(ended.confirmation());
                }
                meter.ask(new MeterRequest.Acknowledge(ended.confirmation().eventCounter()));
            }
        }
    }

    // --- what a client reads

    long status() {
        return meter.number(18, instance, 6);
    }

    String text(String name) {
        return ((CosemData.OctetString) meter.read(1, name, 2)).octets().toAscii();
    }

    String verdict() {
        return shown(meter.read(1, "0-0:44.128.0.255", 2));
    }

    /** That in the last row of the log. */
    String loggedVerdict() {
        List<List<CosemData>> rows = TestMeter.rows(meter.read(7, "0-0:99.98.128.255", 2));
        return shown(rows.get(rows.size() - 1).get(4));
    }

    private static String shown(CosemData verdict) {
        List<CosemData> fields = ((CosemData.Structure) verdict).elements();
        return ((CosemData.VisibleString) fields.get(0)).text() + "/"
                + ((CosemData.VisibleString) fields.get(1)).text();
    }

    List<Long> firmwareLog() {
        return TestMeter.rows(meter.read(7, "0-0:99.98.128.255", 2)).stream()
                .map(row -> ((CosemData.Numeral) row.get(1)).value())
                .toList();
    }

    String journalledStatuses() {
        StringBuilder values = new StringBuilder();
        for (JournalEntry entry : meter.journal.entries(Layer.STATE)) {
            int at = entry.text().indexOf(" -> ");
            if (entry.text().contains("image_transfer_status") && at > 0) {
                char next = entry.text().charAt(at + 4);
                if (values.length() == 0 || values.charAt(values.length() - 1) != next) {
                    values.append(next);
                }
            }
        }
        return values.toString();
    }

    void powerCut() {
        meter.board.powerFailed(meter.nowMs);
        meter.nowMs += 60_000;
        meter.board.powerReturned(meter.nowMs);
    }

    /** Images that end badly: in that status, with that event and verdict. */
    enum Wrong {
        CRC(4, 51, "verify/crc") {
            @Override
            byte[] file() {
                return Forge.patch(GOOD, 100, GOOD[100] ^ 1);
            }
        },
        SIGNATURE(4, 51, "verify/signature") {
            @Override
            byte[] file() {
                byte[] other = Forge.patch(GOOD, 100, GOOD[100] ^ 1);
                int signed = ImageContainer.parse(GOOD).signedPart().length();
                byte[] toBeSigned = Arrays.copyOf(other, signed);
                // digest right, key right, the signature another image's
                return Forge.fixCrc(Forge.join(
                        toBeSigned,
                        Arrays.copyOfRange(GOOD, signed, signed + 8),
                        Forge.hash("SHA-256", toBeSigned),
                        Arrays.copyOfRange(GOOD, signed + 8 + 32, GOOD.length)));
            }
        },
        KEY(4, 51, "verify/key") {
            @Override
            byte[] file() {
                return ImageBuilder.sign(
                        ImageBuilder.toBeSigned(spec(0, "1.5.0", 2), new byte[100]),
                        SigningKey.parse(Vectors.privatePem("p256")));
            }
        },
        MODEL(4, 51, "verify/model") {
            @Override
            byte[] file() {
                ImageSpec.MeterType type = new ImageSpec.MeterType("meter-sim.example", "sim-3p");
                return image(ImageSpec.of(0, type, ImageVersion.parse("1.5.0"), 2), "");
            }
        },
        COMPONENT(4, 51, "verify/component") {
            @Override
            byte[] file() {
                return image(spec(1, "1.5.0", 2), "");
            }
        },
        DOWNGRADE(4, 51, "verify/version") {
            @Override
            byte[] file() {
                return image(spec(0, "1.4.1", 2), "");
            }
        },
        COUNTER(4, 51, "verify/counter") {
            @Override
            byte[] file() {
                return image(spec(0, "1.5.0", 0), "");
            }
        },
        SELF_TEST(7, 204, "self-test/self-test") {
            @Override
            byte[] file() {
                return image(spec(0, "1.5.0", 2), "selfTest: fail");
            }
        },
        WATCHDOG(7, 204, "self-test/self-test") {
            @Override
            byte[] file() {
                return image(spec(0, "1.5.0", 2), "selfTest: hang");
            }
        };

        final long status;
        final long event;
        final String verdict;

        Wrong(long status, long event, String verdict) {
            this.status = status;
            this.event = event;
            this.verdict = verdict;
        }

        abstract byte[] file();
    }
}
