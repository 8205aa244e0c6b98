package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.cluster.ClusterFacts;
import io.github.akspolicy.policies.pod.PodSecurityLevel;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Without the label enforce a namespace admits every pod, also one that is root on its node. */
final class NamespacesMustEnforcePodSecurity extends BuiltInEnvironmentPolicy<Resource> {
    private static final String PREFIX = PodSecurityLevel.LABEL_PREFIX;
    private static final List<String> LEVELS = PodSecurityLevel.NAMES;

    private static final Index<String, Resource> NAMESPACES = new Index<>(
            "namespaces with their labels",
            Kinds.of("", "Namespace"),
            resource -> resource.is("", "Namespace") ? List.of(resource) : List.of(),
            Resource::name);

    private static final Parameter<String> MINIMUM = Parameter.choice(
            "minimumLevel", List.of("baseline", "restricted"), "baseline", "the weakest level that may be enforced");
    private static final Parameter<Boolean> REQUIRE_VERSION = Parameter.flag(
            "requireVersion",
            false,
            "whether the version of the enforced level must be set, so that upgrades change nothing");
    private static final Parameter<List<String>> EXEMPT = Parameter.strings(
            "exemptNamespaces",
            List.of("kube-*", "gatekeeper-system"),
            "names of namespaces that are not evaluated; * stands for any text");

    NamespacesMustEnforcePodSecurity() {
        super(
                NAMESPACES,
                Set.of(ClusterFacts.MANAGED_NAMESPACES),
                policy(
                                "workload/psa-namespace-labels",
                                MEDIUM,
                                "Namespaces must enforce a level of the Pod Security Standards")
                        .fix("label the namespace with pod-security.kubernetes.io/enforce: restricted, or baseline")
                        .parameters(MINIMUM, REQUIRE_VERSION, EXEMPT)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource namespace, Indexes indexes, Judgement judgement) {
        if (Glob.anyMatches(judgement.get(EXEMPT), namespace.name())) {
            return;
        }
        Field labels = namespace.root().at("metadata", "labels");
        String minimum = judgement.get(MINIMUM);
        int managed = labels.get(PREFIX + "enforce").isPresent() ? -1 : managed(namespace, indexes);
        int enforced = managed < LEVELS.indexOf(minimum) ? level(labels, "enforce", minimum, judgement) : managed;
        for (String mode : List.of("audit", "warn")) {
            if (labels.get(PREFIX + mode).isPresent()) {
                level(labels, mode, enforced < 0 ? "privileged" : LEVELS.get(enforced), judgement);
            }
        }
        for (String mode : List.of("enforce", "audit", "warn")) {
            Field version = labels.get(PREFIX + mode + "-version");
            if (version.isPresent() && !PodSecurityLevel.isVersion(version.stringOr(""))) {
                judgement.fail(version, "label " + version.key() + " is not a version such as v1.33 or latest");
            }
        }
        Field version = labels.get(PREFIX + "enforce-version");
        if (judgement.get(REQUIRE_VERSION) && !version.isPresent()) {
            judgement.fail(version, "label " + version.key() + " is not set");
        }
    }

    /** The level that AKS enforces in it as a managed namespace, whatever this manifest says; else -1. */
    private static int managed(Resource namespace, Indexes indexes) {
        return indexes.get(ClusterFacts.MANAGED_NAMESPACES, namespace.name()).stream()
                .map(NamespaceLevels::of)
                .flatMap(Optional::stream)
                .mapToInt(levels -> LEVELS.indexOf(levels.enforced().name()))
                .max()
                .orElse(-1);
    }

    /** Evaluates one label; the answer is its level, or -1 when it has none. */
    private static int level(Field labels, String mode, String weakest, Judgement judgement) {
        Field label = labels.get(PREFIX + mode);
        int level = LEVELS.indexOf(label.stringOr(""));
        if (level < 0) {
            judgement.fail(
                    label, "label " + label.key() + (label.isPresent() ? " is not a level: " + LEVELS : " is not set"));
        } else if (level < LEVELS.indexOf(weakest)) {
            judgement.fail(label, "label " + label.key() + " is " + LEVELS.get(level) + ", weaker than " + weakest);
        }
        return level;
    }
}
