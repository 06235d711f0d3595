package org.metersim.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the operating system says of a listener, as a line and an exit code. */
class ListenFailureTest {

    @ParameterizedTest
    @CsvSource({
        "Permission denied, 5, 127.0.0.1:9: the operating system does not permit it",
        "Cannot assign requested address, 2, 127.0.0.1:9: not an address of this machine",
        "Address already in use, 4, 127.0.0.1:9: the port is in use; --port 0 takes a free one",
    })
    void isALineAndACode(String said, int exitCode, String line) {
        UserError error =
                ListenFailure.of(new InetSocketAddress("127.0.0.1", 9), new IOException(said, new BindException(said)));

        assertEquals(line, error.getMessage());
        assertEquals(exitCode, error.exitCode());
    }
}
