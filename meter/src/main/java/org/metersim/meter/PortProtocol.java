package org.metersim.meter;

import java.util.Set;

/** What a client can speak to the meter, told by its first byte. */
public enum PortProtocol {
    /** Wrapper over TCP: {@code 00 01}. */
    WRAPPER("wrapper", "WRAPPER"),
    /** HDLC without a sign-on: the flag {@code 7E}. */
    HDLC("HDLC", "HDLC"),
    /** IEC 62056-21 sign-on: {@code /}, with or without parity bit. */
    MODE_E("mode E", "MODE E (HDLC with the sign-on of IEC 62056-21)");

    /** The default port: everything. */
    public static final Set<PortProtocol> ANY = Set.of(values());

    /** What the optical port takes: a sign-on, or HDLC at once. */
    public static final Set<PortProtocol> OPTICAL = Set.of(MODE_E, HDLC);

    private final String word;
    private final String setting;

    PortProtocol(String word, String setting) {
        this.word = word;
        this.setting = setting;
    }

    /** What tools call the setting that chooses it. */
    String setting() {
        return setting;
    }

    @Override
    public String toString() {
        return word;
    }
}
