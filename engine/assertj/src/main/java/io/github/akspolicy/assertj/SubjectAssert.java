package io.github.akspolicy.assertj;

import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.environment.Fact;
import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.resource.rbac.Access;
import io.github.akspolicy.resource.rbac.Access.Excess;
import io.github.akspolicy.resource.rbac.AccessRequest;
import io.github.akspolicy.resource.rbac.Grant;
import io.github.akspolicy.resource.rbac.PolicyRule;
import io.github.akspolicy.resource.rbac.Principal;
import io.github.akspolicy.resource.rbac.Role;
import io.github.akspolicy.resource.rbac.Rule.Part;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Assertions on what a user, group or service account may do by the roles and bindings of the environment, and by the
 * default roles of Kubernetes. What Azure RBAC grants beside is not in it. Failures name the binding and the rule with
 * their lines.
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
        var faults = new ArrayList<Fault>();
        var builtIn = new ArrayList<String>();
        for (AccessRequest request : to.orIn(actual.namespace()).requests(verbs)) {
            Grant grant = access().can(actual.userInfo(), request).grant();
            if (grant != null) {
                add(grant, request.toString(), faults, builtIn);
            }
        }
        return report("not be allowed to " + verbs + ' ' + to, faults, builtIn);
    }

    /** Expects that nothing but this is granted, wherever it holds. Whether it is granted is not asked: see {@link #can}. */
    public SubjectAssert canOnly(Verbs verbs, AccessTo to) {
        var faults = new ArrayList<Fault>();
        var builtIn = new ArrayList<String>();
        for (Excess excess :
                access().beyond(actual.userInfo(), to.orIn(actual.namespace()).allowances(verbs))) {
            String parts = excess.parts().stream()
                    .limit(5)
                    .map(PolicyRule::toString)
                    .distinct()
                    .collect(Collectors.joining("; "));
            add(excess.grant(), parts, faults, builtIn);
        }
        return report("be allowed to " + verbs + ' ' + to.orIn(actual.namespace()) + " only", faults, builtIn);
    }

    private Access access() {
        return environment().indexes().derive(AccessFacts.ACCESS);
    }

    private SubjectAssert report(String expectation, List<Fault> faults, List<String> builtIn) {
        if (!builtIn.isEmpty()) {
            return fail("expected " + actual + " to " + expectation + ", but", builtIn);
        }
        return expect(expectation, present -> faults);
    }

    /** The rule at its line, then the binding at its own; a default role of Kubernetes has only the second. */
    private void add(Grant grant, String what, List<Fault> faults, List<String> builtIn) {
        Map<Object, DeployedResource> resources = resources(environment());
        Role role = grant.rule().role();
        DeployedResource binding = resources.get(grant.binding());
        DeployedResource written = resources.get(role);
        if (written != null) {
            faults.add(new Fault(
                    written, grant.rule().rule().place(Part.RESOURCES, word -> true), role + " grants " + what));
        }
        if (binding != null) {
            faults.add(new Fault(
                    binding,
                    grant.subject().namePlace(),
                    grant.binding() + " binds " + grant.bound() + " to " + grant.subject()
                            + (written == null ? ", which grants " + what : "")));
        } else {
            builtIn.add("  " + grant.words() + " grants " + what);
        }
    }

    private static Map<Object, DeployedResource> resources(Environment environment) {
        var resources = new IdentityHashMap<Object, DeployedResource>();
        for (Fact<?> fact : environment.facts(AccessFacts.ROLES)) {
            resources.put(fact.value(), fact.resource());
        }
        for (Fact<?> fact : environment.facts(AccessFacts.BINDINGS)) {
            resources.put(fact.value(), fact.resource());
        }
        return resources;
    }
}
