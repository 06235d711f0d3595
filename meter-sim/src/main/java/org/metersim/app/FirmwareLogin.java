package org.metersim.app;

import org.metersim.client.Authentication;
import org.metersim.client.Login;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.SecurityControl;
import org.metersim.profiles.Association;
import org.metersim.profiles.MeterModel;

/** The firmware association of a meter of our own, with the keys that its profile gives it. */
public final class FirmwareLogin {

    private static final int FIRMWARE_SAP = 3;
    private static final int MANAGEMENT_DEVICE = 1;

    private FirmwareLogin() {}

    /**
     * @param number of the meter: its keys may follow from it
     * @throws UserError when the profile has no such association
     */
    public static Login of(MeterModel profile, long number) {
        Association.Security security = profile.association(FIRMWARE_SAP)
                .flatMap(Association::security)
                .orElseThrow(() -> new UserError(
                        ExitCode.CONFIGURATION,
                        "profile " + profile.name() + " has no association of client SAP 3 with keys"));
        Association.Keys keys = security.keys().of(profile.identity().systemTitle(number));
        return new Login(
                FIRMWARE_SAP,
                MANAGEMENT_DEVICE,
                new Authentication.Gmac(
                        new CipherKeys(keys.guek(), keys.gak()), Octets.ascii("MSIMTOOL"), SecurityControl.BOTH));
    }
}
