package org.metersim.client.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.cosem.LogicalName;

class ReadRequestTest {

    @ParameterizedTest
    @CsvSource({
        "1-0:1.8.0.255, 0, 1-0:1.8.0.255, 0",
        "1.0.1.8.0.255, 0, 1-0:1.8.0.255, 0",
        "0100010800FF, 0, 1-0:1.8.0.255, 0",
        "1.8.0, 0, 1-0:1.8.0.255, 0",
        "3:1-0:1.8.0.255:2, 3, 1-0:1.8.0.255, 2",
        "3 1-0:1.8.0.255 a2, 3, 1-0:1.8.0.255, 2",
        "1-0:1.8.0.255:3, 0, 1-0:1.8.0.255, 3",
        "3:0100010800FF, 3, 1-0:1.8.0.255, 0",
        "65535:0-0:1.0.0.255:127, 65535, 0-0:1.0.0.255, 127"
    })
    void takesEveryNotationOfTheField(String text, int classId, String object, int attribute) {
        ReadRequest request = ReadRequest.parse(text);

        assertEquals(new ReadRequest(optional(classId), LogicalName.parse(object), optional(attribute)), request);
    }

    private static OptionalInt optional(int number) {
        return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "energy",
                "1-0:1.8",
                "0:1-0:1.8.0.255:2",
                "3:1-0:1.8.0.255:0",
                "3:1-0:1.8.0.255:128",
                "65536:1-0:1.8.0.255:2",
                "3:1-0:1.8.0.256:2",
                "3:"
            })
    void refusesWhatIsNoneAndSaysWhatWasExpected(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> ReadRequest.parse(text))
                .getMessage();

        assertTrue(message.startsWith("object: " + text + " (expected: an OBIS code as 1-0:1.8.0.255"), message);
    }
}
