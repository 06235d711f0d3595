package org.metersim.nic.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.metrology.link.MeterEvent;

// Layouts of Blue Book 4.4.8, versions 0 and 1.
class PushSetupObjectTest {

    private static final String VERSION_1 = "0-4:25.9.0.255";
    private static final String VERSION_0 = "0-7:25.9.0.255";

    private final TestCard card = new TestCard();

    @ParameterizedTest
    @CsvSource({
        "1, 09060004190900FF",
        // TCP, concentrator:4064, A-XDR
        "3, 02031600 0911 636F6E63656E747261746F723A34303634 1600",
        "4, 0100",
        "5, 120000",
        "6, 1102",
        "7, 12000A",
        "8, 09060000190000FF",
        "9, 0F01",
        "10, 0100",
        "11, read-write-denied"
    })
    void showsWhatTheProfileSays(int attribute, String expected) {
        assertEquals(
                expected.replace(" ", ""), card.read(40, VERSION_1, attribute).replace(" ", ""));
    }

    // Class, name, attribute, data index; from version 1 on also a restriction: none.
    @Test
    void showsTheListInTheFormOfItsVersion() {
        String list = card.read(40, VERSION_1, 2);

        assertEquals(
                "010E" + "0205 120001 09060000600100FF 0F02 120000 0202160000".replace(" ", ""),
                list.substring(0, 4 + 2 * 23));
        assertEquals(
                "0205 120001 090600002C8001FF 0F02 12000C 0202160000".replace(" ", ""),
                list.substring(list.length() - 2 * 23));
        assertEquals("01010204 120001 09060000600100FF 0F02 120000".replace(" ", ""), card.read(40, VERSION_0, 2));
        assertEquals("read-write-denied", card.read(40, VERSION_0, 8));
    }

    @Test
    void showsTheDestinationThatTheMeterWasStartedWith() {
        TestCard started = new TestCard(Optional.of("127.0.0.1:40640"));

        assertEquals("02031600090F" + "3132372E302E302E313A3430363430" + "1600", started.read(40, VERSION_1, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0100",
        "2, 0101 0205 120001 09060000600100FF 0F01 120000 0202160000",
        "3, 02031600 0906 613A34303634 1600",
        "4, 0101 0202 090CFFFFFFFFFF080000008000FF 090CFFFFFFFFFF0A0000008000FF",
        "5, 12FFFF",
        "6, 11FF",
        "7, 120000",
        "8, 09060000160000FF",
        "9, 0F03"
    })
    void takesWhatIsRightAndKeepsItAcrossARestart(int attribute, String spaced) {
        String value = spaced.replace(" ", "");
        assertEquals("done", card.write(40, VERSION_1, attribute, value));
        card.restart();

        assertEquals(value, card.read(40, VERSION_1, attribute));
        assertEquals(List.of(MeterEvent.PARAMETERS_CHANGED), card.events);
    }

    // gurux.dlms 4.0.47 writes four fields in every version.
    @Test
    void takesAListWithoutRestrictionsInVersion1Too() {
        assertEquals("done", card.write(40, VERSION_1, 2, "0101 0204 120001 09060000600100FF 0F02 120003"));

        assertEquals(
                "0101 0205 120001 09060000600100FF 0F02 120003 0202160000".replace(" ", ""),
                card.read(40, VERSION_1, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 00, type-unmatched",
        "2, 0101 0203 120001 09060000600100FF 0F02, type-unmatched",
        "2, 0101 0204 1101 09060000600100FF 0F02 120000, type-unmatched",
        "2, 0101 0204 120001 090500006001FF 0F02 120000, type-unmatched",
        "2, 0101 0204 120001 09060000600100FF 1102 120000, type-unmatched",
        "2, 0101 0204 120001 09060000600100FF 0F02 1100, type-unmatched",
        "2, 0101 0205 120001 09060000600100FF 0F02 120000 0202160100, type-unmatched",
        "2, 0101 0204 120003 09060000600100FF 0F02 120000, other-reason",
        "2, 0101 0204 120001 09060000600100FF 0F03 120000, other-reason",
        "2, 0101 0204 120001 09060000600100FF 0F00 120000, other-reason",
        "3, 0202 1600 0906613A34303634, type-unmatched",
        "3, 0203 1100 0906613A34303634 1600, type-unmatched",
        "3, 0203 1600 0A06613A34303634 1600, type-unmatched",
        "3, 0203 1601 0906613A34303634 1600, other-reason",
        "3, 0203 1600 0906613A34303634 1601, other-reason",
        "3, 0203 1600 090161 1600, other-reason",
        "3, 0203 1600 0903613A30 1600, other-reason",
        "3, 0203 1600 0907613A3635353336 1600, other-reason",
        "4, 0101 02020900 0900, type-unmatched",
        "4, 0101 0201 090CFFFFFFFFFF0800000080 00FF, type-unmatched",
        "4, 00, type-unmatched",
        "5, 1100, type-unmatched",
        "6, 120001, type-unmatched",
        "7, 02031200001200001200 00, type-unmatched",
        "8, 09060000190001FF, other-reason",
        "8, 0905000019000 0, type-unmatched",
        "9, 0F10, done",
        "9, 0F04, other-reason",
        "9, 0FFF, other-reason",
        "9, 1101, type-unmatched",
        "10, 01010202160000, other-reason",
        "10, 00, type-unmatched"
    })
    void refusesWhatItCannotDo(int attribute, String value, String result) {
        String before = card.read(40, VERSION_1, attribute);

        assertEquals(result, card.write(40, VERSION_1, attribute, value.replace(" ", "")));

        if (!result.equals("done")) {
            assertEquals(before, card.read(40, VERSION_1, attribute));
            assertEquals(List.of(), card.events);
        }
    }

    @Test
    void takesAListOf64AndNoLonger() {
        String one = "0204 120001 09060000600100FF 0F02 120000";

        assertEquals("other-reason", card.write(40, VERSION_1, 2, "0141" + one.repeat(65)));
        assertEquals("done", card.write(40, VERSION_1, 2, "0140" + one.repeat(64)));
    }

    @Test
    void pushesWhenAskedTo() {
        assertEquals("done", card.invoke(40, VERSION_0, 1, "0F00"));
        card.push.wake(TestCard.NOW_MS);

        assertEquals(List.of("listener:9598"), card.dialled);
    }

    @Test
    void pushesNothingForAWrongParameterOrMethod() {
        assertEquals("type-unmatched", card.invoke(40, VERSION_0, 1, "00"));
        assertEquals("read-write-denied", card.invoke(40, VERSION_0, 2, "0F00"));
        card.push.wake(TestCard.NOW_MS);

        assertEquals(List.of(), card.dialled);
    }
}
