package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.PodIdentity;
import java.util.Set;

/** What the account "default" may do, every pod of the namespace may do that names no account. */
final class WorkloadsMustHaveAServiceAccount extends BuiltInEnvironmentPolicy<PodIdentity> {
    private static final Parameter<Long> MAX_WORKLOADS = Parameter.integer(
            "maxWorkloadsPerAccount", 0, "how many workloads may share one service account; 0 for any number");
    private static final Parameter<Boolean> ONLY_IF_MOUNTED = Parameter.flag(
            "onlyIfTokenMounted",
            false,
            "whether pods pass that neither mount a token of the API server nor use workload identity");

    WorkloadsMustHaveAServiceAccount() {
        super(
                Facts.POD_IDENTITIES,
                Set.of(Facts.POD_IDENTITIES, Facts.SERVICE_ACCOUNTS),
                policy(
                                "identity/dedicated-service-account",
                                MEDIUM,
                                "Workloads must use a dedicated ServiceAccount, not \"default\"")
                        .fix("create a ServiceAccount for the workload and name it in serviceAccountName")
                        .parameters(MAX_WORKLOADS, ONLY_IF_MOUNTED));
    }

    @Override
    public void evaluate(PodIdentity pod, Indexes indexes, Judgement judgement) {
        if (judgement.get(ONLY_IF_MOUNTED) && !pod.isLabelled() && !mountsToken(pod, indexes)) {
            return;
        }
        if (pod.serviceAccount().isDefault()) {
            judgement.fail(
                    pod.serviceAccountPlace(),
                    "serviceAccountName is "
                            + (pod.serviceAccountPlace().isWritten() ? "default" : "not set, which means default"));
            return;
        }
        long most = judgement.get(MAX_WORKLOADS);
        long sharing = most == 0
                ? 0
                : indexes.get(Facts.POD_IDENTITIES, pod.serviceAccount()).stream()
                        .map(PodIdentity::words)
                        .distinct()
                        .count();
        if (sharing > most) {
            judgement.fail(
                    pod.serviceAccountPlace(),
                    "serviceAccountName " + pod.serviceAccount().name() + " is shared by " + sharing
                            + " workloads, more than " + most);
        }
    }

    private static boolean mountsToken(PodIdentity pod, Indexes indexes) {
        Boolean own = pod.automount();
        return own == null
                ? indexes.get(Facts.SERVICE_ACCOUNTS, pod.serviceAccount()).stream()
                        .noneMatch(account -> Boolean.FALSE.equals(account.automount()))
                : own;
    }
}
