package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.DefaultClusterRoles;
import io.github.akspolicy.resource.rbac.Role;
import io.github.akspolicy.resource.rbac.Rule;
import io.github.akspolicy.resource.rbac.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A policy about the rules of roles, with the exceptions that all of them have. */
abstract class RolePolicy extends BuiltInEnvironmentPolicy<Role> {
    static final Parameter<List<String>> ALLOWED_ROLES = Parameter.strings(
            "allowedRoles", List.of(), "names of roles that are not evaluated; * stands for any text");
    static final Parameter<List<String>> ALLOWED_SUBJECTS = Parameter.strings(
            "allowedSubjects",
            List.of(),
            "a role that is granted to these only is not evaluated: kind:name, such as Group:<object id>, or"
                    + " ServiceAccount:namespace/name; * stands for any text");
    static final Parameter<Boolean> ONLY_IF_BOUND = Parameter.flag(
            "onlyIfBound", false, "whether a role is evaluated only when a binding of the environment grants it");
    static final Parameter<Boolean> IGNORE_DEFAULTS = Parameter.flag(
            "ignoreDefaultRoles",
            true,
            "whether roles pass whose name under system: every cluster has: an API server writes their rules");
    static final Parameter<List<String>> IGNORED_PREFIXES = Parameter.strings(
            "ignoreNamePrefixes", List.of(), "beginnings of the names of roles that are not evaluated");

    private static final Set<Index<?, ?>> READS = Set.of(RbacFacts.ROLES, RbacFacts.BINDINGS);

    RolePolicy(PolicyInfo info) {
        super(
                RbacFacts.ROLES,
                READS,
                info.parameters(ALLOWED_ROLES, ALLOWED_SUBJECTS, ONLY_IF_BOUND, IGNORE_DEFAULTS, IGNORED_PREFIXES));
    }

    @Override
    public final void evaluate(Role role, Indexes indexes, Judgement judgement) {
        var reach = new Reach(role, indexes);
        if (!isLeftOut(reach, judgement)) {
            judge(reach, indexes, judgement);
        }
    }

    /**
     * What an aggregated role collects from roles that are not evaluated themselves, since they come with Kubernetes: nothing but the
     * collecting role can be changed. It is one observation for each of these roles, the gravest.
     *
     * @param found what is found in a rule
     */
    final List<Observation> collected(Reach reach, Judgement judgement, Function<Rule, Optional<Observation>> found) {
        return reach.sources().stream()
                .filter(source -> source.builtIn() || comesWithKubernetes(source.name(), judgement))
                .filter(source -> !Glob.anyMatches(judgement.get(ALLOWED_ROLES), source.name()))
                .flatMap(source -> source.rules().stream()
                        .flatMap(rule -> found.apply(rule).stream())
                        // the gravest severity comes first
                        .min(Comparator.comparing(this::severity))
                        .map(gravest -> Observation.violation(
                                        reach.role().aggregationPlace(),
                                        "aggregationRule adds the rules of " + source + ": " + gravest.message(),
                                        source.name())
                                .withSeverity(severity(gravest)))
                        .stream())
                .toList();
    }

    private Severity severity(Observation observation) {
        Severity own = observation.severity();
        return own == null ? info().severity() : own;
    }

    private boolean comesWithKubernetes(String name, Judgement judgement) {
        return !insistsOn(name)
                && (judgement.get(IGNORE_DEFAULTS) && DefaultClusterRoles.isSystemName(name)
                        || judgement.get(IGNORED_PREFIXES).stream().anyMatch(name::startsWith));
    }

    private boolean isLeftOut(Reach reach, Judgement judgement) {
        String name = reach.role().name();
        return Glob.anyMatches(judgement.get(ALLOWED_ROLES), name)
                || comesWithKubernetes(name, judgement)
                || (judgement.get(ONLY_IF_BOUND) && !reach.isBound())
                || isGrantedOnlyTo(judgement.get(ALLOWED_SUBJECTS), reach);
    }

    /** Whether a role is evaluated though the beginning of its name says that it comes with Kubernetes. */
    boolean insistsOn(String name) {
        return false;
    }

    private static boolean isGrantedOnlyTo(List<String> allowed, Reach reach) {
        return !allowed.isEmpty()
                && reach.isBound()
                && reach.bindings().stream()
                        .allMatch(binding ->
                                binding.subjects().stream().allMatch(subject -> isAmong(allowed, binding, subject)));
    }

    /** Whether settings name a subject: {@code Group:name} or {@code ServiceAccount:namespace/name}. */
    static boolean isAmong(List<String> allowed, Binding binding, Subject subject) {
        String namespace = subject.namespace().isEmpty() ? binding.namespace() : subject.namespace();
        String name = subject.isServiceAccount() ? namespace + '/' + subject.name() : subject.name();
        return Glob.anyMatches(allowed, subject.kind() + ':' + name);
    }

    abstract void judge(Reach reach, Indexes indexes, Judgement judgement);
}
