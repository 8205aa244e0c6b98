package io.github.akspolicy.resource.rbac;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions about who may do what. Every answer names the authorizer that it comes from. */
public final class Access {
    /** The name of the API server's own authorizer in answers. */
    public static final String RBAC = "Kubernetes RBAC";

    /** What an answer can be. */
    public enum Verdict {
        ALLOWED,
        DENIED,
        /** RBAC does not allow it, and another authorizer whose assignments are in no input might. */
        UNKNOWN
    }

    /**
     * An answer.
     *
     * @param authorizer who says so
     * @param grant the grant that allows it, or null when RBAC does not
     */
    public record Answer(
            Verdict verdict, String authorizer, @Nullable Grant grant) {
        public boolean isAllowed() {
            return verdict == Verdict.ALLOWED;
        }

        /** Such as {@code allowed by Kubernetes RBAC: RoleBinding "a/store" of Role "a" to Group "developers"}. */
        @Override
        public String toString() {
            return switch (verdict) {
                case ALLOWED -> "allowed by " + authorizer + (grant == null ? "" : ": " + grant.words());
                case DENIED -> "not allowed by " + authorizer;
                case UNKNOWN -> "not allowed by " + RBAC + ", and what " + authorizer + " says is in no input";
            };
        }
    }

    /**
     * Somebody who may do something.
     *
     * @param principal the user, group or service account that a binding means
     * @param grant why
     */
    public record Holder(Principal principal, Grant grant) {}

    /**
     * What may be granted: a rule in a namespace.
     *
     * @param namespace the empty string for everywhere
     */
    public record Allowance(PolicyRule rule, String namespace) {}

    /**
     * A grant that goes beyond what is allowed.
     *
     * @param parts what of it does, each with one resource and verb
     */
    public record Excess(Grant grant, List<PolicyRule> parts) {
        /** What of a grant some allowances do not have; empty when nothing is. */
        public static Optional<Excess> of(Grant grant, List<Allowance> allowed) {
            Binding binding = grant.binding();
            List<PolicyRule> here = allowed.stream()
                    .filter(allowance -> allowance.namespace().isEmpty()
                            || (!binding.isClusterWide()
                                    && allowance.namespace().equals(binding.namespace())))
                    .map(Allowance::rule)
                    .toList();
            List<PolicyRule> parts =
                    PolicyRule.uncovered(here, List.of(grant.rule().rule().grants()));
            return parts.isEmpty() ? Optional.empty() : Optional.of(new Excess(grant, parts));
        }
    }

    private final RbacAuthorizer rbac;
    private final List<OtherAuthorizer> others;

    /** @param others the authorizers of the cluster beside RBAC */
    public Access(RbacAuthorizer rbac, List<OtherAuthorizer> others) {
        this.rbac = rbac;
        this.others = List.copyOf(others);
    }

    /** Whether somebody may do something. */
    public Answer can(UserInfo user, AccessRequest request) {
        Optional<Grant> grant = rbac.authorize(user, request);
        if (grant.isPresent()) {
            return new Answer(Verdict.ALLOWED, RBAC, grant.get());
        }
        Answer answer = new Answer(Verdict.DENIED, RBAC, null);
        for (OtherAuthorizer other : others) {
            switch (other.opinion(user, request)) {
                case ALLOWED -> {
                    return new Answer(Verdict.ALLOWED, other.name(), null);
                }
                case UNKNOWN -> answer = new Answer(Verdict.UNKNOWN, other.name(), null);
                case NONE -> {}
            }
        }
        return answer;
    }

    /** Everybody whom a binding allows something, each once, by name; members of groups are not known. */
    public List<Holder> whoCan(AccessRequest request) {
        var holders = new ArrayList<Holder>();
        for (Principal principal : rbac.principals()) {
            rbac.direct(principal)
                    .filter(grant -> grant.binding().isClusterWide()
                            || (!request.namespace().isEmpty()
                                    && grant.binding().namespace().equals(request.namespace())))
                    .filter(grant -> grant.rule().rule().grants().allows(request))
                    .findFirst()
                    .ifPresent(grant -> holders.add(new Holder(principal, grant)));
        }
        holders.sort(Comparator.comparing(Holder::principal));
        return holders;
    }

    /**
     * What somebody may do beyond some rules, wherever it is granted: the question "can only".
     *
     * @return every grant that goes further, in the order of the sources; empty when none does
     */
    public List<Excess> beyond(UserInfo user, List<Allowance> allowed) {
        return rbac.grants(user)
                .flatMap(grant -> Excess.of(grant, allowed).stream())
                .toList();
    }

    /** Everything that is granted to somebody, wherever it holds. */
    public List<Grant> grants(UserInfo user) {
        return rbac.grants(user).toList();
    }
}
