package org.metersim.app;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The option {@code --bind} of every command that listens. */
public final class BindAddress {

    private BindAddress() {}

    /**
     * @param bind name or address
     * @throws UserError when it is none
     */
    public static InetAddress of(String bind) {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException unknown) {
            throw new UserError(ExitCode.USAGE, "--bind: " + bind + " (expected: an address of this machine)");
        }
    }
}
