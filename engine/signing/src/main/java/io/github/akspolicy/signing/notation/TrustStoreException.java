package io.github.akspolicy.signing.notation;

/** A trust store cannot be used. */
final class TrustStoreException extends Exception {
    private static final long serialVersionUID = 1;

    public TrustStoreException(String message) {
        super(message);
    }
}
