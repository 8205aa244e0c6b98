package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/** Numbers of users and groups that an organisation hands out keep the files of one team from another. */
final class UsersAndGroupsMustBeInRanges extends PodPolicy {
    private static final String NON_ROOT = "MustRunAsNonRoot";
    private static final DemandedNumbers USER = new DemandedNumbers(
            Parameter.choice(
                    "runAsUserRule",
                    List.of(DemandedNumbers.MUST, DemandedNumbers.MAY, NON_ROOT, DemandedNumbers.ANY),
                    NON_ROOT,
                    "what users must be: of a range, of a range where they are set, not root, or anything"),
            DemandedNumbers.ranges("runAsUserRanges"));
    private static final DemandedNumbers GROUP = DemandedNumbers.groups("runAsGroup");
    private static final DemandedNumbers SUPPLEMENTAL = DemandedNumbers.groups("supplementalGroups");
    private static final DemandedNumbers FS_GROUP = DemandedNumbers.groups("fsGroup");
    private static final Parameter<Boolean> USER_NAMESPACE_RELAXED = Parameter.flag(
            "userNamespaceRelaxed",
            false,
            "whether a pod with hostUsers: false passes: its numbers are none of the node's");
    private static final Parameters AZURE = WindowsPods.azure(WindowsPods.EVALUATED);
    private static final Parameters RESTRICTED =
            SUPPLEMENTAL.notRoot(FS_GROUP.notRoot(GROUP.notRoot(AZURE.with(USER.rule(), DemandedNumbers.ANY))));

    UsersAndGroupsMustBeInRanges() {
        super(
                // users there are the business of pod/run-as-non-root
                policy(
                                "pod/user-group-ranges",
                                MEDIUM,
                                "runAsUser, runAsGroup, supplementalGroups and fsGroup must be inside approved ranges")
                        .fix("set the field in the securityContext to a number of an approved range")
                        .parameters(
                                USER.rule(),
                                USER.ranges(),
                                GROUP.rule(),
                                GROUP.ranges(),
                                SUPPLEMENTAL.rule(),
                                SUPPLEMENTAL.ranges(),
                                FS_GROUP.rule(),
                                FS_GROUP.ranges(),
                                USER_NAMESPACE_RELAXED),
                by().exempting(WindowsPods.EVALUATED));
    }

    @Override
    void check(Pod pod, Judgement judgement) {
        if (pod.containers().isEmpty() || (judgement.get(USER_NAMESPACE_RELAXED) && pod.hasUserNamespace())) {
            return;
        }
        if (judgement.get(USER.rule()).equals(NON_ROOT)) {
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

    private static void judgeNonRoot(Pod pod, Judgement judgement) {
        for (Field user : pod.effectiveSecurity("runAsUser")) {
            if (PodSecurityStandards.isUserZero(user)) {
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
}
