package io.github.akspolicy.policies.pod;

import io.github.akspolicy.policies.pod.PodSecurityControl.Exempt;
import io.github.akspolicy.policies.pod.PodSecurityControl.Form;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.resource.workload.Pod;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pods that a policy evaluates, by the controls of the Pod Security Standards that it is about and by the settings that
 * follow from them: version and level where they make a difference, and the exemptions that users may set.
 */
final class EvaluatedPods {
    static final Parameter<Boolean> USER_NAMESPACE_RELAXED = Parameter.flag(
            "userNamespaceRelaxed",
            true,
            "whether a pod with hostUsers: false passes, as it does in the Pod Security Standards from 1.35 on");

    private final List<Form> forms;
    private final @Nullable Parameter<String> windows;
    private final @Nullable Parameter<Boolean> userNamespaces;
    private final boolean hasVersions;
    private final boolean hasLevels;
    private final boolean isOnlyRestricted;
    private final boolean exemptsWindowsByVersion;

    private EvaluatedPods(
            List<Form> forms, @Nullable Parameter<String> windows, @Nullable Parameter<Boolean> userNamespaces) {
        this.forms = forms;
        this.windows = windows;
        this.userNamespaces = userNamespaces;
        this.hasVersions = forms.size() > 1 || forms.stream().anyMatch(form -> form.from() > 0);
        this.isOnlyRestricted = forms.stream().noneMatch(Form::isBaseline);
        // both levels have the controls, and not alike
        this.hasLevels = !isOnlyRestricted
                && forms.stream().anyMatch(Form::isRestricted)
                && forms.stream().anyMatch(form -> form.isBaseline() != form.isRestricted());
        this.exemptsWindowsByVersion = forms.stream().anyMatch(form -> form.exempt() == Exempt.WINDOWS);
    }

    /** @param controls none for a policy that is about no control */
    static EvaluatedPods by(PodSecurityControl... controls) {
        return new EvaluatedPods(
                Arrays.stream(controls)
                        .flatMap(control -> control.forms().stream())
                        .toList(),
                null,
                null);
    }

    /**
     * Windows pods are exempt: where the control says in which versions, only there, and else in all of them.
     *
     * @param detection a setting of {@link WindowsPods}, which says what marks a Windows pod
     */
    EvaluatedPods exempting(Parameter<String> detection) {
        return new EvaluatedPods(forms, detection, userNamespaces);
    }

    /** Users set whether pods with a user namespace of their own are exempt where the control exempts them. */
    EvaluatedPods relaxingUserNamespaces() {
        return new EvaluatedPods(forms, windows, USER_NAMESPACE_RELAXED);
    }

    /** A policy's metadata with the settings in question behind its own ones. */
    PolicyInfo addTo(PolicyInfo info) {
        PolicyInfo added = userNamespaces == null ? info : info.parameters(userNamespaces);
        added = windows == null ? added : added.parameters(windows);
        added = hasVersions ? added.parameters(PodSecurityVersion.PARAMETER) : added;
        return hasLevels ? added.parameters(PodSecurityVersion.LEVEL) : added;
    }

    boolean include(Pod pod, Judgement judgement) {
        boolean isWindows = windows != null && WindowsPods.include(pod, judgement.get(windows));
        if (isWindows && !exemptsWindowsByVersion) {
            return false;
        }
        if (!hasVersions) {
            return true;
        }
        boolean isRestricted = hasLevels
                ? judgement.get(PodSecurityVersion.LEVEL).equals(PodSecurityVersion.RESTRICTED)
                : isOnlyRestricted;
        int minor = PodSecurityVersion.minor(judgement);
        for (Form form : forms) {
            if (form.countsAt(isRestricted, minor) && form.asks(isWindows, isRelaxed(pod, judgement))) {
                return true;
            }
        }
        return false;
    }

    private boolean isRelaxed(Pod pod, Judgement judgement) {
        return pod.hasUserNamespace() && (userNamespaces == null || judgement.get(userNamespaces));
    }
}
