package io.github.akspolicy.assertj;

import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.resource.rbac.Access;
import io.github.akspolicy.resource.rbac.Access.Holder;
import io.github.akspolicy.resource.rbac.AccessRequest;
import io.github.akspolicy.resource.rbac.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Assertions on who may do something by the bindings of the environment. Groups count as themselves, because their
 * members are not known. If inputs are missing and more subjects may be allowed, no expectation holds.
 */
public final class WhoCanAssert extends DeployedAssert<WhoCanAssert, List<AccessRequest>> {
    private final String question;

    WhoCanAssert(List<AccessRequest> requests, String question, Asked asked) {
        super(requests, WhoCanAssert.class, asked);
        this.question = question;
    }

    @Override
    String subject(List<AccessRequest> present) {
        return question;
    }

    /**
     * Expects that nobody else is allowed any of it; whether these are is not asked.
     *
     * @param principals as {@code Group:developers}, {@code User:NAME} or {@code ServiceAccount:NAMESPACE/NAME}
     * @throws IllegalArgumentException when one has another form
     */
    public WhoCanAssert isAtMost(String... principals) {
        Set<Principal> expected = principals(principals);
        var found = new PermissionFaults(environment());
        for (AccessRequest request : actual) {
            for (Holder holder : access().whoCan(request)) {
                if (!expected.contains(holder.principal())) {
                    holder.permissions().forEach(permission -> found.add(permission, request.toString()));
                }
            }
        }
        String expectation = expected.isEmpty()
                ? "be empty"
                : "be at most " + expected.stream().map(Principal::toString).collect(Collectors.joining(", "));
        if (!access().missing().isEmpty()) {
            return fail(
                    "expected " + question + " to " + expectation + ", which the sources do not say:",
                    access().missing().stream().map(missing -> "  " + missing).toList());
        }
        if (!found.unlocated().isEmpty()) {
            return fail("expected " + question + " to " + expectation + ", but", found.unlocated());
        }
        return expect(expectation, present -> found.faults());
    }

    /** Expects that nobody is allowed any of it. */
    public WhoCanAssert isNobody() {
        return isAtMost();
    }

    /**
     * Expects that each of these is allowed all of it.
     *
     * @param principals as of {@link #isAtMost}
     */
    public WhoCanAssert includes(String... principals) {
        List<String> missing = principals(principals).stream()
                .flatMap(principal -> actual.stream()
                        .filter(request ->
                                !access().can(principal.userInfo(), request).isAllowed())
                        .map(request -> "  " + request + " is " + access().can(principal.userInfo(), request) + " to "
                                + principal))
                .toList();
        return missing.isEmpty() ? this : fail("expected " + question + " to include more, but", missing);
    }

    private Access access() {
        return environment().indexes().derive(AccessFacts.ACCESS);
    }

    private static Set<Principal> principals(String... notations) {
        var principals = new TreeSet<Principal>();
        for (String notation : notations) {
            Optional<Principal> principal = Principal.parse(notation);
            principals.add(principal.orElseThrow(() -> new IllegalArgumentException("\"" + notation
                    + "\" is not a subject: write User:NAME, Group:NAME or ServiceAccount:NAMESPACE/NAME")));
        }
        return principals;
    }
}
