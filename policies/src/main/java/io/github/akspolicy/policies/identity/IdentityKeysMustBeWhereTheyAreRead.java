package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.identity.WorkloadIdentity.PREFIX;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policies.identity.IdentityKey.Holder;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.PodIdentity;
import io.github.akspolicy.resource.identity.WorkloadIdentity;
import java.util.List;
import java.util.Set;

/** The webhook reads some keys from pods and some from service accounts: elsewhere they do nothing, silently. */
final class IdentityKeysMustBeWhereTheyAreRead extends BuiltInEnvironmentPolicy<IdentityKey> {
    private static final Parameter<List<String>> KNOWN_KEYS = Parameter.strings(
            "knownKeys",
            List.of(),
            "further keys behind azure.workload.identity/ that something reads, such as that of a custom webhook");

    IdentityKeysMustBeWhereTheyAreRead() {
        super(
                IdentityKey.INDEX,
                Set.of(Facts.POD_IDENTITIES),
                policy(
                                "identity/label-misplaced",
                                MEDIUM,
                                "Workload identity label and annotations must be on the object that reads them")
                        .fix("move the key to the object that the message names, or remove it")
                        .parameters(KNOWN_KEYS)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(IdentityKey key, Indexes indexes, Judgement judgement) {
        String full = PREFIX + key.key();
        if (full.equals(WorkloadIdentity.USE_LABEL)) {
            use(key, indexes, judgement);
            return;
        }
        boolean ofAccounts = WorkloadIdentity.OF_ACCOUNTS.contains(full);
        boolean ofPods = WorkloadIdentity.OF_PODS.contains(full);
        if (!ofAccounts && !ofPods) {
            if (!judgement.get(KNOWN_KEYS).contains(key.key())) {
                judgement.fail(key.place(), key.words() + " is not a key that workload identity reads");
            }
        } else if (key.isLabel()) {
            judgement.fail(
                    key.place(),
                    key.words() + " does nothing: it is read as an annotation of "
                            + (ofPods ? "the pod" : "the service account"));
        } else if (!(ofAccounts && key.holder() == Holder.SERVICE_ACCOUNT) && !(ofPods && key.holder() == Holder.POD)) {
            judgement.fail(
                    key.place(),
                    key.words() + " does nothing on the " + kind(key) + ": it is read from "
                            + (ofPods ? "the pod template" : "the service account"));
        }
    }

    private static void use(IdentityKey key, Indexes indexes, Judgement judgement) {
        if (!key.isLabel()) {
            judgement.fail(key.place(), key.words() + " does nothing: it is read as a label of the pod");
        } else if (key.holder() == Holder.SERVICE_ACCOUNT) {
            List<PodIdentity> pods = indexes.get(Facts.POD_IDENTITIES, key.object());
            boolean harmless = !pods.isEmpty() && pods.stream().allMatch(PodIdentity::isLabelled);
            var found = Observation.violation(
                    key.place(),
                    key.words() + " does nothing on the ServiceAccount: it is read from the pod"
                            + (harmless ? ", which carries it" : " template"),
                    "");
            judgement.add(harmless ? found.withSeverity(LOW) : found);
        } else if (key.holder() == Holder.CONTROLLER && !key.podsAreLabelled()) {
            judgement.fail(
                    key.place(),
                    key.words() + " does nothing on the " + key.kind() + ": it is read from the pod template");
        }
    }

    private static String kind(IdentityKey key) {
        return key.holder() == Holder.POD ? "pod" : key.kind();
    }
}
