package io.github.akspolicy.policies.pod;

import io.github.akspolicy.manifest.Field;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The level and version of the Pod Security Standards that a namespace asks the API server for, as the API server
 * understands its labels (kubernetes/pod-security-admission at 8f84a87, {@code api/helpers.go}).
 *
 * @param name {@code privileged}, {@code baseline} or {@code restricted}
 * @param version {@code latest} or {@code v1.} and a number
 */
public record PodSecurityLevel(String name, String version) {
    /** What a namespace without labels asks for, unless the API server is configured otherwise: AKS is not. */
    public static final PodSecurityLevel NONE = new PodSecurityLevel("privileged", "latest");

    /** From weak to strong. */
    public static final List<String> NAMES = List.of("privileged", "baseline", "restricted");

    /** What the labels of all modes start with. */
    public static final String LABEL_PREFIX = "pod-security.kubernetes.io/";

    private static final Pattern VERSION = Pattern.compile("latest|v1\\.(0|[1-9][0-9]{0,3})");

    /** Whether the API server knows the word as a version. */
    public static boolean isVersion(String word) {
        return VERSION.matcher(word).matches();
    }

    /**
     * What a text {@code level} or {@code level:version} says. Words that the API server does not know are the strictest
     * level and the latest version to it.
     */
    public static PodSecurityLevel of(String text) {
        int colon = text.indexOf(':');
        String level = colon < 0 ? text : text.substring(0, colon);
        String version = colon < 0 ? NONE.version() : text.substring(colon + 1);
        return new PodSecurityLevel(
                NAMES.contains(level) ? level : "restricted", isVersion(version) ? version : NONE.version());
    }

    /** What the labels of a namespace enforce. */
    public static PodSecurityLevel enforced(Field labels) {
        return labelled(labels, "enforce", NONE);
    }

    /** What the labels of a namespace make the API server warn about: what they enforce when they say nothing else. */
    public static PodSecurityLevel warned(Field labels) {
        PodSecurityLevel enforced = enforced(labels);
        boolean says = NAMES.contains(labels.get(LABEL_PREFIX + "enforce").stringOr(""));
        PodSecurityLevel unsaid = says && !labels.get(LABEL_PREFIX + "warn").isPresent() ? enforced : NONE;
        PodSecurityLevel warned = labelled(labels, "warn", unsaid);
        String word = labels.get(LABEL_PREFIX + "warn").stringOr("");
        return word.isEmpty() || NAMES.contains(word) ? warned : new PodSecurityLevel("privileged", warned.version());
    }

    private static PodSecurityLevel labelled(Field labels, String mode, PodSecurityLevel unsaid) {
        String level = labels.get(LABEL_PREFIX + mode).stringOr(unsaid.name());
        String version = labels.get(LABEL_PREFIX + mode + "-version").stringOr(unsaid.version());
        return of(level + ":" + version);
    }

    /**
     * The release 1.minor whose checks judge a pod.
     *
     * @param server the release of the API server, which knows no newer ones
     */
    int minor(int server) {
        return version.equals("latest")
                ? server
                : Math.min(server, Integer.parseInt(version.substring("v1.".length())));
    }

    /** {@code restricted:latest}, as upstream writes it. */
    @Override
    public String toString() {
        return name + ":" + version;
    }
}
