package org.metersim.client;

import org.metersim.dlms.cosem.LogicalName;

/**
 * Which association a client asks for.
 *
 * @param clientSap 1 to 127
 * @param serverSap logical device, 1 is the management logical device
 */
public record Login(int clientSap, int serverSap, Authentication authentication) {

    /** Client SAP that is reserved for the public client. */
    public static final int PUBLIC_SAP = 16;

    private static final long COUNTERS = 0x00_00_2B_01_00_FFL;

    /** The public client of the same logical device. */
    public Login ofPublic() {
        return new Login(PUBLIC_SAP, serverSap, Authentication.NONE);
    }

    /** Where the meter shows the invocation counter of this association: {@code 0-0:43.1.SAP.255}. */
    public LogicalName counterObject() {
        return new LogicalName(COUNTERS | (long) clientSap << 8);
    }
}
