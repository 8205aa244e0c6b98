package io.github.akspolicy.policies.pod;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the Pod Security admission of the API server says about a pod, at each level and in each version, in its own
 * words and order (kubernetes/pod-security-admission at 8f84a87, {@code policy/registry.go} and {@code policy/check_*};
 * the checks of 1.37). The policies of group pod judge the same settings one by one, with fields and lines; this says
 * what a person reads when the API server refuses the pod.
 */
public final class PodSecurityAdmission {
    private static final int EVER = Integer.MAX_VALUE;
    private static final Predicate<Pod> NOBODY = pod -> false;

    /**
     * A check with its forms, of which at most one counts at a level in a version.
     *
     * @param text reason and detail, or the empty string when the pod passes
     * @param places the fields at fault, where they are known
     */
    private record Check(Function<Pod, String> text, Function<Pod, List<Place>> places, List<Form> forms) {
        private Check(Function<Pod, String> text, Form... forms) {
            this(text, pod -> List.of(), List.of(forms));
        }
    }

    /**
     * One form of a check.
     *
     * @param baseline the minor versions in which level baseline has it
     * @param restricted the minor versions in which level restricted has it, where a stricter check may replace it
     * @param exempt the pods that this form does not ask
     */
    private record Form(Range baseline, Range restricted, Predicate<Pod> exempt) {}

    private record Range(int from, int until) {
        private static final Range NONE = new Range(0, 0);

        boolean contains(int minor) {
            return from <= minor && minor < until;
        }
    }

    /** Ordered as upstream orders its messages: by id, those of the baseline first. */
    private static final List<Check> CHECKS = List.of(
            new Check(BaselineChecks::appArmorProfile, both(0, EVER)),
            new Check(BaselineChecks::capabilities, new Form(new Range(0, EVER), new Range(0, 22), NOBODY)),
            new Check(BaselineChecks::hostNamespaces, both(0, EVER)),
            new Check(BaselineChecks::hostPathVolumes, BaselineChecks::hostPaths, List.of(baseline(0, EVER, NOBODY))),
            new Check(BaselineChecks::hostPorts, both(0, EVER)),
            new Check(BaselineChecks::hostProbesAndHostLifecycle, both(34, EVER)),
            new Check(BaselineChecks::privileged, both(0, EVER)),
            new Check(BaselineChecks::procMount, both(0, 35), baseline(35, EVER, Pod::hasUserNamespace)),
            new Check(pod -> BaselineChecks.seLinuxOptions(pod, 30), both(0, 31)),
            new Check(pod -> BaselineChecks.seLinuxOptions(pod, 31), both(31, EVER)),
            new Check(BaselineChecks::seccompAnnotations, both(0, 19)),
            new Check(BaselineChecks::seccompProfile, baseline(19, EVER, NOBODY)),
            new Check(pod -> BaselineChecks.sysctls(pod, 26), both(0, 27)),
            new Check(pod -> BaselineChecks.sysctls(pod, 28), both(27, 29)),
            new Check(pod -> BaselineChecks.sysctls(pod, 31), both(29, 32)),
            new Check(pod -> BaselineChecks.sysctls(pod, 36), both(32, 37)),
            new Check(pod -> BaselineChecks.sysctls(pod, 37), both(37, EVER)),
            new Check(BaselineChecks::windowsHostProcess, both(0, EVER)),
            new Check(
                    RestrictedChecks::allowPrivilegeEscalation,
                    restricted(8, 25, NOBODY),
                    restricted(25, EVER, Pod::isWindows)),
            new Check(RestrictedChecks::capabilities, restricted(22, 25, NOBODY), restricted(25, EVER, Pod::isWindows)),
            // later in upstream's order than the form of level baseline
            new Check(BaselineChecks::procMount, restricted(35, EVER, NOBODY)),
            new Check(RestrictedChecks::volumes, restricted(0, EVER, NOBODY)),
            new Check(
                    RestrictedChecks::runAsNonRoot,
                    restricted(0, 35, NOBODY),
                    restricted(35, EVER, Pod::hasUserNamespace)),
            new Check(
                    RestrictedChecks::runAsUser,
                    restricted(23, 35, NOBODY),
                    restricted(35, EVER, Pod::hasUserNamespace)),
            new Check(
                    RestrictedChecks::seccompProfile,
                    restricted(19, 25, NOBODY),
                    restricted(25, EVER, Pod::isWindows)));

    /** The release of the API server, which decides what {@code latest} means and which versions there are. */
    public static final Parameter<String> SERVER_VERSION = Parameter.choice(
            "serverVersion",
            PodSecurityVersion.PARAMETER.allowed(),
            PodSecurityVersion.PARAMETER.defaultValue(),
            "the release of the API server: it judges no newer version of the Pod Security Standards than its own");

    private PodSecurityAdmission() {}

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

    private static Form both(int from, int until) {
        return new Form(new Range(from, until), new Range(from, until), NOBODY);
    }

    private static Form baseline(int from, int until, Predicate<Pod> exempt) {
        return new Form(new Range(from, until), Range.NONE, exempt);
    }

    private static Form restricted(int from, int until, Predicate<Pod> exempt) {
        return new Form(Range.NONE, new Range(from, until), exempt);
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
                case "baseline" ->
                    forms.stream().anyMatch(form -> form.baseline().contains(minor));
                default -> forms.stream().anyMatch(form -> form.restricted().contains(minor));
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
                        .filter(form -> !form.exempt().test(pod))
                        .toList();
                violations.add(new Violation(asked, text, check.places().apply(pod)));
            }
        }
        return List.copyOf(violations);
    }
}
