package io.github.akspolicy.policies.pod;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The version and level of the Pod Security Standards that a rule is judged by. A namespace chooses its version with
 * {@code pod-security.kubernetes.io/enforce-version}; the admission then judges as that release of Kubernetes did
 * (kubernetes/pod-security-admission, {@code policy/check_*}: each check lists its versions).
 *
 * @param minor the release 1.minor
 * @param isRestricted whether the level is restricted, where a stricter rule overrides some rules of the baseline
 */
record PodSecurityVersion(int minor, boolean isRestricted) {
    static final String RESTRICTED = "restricted";

    private static final String LATEST_WORD = "latest";
    /** The newest release whose checks are known here. */
    private static final int NEWEST = 37;

    static final PodSecurityVersion LATEST = new PodSecurityVersion(NEWEST, false);

    static final Parameter<String> PARAMETER = Parameter.choice(
            "version",
            Stream.concat(
                            Stream.of(LATEST_WORD),
                            IntStream.rangeClosed(0, NEWEST).mapToObj(minor -> "v1." + minor))
                    .toList(),
            LATEST_WORD,
            "the version of the Pod Security Standards, as in the label pod-security.kubernetes.io/enforce-version");

    static final Parameter<String> LEVEL = Parameter.choice(
            "level",
            List.of("baseline", RESTRICTED),
            "baseline",
            "the level of the Pod Security Standards; at restricted a stricter rule overrides this one where there is one");

    /** What the settings say; a policy without a level is the same at both. */
    static PodSecurityVersion of(Judgement judgement) {
        return new PodSecurityVersion(
                minor(judgement.get(PARAMETER)), judgement.get(LEVEL).equals(RESTRICTED));
    }

    /** The release 1.minor of a word of the parameter. */
    static int minor(String version) {
        return version.equals(LATEST_WORD) ? NEWEST : Integer.parseInt(version.substring("v1.".length()));
    }

    /** Whether this is release 1.{@code minimum} or later. */
    boolean isAtLeast(int minimum) {
        return minor >= minimum;
    }

    /**
     * Whether a pod is Windows', where the settings of Linux mean nothing. The Pod Security admission asks from 1.25 on.
     *
     * @param detection one of the words of {@link WindowsPods#parameter}
     */
    boolean leavesOutWindows(Pod pod, String detection) {
        return isAtLeast(25) && WindowsPods.leaveOut(pod, detection);
    }

    /**
     * Whether a pod may do in a user namespace of its own what it may not do elsewhere, as from 1.35 on.
     *
     * @param wanted whether the rule is one of those
     */
    boolean relaxes(Pod pod, boolean wanted) {
        return wanted && isAtLeast(35) && pod.hasUserNamespace();
    }
}
