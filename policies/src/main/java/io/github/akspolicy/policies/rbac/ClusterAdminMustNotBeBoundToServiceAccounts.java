package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.Subject;
import java.util.Set;

/** A program with cluster-admin hands the cluster to whoever takes over one of its pods. */
final class ClusterAdminMustNotBeBoundToServiceAccounts extends BuiltInPolicy<Binding> {
    private static final String SERVICE_ACCOUNTS = "system:serviceaccounts";
    private static final String SERVICE_ACCOUNT_USER = "system:serviceaccount:";

    ClusterAdminMustNotBeBoundToServiceAccounts() {
        super(
                Binding.VIEW,
                policy(
                                "rbac/cluster-admin-service-account",
                                HIGH,
                                "cluster-admin must not be bound to service accounts")
                        .fix("bind a role that names what the program needs")
                        .in(RECOMMENDED));
    }

    /** Where cluster-admin is for known subjects only, that says more. */
    @Override
    public Set<String> yieldsTo() {
        return Set.of(ClusterAdminMustBeBoundToKnownSubjects.ID);
    }

    @Override
    public void evaluate(Binding binding, Judgement judgement) {
        if (!binding.isClusterWide()
                || !binding.roleRef().kind().equals("ClusterRole")
                || !binding.roleRef().name().equals("cluster-admin")) {
            return;
        }
        for (Subject subject : binding.subjects()) {
            if (isProgram(subject)) {
                judgement.add(Observation.violation(
                        subject.namePlace(),
                        "subjects contains " + subject + ", which becomes cluster-admin with every pod that runs as it",
                        subject.toString()));
            }
        }
    }

    private static boolean isProgram(Subject subject) {
        return subject.isServiceAccount()
                || subject.isUser() && subject.name().startsWith(SERVICE_ACCOUNT_USER)
                || subject.isGroup()
                        && (subject.name().equals(SERVICE_ACCOUNTS)
                                || subject.name().startsWith(SERVICE_ACCOUNTS + ":"));
    }
}
