package io.github.akspolicy.policy;

/** A policy asked for an index that it does not declare to read. Its message quotes no input. */
public final class UndeclaredIndexException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /** @param index the name of the index */
    public UndeclaredIndexException(String index) {
        super("it asks for the index \"" + index + "\" but does not declare it");
    }
}
