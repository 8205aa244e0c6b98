package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.Ledger.JudgedResource;
import io.github.akspolicy.policy.UndeclaredIndexException;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;

/** Turns an exception or error of a policy into a problem: a broken policy must never look like a pass. */
final class PolicyFailure {
    private PolicyFailure() {}

    static Problem describe(ActivePolicy policy, ResourceId resource, SourceLocation at, Throwable broken) {
        StackTraceElement[] trace = broken.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        // the exception's own message may quote a manifest, so that only its type is told
        String why = broken instanceof UndeclaredIndexException
                ? String.valueOf(broken.getMessage())
                : broken instanceof StackOverflowError
                        ? "it overflowed the stack" + where + ", by calls without end, or since " + at.path()
                                + " is nested too deeply for it"
                        : broken.getClass().getName() + where;
        return Problem.at(
                at, start(policy.id(), resource) + why, "correct the policy, or turn it off in aks-policy.yaml");
    }

    private static String start(String policyId, ResourceId resource) {
        return "policy " + policyId + " failed on " + resource + ": ";
    }

    /** Whether a problem tells that this policy failed on this resource. */
    static boolean isOf(Problem problem, String policyId, JudgedResource resource) {
        return resource.at().equals(problem.at()) && problem.message().startsWith(start(policyId, resource.id()));
    }
}
