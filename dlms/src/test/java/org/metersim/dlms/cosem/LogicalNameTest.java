package org.metersim.dlms.cosem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.Hex;

class LogicalNameTest {

    @ParameterizedTest
    @CsvSource({
        "1-0:1.8.0.255, 0100010800FF",
        "1.0.1.8.0.255, 0100010800FF",
        "0100010800ff, 0100010800FF",
        "1.8.0, 0100010800FF",
        "1-0:1.8.0*255, 0100010800FF",
        "0-0:96.1.0, 0000600100FF",
        "255-255:255.255.255.255, FFFFFFFFFFFF"
    })
    void isReadFromWhatPeopleWrite(String text, String hex) {
        LogicalName name = LogicalName.parse(text);
        assertEquals(hex, name.toOctets().toHex());
        assertEquals(name, LogicalName.read(new ByteReader(Hex.bytes(hex))));
        assertEquals(name, LogicalName.parse(name.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1-0:1.8", "1-0:1.8.0.256", "256-0:1.8.0.255", "1.2.3.4.5.6.7", "1-0:1.8.x", "0100010800F"})
    void refusesWhatIsNoObisCode(String text) {
        assertThrows(IllegalArgumentException.class, () -> LogicalName.parse(text));
    }

    @Test
    void hasItsGroupsInOrder() {
        LogicalName name = LogicalName.parse("1-2:3.4.5.6");
        assertEquals("1-2:3.4.5.6", name.toString());
        assertEquals(1, name.group(0));
        assertEquals(6, name.group(5));
    }
}
