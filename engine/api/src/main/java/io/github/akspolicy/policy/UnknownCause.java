package io.github.akspolicy.policy;

/** The reason why a verdict is unknown. */
public enum UnknownCause {
    /** A value is not known before deployment: an unresolved expression, or one the pipeline provides. */
    VALUE,
    /** A piece that no declared source supplies, such as the service account of a pod. */
    INPUT,
    /** Proof that is not at hand, such as a signature or its revocation state. */
    EVIDENCE
}
