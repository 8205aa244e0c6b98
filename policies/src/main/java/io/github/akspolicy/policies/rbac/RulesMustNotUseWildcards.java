package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.rbac.Rule;
import io.github.akspolicy.resource.rbac.Rule.Part;
import java.util.List;
import java.util.Set;

/** A wildcard grants what exists today and everything that is installed tomorrow. */
final class RulesMustNotUseWildcards extends RolePolicy {
    private static final List<Part> LISTS =
            List.of(Part.VERBS, Part.RESOURCES, Part.API_GROUPS, Part.NON_RESOURCE_URLS);

    private static final Parameter<Set<String>> FIELDS = Parameter.choices(
            "fields",
            List.of("verbs", "resources", "apiGroups", "nonResourceURLs"),
            Set.of("verbs", "resources", "nonResourceURLs"),
            "the fields of a rule in which a wildcard is a violation");
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/wildcard-rules",
                    HIGH,
                    "Rules must not use \"*\" for verbs, resources or apiGroups",
                    "list the verbs, resources and URLs that the program really uses")
            .parameters(FIELDS)
            .in(RECOMMENDED, TALK, AZURE_CIS, CIS)
            .reference(
                    Catalog.AZURE_POLICY,
                    "ca8d5704-aa2b-40cf-b110-dc19052825ad",
                    "Kubernetes clusters should minimize wildcard use in role and cluster role")
            .references(Catalog.CIS_AKS, "4.1.3")
            .references(Catalog.CIS_KUBERNETES, "5.1.3")
            .references(Catalog.CHECKOV, "CKV_K8S_49")
            .references(Catalog.TRIVY, "KSV-0044", "KSV-0045", "KSV-0046", "KSV-0112")
            .references(Catalog.KUBE_LINTER, "wildcard-in-rules")
            .references(Catalog.KYVERNO, "other/restrict-wildcard-resources", "other/restrict-wildcard-verbs")
            .references(Catalog.AKS_DOCS, "concepts-identity", "kubernetes-rbac-entra-id");

    RulesMustNotUseWildcards() {
        super(INFO);
    }

    @Override
    void judge(Reach reach, Indexes indexes, Judgement judgement) {
        for (Rule rule : reach.role().rules()) {
            for (Part list : LISTS) {
                rule.words(list).stream()
                        .filter(word -> judgement.get(FIELDS).contains(list.field()) && Rule.isWildcard(word))
                        .findFirst()
                        .ifPresent(wildcard -> {
                            var found = Observation.violation(
                                    rule.place(list, wildcard::equals),
                                    list.field() + " contains \"" + wildcard + '"',
                                    list.field() + ':' + wildcard);
                            judgement.add(rule.grantsEverything() ? found.withSeverity(CRITICAL) : found);
                        });
            }
        }
    }
}
