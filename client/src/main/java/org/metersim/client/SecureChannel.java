package org.metersim.client;

import org.metersim.dlms.acse.Release;
import org.metersim.dlms.apdu.ConfirmedServiceError;
import org.metersim.dlms.apdu.ExceptionResponse;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherFamily;
import org.metersim.dlms.security.CipheredApdu;
import org.metersim.dlms.security.Opening;
import org.metersim.dlms.security.Protection;
import org.metersim.dlms.security.SecurityContext;
import org.metersim.dlms.security.SecurityControl;

/** How the APDUs of one association are sealed, and what is believed of those that come. */
sealed interface SecureChannel {

    /** Seals an APDU as the login wants it. */
    Octets seal(byte[] apdu);

    /** Bytes that {@link #seal} adds, at most. */
    int overheadBytes();

    /** The APDU in clear, or why it is not to be believed. */
    Outcome<Octets> open(Octets apdu);

    /** System title of the meter, or empty. */
    Octets serverTitle();

    /** @param serverTitle as the AARE had it, or empty */
    record Clear(Octets serverTitle) implements SecureChannel {

        @Override
        public Octets seal(byte[] apdu) {
            return Octets.of(apdu);
        }

        @Override
        public int overheadBytes() {
            return 0;
        }

        @Override
        public Outcome<Octets> open(Octets apdu) {
            return isCiphered(apdu)
                    ? Outcome.failed(Failure.Kind.SECURITY, "a ciphered APDU, but this association has no keys")
                    : new Outcome.Done<>(apdu);
        }
    }

    /** With keys. */
    record Ciphered(SecurityContext context, Octets serverTitle, SecurityControl control) implements SecureChannel {

        @Override
        public Octets seal(byte[] apdu) {
            return Octets.of(context.seal(apdu, new Protection(CipherFamily.GLO, control)));
        }

        @Override
        public int overheadBytes() {
            return new Protection(CipherFamily.GLO, control).overheadBytes();
        }

        @Override
        public Outcome<Octets> open(Octets apdu) {
            if (!isCiphered(apdu)) {
                return mayBeClear(apdu) || control.equals(SecurityControl.CLEAR)
                        ? new Outcome.Done<>(apdu)
                        : Outcome.failed(Failure.Kind.SECURITY, "the meter answered in clear what was asked ciphered");
            }
            return judge(context.open(apdu.toBytes()));
        }

        private Outcome<Octets> judge(Opening opening) {
            if (opening instanceof Opening.Opened opened) {
                return opened.protection().control().covers(control)
                        ? new Outcome.Done<>(opened.apdu())
                        : Outcome.failed(Failure.Kind.SECURITY, "the answer is protected less than the request");
            }
            if (opening instanceof Opening.Replayed replayed) {
                return Outcome.failed(
                        Failure.Kind.SECURITY,
                        "a replayed answer: invocation counter " + replayed.counter() + ", expected at least "
                                + replayed.nextAcceptable());
            }
            return Outcome.failed(
                    Failure.Kind.SECURITY,
                    "the answer cannot be deciphered: " + ((Opening.Undecipherable) opening).detail()
                            + "; check GUEK and GAK");
        }

        /** Errors are told in clear, and ACSE has its protection inside. */
        private static boolean mayBeClear(Octets apdu) {
            int tag = apdu.isEmpty() ? 0 : apdu.at(0);
            return tag == ExceptionResponse.TAG || tag == ConfirmedServiceError.TAG || tag == Release.RESPONSE;
        }
    }

    private static boolean isCiphered(Octets apdu) {
        return !apdu.isEmpty() && CipheredApdu.isCiphered(apdu.at(0));
    }
}
