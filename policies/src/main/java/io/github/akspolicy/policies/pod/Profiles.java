package io.github.akspolicy.policies.pod;

import io.github.akspolicy.manifest.Field;
import java.util.List;

/**
 * The seccomp or AppArmor profiles that a setting allows, in the words of Kubernetes or in the older ones that Azure
 * Policy keeps from the annotations: {@code runtime/default}, {@code docker/default}, {@code localhost/<file>}.
 *
 * @param anyFile whether the type {@code Localhost} allows every file
 */
record Profiles(List<String> words, boolean anyFile) {
    private static final String UNCONFINED = "Unconfined";
    private static final String UNCONFINED_OF_OLD = "unconfined";

    Profiles(List<String> words) {
        this(words, true);
    }

    /** Whether anything goes, no profile at all included. */
    boolean includeEverything() {
        return words.contains("*");
    }

    /** @param profile a {@code seccompProfile} or {@code appArmorProfile} mapping */
    boolean include(Field profile) {
        String type = profile.get("type").stringOr("");
        return switch (type) {
            case "RuntimeDefault" ->
                words.contains(type) || words.contains("runtime/default") || words.contains("docker/default");
            case "Localhost" ->
                includeFile("localhost/" + profile.get("localhostProfile").stringOr(""));
            case UNCONFINED -> words.contains(type) || words.contains(UNCONFINED_OF_OLD);
            default -> words.contains(type);
        };
    }

    /** @param word the value of an annotation */
    boolean includeWord(String word) {
        return words.contains(word)
                || (word.startsWith("localhost/") && includeFile(word))
                || ((word.equals("runtime/default") || word.equals("docker/default"))
                        && words.contains("RuntimeDefault"))
                || (word.equals(UNCONFINED_OF_OLD) && words.contains(UNCONFINED));
    }

    private boolean includeFile(String word) {
        return (anyFile && words.contains("Localhost")) || words.contains("localhost/*") || words.contains(word);
    }
}
