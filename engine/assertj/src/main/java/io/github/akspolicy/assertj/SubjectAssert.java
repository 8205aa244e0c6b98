package io.github.akspolicy.assertj;

import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.resource.rbac.Access;
import io.github.akspolicy.resource.rbac.Access.Answer;
import io.github.akspolicy.resource.rbac.Access.Excess;
import io.github.akspolicy.resource.rbac.Access.Verdict;
import io.github.akspolicy.resource.rbac.AccessRequest;
import io.github.akspolicy.resource.rbac.Permission;
import io.github.akspolicy.resource.rbac.PolicyRule;
import io.github.akspolicy.resource.rbac.Principal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Assertions on what a user, group or service account may do by the roles and bindings of the environment, by the
 * default roles of Kubernetes, and by the role assignments of a cluster that asks Azure RBAC. Failures name the binding
 * and the rule with their lines. If role assignments are missing, the answer is unknown: both {@link #can} and {@link
 * #cannot} fail. {@link #canOnly} is about Kubernetes RBAC alone.
 */
public final class SubjectAssert extends DeployedAssert<SubjectAssert, Principal> {
    SubjectAssert(Principal actual, Asked asked) {
        super(actual, SubjectAssert.class, asked);
    }

    @Override
    String subject(Principal present) {
        return present.toString();
    }

    /** Expects that all of these requests are allowed. */
    public SubjectAssert can(Verbs verbs, AccessTo to) {
        List<String> denied = to.orIn(actual.namespace()).requests(verbs).stream()
                .filter(request -> !access().can(actual.userInfo(), request).isAllowed())
                .map(request -> "  " + request + " is " + access().can(actual.userInfo(), request))
                .toList();
        return denied.isEmpty()
                ? this
                : fail("expected " + actual + " to be allowed to " + verbs + ' ' + to + ", but", denied);
    }

    /** Expects that none of these requests is allowed. */
    public SubjectAssert cannot(Verbs verbs, AccessTo to) {
        var found = new PermissionFaults(environment());
        for (AccessRequest request : to.orIn(actual.namespace()).requests(verbs)) {
            Answer answer = access().can(actual.userInfo(), request);
            Permission permission = answer.permission();
            if (permission != null) {
                found.add(permission, request.toString());
            } else if (answer.verdict() == Verdict.UNKNOWN) {
                found.addUnknown(request + " is " + answer);
            }
        }
        return report("not be allowed to " + verbs + ' ' + to, found);
    }

    /** Expects that nothing but this is granted, wherever it holds. Whether it is granted is not asked: see {@link #can}. */
    public SubjectAssert canOnly(Verbs verbs, AccessTo to) {
        var found = new PermissionFaults(environment());
        for (Excess excess :
                access().beyond(actual.userInfo(), to.orIn(actual.namespace()).allowances(verbs))) {
            String parts = excess.parts().stream()
                    .limit(5)
                    .map(PolicyRule::toString)
                    .distinct()
                    .collect(Collectors.joining("; "));
            found.add(excess.grant(), parts);
        }
        return report("be allowed to " + verbs + ' ' + to.orIn(actual.namespace()) + " only", found);
    }

    private Access access() {
        return environment().indexes().derive(AccessFacts.ACCESS);
    }

    private SubjectAssert report(String expectation, PermissionFaults found) {
        if (!found.unlocated().isEmpty()) {
            return fail("expected " + actual + " to " + expectation + ", but", found.unlocated());
        }
        return expect(expectation, present -> found.faults());
    }
}
