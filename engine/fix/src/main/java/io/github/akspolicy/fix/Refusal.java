package io.github.akspolicy.fix;

/** Why a place cannot be edited; the message completes "not fixed: …". */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    Refusal(String reason) {
        super(reason);
    }

    /** Never null. */
    String reason() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
