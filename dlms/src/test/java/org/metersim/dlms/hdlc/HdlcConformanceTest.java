package org.metersim.dlms.hdlc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The meter's end of an HDLC line, frame by frame. The first test has one transcript for each case of the abstract test
 * suite ATS_DL of the DLMS UA and its name (numbers missing there are missing here); the second what the suite leaves
 * out. Check sequences were computed apart from this project; several frames are of published stacks.
 */
class HdlcConformanceTest {

    private static final HdlcSecondary.Settings SETTINGS =
            new HdlcSecondary.Settings(List.of(1), 17, new HdlcParameters(2030, 2030, 7, 7), 120_000, 25, 300);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HDLC_FRAME_P1",
                "HDLC_FRAME_P2",
                "HDLC_FRAME_P3",
                "HDLC_FRAME_N1",
                "HDLC_FRAME_N2",
                "HDLC_FRAME_N3",
                "HDLC_FRAME_N4",
                "HDLC_FRAME_N5",
                "HDLC_FRAME_N7",
                "HDLC_FRAME_N8",
                "HDLC_ADDRESS_P1",
                "HDLC_ADDRESS_N1",
                "HDLC_ADDRESS_N4",
                "HDLC_ADDRESS_N6",
                "HDLC_ADDRESS_N7",
                "HDLC_NDM2NRM_P1",
                "HDLC_NDM2NRM_P2",
                "HDLC_INFO_P1",
                "HDLC_INFO_N1",
                "HDLC_INFO_N2",
                "HDLC_INFO_N3",
                "HDLC_NDMOP_N1"
            })
    void behavesAsTheConformanceTestAsks(String testCase) {
        assertPlaysAsWritten(testCase);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "retransmission",
                "segmented-request",
                "window",
                "busy-client",
                "no-poll",
                "unnumbered-information",
                "reconnect",
                "too-long-request"
            })
    void keepsToTheProcedure(String name) {
        assertPlaysAsWritten(name);
    }

    private static void assertPlaysAsWritten(String name) {
        Transcript written = Transcript.load(name);
        Transcript played = written.playWith(new Transcript.Meter(SETTINGS));
        assertEquals(written.toString(), played.toString());
    }
}
