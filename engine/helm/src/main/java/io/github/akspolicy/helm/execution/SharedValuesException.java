package io.github.akspolicy.helm.execution;

/** A template is about to change values that several executions share: it has to be executed with values of its own. */
public final class SharedValuesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An exception without a trace: it tells no more than its type. */
    public SharedValuesException() {
        super("a template changes values", null, false, false);
    }
}
