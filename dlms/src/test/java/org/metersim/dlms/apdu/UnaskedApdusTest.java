package org.metersim.dlms.apdu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.metersim.dlms.apdu.ConfirmedServiceError.InitiateError;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.LogicalName;

/** Notifications, their confirmation, and refusals. */
class UnaskedApdusTest {

    // dlms-wire V23, V24: Sunday 2026-11-22 23:00 UTC
    private static final Optional<CosemDateTime> TIME =
            Optional.of(CosemDateTime.of(Octets.parse("07EA0B160717000000000000")));
    private static final CosemData BODY = CosemData.structure(
            CosemData.octets(Octets.ascii("SIM0000000000001").toBytes()), CosemData.doubleLongUnsigned(4));
    private static final AttributeRef ALARMS = new AttributeRef(3, LogicalName.parse("0-0:97.98.0.255"), 2);

    static Stream<Arguments> apdus() {
        return Stream.of(
                Arguments.of(
                        "0FC0000001000202091053494D303030303030303030303030310600000004",
                        new DataNotification(0xC000_0001L, Optional.empty(), BODY)),
                Arguments.of(
                        "0FC00000020C07EA0B1607170000000000000202091053494D303030303030303030303030310600000004",
                        new DataNotification(0xC000_0002L, TIME, BODY)),
                Arguments.of("10C000000100", new DataNotificationConfirm(0xC000_0001L, Optional.empty())),
                Arguments.of("10C00000010C07EA0B160717000000000000", new DataNotificationConfirm(0xC000_0001L, TIME)),
                Arguments.of(
                        "C20000030000616200FF020600000004",
                        new EventNotification(Optional.empty(), ALARMS, CosemData.doubleLongUnsigned(4))),
                Arguments.of(
                        "C2010C07EA0B16071700000000000000030000616200FF020600000004",
                        new EventNotification(TIME, ALARMS, CosemData.doubleLongUnsigned(4))),
                Arguments.of("0E010601", ConfirmedServiceError.of(InitiateError.DLMS_VERSION_TOO_LOW)),
                Arguments.of("0E010602", ConfirmedServiceError.of(InitiateError.INCOMPATIBLE_CONFORMANCE)),
                Arguments.of("0E010603", ConfirmedServiceError.of(InitiateError.PDU_SIZE_TOO_SHORT)),
                Arguments.of("0E010604", ConfirmedServiceError.of(InitiateError.REFUSED_BY_VDE_HANDLER)),
                Arguments.of("D80101", ExceptionResponse.NOT_ASSOCIATED),
                Arguments.of("D80202", ExceptionResponse.SERVICE_NOT_SUPPORTED),
                Arguments.of("D80103", ExceptionResponse.OTHER_REASON),
                Arguments.of("D80104", ExceptionResponse.PDU_TOO_LONG),
                Arguments.of("D80105", ExceptionResponse.DECIPHERING_ERROR),
                Arguments.of("D8010600000105", ExceptionResponse.invocationCounterError(0x105)));
    }

    @ParameterizedTest
    @MethodSource("apdus")
    void hasEachFieldAtItsPlace(String hex, Apdu apdu) {
        assertEquals(apdu, Apdu.decode(Hex.bytes(hex)));
        assertEquals(hex, Hex.compact(apdu.encode()));
    }

    // jDLMS and gurux.dlms stop after two bytes
    @Test
    void takesAnInvocationCounterErrorWithoutItsCounter() {
        assertEquals(ExceptionResponse.invocationCounterError(0), Apdu.decode(Hex.bytes("D80106")));
    }

    // dlms-wire 1.4: bit 30
    @ParameterizedTest
    @CsvSource({"C0000001, true", "40FFFFFF, true", "80000001, false", "00FFFFFF, false"})
    void knowsWhetherANotificationIsToBeConfirmed(String id, boolean confirmed) {
        DataNotification notification = (DataNotification) Apdu.decode(Hex.bytes("0F" + id + "0000"));
        assertEquals(confirmed, notification.isConfirmed());
    }

    @ParameterizedTest
    @CsvSource({
        "D80105, 'service-not-allowed, deciphering-error'",
        "D80202, 'service-unknown, service-not-supported'",
        "D8010600000105, 'service-not-allowed, invocation-counter-error, next acceptable 261'",
        "D80109, 'service-not-allowed, service error 9'"
    })
    void saysARefusalInTheStandardsWords(String hex, String words) {
        assertEquals(words, Apdu.decode(Hex.bytes(hex)).toString());
    }
}
