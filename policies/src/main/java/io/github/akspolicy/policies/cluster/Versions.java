package io.github.akspolicy.policies.cluster;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of Kubernetes: {@code 1.33}, {@code 1.33.2}, {@code v1.33.2}. */
final class Versions {
    private static final Pattern VERSION = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?.*");

    private Versions() {}

    /** Whether a version is another one or newer; one without patch counts as its newest patch. */
    public static boolean isAtLeast(String version, String least) {
        Matcher one = VERSION.matcher(version);
        Matcher other = VERSION.matcher(least);
        if (!one.matches() || !other.matches()) {
            return false;
        }
        for (int i = 1; i <= 3; i++) {
            int left = one.group(i) == null ? Integer.MAX_VALUE : Integer.parseInt(one.group(i));
            int right = other.group(i) == null ? 0 : Integer.parseInt(other.group(i));
            if (left != right) {
                return left > right;
            }
        }
        return true;
    }

    /** The minor version; 0 when the text is no version. */
    public static int minor(String version) {
        Matcher parts = VERSION.matcher(version);
        return parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
    }
}
