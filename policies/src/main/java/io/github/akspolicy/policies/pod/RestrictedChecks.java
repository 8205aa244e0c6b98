package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.AdmissionWords.containers;
import static io.github.akspolicy.policies.pod.AdmissionWords.joined;
import static io.github.akspolicy.policies.pod.AdmissionWords.named;
import static io.github.akspolicy.policies.pod.AdmissionWords.plural;
import static io.github.akspolicy.policies.pod.AdmissionWords.quoted;
import static io.github.akspolicy.policies.pod.AdmissionWords.result;
import static io.github.akspolicy.policies.pod.AdmissionWords.setters;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.workload.Pod;
import io.github.akspolicy.resource.workload.Volume;
import java.util.List;
import java.util.TreeSet;

/**
 * The checks of level restricted of the Pod Security admission that level baseline lacks: each gives upstream's reason with
 * its detail in parentheses, or the empty string for a pod that passes.
 */
final class RestrictedChecks {
    private RestrictedChecks() {}

    static String capabilities(Pod pod) {
        String reason = "unrestricted capabilities";
        List<String> undropped = containers(
                pod,
                container -> !container
                        .capabilities()
                        .get("drop")
                        .strings()
                        .contains(PodSecurityStandards.DROPPED_CAPABILITY));
        String drop = result(
                reason, undropped, () -> named(undropped) + " must set securityContext.capabilities.drop=[\"ALL\"]");
        String add = BaselineChecks.added(reason, pod, PodSecurityStandards.RESTRICTED_CAPABILITIES);
        return drop.isEmpty() || add.isEmpty()
                ? drop + add
                : drop.substring(0, drop.length() - 1) + "; " + add.substring(reason.length() + " (".length());
    }

    static String seccompProfile(Pod pod) {
        String explicit = BaselineChecks.seccompProfile(pod);
        List<String> bad = containers(
                pod, container -> !container.effectiveSecurity("seccompProfile").isPresent());
        return explicit.isEmpty()
                ? result(
                        "seccompProfile",
                        bad,
                        () -> "pod or " + named(bad)
                                + " must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"")
                : explicit;
    }

    static String allowPrivilegeEscalation(Pod pod) {
        List<String> bad = containers(
                pod,
                container -> !container
                        .securityContext()
                        .get("allowPrivilegeEscalation")
                        .isFalse());
        return result(
                "allowPrivilegeEscalation != false",
                bad,
                () -> named(bad) + " must set securityContext.allowPrivilegeEscalation=false");
    }

    static String volumes(Pod pod) {
        List<Volume> restricted = pod.volumes().stream()
                .filter(volume -> !volume.sources().isEmpty()
                        && volume.sources().stream()
                                .noneMatch(source -> PodSecurityStandards.VOLUME_TYPES.contains(source.key())))
                .toList();
        List<String> bad = restricted.stream().map(Volume::name).toList();
        var types = new TreeSet<String>();
        restricted.forEach(volume -> types.add(volume.sources().get(0).key()));
        return result(
                "restricted volume types",
                bad,
                () -> plural("volume", bad) + " " + quoted(bad) + (bad.size() == 1 ? " uses " : " use ")
                        + plural("restricted volume type", types) + " " + quoted(types));
    }

    static String runAsNonRoot(Pod pod) {
        String reason = "runAsNonRoot != true";
        List<String> setters = setters(pod, "runAsNonRoot", Field::isFalse);
        List<String> bad = containers(
                pod, container -> !container.effectiveSecurity("runAsNonRoot").isTrue());
        return setters.isEmpty()
                ? result(reason, bad, () -> "pod or " + named(bad) + " must set securityContext.runAsNonRoot=true")
                : result(reason, setters, () -> joined(setters) + " must not set securityContext.runAsNonRoot=false");
    }

    static String runAsUser(Pod pod) {
        List<String> setters = setters(pod, "runAsUser", PodSecurityStandards::isUserZero);
        return result("runAsUser=0", setters, () -> joined(setters) + " must not set runAsUser=0");
    }
}
