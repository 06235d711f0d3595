package org.metersim.transport.ble.hci;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The commands that the two ends of this project know: Core Specification Vol 4 Part E 7, the bit in Supported Commands
 * 6.27.
 */
public enum Opcode {
    DISCONNECT(0x0406, bit(0, 5), "Disconnect"),
    READ_REMOTE_VERSION_INFORMATION(0x041D, bit(2, 7), "Read Remote Version Information"),
    SET_EVENT_MASK(0x0C01, bit(5, 6), "Set Event Mask"),
    RESET(0x0C03, bit(5, 7), "Reset"),
    READ_LOCAL_NAME(0x0C14, bit(7, 1), "Read Local Name"),
    SET_CONTROLLER_TO_HOST_FLOW_CONTROL(0x0C31, bit(10, 5), "Set Controller To Host Flow Control"),
    HOST_BUFFER_SIZE(0x0C33, bit(10, 6), "Host Buffer Size"),
    HOST_NUMBER_OF_COMPLETED_PACKETS(0x0C35, bit(10, 7), "Host Number Of Completed Packets"),
    SET_EVENT_MASK_PAGE_2(0x0C63, bit(22, 2), "Set Event Mask Page 2"),
    READ_LE_HOST_SUPPORT(0x0C6C, bit(24, 5), "Read LE Host Support"),
    WRITE_LE_HOST_SUPPORT(0x0C6D, bit(24, 6), "Write LE Host Support"),
    READ_LOCAL_VERSION_INFORMATION(0x1001, bit(14, 3), "Read Local Version Information"),
    READ_LOCAL_SUPPORTED_COMMANDS(0x1002, -1, "Read Local Supported Commands"),
    READ_LOCAL_SUPPORTED_FEATURES(0x1003, bit(14, 5), "Read Local Supported Features"),
    READ_BUFFER_SIZE(0x1005, bit(14, 7), "Read Buffer Size"),
    READ_BD_ADDR(0x1009, bit(15, 1), "Read BD_ADDR"),
    READ_RSSI(0x1405, bit(15, 5), "Read RSSI"),
    LE_SET_EVENT_MASK(0x2001, bit(25, 0), "LE Set Event Mask"),
    LE_READ_BUFFER_SIZE(0x2002, bit(25, 1), "LE Read Buffer Size [v1]"),
    LE_READ_LOCAL_SUPPORTED_FEATURES(0x2003, bit(25, 2), "LE Read Local Supported Features"),
    LE_SET_RANDOM_ADDRESS(0x2005, bit(25, 4), "LE Set Random Address"),
    LE_SET_ADVERTISING_PARAMETERS(0x2006, bit(25, 5), "LE Set Advertising Parameters"),
    LE_READ_ADVERTISING_TX_POWER(0x2007, bit(25, 6), "LE Read Advertising Physical Channel Tx Power"),
    LE_SET_ADVERTISING_DATA(0x2008, bit(25, 7), "LE Set Advertising Data"),
    LE_SET_SCAN_RESPONSE_DATA(0x2009, bit(26, 0), "LE Set Scan Response Data"),
    LE_SET_ADVERTISING_ENABLE(0x200A, bit(26, 1), "LE Set Advertising Enable"),
    LE_SET_SCAN_PARAMETERS(0x200B, bit(26, 2), "LE Set Scan Parameters"),
    LE_SET_SCAN_ENABLE(0x200C, bit(26, 3), "LE Set Scan Enable"),
    LE_CREATE_CONNECTION(0x200D, bit(26, 4), "LE Create Connection"),
    LE_CREATE_CONNECTION_CANCEL(0x200E, bit(26, 5), "LE Create Connection Cancel"),
    LE_READ_FILTER_ACCEPT_LIST_SIZE(0x200F, bit(26, 6), "LE Read Filter Accept List Size"),
    LE_CLEAR_FILTER_ACCEPT_LIST(0x2010, bit(26, 7), "LE Clear Filter Accept List"),
    LE_ADD_DEVICE_TO_FILTER_ACCEPT_LIST(0x2011, bit(27, 0), "LE Add Device To Filter Accept List"),
    LE_REMOVE_DEVICE_FROM_FILTER_ACCEPT_LIST(0x2012, bit(27, 1), "LE Remove Device From Filter Accept List"),
    LE_CONNECTION_UPDATE(0x2013, bit(27, 2), "LE Connection Update"),
    LE_READ_REMOTE_FEATURES(0x2016, bit(27, 5), "LE Read Remote Features Page 0"),
    LE_ENCRYPT(0x2017, bit(27, 6), "LE Encrypt"),
    LE_RAND(0x2018, bit(27, 7), "LE Rand"),
    LE_ENABLE_ENCRYPTION(0x2019, bit(28, 0), "LE Enable Encryption"),
    LE_LONG_TERM_KEY_REQUEST_REPLY(0x201A, bit(28, 1), "LE Long Term Key Request Reply"),
    LE_LONG_TERM_KEY_REQUEST_NEGATIVE_REPLY(0x201B, bit(28, 2), "LE Long Term Key Request Negative Reply"),
    LE_READ_SUPPORTED_STATES(0x201C, bit(28, 3), "LE Read Supported States"),
    LE_RECEIVER_TEST(0x201D, bit(28, 4), "LE Receiver Test [v1]"),
    LE_TRANSMITTER_TEST(0x201E, bit(28, 5), "LE Transmitter Test [v1]"),
    LE_TEST_END(0x201F, bit(28, 6), "LE Test End"),
    LE_REMOTE_CONNECTION_PARAMETER_REQUEST_REPLY(0x2020, bit(33, 4), "LE Remote Connection Parameter Request Reply"),
    LE_REMOTE_CONNECTION_PARAMETER_REQUEST_NEGATIVE_REPLY(
            0x2021, bit(33, 5), "LE Remote Connection Parameter Request Negative Reply"),
    LE_SET_DATA_LENGTH(0x2022, bit(33, 6), "LE Set Data Length"),
    LE_READ_SUGGESTED_DEFAULT_DATA_LENGTH(0x2023, bit(33, 7), "LE Read Suggested Default Data Length"),
    LE_WRITE_SUGGESTED_DEFAULT_DATA_LENGTH(0x2024, bit(34, 0), "LE Write Suggested Default Data Length"),
    LE_READ_LOCAL_P256_PUBLIC_KEY(0x2025, bit(34, 1), "LE Read Local P-256 Public Key"),
    LE_GENERATE_DHKEY(0x2026, bit(34, 2), "LE Generate DHKey [v1]"),
    LE_ADD_DEVICE_TO_RESOLVING_LIST(0x2027, bit(34, 3), "LE Add Device To Resolving List"),
    LE_REMOVE_DEVICE_FROM_RESOLVING_LIST(0x2028, bit(34, 4), "LE Remove Device From Resolving List"),
    LE_CLEAR_RESOLVING_LIST(0x2029, bit(34, 5), "LE Clear Resolving List"),
    LE_READ_RESOLVING_LIST_SIZE(0x202A, bit(34, 6), "LE Read Resolving List Size"),
    LE_READ_PEER_RESOLVABLE_ADDRESS(0x202B, bit(34, 7), "LE Read Peer Resolvable Address"),
    LE_READ_LOCAL_RESOLVABLE_ADDRESS(0x202C, bit(35, 0), "LE Read Local Resolvable Address"),
    LE_SET_ADDRESS_RESOLUTION_ENABLE(0x202D, bit(35, 1), "LE Set Address Resolution Enable"),
    LE_SET_RESOLVABLE_PRIVATE_ADDRESS_TIMEOUT(0x202E, bit(35, 2), "LE Set Resolvable Private Address Timeout"),
    LE_READ_MAXIMUM_DATA_LENGTH(0x202F, bit(35, 3), "LE Read Maximum Data Length"),
    LE_READ_PHY(0x2030, bit(35, 4), "LE Read PHY"),
    LE_SET_DEFAULT_PHY(0x2031, bit(35, 5), "LE Set Default PHY"),
    LE_SET_PHY(0x2032, bit(35, 6), "LE Set PHY"),
    LE_SET_PRIVACY_MODE(0x204E, bit(39, 2), "LE Set Privacy Mode"),
    LE_READ_BUFFER_SIZE_V2(0x2060, bit(41, 5), "LE Read Buffer Size [v2]");

    private static final Map<Integer, Opcode> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(Opcode::code, Function.identity()));

    private final int code;
    private final int supportedBit;
    private final String title;

    Opcode(int code, int supportedBit, String title) {
        this.code = code;
        this.supportedBit = supportedBit;
        this.title = title;
    }

    private static int bit(int octet, int bitOfOctet) {
        return 8 * octet + bitOfOctet;
    }

    /** The command of an opcode, when it is one of the table. */
    public static Optional<Opcode> of(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** 16 bits: group in the upper 6, command in the lower 10. */
    public int code() {
        return code;
    }

    /** Its bit in Supported Commands, counted from bit 0 of octet 0; Read Local Supported Commands has none. */
    public OptionalInt supportedBit() {
        return supportedBit < 0 ? OptionalInt.empty() : OptionalInt.of(supportedBit);
    }

    /** As the standard has it. */
    @Override
    public String toString() {
        return title;
    }
}
