package org.metersim.headend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.cosem.CosemData;

/** For each element its nearest wrong one; the reason names the element. */
class ConfirmationBodyTest {

    private static Confirmation read(String body) throws NotUnderstood {
        return ConfirmationBody.read(CosemData.decode(Hex.bytes(body)), 0);
    }

    private static String reason(String body) {
        return assertThrows(NotUnderstood.class, () -> read(body)).getMessage();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0908 3030303132333435 | 0900 | serial number: 0900 (expected: octet-string of 1 to 64 bytes)",
                "0908 3030303132333435 | 0902 301F | serial number: 301F (expected: printable ASCII)",
                "0908 3030303132333435 | 0A02 3031 | serial number: 0A023031 (expected: octet-string of 1 to 64 bytes)",
                "0906 0004190900FF | 0905 0004190900 | push setup: 09050004190900 (expected: octet-string of 6 bytes)",
                "090C 07EA0B160712041D00000000 | 0905 07EA0B1607 "
                        + "| event time: 090507EA0B1607 (expected: octet-string of 12 bytes)",
                "0906 0000600B00FF | 0906 0000600B01FF | event object: 0-0:96.11.1.255 (expected: 0-0:96.11.0.255)",
                "120012 | 1112 | event code: 1112 (expected: long-unsigned of 0 to 65535)",
                "0600000007 | 0500000007 "
                        + "| event counter: 0500000007 (expected: double-long-unsigned of 0 to 4294967295)",
                "1600 1600 0203 | 1603 1600 0203 | kind: 1603 (expected: enum of 0 to 2)",
                "1600 1600 0203 | 1600 1602 0203 | result: 1602 (expected: enum of 0 to 1)",
                "0203 0A00 0A00 0A00 | 0202 0A00 0A00 | verdict: 02020A000A00 (expected: structure of 3)",
                "0203 0A00 0A00 0A00 | 0203 0A00 0900 0A00 | layer: 0900 (expected: visible-string)",
                "0203 0A00 0A00 0A00 | 0203 0A01 76 0A00 0A00 | verdict: v// (expected: empty words when OK)",
                "0906 0100000200FF | 0906 0102000200FF | identifier object: 1-2:0.2.0.255 (expected: 1-0:0.2.0.255)",
                "0905 312E342E32 | 00 | old identifier: 00 (expected: octet-string of 0 to 64 bytes)",
                "0905 312E352E30 | 00 | new identifier: 00 (expected: octet-string of 0 to 64 bytes)",
                "090A 7570642D303030313233 | 0900 | update id: 0900 (expected: octet-string of 1 to 64 bytes)",
                "0920 E3B0C442 | 0921 00E3B0C442 "
                        + "| SHA-256: 092100E3B0C44298FC1C149A... (35 bytes) (expected: octet-string of 32 bytes)",
                "020E | 020F 00 " + "| body: 020F00090830303031323334... (131 bytes) (expected: structure of 14)",
            })
    void namesTheElementThatIsWrong(String right, String wrong, String reason) {
        String body = Hex.compact(Hex.bytes(Pushes.BODY));
        String changed = body.replaceFirst(right.replace(" ", ""), wrong.replace(" ", ""));
        assertEquals(reason, reason(changed));
    }

    @Test
    void takesAFailureWithoutAReason() throws NotUnderstood {
        Confirmation failed = read(Pushes.BODY.replace("1600" + Pushes.VERDICT, "1601" + Pushes.VERDICT));
        assertEquals(false, failed.ok());
        assertEquals("", failed.verdict().toString());
    }

    @Test
    void takesEmptyIdentifiers() throws NotUnderstood {
        Confirmation program = read(Pushes.BODY
                .replace(Pushes.COUNTER + Pushes.KIND, Pushes.COUNTER + "1602")
                .replace(Pushes.IDENTIFIER_OBJECT, "0906 0100000201FF")
                .replace(Pushes.OLD, "0900"));
        assertEquals(UpdateTarget.PROGRAM, program.target());
        assertTrue(program.oldIdentifier().isEmpty());
    }
}
