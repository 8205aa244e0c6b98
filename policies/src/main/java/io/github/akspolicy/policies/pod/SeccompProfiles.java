package io.github.akspolicy.policies.pod;

import io.github.akspolicy.manifest.Field;
import java.util.List;

/**
 * The seccomp profiles that a setting allows, in the words of Kubernetes or in the older ones that Azure Policy keeps
 * from the annotations: {@code runtime/default}, {@code docker/default}, {@code localhost/<file>}.
 */
record SeccompProfiles(List<String> words) {
    /** Whether anything goes, no profile at all included. */
    boolean includeEverything() {
        return words.contains("*");
    }

    /** @param profile a {@code seccompProfile} mapping */
    boolean include(Field profile) {
        String type = profile.get("type").stringOr("");
        return switch (type) {
            case "RuntimeDefault" ->
                words.contains(type) || words.contains("runtime/default") || words.contains("docker/default");
            case "Localhost" ->
                words.contains(type)
                        || words.contains("localhost/*")
                        || words.contains(
                                "localhost/" + profile.get("localhostProfile").stringOr(""));
            default -> words.contains(type);
        };
    }
}
