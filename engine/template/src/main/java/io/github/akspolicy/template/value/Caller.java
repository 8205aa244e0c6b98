package io.github.akspolicy.template.value;

/** The execution that calls a function. */
public interface Caller {
    /** Which Helm is followed, where its versions differ. */
    enum Dialect {
        HELM_3,
        HELM_4
    }

    Dialect dialect();

    /** The place of the call. */
    Site site();

    /**
     * Counts what a function is about to make, and ends the execution where it is too much.
     *
     * @param size how many bytes or elements
     */
    void reserve(long size);
}
