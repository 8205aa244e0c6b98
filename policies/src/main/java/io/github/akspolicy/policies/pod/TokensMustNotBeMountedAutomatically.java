package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
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

    TokensMustNotBeMountedAutomatically() {
        super(
                Facts.POD_TOKENS,
                Set.of(Facts.SERVICE_ACCOUNTS),
                // not in recommended: which pods need the token is a setting
                policy("pod/automount-token", MEDIUM, "Service account token must not be mounted automatically")
                        .fix("set automountServiceAccountToken: false on the pod or on its service account")
                        .parameters(HONOUR_SERVICE_ACCOUNT, TURNED_OFF_WHEN_UNSET, FALSE_IS_ENOUGH, ALLOWED));
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
