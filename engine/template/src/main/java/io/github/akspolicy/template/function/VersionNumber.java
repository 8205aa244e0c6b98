package io.github.akspolicy.template.function;

import io.github.akspolicy.template.text.GoNumbers;
import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.FunctionException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A semantic version, read as the library that Helm uses reads it: a {@code v} before it, and parts may be missing.
 *
 * @param major without sign, as minor and patch
 * @param prerelease what follows the dash; empty without one
 * @param metadata what follows the plus sign; empty without one
 * @param original what it was read from
 */
record VersionNumber(long major, long minor, long patch, String prerelease, String metadata, String original)
        implements Comparable<VersionNumber> {
    private static final String IDENTIFIERS = "([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)";
    private static final Pattern VERSION = Pattern.compile(
            "v?([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?(?:-" + IDENTIFIERS + ")?(?:\\+" + IDENTIFIERS + ")?");

    static VersionNumber read(String text, Dialect dialect) throws FunctionException {
        Matcher parts = VERSION.matcher(text);
        if (!parts.matches()) {
            throw error("Invalid Semantic Version", dialect);
        }
        String prerelease = parts.group(4) == null ? "" : parts.group(4);
        String metadata = parts.group(5) == null ? "" : parts.group(5);
        var version = new VersionNumber(
                part(parts.group(1), dialect),
                part(parts.group(2), dialect),
                part(parts.group(3), dialect),
                prerelease,
                metadata,
                text);
        requireNoLeadingZeros(prerelease, dialect);
        return version;
    }

    /** Helm 4's library writes its messages in lower case. */
    static FunctionException error(String message, Dialect dialect) {
        return new FunctionException(dialect.isRecent() ? message.toLowerCase(Locale.ROOT) : message);
    }

    private static long part(@Nullable String digits, Dialect dialect) throws FunctionException {
        if (digits == null) {
            return 0;
        }
        Long value = GoNumbers.unsigned(digits, 10).orElse(null);
        if (value == null) {
            String cause = "strconv.ParseUint: parsing " + Quote.quote(digits) + ": value out of range";
            throw new FunctionException(
                    error("Error parsing version segment: ", dialect).text() + cause);
        }
        return value;
    }

    private static void requireNoLeadingZeros(String prerelease, Dialect dialect) throws FunctionException {
        for (String each : prerelease.split("\\.")) {
            if (each.length() > 1 && each.charAt(0) == '0' && isNumber(each)) {
                throw error("Version segment starts with 0", dialect);
            }
        }
    }

    private static boolean isNumber(String identifier) {
        return !identifier.isEmpty() && identifier.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The next version, counted up at a part of it: 0 for the major one. A prerelease's next patch is its release. */
    VersionNumber incremented(int part) {
        if (part == 2) {
            return next(major, minor, prerelease.isEmpty() ? patch + 1 : patch, "", "");
        }
        return part == 1 ? next(major, minor + 1, 0, "", "") : next(major + 1, 0, 0, "", "");
    }

    private VersionNumber next(long newMajor, long newMinor, long newPatch, String pre, String meta) {
        var next = new VersionNumber(newMajor, newMinor, newPatch, pre, meta, "");
        String before = original.startsWith("v") ? "v" : "";
        return new VersionNumber(newMajor, newMinor, newPatch, pre, meta, before + next);
    }

    VersionNumber withPrerelease(String text, Dialect dialect) throws FunctionException {
        if (!text.isEmpty() && !text.matches(IDENTIFIERS)) {
            throw error("Invalid Prerelease string", dialect);
        }
        requireNoLeadingZeros(text, dialect);
        return next(major, minor, patch, text, metadata);
    }

    VersionNumber withMetadata(String text, Dialect dialect) throws FunctionException {
        if (!text.isEmpty() && !text.matches(IDENTIFIERS)) {
            throw error("Invalid Metadata string", dialect);
        }
        return next(major, minor, patch, prerelease, text);
    }

    @Override
    public int compareTo(VersionNumber other) {
        int numbers = Long.compareUnsigned(major, other.major);
        numbers = numbers != 0 ? numbers : Long.compareUnsigned(minor, other.minor);
        numbers = numbers != 0 ? numbers : Long.compareUnsigned(patch, other.patch);
        if (numbers != 0 || prerelease.isEmpty() && other.prerelease.isEmpty()) {
            return Integer.signum(numbers);
        }
        if (prerelease.isEmpty() || other.prerelease.isEmpty()) {
            return prerelease.isEmpty() ? 1 : -1;
        }
        return comparePrereleases(prerelease, other.prerelease);
    }

    /** Compares identifiers one by one: numbers come before words, and fewer before more. */
    static int comparePrereleases(String one, String other) {
        String[] left = one.split("\\.", -1);
        String[] right = other.split("\\.", -1);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int compared = compareIdentifiers(i < left.length ? left[i] : "", i < right.length ? right[i] : "");
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private static int compareIdentifiers(String left, String right) {
        if (left.equals(right)) {
            return 0;
        }
        if (left.isEmpty() || right.isEmpty()) {
            return left.isEmpty() ? -1 : 1;
        }
        Long one = GoNumbers.unsigned(left, 10).orElse(null);
        Long two = GoNumbers.unsigned(right, 10).orElse(null);
        if (one == null && two == null) {
            return left.compareTo(right) > 0 ? 1 : -1;
        }
        if (one == null || two == null) {
            return one == null ? 1 : -1;
        }
        return Long.compareUnsigned(one, two) > 0 ? 1 : -1;
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(major) + "." + Long.toUnsignedString(minor) + "." + Long.toUnsignedString(patch)
                + (prerelease.isEmpty() ? "" : "-" + prerelease)
                + (metadata.isEmpty() ? "" : "+" + metadata);
    }
}
