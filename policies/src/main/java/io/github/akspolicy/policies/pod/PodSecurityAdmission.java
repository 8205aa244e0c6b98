package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.PodSecurityControl.*;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.pod.PodSecurityControl.Form;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the Pod Security admission of the API server says about a pod, at each level and in each version, in its own
 * words and order (kubernetes/pod-security-admission at 8f84a87, {@code policy/registry.go} and {@code policy/check_*};
 * the checks of 1.37). The policies of group pod evaluate the same settings one by one, with fields and lines; this says
 * what a person reads when the API server refuses the pod.
 */
public final class PodSecurityAdmission {
    /**
     * A check with the forms of its control, of which at most one counts at a level in a version.
     *
     * @param text reason and detail, or the empty string when the pod passes
     * @param places the fields at fault, where they are known
     */
    private record Check(List<Form> forms, Function<Pod, String> text, Function<Pod, List<Place>> places) {}

    /** Ordered as upstream orders its messages. */
    private static final List<Check> CHECKS = Stream.of(
                    check(APP_ARMOR_PROFILE, BaselineChecks::appArmorProfile),
                    check(CAPABILITIES_BASELINE, BaselineChecks::capabilities),
                    check(HOST_NAMESPACES, BaselineChecks::hostNamespaces),
                    Stream.of(new Check(
                            HOST_PATH_VOLUMES.forms(), BaselineChecks::hostPathVolumes, BaselineChecks::hostPaths)),
                    check(HOST_PORTS, BaselineChecks::hostPorts),
                    check(HOST_PROBES, BaselineChecks::hostProbesAndHostLifecycle),
                    check(PRIVILEGED, BaselineChecks::privileged),
                    check(PROC_MOUNT, BaselineChecks::procMount),
                    checks(SELINUX_OPTIONS, BaselineChecks::seLinuxOptions),
                    check(SECCOMP_ANNOTATIONS, BaselineChecks::seccompAnnotations),
                    check(SECCOMP_BASELINE, BaselineChecks::seccompProfile),
                    checks(SYSCTLS, BaselineChecks::sysctls),
                    check(WINDOWS_HOST_PROCESS, BaselineChecks::windowsHostProcess),
                    check(ALLOW_PRIVILEGE_ESCALATION, RestrictedChecks::allowPrivilegeEscalation),
                    check(CAPABILITIES_RESTRICTED, RestrictedChecks::capabilities),
                    check(PROC_MOUNT_RESTRICTED, BaselineChecks::procMount),
                    check(RESTRICTED_VOLUMES, RestrictedChecks::volumes),
                    check(RUN_AS_NON_ROOT, RestrictedChecks::runAsNonRoot),
                    check(RUN_AS_USER, RestrictedChecks::runAsUser),
                    check(SECCOMP_RESTRICTED, RestrictedChecks::seccompProfile))
            .flatMap(checks -> checks)
            .toList();

    /** The release of the API server, which decides what {@code latest} means and which versions there are. */
    public static final Parameter<String> SERVER_VERSION = Parameter.choice(
            "serverVersion",
            PodSecurityVersion.PARAMETER.allowed(),
            PodSecurityVersion.PARAMETER.defaultValue(),
            "the release of the API server, latest for that of the environment: it evaluates no newer version of the Pod Security Standards than its own");

    private PodSecurityAdmission() {}

    /** The release that a setting names, else that of the environment, else the newest. */
    public static String server(Judgement judgement) {
        String named = judgement.get(SERVER_VERSION);
        OptionalInt minor = judgement.kubernetesMinor();
        return named.equals(SERVER_VERSION.defaultValue()) && minor.isPresent()
                ? "v1." + Math.min(minor.getAsInt(), PodSecurityVersion.NEWEST)
                : named;
    }

    /** What the API server says of a pod at a level: empty when it admits it. */
    public static String message(List<Violation> violations, PodSecurityLevel level, String serverVersion) {
        String detail = counting(violations, level, serverVersion).stream()
                .map(Violation::toString)
                .collect(Collectors.joining(", "));
        return detail.isEmpty() ? "" : "violates PodSecurity \"" + level + "\": " + detail;
    }

    /** Those of the violations that count at a level. */
    public static List<Violation> counting(List<Violation> violations, PodSecurityLevel level, String serverVersion) {
        int server = PodSecurityVersion.minor(serverVersion);
        return violations.stream()
                .filter(violation -> violation.countsAt(level, server))
                .toList();
    }

    private static Stream<Check> check(PodSecurityControl control, Function<Pod, String> text) {
        return Stream.of(new Check(control.forms(), text, pod -> List.of()));
    }

    /** A control that allows other words in each of its versions. */
    private static Stream<Check> checks(PodSecurityControl control, BiFunction<Pod, Integer, String> text) {
        return control.forms().stream()
                .map(form -> new Check(List.of(form), pod -> text.apply(pod, form.from()), pod -> List.of()));
    }

    /** One check that a pod does not pass, with the levels and versions that have it. Holds no part of the pod. */
    public static final class Violation {
        private final List<Form> forms;
        private final String text;
        private final List<Place> places;

        private Violation(List<Form> forms, String text, List<Place> places) {
            this.forms = forms;
            this.text = text;
            this.places = places;
        }

        /** The fields at fault; empty where the check is about more than one field can say. */
        public List<Place> places() {
            return places;
        }

        /**
         * Whether it counts at a level.
         *
         * @param server the release 1.minor of the API server, which knows no newer checks
         */
        private boolean countsAt(PodSecurityLevel level, int server) {
            int minor = level.minor(server);
            return switch (level.name()) {
                case "privileged" -> false;
                case "baseline" -> forms.stream().anyMatch(form -> form.countsAt(false, minor));
                default -> forms.stream().anyMatch(form -> form.countsAt(true, minor));
            };
        }

        /** Reason and detail: {@code hostPort (container "web" uses hostPort 80)}. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** What a pod violates at some level in some version, in the order in which the API server lists it. */
    public static List<Violation> violations(Pod pod) {
        var violations = new ArrayList<Violation>();
        for (Check check : CHECKS) {
            String text = check.text().apply(pod);
            if (!text.isEmpty()) {
                List<Form> asked = check.forms().stream()
                        .filter(form -> form.asks(pod.isWindows(), pod.hasUserNamespace()))
                        .toList();
                violations.add(new Violation(asked, text, check.places().apply(pod)));
            }
        }
        return List.copyOf(violations);
    }
}
