package io.github.akspolicy.policies.pod;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The version and level of the Pod Security Standards that a rule is judged by. A namespace chooses its version with
 * {@code pod-security.kubernetes.io/enforce-version}; the admission then judges as that release of Kubernetes did
 * (kubernetes/pod-security-admission, {@code policy/check_*}: each check lists its versions).
 */
final class PodSecurityVersion {
    static final String RESTRICTED = "restricted";

    private static final String LATEST_WORD = "latest";

    /** The newest release 1.minor whose checks are known here. */
    static final int NEWEST = 37;

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

    static final Parameters AT_RESTRICTED = Parameters.DEFAULTS.with(LEVEL, RESTRICTED);

    private PodSecurityVersion() {}

    /** The release 1.minor that the settings say. */
    static int minor(Judgement judgement) {
        return minor(judgement.get(PARAMETER));
    }

    /** The release 1.minor of a word of the parameter. */
    static int minor(String version) {
        return version.equals(LATEST_WORD) ? NEWEST : Integer.parseInt(version.substring("v1.".length()));
    }
}
