package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policies.pod.PodSecurityControl.*;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;
import java.util.Set;

/** A user, role or type of its own can take a container out of the confinement that SELinux gives it. */
final class SeLinuxOptionsMustKeepTheConfinement extends PodPolicy {
    private static final Parameter<List<String>> TYPES = Parameter.strings(
            "allowedTypes",
            PodSecurityStandards.SELINUX_TYPES.in(PodSecurityVersion.NEWEST),
            "types that may be set, * for all; container_engine_t counts from version 1.31 on");
    private static final Parameter<Set<String>> JUDGED = Parameter.choices(
            "judgedOptions",
            List.of("type", "user", "role"),
            Set.of("type", "user", "role"),
            "the options that the Pod Security Standards are asked about, when enforcePSS is true");
    private static final List<String> PARTS = List.of("user", "role", "type", "level");
    private static final Parameter<Boolean> ENFORCE_PSS = Parameter.flag(
            "enforcePSS",
            true,
            "whether the Pod Security Standards are the rule; false allows allowedSELinuxOptions only");
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedSELinuxOptions",
            List.of(),
            "contexts user:role:type:level of which set options may be parts, when enforcePSS is false; an empty part allows none");
    private static final Parameters AZURE = WindowsPods.azure(WindowsPods.EVALUATED);

    SeLinuxOptionsMustKeepTheConfinement() {
        super(
                policy("pod/selinux-options", MEDIUM, "Custom SELinux user, role and type are restricted")
                        .fix("remove seLinuxOptions, or keep only level and a container type")
                        .parameters(TYPES, JUDGED, ENFORCE_PSS, ALLOWED)
                        .in(RECOMMENDED),
                by(SELINUX_OPTIONS).exempting(WindowsPods.EVALUATED));
    }

    @Override
    void check(Pod pod, Judgement judgement) {
        boolean enforcePss = judgement.get(ENFORCE_PSS);
        for (Field options : pod.securitySettings("seLinuxOptions")) {
            if (enforcePss) {
                judgeByPss(options, judgement);
            } else if (judgement.get(ALLOWED).stream().noneMatch(context -> isPartOf(options, context))) {
                judgement.fail(options, "securityContext.seLinuxOptions is none of the allowed contexts");
            }
        }
    }

    private static void judgeByPss(Field options, Judgement judgement) {
        Set<String> judged = judgement.get(JUDGED);
        Field type = options.get("type");
        if (judged.contains("type") && !type.textOr("").isEmpty() && !isAllowed(type.textOr(""), judgement)) {
            judgement.fail(type, "securityContext.seLinuxOptions.type is " + type.text());
        }
        for (String name : List.of("user", "role")) {
            Field field = options.get(name);
            if (judged.contains(name) && !field.textOr("").isEmpty()) {
                judgement.fail(field, "securityContext.seLinuxOptions." + name + " is " + field.text());
            }
        }
    }

    private static boolean isAllowed(String type, Judgement judgement) {
        List<String> allowed = judgement.get(TYPES);
        return allowed.contains("*")
                || (allowed.contains(type)
                        && !PodSecurityStandards.SELINUX_TYPES.addLater(type, PodSecurityVersion.minor(judgement)));
    }

    /** The level is last, since colons are part of it. */
    private static boolean isPartOf(Field options, String context) {
        String[] parts = context.split(":", 4);
        for (int i = 0; i < PARTS.size(); i++) {
            Field given = options.get(PARTS.get(i));
            // the API server takes an empty part for one that is not set
            if (!given.textOr("").isEmpty() && !given.textOr("").equals(i < parts.length ? parts[i] : "")) {
                return false;
            }
        }
        return true;
    }
}
