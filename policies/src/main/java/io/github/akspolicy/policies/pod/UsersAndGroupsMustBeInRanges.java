package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.BuiltInPolicy;
import io.github.akspolicy.policies.NumberRanges;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/** Numbers of users and groups that an organisation hands out keep the files of one team from another. */
public final class UsersAndGroupsMustBeInRanges extends BuiltInPolicy<Pod> {
    private static final String ANY = "RunAsAny";
    private static final String MAY = "MayRunAs";
    private static final String NON_ROOT = "MustRunAsNonRoot";
    private static final List<String> GROUP_RULES = List.of("MustRunAs", MAY, ANY);
    private static final Parameter<String> USER_RULE =
            Parameter.choice("runAsUserRule", List.of("MustRunAs", NON_ROOT, ANY), NON_ROOT, "what users must be");
    private static final Parameter<List<String>> USER_RANGES = ranges("runAsUserRanges");
    private static final Parameter<String> GROUP_RULE = rule("runAsGroupRule");
    private static final Parameter<List<String>> GROUP_RANGES = ranges("runAsGroupRanges");
    private static final Parameter<String> SUPPLEMENTAL_RULE = rule("supplementalGroupsRule");
    private static final Parameter<List<String>> SUPPLEMENTAL_RANGES = ranges("supplementalGroupsRanges");
    private static final Parameter<String> FS_GROUP_RULE = rule("fsGroupRule");
    private static final Parameter<List<String>> FS_GROUP_RANGES = ranges("fsGroupRanges");
    private static final Parameter<String> WINDOWS = WindowsPods.parameter(WindowsPods.NONE);
    private static final Parameters AZURE = Parameters.DEFAULTS.with(WINDOWS, WindowsPods.BY_NODE_SELECTOR);
    private static final List<String> NO_ROOT = List.of("1-65535");
    private static final Parameters RESTRICTED = AZURE.with(USER_RULE, ANY)
            .with(GROUP_RULE, "MustRunAs")
            .with(GROUP_RANGES, NO_ROOT)
            .with(SUPPLEMENTAL_RULE, "MustRunAs")
            .with(SUPPLEMENTAL_RANGES, NO_ROOT)
            .with(FS_GROUP_RULE, "MustRunAs")
            .with(FS_GROUP_RANGES, NO_ROOT);

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/user-group-ranges",
                    MEDIUM,
                    "runAsUser, runAsGroup, supplementalGroups and fsGroup must be inside approved ranges",
                    "set the field in the securityContext to a number of an approved range")
            .parameters(
                    USER_RULE,
                    USER_RANGES,
                    GROUP_RULE,
                    GROUP_RANGES,
                    SUPPLEMENTAL_RULE,
                    SUPPLEMENTAL_RANGES,
                    FS_GROUP_RULE,
                    FS_GROUP_RANGES,
                    WINDOWS)
            // users there are the business of pod/run-as-non-root
            .in(RESTRICTED, AZURE_PSP_RESTRICTED)
            .reference(
                    Catalog.AZURE_POLICY,
                    "f06ddb64-5fa3-4b77-b166-acb36f7f6042",
                    "Kubernetes cluster pods and containers should only run with approved user and group IDs")
            .references(Catalog.CHECKOV, "CKV_K8S_40")
            .references(Catalog.TRIVY, "KSV-0020", "KSV-0021", "KSV-0116")
            .references(Catalog.KYVERNO, "other/restrict-usergroup-fsgroup-id", "other/require-non-root-groups")
            .references(Catalog.GATEKEEPER, "users", "fsgroup");

    public UsersAndGroupsMustBeInRanges() {
        super(Pod.VIEW, INFO);
    }

    @Override
    public void evaluate(Pod pod, Judgement judgement) {
        if (pod.containers().isEmpty() || WindowsPods.leaveOut(pod, judgement.get(WINDOWS))) {
            return;
        }
        Field podLevel = pod.securityContext();
        if (judgement.get(USER_RULE).equals(NON_ROOT)) {
            judgeNonRoot(pod, judgement);
        } else {
            judge(
                    pod.effectiveSecurity("runAsUser"),
                    pod.securityGaps("runAsUser"),
                    judgement.get(USER_RULE),
                    judgement.get(USER_RANGES),
                    judgement);
        }
        judge(
                pod.effectiveSecurity("runAsGroup"),
                pod.securityGaps("runAsGroup"),
                judgement.get(GROUP_RULE),
                judgement.get(GROUP_RANGES),
                judgement);
        Field supplemental = podLevel.get("supplementalGroups");
        judge(
                supplemental.items(),
                supplemental.items().isEmpty() ? List.of(supplemental) : List.of(),
                judgement.get(SUPPLEMENTAL_RULE),
                judgement.get(SUPPLEMENTAL_RANGES),
                judgement);
        Field fsGroup = podLevel.get("fsGroup");
        judge(
                fsGroup.isPresent() ? List.of(fsGroup) : List.of(),
                fsGroup.isPresent() ? List.of() : List.of(fsGroup),
                judgement.get(FS_GROUP_RULE),
                judgement.get(FS_GROUP_RANGES),
                judgement);
    }

    private static Parameter<String> rule(String name) {
        return Parameter.choice(
                name, GROUP_RULES, ANY, "whether the numbers must be set and approved, approved when set, or are free");
    }

    private static Parameter<List<String>> ranges(String name) {
        return Parameter.strings(
                name, List.of(), "numbers that are approved: 1000, 1000-2000, or 1000- without an upper end");
    }

    private static void judgeNonRoot(Pod pod, Judgement judgement) {
        for (Field user : pod.effectiveSecurity("runAsUser")) {
            Long number = user.integer();
            if (number != null && number == 0) {
                judgement.fail(user, "securityContext.runAsUser is 0");
            }
        }
        Pod unset = pod.without(
                container -> container.effectiveSecurity("runAsUser").isPresent()
                        || container.effectiveSecurity("runAsNonRoot").isTrue());
        for (Field gap : unset.securityGaps("runAsUser")) {
            judgement.fail(gap, "neither runAsUser nor runAsNonRoot is set");
        }
    }

    private static void judge(
            List<Field> values, List<Field> gaps, String rule, List<String> words, Judgement judgement) {
        if (rule.equals(ANY)) {
            return;
        }
        var ranges = new NumberRanges(words);
        for (Field value : values) {
            if (!ranges.contain(value)) {
                judgement.fail(
                        value,
                        "securityContext: " + value.textOr("no number") + " is in no approved range of "
                                + value.path().lastField());
            }
        }
        if (!rule.equals(MAY)) {
            gaps.forEach(gap -> judgement.fail(gap, "securityContext." + gap.key() + " is not set"));
        }
    }
}
