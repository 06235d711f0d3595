package org.metersim.client;

import org.metersim.dlms.acse.Aarq;
import org.metersim.dlms.acse.ApplicationContext;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.SecurityControl;

/** How a client says who it is. Green Book 9.2.2. Secrets are never printed. */
public sealed interface Authentication {

    /** Lowest level: nothing is proved. */
    Authentication NONE = new None();

    /** Last arc of the mechanism name, or {@link Aarq#ABSENT}. */
    int mechanismId();

    default ApplicationContext context() {
        return ApplicationContext.LOGICAL_NAMES;
    }

    /** No authentication: the public client. */
    record None() implements Authentication {
        @Override
        public int mechanismId() {
            return Aarq.ABSENT;
        }

        @Override
        public String toString() {
            return "none";
        }
    }

    /** LLS, mechanism 1: a password that travels in clear. */
    record Password(Octets secret) implements Authentication {
        @Override
        public int mechanismId() {
            return 1;
        }

        @Override
        public String toString() {
            return "LLS";
        }
    }

    /**
     * HLS-5, mechanism 5: both ends prove by GMAC that they know the keys, and the APDUs are ciphered. Suite 0.
     *
     * @param systemTitle of this client, 8 bytes
     * @param protection of every request after the association; its answer must have at least the same
     */
    record Gmac(CipherKeys keys, Octets systemTitle, SecurityControl protection) implements Authentication {

        private static final int TITLE_BYTES = 8;

        /** @throws IllegalArgumentException when the title has not 8 bytes */
        public Gmac {
            if (systemTitle.length() != TITLE_BYTES) {
                throw new IllegalArgumentException("system title: " + systemTitle + " (expected: 8 bytes)");
            }
        }

        @Override
        public int mechanismId() {
            return 5;
        }

        @Override
        public ApplicationContext context() {
            return ApplicationContext.LOGICAL_NAMES_CIPHERED;
        }

        @Override
        public String toString() {
            return "HLS-5 GMAC";
        }
    }
}
