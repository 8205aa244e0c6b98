package io.github.akspolicy.resource.rbac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
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
     * @param permission what allows it, or null when nothing does
     */
    public record Answer(
            Verdict verdict, String authorizer, @Nullable Permission permission) {
        public boolean isAllowed() {
            return verdict == Verdict.ALLOWED;
        }

        /** The grant of RBAC that allows it, or null when RBAC does not. */
        public @Nullable Grant grant() {
            return permission instanceof Grant grant ? grant : null;
        }

        /** Such as {@code allowed by Kubernetes RBAC: RoleBinding "a/store" of Role "a" to Group "developers"}. */
        @Override
        public String toString() {
            return switch (verdict) {
                case ALLOWED -> "allowed by " + authorizer + (permission == null ? "" : ": " + permission.words());
                case DENIED -> "not allowed by " + authorizer;
                case UNKNOWN -> "not allowed by " + RBAC + ", and what " + authorizer + " says is in no input";
            };
        }
    }

    /**
     * Somebody who may do something.
     *
     * @param principal the user, group or service account that a binding means
     * @param permissions everything that allows it; at least one
     */
    public record Holder(Principal principal, List<Permission> permissions) {
        public Holder {
            permissions = List.copyOf(permissions);
        }
    }

    /**
     * What may be granted: a rule in a namespace.
     *
     * @param namespace the empty string for everywhere
     */
    public record Allowance(PolicyRule rule, String namespace) {
        /** The rules that allow what a binding grants where it grants. */
        public static List<PolicyRule> within(Binding binding, List<Allowance> allowed) {
            return allowed.stream()
                    .filter(allowance -> allowance.namespace().isEmpty()
                            || (!binding.isClusterWide()
                                    && allowance.namespace().equals(binding.namespace())))
                    .map(Allowance::rule)
                    .toList();
        }
    }

    /**
     * A grant that goes beyond what is allowed.
     *
     * @param parts what of it does, each with one resource and verb
     */
    public record Excess(Grant grant, List<PolicyRule> parts) {
        /** What of a grant some allowances do not have; empty when nothing is. */
        public static Optional<Excess> of(Grant grant, List<Allowance> allowed) {
            List<PolicyRule> here = Allowance.within(grant.binding(), allowed);
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
        List<OtherAuthorizer> asked =
                others.stream().filter(other -> other.concerns(user)).toList();
        for (OtherAuthorizer other : asked) {
            Optional<Permission> permission = other.permission(user, request);
            if (permission.isPresent()) {
                return new Answer(Verdict.ALLOWED, other.name(), permission.get());
            }
        }
        for (OtherAuthorizer other : asked) {
            if (other.missing(user).isPresent()) {
                return new Answer(Verdict.UNKNOWN, other.name(), null);
            }
        }
        List<String> names = new ArrayList<>(List.of(RBAC));
        asked.forEach(other -> names.add(other.name()));
        return new Answer(Verdict.DENIED, String.join(" and ", names), null);
    }

    /**
     * Everybody who is allowed something, each once, by name. Members of groups are not known, nor is whoever is in
     * {@code system:masters}, whom the API server asks no authorizer about; see {@link #missing} for what else may be.
     */
    public List<Holder> whoCan(AccessRequest request) {
        var permissions = new TreeMap<Principal, List<Permission>>();
        for (Principal principal : rbac.principals()) {
            rbac.direct(principal)
                    .filter(grant -> grant.namespace().isEmpty()
                            ? grant.binding().isClusterWide()
                            : grant.namespace().equals(request.namespace()))
                    .filter(grant -> grant.rule().rule().grants().allows(request))
                    .forEach(grant -> permissions
                            .computeIfAbsent(principal, unused -> new ArrayList<>())
                            .add(grant));
        }
        for (OtherAuthorizer other : others) {
            other.holders(request)
                    .forEach(holder -> permissions
                            .computeIfAbsent(holder.principal(), unused -> new ArrayList<>())
                            .addAll(holder.permissions()));
        }
        return permissions.entrySet().stream()
                .map(entry -> new Holder(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** What is in no input, so that more people may be allowed more than is known; empty when nothing is missing. */
    public List<String> missing() {
        return Stream.concat(
                        rbac.unplaced().stream()
                                .map(binding -> binding + " has no namespace, so it is unknown where it grants"),
                        others.stream().flatMap(other -> other.missing().stream()))
                .toList();
    }

    /** The namespaces that something is granted in and not everywhere, sorted. */
    public List<String> namespaces() {
        return Stream.concat(rbac.namespaces().stream(), others.stream().flatMap(other -> other.namespaces().stream()))
                .distinct()
                .sorted()
                .toList();
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
}
