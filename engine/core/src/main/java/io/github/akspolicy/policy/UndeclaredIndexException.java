package io.github.akspolicy.policy;

/** A policy asked for an index that it does not declare to read. Its message names both and quotes no input. */
public final class UndeclaredIndexException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public UndeclaredIndexException(String policyId, String index) {
        super("policy " + policyId + " asks for the index \"" + index + "\" but does not declare it");
    }
}
