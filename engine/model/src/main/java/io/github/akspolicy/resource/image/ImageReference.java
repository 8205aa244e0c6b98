package io.github.akspolicy.resource.image;

import io.github.akspolicy.resource.Recent;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image reference as the kubelet and the container runtime understand it: the grammar and the normalisation of
 * distribution/reference ({@code ParseNormalizedNamed}), so that {@code nginx} is {@code docker.io/library/nginx}.
 *
 * @param text the reference as it was written
 * @param registry host with port, such as {@code contoso.azurecr.io} or {@code localhost:5000}; {@code docker.io} when
 *     the reference names none
 * @param repository the path in the registry, such as {@code library/nginx}
 * @param tag the tag as it was written, or null
 * @param digest algorithm and hash, such as {@code sha256:0123…}, or null
 */
public record ImageReference(
        String text,
        String registry,
        String repository,
        @Nullable String tag,
        @Nullable String digest) {
    private static final String DOCKER_HUB = "docker.io";
    private static final String LATEST = "latest";
    private static final int MAX_REPOSITORY = 255;
    /** Longer than any real reference: it bounds the work on hostile input. */
    private static final int MAX_TEXT = 1024;

    // Possessive quantifiers where the grammar allows it: no input can make the matching slow.
    private static final String HOST_LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private static final Pattern REGISTRY =
            Pattern.compile("(?:" + HOST_LABEL + "(?:\\." + HOST_LABEL + ")*+|\\[[a-fA-F0-9:]++])(?::[0-9]++)?");
    private static final Recent<Boolean> IS_REGISTRY =
            new Recent<>(host -> REGISTRY.matcher(host).matches());
    private static final Pattern REPOSITORY = Pattern.compile(
            "[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++)*+(?:/[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++)*+)*+");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final int HASH_LENGTH = 64;
    private static final Pattern BARE_HASH = Pattern.compile("[a-f0-9]{" + HASH_LENGTH + "}");
    private static final Map<String, Pattern> DIGESTS = Map.of(
            "sha256", BARE_HASH, "sha384", Pattern.compile("[a-f0-9]{96}"), "sha512", Pattern.compile("[a-f0-9]{128}"));
    /** The reference, or empty when the kubelet would refuse the text ({@code InvalidImageName}). */
    public static Optional<ImageReference> parse(String text) {
        if (text.length() > MAX_TEXT
                || (text.length() == HASH_LENGTH && BARE_HASH.matcher(text).matches())) {
            return Optional.empty();
        }
        int at = text.indexOf('@');
        String digest = at < 0 ? null : text.substring(at + 1);
        String named = at < 0 ? text : text.substring(0, at);
        int colon = named.lastIndexOf(':');
        // before a slash it is that of a port
        boolean isTagged = colon >= 0 && named.indexOf('/', colon) < 0;
        String tag = isTagged ? named.substring(colon + 1) : null;
        String name = isTagged ? named.substring(0, colon) : named;
        int slash = name.indexOf('/');
        boolean hasHost = slash >= 0 && isHost(name.substring(0, slash));
        String registry = hasHost ? name.substring(0, slash) : DOCKER_HUB;
        String repository = hasHost ? name.substring(slash + 1) : name;
        if (registry.equals("index." + DOCKER_HUB)) {
            registry = DOCKER_HUB;
        }
        if (registry.equals(DOCKER_HUB) && repository.indexOf('/') < 0) {
            repository = "library/" + repository;
        }
        boolean valid = repository.length() <= MAX_REPOSITORY
                && IS_REGISTRY.of(registry)
                && REPOSITORY.matcher(repository).matches()
                && (tag == null || TAG.matcher(tag).matches())
                && (digest == null || isDigest(digest));
        return valid ? Optional.of(new ImageReference(text, registry, repository, tag, digest)) : Optional.empty();
    }

    /** Docker's rule: the part before the first slash is a host when no repository path could look like that. */
    static boolean isHost(String first) {
        return first.contains(".")
                || first.contains(":")
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
    }

    private static boolean isDigest(String digest) {
        int colon = digest.indexOf(':');
        Pattern hash = colon < 0 ? null : DIGESTS.get(digest.substring(0, colon));
        return hash != null && hash.matcher(digest.substring(colon + 1)).matches();
    }

    /** Whether neither tag nor digest is written, which makes the kubelet pull {@code latest}. */
    public boolean isUntagged() {
        return tag == null && digest == null;
    }

    /** The tag that decides what is pulled: null when a digest decides, {@code latest} when nothing is written. */
    public @Nullable String effectiveTag() {
        if (digest != null) {
            return null;
        }
        return tag == null ? LATEST : tag;
    }

    /** Registry and repository: {@code docker.io/library/nginx}. */
    public String name() {
        return registry + "/" + repository;
    }

    /** The reference as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
