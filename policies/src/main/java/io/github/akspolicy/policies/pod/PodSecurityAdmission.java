package io.github.akspolicy.policies.pod;

import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the Pod Security admission of the API server says about a pod, at each level and in each version, in its own
 * words and order (kubernetes/pod-security-admission at 8f84a87, {@code policy/registry.go} and {@code policy/check_*};
 * the checks of 1.37). The policies of group pod judge the same settings one by one, with fields and lines; this says
 * what a person reads when the API server refuses the pod.
 */
public final class PodSecurityAdmission {
    private static final int EVER = Integer.MAX_VALUE;

    /**
     * A check in one of its forms.
     *
     * @param baseline the minor versions in which level baseline has it
     * @param restricted the minor versions in which level restricted has it, where a stricter check may replace it
     * @param text reason and detail, or the empty string when the pod passes
     */
    private record Check(Range baseline, Range restricted, Function<Pod, String> text) {}

    private record Range(int from, int until) {
        private static final Range NONE = new Range(0, 0);

        boolean contains(int minor) {
            return from <= minor && minor < until;
        }
    }

    /** Ordered as upstream orders its messages: by id, those of the baseline first. */
    private static final List<Check> CHECKS = List.of(
            both(0, EVER, PodSecurityChecks::appArmorProfile),
            new Check(new Range(0, EVER), new Range(0, 22), PodSecurityChecks::capabilitiesBaseline),
            both(0, EVER, PodSecurityChecks::hostNamespaces),
            new Check(new Range(0, EVER), Range.NONE, PodSecurityChecks::hostPathVolumes),
            both(0, EVER, PodSecurityChecks::hostPorts),
            both(34, EVER, PodSecurityChecks::hostProbesAndHostLifecycle),
            both(0, EVER, PodSecurityChecks::privileged),
            both(0, 35, PodSecurityChecks::procMount),
            new Check(new Range(35, EVER), Range.NONE, unless(Pod::hasUserNamespace, PodSecurityChecks::procMount)),
            both(0, 31, pod -> PodSecurityChecks.seLinuxOptions(pod, 30)),
            both(31, EVER, pod -> PodSecurityChecks.seLinuxOptions(pod, 31)),
            both(0, 19, PodSecurityChecks::seccompAnnotations),
            new Check(new Range(19, EVER), Range.NONE, PodSecurityChecks::seccompProfileBaseline),
            both(0, 27, pod -> PodSecurityChecks.sysctls(pod, 26)),
            both(27, 29, pod -> PodSecurityChecks.sysctls(pod, 28)),
            both(29, 32, pod -> PodSecurityChecks.sysctls(pod, 31)),
            both(32, 37, pod -> PodSecurityChecks.sysctls(pod, 36)),
            both(37, EVER, pod -> PodSecurityChecks.sysctls(pod, 37)),
            both(0, EVER, PodSecurityChecks::windowsHostProcess),
            restricted(8, 25, PodSecurityChecks::allowPrivilegeEscalation),
            restricted(25, EVER, unless(Pod::isWindows, PodSecurityChecks::allowPrivilegeEscalation)),
            restricted(22, 25, PodSecurityChecks::capabilitiesRestricted),
            restricted(25, EVER, unless(Pod::isWindows, PodSecurityChecks::capabilitiesRestricted)),
            restricted(35, EVER, PodSecurityChecks::procMount),
            restricted(0, EVER, PodSecurityChecks::restrictedVolumes),
            restricted(0, 35, PodSecurityChecks::runAsNonRoot),
            restricted(35, EVER, unless(Pod::hasUserNamespace, PodSecurityChecks::runAsNonRoot)),
            restricted(23, 35, PodSecurityChecks::runAsUser),
            restricted(35, EVER, unless(Pod::hasUserNamespace, PodSecurityChecks::runAsUser)),
            restricted(19, 25, PodSecurityChecks::seccompProfileRestricted),
            restricted(25, EVER, unless(Pod::isWindows, PodSecurityChecks::seccompProfileRestricted)));

    /** The release of the API server, which decides what {@code latest} means and which versions there are. */
    public static final Parameter<String> SERVER_VERSION = Parameter.choice(
            "serverVersion",
            PodSecurityVersion.PARAMETER.allowed(),
            PodSecurityVersion.PARAMETER.defaultValue(),
            "the release of the API server: it judges no newer version of the Pod Security Standards than its own");

    private PodSecurityAdmission() {}

    /** What the API server says of a pod at a level: empty when it admits it. */
    public static String message(List<Violation> violations, PodSecurityLevel level, String serverVersion) {
        int server = PodSecurityVersion.minor(serverVersion);
        String detail = violations.stream()
                .filter(violation -> violation.countsAt(level, server))
                .map(Violation::toString)
                .collect(Collectors.joining(", "));
        return detail.isEmpty() ? "" : "violates PodSecurity \"" + level + "\": " + detail;
    }

    private static Check both(int from, int until, Function<Pod, String> text) {
        return new Check(new Range(from, until), new Range(from, until), text);
    }

    private static Check restricted(int from, int until, Function<Pod, String> text) {
        return new Check(Range.NONE, new Range(from, until), text);
    }

    private static Function<Pod, String> unless(Function<Pod, Boolean> exempt, Function<Pod, String> text) {
        return pod -> exempt.apply(pod) ? "" : text.apply(pod);
    }

    /** One check that a pod does not pass, with the levels and versions that have it. Holds no part of the pod. */
    public static final class Violation {
        private final Check check;
        private final String text;

        private Violation(Check check, String text) {
            this.check = check;
            this.text = text;
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
                case "baseline" -> check.baseline().contains(minor);
                default -> check.restricted().contains(minor);
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
                violations.add(new Violation(check, text));
            }
        }
        return List.copyOf(violations);
    }
}
