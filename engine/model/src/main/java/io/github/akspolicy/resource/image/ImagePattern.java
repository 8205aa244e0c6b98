package io.github.akspolicy.resource.image;

import java.util.Collection;
import java.util.Locale;

/**
 * What settings name images by: a registry ({@code contoso.azurecr.io}), a registry whose first label is any ({@code
 * *.azurecr.io}), a path within a registry ({@code contoso.azurecr.io/store}), or one image exactly as written. Hosts
 * and path components are compared whole: {@code contoso.azurecr.io} does not stand for {@code contoso.azurecr.io.evil.com}.
 * A trailing {@code /} or {@code /*} changes nothing.
 */
public final class ImagePattern {
    private ImagePattern() {}

    /** Whether one of the patterns stands for the image. */
    public static boolean anyMatches(Collection<String> patterns, ImageReference image) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, image));
    }

    private static boolean matches(String pattern, ImageReference image) {
        if (pattern.equals(image.text())) {
            return true;
        }
        int slash = pattern.indexOf('/');
        String first = slash < 0 ? pattern : pattern.substring(0, slash);
        boolean named = ImageReference.isHost(first);
        String host = named ? first.toLowerCase(Locale.ROOT) : "docker.io";
        String path = named ? (slash < 0 ? "" : pattern.substring(slash + 1)) : pattern;
        if (path.endsWith("*")) {
            path = path.substring(0, path.length() - 1);
        }
        if (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (!named && slash < 0) {
            path = "library/" + path;
        }
        return matchesHost(host, image.registry().toLowerCase(Locale.ROOT))
                && (path.isEmpty()
                        || image.repository().equals(path)
                        || image.repository().startsWith(path + "/"));
    }

    private static boolean matchesHost(String pattern, String host) {
        int dot = host.indexOf('.');
        return pattern.startsWith("*.")
                ? dot > 0 && host.substring(dot + 1).equals(pattern.substring(2))
                : host.equals(pattern);
    }
}
