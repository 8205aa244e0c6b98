package io.github.akspolicy.template.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.FunctionException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What versions must satisfy: alternatives, of which each is a list of comparisons that must all hold. */
final class VersionConstraint {
    private static final String IDENTIFIERS = "([0-9A-Za-z\\-]+(\\.[0-9A-Za-z\\-]+)*)";
    private static final String VERSION = "v?([0-9|x|X|\\*]+)(\\.[0-9|x|X|\\*]+)?(\\.[0-9|x|X|\\*]+)?(-" + IDENTIFIERS
            + ")?(\\+" + IDENTIFIERS + ")?";
    private static final String OPERATORS = "=||!=|>|<|>=|=>|<=|=<|~|~>|\\^";
    private static final String ONE = "(" + OPERATORS + ")\\s*(" + VERSION + ")";
    private static final Pattern RANGE = Pattern.compile("\\s*(" + VERSION + ")\\s+-\\s+(" + VERSION + ")\\s*");
    private static final Pattern SINGLE = Pattern.compile("\\s*" + ONE + "\\s*");
    private static final Pattern PART = Pattern.compile(ONE);
    private static final Pattern ALL = Pattern.compile("(\\s*" + ONE + "\\s*)((?:\\s+|,\\s*)" + ONE + "\\s*)*");

    /** The group of a range that is its upper end. */
    private static final int UPPER = 11;

    private final List<List<VersionComparison>> alternatives = new ArrayList<>();
    private final Dialect dialect;

    VersionConstraint(String text, Dialect dialect) throws FunctionException {
        this.dialect = dialect;
        for (String each : withoutRanges(text).split("\\|\\|", -1)) {
            if (!ALL.matcher(each).matches()) {
                throw new FunctionException("improper constraint: " + each);
            }
            var comparisons = new ArrayList<VersionComparison>();
            Matcher found = PART.matcher(each);
            while (found.find()) {
                comparisons.add(comparison(found.group()));
            }
            alternatives.add(comparisons);
        }
    }

    /** {@code 1 - 2} means at least the one and at most the other. */
    private static String withoutRanges(String text) {
        String result = text;
        Matcher range = RANGE.matcher(text);
        while (range.find()) {
            String both = ">= " + range.group(1) + ", <= " + range.group(UPPER) + " ";
            int at = result.indexOf(range.group());
            result = result.substring(0, at)
                    + both
                    + result.substring(at + range.group().length());
        }
        return result;
    }

    private VersionComparison comparison(String text) throws FunctionException {
        Matcher parts = SINGLE.matcher(text);
        if (!parts.matches()) {
            throw new FunctionException("improper constraint: " + text);
        }
        String prerelease = parts.group(6) == null ? "" : parts.group(6);
        String major = parts.group(3);
        String minor = parts.group(4);
        String version = parts.group(2);
        VersionComparison.Open open = VersionComparison.Open.NOTHING;
        if (isOpen(major)) {
            version = "0.0.0" + prerelease;
            open = VersionComparison.Open.MAJOR;
        } else if (isOpen(minor)) {
            version = major + ".0.0" + prerelease;
            open = VersionComparison.Open.MINOR;
        } else if (isOpen(parts.group(5))) {
            version = major + minor + ".0" + prerelease;
            open = VersionComparison.Open.PATCH;
        }
        try {
            return new VersionComparison(parts.group(1), VersionNumber.read(version, dialect), open);
        } catch (FunctionException bad) {
            throw VersionNumber.error("constraint Parser Error", dialect);
        }
    }

    private static boolean isOpen(@Nullable String part) {
        String name = part == null ? "" : part.replaceFirst("^\\.", "");
        return name.isEmpty() || name.equals("x") || name.equals("X") || name.equals("*");
    }

    /** Whether a version satisfies it. */
    boolean allows(VersionNumber version) {
        return alternatives.stream().anyMatch(all -> {
            boolean group = all.stream().anyMatch(VersionComparison::namesPrerelease);
            return all.stream().allMatch(each -> {
                // Helm 3's library asks each comparison for itself whether it knows prereleases, and "not equal" never
                boolean knows = dialect.isRecent() ? group : each.namesPrerelease() || each.isPlainNotEqual();
                return (version.prerelease().isEmpty() || knows) && each.allows(version);
            });
        });
    }
}
