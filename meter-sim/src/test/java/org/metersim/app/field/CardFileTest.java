package org.metersim.app.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.client.Authentication;
import org.metersim.client.Target;
import org.metersim.client.Target.Transport;
import org.metersim.client.card.Card;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.SecurityControl;

class CardFileTest {

    private static final Octets TITLE = Octets.parse("4D4D4D0000BC614E");
    private static final String CARD = """
            {"serial": "00012345", "serverSap": 1,
             "endpoints": {"wrapper": {"host": "127.0.0.1", "port": 4001},
                           "hdlc": {"host": "127.0.0.2", "port": 4002}, "pty": {"path": "/run/meter"}},
             "associations": [
              {"name": "public", "clientSap": 16, "authentication": "none"},
              {"name": "reader", "clientSap": 2, "authentication": "lls", "secret": "4775727578"},
              {"name": "firmware", "clientSap": 3, "authentication": "hls-gmac", "suite": 0,
               "guek": "000102030405060708090A0B0C0D0E0F", "gak": "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF"},
              {"name": "future", "clientSap": 4, "authentication": "hls-ecdsa"}]}
            """;

    @TempDir
    private Path folder;

    private Card card(String text) throws IOException {
        return CardFile.read(Files.writeString(folder.resolve("card.json"), text));
    }

    @Test
    void givesTheTargetOfEachTransportThatListens() throws IOException {
        Card card = card(CARD);

        assertEquals(new Target(Transport.TCP, "127.0.0.1", 4001), card.target());
        assertEquals(new Target(Transport.HDLC, "127.0.0.2", 4002), card.target(Transport.HDLC));
        assertEquals(new Target(Transport.PTY, "/run/meter", 0), card.target(Transport.PTY));
        assertThrows(IllegalArgumentException.class, () -> card.target(Transport.OPTICAL));
    }

    // one port whose first byte decides
    @Test
    void onePortMayTakeEveryProtocol() throws IOException {
        Card card = card(CARD.replace("wrapper", "tcp").replace("hdlc\": {", "other\": {"));

        assertEquals(new Target(Transport.OPTICAL, "127.0.0.1", 4001), card.target(Transport.OPTICAL));
        assertEquals(new Target(Transport.HDLC, "127.0.0.1", 4001), card.target(Transport.HDLC));
    }

    @Test
    void givesEachClientItsSecretsAndPrintsNone() throws IOException {
        Card card = card(CARD);
        CipherKeys keys = new CipherKeys(
                Octets.parse("000102030405060708090A0B0C0D0E0F"), Octets.parse("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF"));

        assertEquals(Authentication.NONE, card.login(16, TITLE).authentication());
        assertEquals(
                new Authentication.Password(Octets.ascii("Gurux")),
                card.login(2, TITLE).authentication());
        assertEquals(
                new Authentication.Gmac(keys, TITLE, SecurityControl.BOTH),
                card.login(3, TITLE).authentication());
        assertThrows(IllegalArgumentException.class, () -> card.login(4, TITLE));
        assertFalse(card.toString().contains("4775727578"));
        assertFalse(card.toString().contains("0001020304"));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"serial\": \"00012345\", ', '', 'serial (expected: a text)'",
        "'\"port\": 4001', '\"port\": \"4001\"', 'port (expected: a number)'",
        "'4775727578', 'Gurux', 'secret (expected: hexadecimal digits)'",
        "'\"clientSap\": 16', '\"clientSap\": null', 'clientSap (expected: a number)'",
        "'\"endpoints\"', 'endpoints', 'no JSON: '"
    })
    void aMistakeIsOneLineWithThePlaceAndWithoutTheSecret(String right, String wrong, String line) {
        UserError error = assertThrows(UserError.class, () -> card(CARD.replace(right, wrong)));
        String message = String.valueOf(error.getMessage());

        assertEquals(ExitCode.CONFIGURATION, error.exitCode());
        assertEquals(true, message.startsWith(folder.resolve("card.json") + ":"), message);
        assertEquals(true, message.contains(line), message);
        assertEquals(false, message.contains("Gurux"), message);
    }
}
