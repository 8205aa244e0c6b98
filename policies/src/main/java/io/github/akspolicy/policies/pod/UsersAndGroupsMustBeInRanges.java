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
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/** Numbers of users and groups that an organisation hands out keep the files of one team from another. */
final class UsersAndGroupsMustBeInRanges extends BuiltInPolicy<Pod> {
    private static final String ANY = "RunAsAny";
    private static final String MAY = "MayRunAs";
    private static final String MUST = "MustRunAs";
    private static final String NON_ROOT = "MustRunAsNonRoot";
    private static final Numbers USER = new Numbers(
            Parameter.choice("runAsUserRule", List.of(MUST, NON_ROOT, ANY), NON_ROOT, "what users must be"),
            ranges("runAsUserRanges"));
    private static final Numbers GROUP = groups("runAsGroup");
    private static final Numbers SUPPLEMENTAL = groups("supplementalGroups");
    private static final Numbers FS_GROUP = groups("fsGroup");
    private static final Parameter<Boolean> USER_NAMESPACE_RELAXED = Parameter.flag(
            "userNamespaceRelaxed",
            false,
            "whether a pod with hostUsers: false passes: its numbers are none of the node's");
    private static final Parameter<String> WINDOWS = WindowsPods.parameter(WindowsPods.NONE);
    private static final Parameters AZURE = Parameters.DEFAULTS.with(WINDOWS, WindowsPods.BY_NODE_SELECTOR);
    private static final Parameters RESTRICTED =
            SUPPLEMENTAL.notRoot(FS_GROUP.notRoot(GROUP.notRoot(AZURE.with(USER.rule, ANY))));

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/user-group-ranges",
                    MEDIUM,
                    "runAsUser, runAsGroup, supplementalGroups and fsGroup must be inside approved ranges",
                    "set the field in the securityContext to a number of an approved range")
            .parameters(
                    USER.rule,
                    USER.ranges,
                    GROUP.rule,
                    GROUP.ranges,
                    SUPPLEMENTAL.rule,
                    SUPPLEMENTAL.ranges,
                    FS_GROUP.rule,
                    FS_GROUP.ranges,
                    USER_NAMESPACE_RELAXED,
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

    UsersAndGroupsMustBeInRanges() {
        super(Pod.VIEW, INFO);
    }

    @Override
    public void evaluate(Pod pod, Judgement judgement) {
        if (pod.containers().isEmpty()
                || (judgement.get(USER_NAMESPACE_RELAXED) && pod.hasUserNamespace())
                || WindowsPods.leaveOut(pod, judgement.get(WINDOWS))) {
            return;
        }
        if (judgement.get(USER.rule).equals(NON_ROOT)) {
            judgeNonRoot(pod, judgement);
        } else {
            USER.judge(pod, "runAsUser", judgement);
        }
        GROUP.judge(pod, "runAsGroup", judgement);
        Field supplemental = pod.securityContext().get("supplementalGroups");
        List<Field> numbers = supplemental.items();
        SUPPLEMENTAL.judge(numbers, numbers.isEmpty() ? List.of(supplemental) : List.of(), judgement);
        List<Field> fsGroup = List.of(pod.securityContext().get("fsGroup"));
        boolean isSet = fsGroup.get(0).isPresent();
        FS_GROUP.judge(isSet ? fsGroup : List.of(), isSet ? List.of() : fsGroup, judgement);
    }

    private static Numbers groups(String name) {
        return new Numbers(
                Parameter.choice(
                        name + "Rule",
                        List.of(MUST, MAY, ANY),
                        ANY,
                        "whether the numbers must be set and approved, approved when set, or are free"),
                ranges(name + "Ranges"));
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
        if (pod.containers().stream().allMatch(UsersAndGroupsMustBeInRanges::saysWho)) {
            return;
        }
        Pod unset = pod.without(UsersAndGroupsMustBeInRanges::saysWho);
        for (Field gap : unset.securityGaps("runAsUser")) {
            judgement.fail(gap, "neither runAsUser nor runAsNonRoot is set");
        }
    }

    private static boolean saysWho(Container container) {
        return container.effectiveSecurity("runAsUser").isPresent()
                || container.effectiveSecurity("runAsNonRoot").isTrue();
    }

    /** What is demanded of one kind of numbers. */
    private record Numbers(Parameter<String> rule, Parameter<List<String>> ranges) {
        /** Any number but that of root must be set. */
        Parameters notRoot(Parameters settings) {
            return settings.with(rule, MUST).with(ranges, List.of("1-65535"));
        }

        /** Judges a setting that containers inherit from the pod. */
        void judge(Pod pod, String name, Judgement judgement) {
            if (!judgement.get(rule).equals(ANY)) {
                judge(pod.effectiveSecurity(name), pod.securityGaps(name), judgement);
            }
        }

        void judge(List<Field> values, List<Field> gaps, Judgement judgement) {
            String demanded = judgement.get(rule);
            if (demanded.equals(ANY)) {
                return;
            }
            var approved = new NumberRanges(judgement.get(ranges));
            for (Field value : values) {
                if (!approved.contain(value)) {
                    judgement.fail(
                            value,
                            "securityContext: " + value.textOr("no number") + " is in no approved range of "
                                    + value.path().lastField());
                }
            }
            if (!demanded.equals(MAY)) {
                gaps.forEach(gap -> judgement.fail(gap, "securityContext." + gap.key() + " is not set"));
            }
        }
    }
}
