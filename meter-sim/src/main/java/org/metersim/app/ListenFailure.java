package org.metersim.app;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;

/** Why a listener could not be opened, as a line for the user. */
public final class ListenFailure {

    private ListenFailure() {}

    /** @param failed what {@code NetLoop.listen} threw */
    public static UserError of(InetSocketAddress address, IOException failed) {
        String where = address.getAddress().getHostAddress() + ":" + address.getPort();
        String why = String.valueOf(failed.getMessage());
        if (why.contains("Permission denied")) {
            return new UserError(ExitCode.NOT_PERMITTED, where + ": the operating system does not permit it");
        }
        if (why.contains("Cannot assign requested address")) {
            return new UserError(ExitCode.USAGE, where + ": not an address of this machine");
        }
        boolean inUse = failed.getCause() instanceof BindException || why.contains("in use");
        String holder =
                PortHolder.of(address.getPort()).map(who -> " by " + who).orElse("");
        return inUse
                ? new UserError(
                        ExitCode.IN_USE, where + ": the port is in use" + holder + "; --port 0 takes a free one")
                : new UserError(ExitCode.FAILED, where + ": cannot listen: " + why);
    }
}
