package org.metersim.dlms.acse;

import java.util.Locale;

/** Why an association was refused, or what is still required. Green Book 9.4.2.3, associate-source-diagnostic. */
public enum Diagnostic {
    NULL(0),
    NO_REASON_GIVEN(1),
    APPLICATION_CONTEXT_NAME_NOT_SUPPORTED(2),
    CALLING_AP_TITLE_NOT_RECOGNIZED(3),
    CALLING_AP_INVOCATION_IDENTIFIER_NOT_RECOGNIZED(4),
    CALLING_AE_QUALIFIER_NOT_RECOGNIZED(5),
    CALLING_AE_INVOCATION_IDENTIFIER_NOT_RECOGNIZED(6),
    CALLED_AP_TITLE_NOT_RECOGNIZED(7),
    CALLED_AP_INVOCATION_IDENTIFIER_NOT_RECOGNIZED(8),
    CALLED_AE_QUALIFIER_NOT_RECOGNIZED(9),
    CALLED_AE_INVOCATION_IDENTIFIER_NOT_RECOGNIZED(10),
    AUTHENTICATION_MECHANISM_NAME_NOT_RECOGNISED(11),
    AUTHENTICATION_MECHANISM_NAME_REQUIRED(12),
    AUTHENTICATION_FAILURE(13),
    AUTHENTICATION_REQUIRED(14),
    /** Of the service provider, not of the user. */
    NO_COMMON_ACSE_VERSION(2, true);

    private final int code;
    private final boolean ofProvider;

    Diagnostic(int code) {
        this(code, false);
    }

    Diagnostic(int code, boolean ofProvider) {
        this.code = code;
        this.ofProvider = ofProvider;
    }

    public int code() {
        return code;
    }

    /** True: acse-service-provider; false: acse-service-user. */
    public boolean isOfProvider() {
        return ofProvider;
    }

    static Diagnostic of(int code, boolean ofProvider) {
        for (Diagnostic diagnostic : values()) {
            if (diagnostic.code == code && (diagnostic.ofProvider == ofProvider || code < 2)) {
                return diagnostic;
            }
        }
        return NO_REASON_GIVEN;
    }

    /** {@code authentication-failure}: the standard's spelling. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
