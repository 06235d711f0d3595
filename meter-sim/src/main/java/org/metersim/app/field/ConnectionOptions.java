package org.metersim.app.field;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.client.Authentication;
import org.metersim.client.ClientSettings;
import org.metersim.client.Login;
import org.metersim.client.Target;
import org.metersim.client.Target.Transport;
import org.metersim.client.card.Card;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.SecurityControl;
import picocli.CommandLine.Option;

/** Which meter, over what, as whom; from a card, from options, or from both. */
public final class ConnectionOptions {

    private static final double MAX_TIMEOUT_S = 3_600;
    private static final int MAX_CLIENT_SAP = 127;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            description = {
                "Where the meter is:",
                "tcp:HOST:PORT      DLMS wrapper",
                "hdlc:HOST:PORT     HDLC",
                "optical:HOST:PORT  sign-on in mode E, then HDLC",
                "pty:/PATH          the same on a serial device",
                "ble:tcp:HOST:PORT/SERIAL  Bluetooth, by a controller that takes HCI H4",
                "(default: that of the card)"
            })
    private Optional<String> target = Optional.empty();

    @Option(
            names = "--card",
            paramLabel = "FILE",
            description = "The file that `meter-sim run --ready-file` writes: target, serial number, SAPs and keys.")
    private Optional<Path> card = Optional.empty();

    @Option(
            names = "--over",
            paramLabel = "tcp|hdlc|optical|pty|ble",
            description =
                    "With --card and no --target: the transport (default: the first of these that the meter has).")
    private Optional<Transport> over = Optional.empty();

    @Option(
            names = "--client-sap",
            paramLabel = "SAP",
            description = "Client SAP, 1 to 127 (default: 2 to read, 1 to configure, 3 for update and status).")
    private Optional<Integer> clientSap = Optional.empty();

    @Option(names = "--server-sap", paramLabel = "SAP", description = "Logical device (default: 1, or the card's).")
    private Optional<Integer> serverSap = Optional.empty();

    @Option(
            names = "--hdlc-device",
            paramLabel = "N",
            description = "Physical HDLC address, when the meter wants one (default: none is sent).")
    private Optional<Integer> hdlcDevice = Optional.empty();

    @Option(names = "--password", paramLabel = "TEXT", description = "LLS: the password.")
    private Optional<String> password = Optional.empty();

    @Option(names = "--guek", paramLabel = "HEX", description = "HLS-5: global unicast encryption key, 16 bytes.")
    private Optional<String> guek = Optional.empty();

    @Option(names = "--gak", paramLabel = "HEX", description = "HLS-5: authentication key, 16 bytes.")
    private Optional<String> gak = Optional.empty();

    @Option(
            names = "--system-title",
            paramLabel = "HEX",
            description = "HLS-5: of this client, 8 bytes (default: ${DEFAULT-VALUE}).")
    private String systemTitle = "4D4D4D0000BC614E";

    @Option(
            names = "--counter",
            paramLabel = "N",
            description =
                    "HLS-5: first invocation counter to use (default: the meter's 0-0:43.1.SAP.255, read as public"
                            + " client, plus 1).")
    private Optional<Long> counter = Optional.empty();

    @Option(
            names = "--serial",
            paramLabel = "NUMBER",
            description = "Serial number that the meter must have (default: that of the card, or any).")
    private Optional<String> serial = Optional.empty();

    @Option(
            names = "--passkey",
            paramLabel = "DIGITS",
            description = "Bluetooth: the six digits of the meter, where it wants some (default: those of the card).")
    private Optional<String> passkey = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long an answer, or on HDLC a frame, is awaited (default: ${DEFAULT-VALUE}).")
    private double timeout = 5;

    /** A connection as the options have it. @param serial that the meter must have */
    public record Connection(ClientSettings settings, Optional<String> serial) {}

    /** Whether a meter is named at all. */
    public boolean isGiven() {
        return target.isPresent() || card.isPresent();
    }

    /**
     * Checks what belongs together.
     *
     * @param usualSap client SAP when none is given
     * @throws UserError when something is missing or wrong; says which option
     */
    public Connection connection(int usualSap) {
        Optional<Card> known = card.map(CardFile::read);
        int sap = clientSap.orElse(usualSap);
        require(sap >= 1 && sap <= MAX_CLIENT_SAP, "--client-sap: " + sap + " (expected: 1 to " + MAX_CLIENT_SAP + ")");
        require(
                timeout > 0 && timeout <= MAX_TIMEOUT_S,
                "--timeout: " + timeout + " (expected: more than 0, at most " + (int) MAX_TIMEOUT_S + ")");
        Login login = usage(() -> login(known, sap));
        Target where = usage(() -> where(known));
        Optional<String> number = serial.or(() -> known.map(Card::serial));
        ClientSettings usual = ClientSettings.of(where, login, (long) (timeout * 1000));
        ClientSettings settings = usual.withSession(usual.session()
                        .withPhysicalDevice(hdlcDevice.map(OptionalInt::of).orElse(OptionalInt.empty())))
                .withDeviceAddress(number.orElse(""))
                .withCounter(counter.map(OptionalLong::of).orElse(OptionalLong.empty()))
                .withPasskey(passkey(known));
        return new Connection(settings, number);
    }

    /** Never with the value: it is a secret. */
    private OptionalInt passkey(Optional<Card> known) {
        require(passkey.stream().allMatch(digits -> digits.matches("\\d{6}")), "--passkey: not six digits");
        return passkey.map(digits -> OptionalInt.of(Integer.parseInt(digits)))
                .orElseGet(() -> known.map(Card::passkey).orElse(OptionalInt.empty()));
    }

    private Target where(Optional<Card> known) {
        if (target.isPresent()) {
            return Target.parse(target.get());
        }
        Card from =
                known.orElseThrow(() -> new IllegalArgumentException("which meter? (expected: --target or --card)"));
        return over.isPresent() ? from.target(over.get()) : from.target();
    }

    private Login login(Optional<Card> known, int sap) {
        int server = serverSap.orElse(known.map(Card::serverSap).orElse(1));
        if (guek.isPresent() || gak.isPresent()) {
            require(guek.isPresent() && gak.isPresent(), "--guek and --gak belong together");
            require(password.isEmpty(), "--password is for LLS, --guek and --gak for HLS-5: not both");
            CipherKeys keys = new CipherKeys(hex("--guek", guek.get()), hex("--gak", gak.get()));
            return new Login(sap, server, new Authentication.Gmac(keys, title(), SecurityControl.BOTH));
        }
        if (password.isPresent()) {
            return new Login(sap, server, new Authentication.Password(Octets.ascii(password.get())));
        }
        return known.map(from -> from.login(sap, title()))
                .map(login -> new Login(sap, server, login.authentication()))
                .orElseGet(() -> new Login(sap, server, Authentication.NONE));
    }

    private Octets title() {
        return hex("--system-title", systemTitle);
    }

    /** Never with the value: it may be a key. */
    private static Octets hex(String option, String digits) {
        try {
            return Octets.parse(digits);
        } catch (IllegalArgumentException noHex) {
            throw new UserError(ExitCode.USAGE, option + ": not hexadecimal digits, two a byte");
        }
    }

    private static void require(boolean holds, String line) {
        if (!holds) {
            throw new UserError(ExitCode.USAGE, line);
        }
    }

    private static <T> T usage(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException wrong) {
            throw new UserError(ExitCode.USAGE, String.valueOf(wrong.getMessage()));
        }
    }
}
