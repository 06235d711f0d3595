package org.metersim.app.field;

import java.security.SecureRandom;
import java.util.Optional;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.Failure;
import org.metersim.client.NetCarrier;
import org.metersim.client.update.MeterReadings;
import org.metersim.runtime.SteppedClock;
import org.metersim.runtime.net.NetLoop;

/** A client on an event loop of its own; closing it takes leave of the meter. */
public final class FieldClient implements AutoCloseable {

    private final NetLoop loop = new NetLoop("field", SteppedClock.system());
    private final DlmsClient client;

    private FieldClient(ConnectionOptions.Connection connection) {
        this.client = new DlmsClient(new NetCarrier(loop), connection.settings(), new SecureRandom());
    }

    /** Not connected yet. */
    static FieldClient of(ConnectionOptions.Connection connection) {
        return new FieldClient(connection);
    }

    /**
     * Connected, to the right meter.
     *
     * @throws UserError when it does not answer, refuses, or is another one
     */
    public static FieldClient connected(ConnectionOptions.Connection connection) {
        FieldClient opened = new FieldClient(connection);
        try {
            opened.client.connect();
            opened.check(connection.serial());
            return opened;
        } catch (DlmsException refused) {
            opened.close();
            throw error(refused.failure());
        } catch (UserError other) {
            opened.close();
            throw other;
        }
    }

    private void check(Optional<String> serial) throws DlmsException {
        if (serial.isEmpty()) {
            return;
        }
        String answering = new MeterReadings(client).serial();
        if (!MeterReadings.isSameSerial(answering, serial.get())) {
            throw new UserError(ExitCode.REFUSED, "this is meter " + answering + ", not " + serial.get());
        }
    }

    public DlmsClient client() {
        return client;
    }

    /** A failure as the line and the exit code that a user gets. */
    public static UserError error(Failure failure) {
        return new UserError(failure.isOfTheLine() ? ExitCode.NO_ANSWER : ExitCode.REFUSED, failure.text());
    }

    @Override
    public void close() {
        client.close();
        loop.close();
    }
}
