package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policies.pod.PodSecurityControl.*;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/** AppArmor confines what a program may do with files and capabilities; Unconfined turns it off. */
final class AppArmorProfilesMustBeAllowed extends PodPolicy {
    private static final String ANNOTATION = PodSecurityStandards.APP_ARMOR_ANNOTATION;
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedProfiles",
            PodSecurityStandards.PROFILES,
            "profile types, or in the words of the annotations: runtime/default, localhost/<file>, localhost/*");
    private static final Parameter<Boolean> AZURE_COMPAT = AzureCompat.parameter(
            "the annotation alone, by its exact text; without one a container has runtime/default, which the list must name");
    private static final Parameter<Boolean> REQUIRED = Parameter.flag(
            "requireProfile",
            false,
            "whether each container must name a profile, also where the runtime's own is allowed");
    private static final String DEFAULT = "runtime/default";

    AppArmorProfilesMustBeAllowed() {
        super(
                policy("pod/apparmor-profile", MEDIUM, "AppArmor profiles must be RuntimeDefault or Localhost")
                        .fix(
                                "set securityContext.appArmorProfile.type to RuntimeDefault or Localhost, or remove it; remove the annotation of old")
                        .parameters(ALLOWED, REQUIRED, AZURE_COMPAT)
                        .in(RECOMMENDED),
                by(APP_ARMOR_PROFILE).exempting(WindowsPods.EVALUATED));
    }

    @Override
    void check(Pod pod, Judgement judgement) {
        var allowed = new Profiles(judgement.get(ALLOWED));
        if (judgement.get(AZURE_COMPAT)) {
            judgeAsAzure(pod, allowed, judgement);
            return;
        }
        for (Field profile : pod.securitySettings("appArmorProfile")) {
            if (!allowed.include(profile)) {
                judgement.fail(
                        profile.get("type"),
                        "securityContext.appArmorProfile.type is "
                                + profile.get("type").stringOr("not set"));
            }
        }
        for (Field annotation : pod.annotations().fields()) {
            String word = annotation.key().startsWith(ANNOTATION) ? annotation.stringOr("") : "";
            if (!word.isEmpty()
                    && !allowed.includeWord(word)
                    && !pod.isExcluded(annotation.key().substring(ANNOTATION.length()))) {
                judgement.fail(annotation, "annotation " + annotation.key() + " is " + word);
            }
        }
        if (judgement.get(REQUIRED) || !allowed.includeWord(DEFAULT)) {
            judgeSilence(pod, judgement);
        }
    }

    /** A container that says nothing has the profile of the container runtime. */
    private static void judgeSilence(Pod pod, Judgement judgement) {
        Pod silent = pod.without(container ->
                pod.annotations().get(ANNOTATION + container.name()).isPresent());
        for (Field gap : silent.securityGaps("appArmorProfile")) {
            judgement.fail(gap, "securityContext.appArmorProfile is not set, which means RuntimeDefault");
        }
    }

    /** The template reads annotations only, and compares texts. */
    private static void judgeAsAzure(Pod pod, Profiles allowed, Judgement judgement) {
        for (Container container : pod.containers()) {
            Field annotation = pod.annotations().get(ANNOTATION + container.name());
            String word = annotation.isPresent() ? annotation.stringOr("") : DEFAULT;
            if (!allowed.words().contains(word)) {
                judgement.fail(
                        annotation,
                        "annotation " + annotation.key() + " is "
                                + (!annotation.isPresent()
                                        ? "not set, which means " + DEFAULT
                                        : word.isEmpty() ? "empty" : word));
            }
        }
    }
}
