package io.github.akspolicy.signing.base;

import io.github.akspolicy.policy.signature.SignatureCode;

/** A signature, or something on the way to it, is not what it should be. */
public final class VerificationFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final SignatureCode code;

    /**
     * @param code the kind of failure
     * @param message what is wrong, without secrets
     */
    public VerificationFailure(SignatureCode code, String message) {
        this(code, message, null);
    }

    /** A failure that another one caused. */
    public VerificationFailure(SignatureCode code, String message, @org.jspecify.annotations.Nullable Throwable cause) {
        // hostile evidence fails by the thousand: nobody reads these stack traces
        super(message, cause, false, false);
        this.code = code;
    }

    /** What is wrong with the form or the signature of an envelope. */
    public static VerificationFailure invalid(String message) {
        return new VerificationFailure(SignatureCode.SIGNATURE_INVALID, message);
    }

    public SignatureCode code() {
        return code;
    }

    /** The message; never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
