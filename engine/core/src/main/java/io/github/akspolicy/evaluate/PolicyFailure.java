package io.github.akspolicy.evaluate;

import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;

/** Turns an exception of a policy into a problem: a broken policy must never look like a pass. */
final class PolicyFailure {
    private PolicyFailure() {}

    static Problem describe(ActivePolicy policy, ResourceId resource, SourceLocation at, RuntimeException broken) {
        StackTraceElement[] trace = broken.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        // the exception's own message may quote a manifest, so that only its type is told
        return Problem.at(
                at,
                "policy " + policy.id() + " failed on " + resource + ": "
                        + broken.getClass().getName() + where,
                "correct the policy, or turn it off in aks-policy.yaml");
    }
}
