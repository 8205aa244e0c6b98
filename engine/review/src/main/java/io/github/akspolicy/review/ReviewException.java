package io.github.akspolicy.review;

/** A pull request could not be told what was found. The message is one harmless line without secrets. */
public final class ReviewException extends Exception {
    /** Instead of a status: the CI system gives no job of a fork what it would take. */
    static final int FORK = -1;

    private static final long serialVersionUID = 1;

    private final int status;

    /** @param status the status of the service's answer, or 0 when there was none */
    ReviewException(String message, int status) {
        super(message);
        this.status = status;
    }

    /** Whether the service did not accept who asked. */
    boolean isRefusal() {
        return status == 401 || status == 403;
    }

    /** Whether that is as it must be: the pull request comes from a fork, whose jobs may write nothing. */
    public boolean isExpected() {
        return status == FORK;
    }
}
