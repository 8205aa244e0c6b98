package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.identity.PodToken;
import java.util.List;
import java.util.Set;

/** Every pod gets a token of the API server, though few talk to it: whoever reads files of the pod then can, too. */
final class TokensMustNotBeMountedAutomatically extends BuiltInEnvironmentPolicy<PodToken> {
    private static final Parameter<Boolean> HONOUR_SERVICE_ACCOUNT = Parameter.flag(
            "honourServiceAccount",
            true,
            "whether automountServiceAccountToken: false of the service account counts, as it does for Kubernetes");
    private static final Parameter<Boolean> TURNED_OFF_WHEN_UNSET = Parameter.flag(
            "turnedOffWhenUnset",
            false,
            "whether the cluster turns off what pods leave unset, as Azure Policy does where its definition 57f274ef is"
                    + " assigned");
    private static final Parameter<Boolean> FALSE_IS_ENOUGH = Parameter.flag(
            "falseIsEnough",
            false,
            "whether a pod with automountServiceAccountToken: false passes whatever it mounts at the place of the token,"
                    + " as it does for Azure Policy and Gatekeeper");
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedServiceAccounts",
            List.of(),
            "names of service accounts whose pods really call the API server; * stands for any text");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "pod/automount-token",
                    MEDIUM,
                    "Service account token must not be mounted automatically",
                    "set automountServiceAccountToken: false on the pod or on its service account")
            .parameters(HONOUR_SERVICE_ACCOUNT, TURNED_OFF_WHEN_UNSET, FALSE_IS_ENOUGH, ALLOWED)
            // not in recommended: which pods need the token is a setting
            .in(Parameters.DEFAULTS, TALK, CIS)
            .references(Catalog.DEFENDER, "Kubernetes clusters should disable automounting API credentials")
            .references(Catalog.MCSB, "PV-2")
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Limit the pod privileges")
            .reference(
                    Catalog.AZURE_POLICY,
                    "423dd1ba-798e-40e4-9c4d-b6902674b423",
                    "Kubernetes clusters should disable automounting API credentials")
            .reference(
                    Catalog.AZURE_POLICY,
                    "57f274ef-580a-4ed2-bcf8-5c6fa3775253",
                    "Sets automountServiceAccountToken in the Pod spec in containers to false")
            .references(Catalog.CIS_AKS, "4.1.6")
            .references(Catalog.CIS_KUBERNETES, "5.1.6")
            .references(Catalog.CHECKOV, "CKV_K8S_38")
            .references(Catalog.TRIVY, "KSV-0036")
            .references(Catalog.KYVERNO, "other/restrict-automount-sa-token")
            .references(Catalog.GATEKEEPER, "automount-serviceaccount-token");

    TokensMustNotBeMountedAutomatically() {
        super(Facts.POD_TOKENS, Set.of(Facts.SERVICE_ACCOUNTS), INFO);
    }

    @Override
    public void evaluate(PodToken pod, Indexes indexes, Judgement judgement) {
        if (Glob.anyMatches(judgement.get(ALLOWED), pod.serviceAccount().name())) {
            return;
        }
        if (pod.automount() == null && !isTurnedOff(pod, indexes, judgement)) {
            judgement.fail(
                    pod.automountPlace(),
                    "automountServiceAccountToken is not set, which means true",
                    Fix.set(pod.automountPlace(), false));
        } else if (Boolean.TRUE.equals(pod.automount())) {
            judgement.fail(
                    pod.automountPlace(), "automountServiceAccountToken is true", Fix.set(pod.automountPlace(), false));
        } else if (pod.automount() == null || !judgement.get(FALSE_IS_ENOUGH)) {
            pod.mounts().forEach(mount -> judgement.fail(mount, "something is mounted where the token would be"));
        }
    }

    private static boolean isTurnedOff(PodToken pod, Indexes indexes, Judgement judgement) {
        return judgement.get(TURNED_OFF_WHEN_UNSET)
                || judgement.get(HONOUR_SERVICE_ACCOUNT)
                        && indexes.get(Facts.SERVICE_ACCOUNTS, pod.serviceAccount()).stream()
                                .anyMatch(account -> Boolean.FALSE.equals(account.automount()));
    }
}
