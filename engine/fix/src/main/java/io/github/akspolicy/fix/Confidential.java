package io.github.akspolicy.fix;

import io.github.akspolicy.evaluate.Redaction;
import io.github.akspolicy.evaluate.SafeText;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must not be shown of the lines of source files: values of Secrets, and what a key says is one. */
final class Confidential {
    private static final String MASK = "«redacted»";
    private static final Pattern ENTRY = Pattern.compile("(?<![\\w.\"'/-])([\\w.\"'/-]++)\\s*+:\\s*+([^\\s,}][^,}]*)");
    private static final Pattern KEY = Pattern.compile(
            "pass|pwd|secret$|token$|credential|private|connection|license|^key$|^auth$|^sas$"
                    + "|(api|access|account|shared|encryption|signing|storage|ssh|tls)[-_]?key$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HARMLESS = Pattern.compile("true|false|null|~|\"\"|''|[|>{\\[].*|\\{\\{.*");
    /** What a value in a line stands between, and a comment behind it. */
    private static final Pattern AROUND = Pattern.compile("^[\\s\"'-]++|(?:[\"']|(?<!\\s))(?:\\s++#.*)?\\s*+$");

    /** Between the entries and items of a line. */
    private static final Pattern PARTS = Pattern.compile("[,{}\\[\\]]|:\\s");

    private final Redaction redaction;
    private final Set<String> values;

    /**
     * @param redaction masks the secrets of all releases that can be told by their value
     * @param values those that are words, too: they are masked where an entry or item of a line is nothing else
     */
    Confidential(Redaction redaction, Set<String> values) {
        this.redaction = redaction;
        this.values = Set.copyOf(values);
    }

    boolean isIn(String line) {
        return !mask(line).equals(line);
    }

    /** A line as it may be printed. */
    String shown(String line) {
        return SafeText.line(mask(line));
    }

    private String mask(String line) {
        if (values.contains(bare(line))) {
            return MASK;
        }
        String masked = ENTRY.matcher(line)
                .replaceAll(entry ->
                        Matcher.quoteReplacement(isConfidential(entry) ? entry.group(1) + ": " + MASK : entry.group()));
        for (String part : PARTS.split(line)) {
            String value = bare(part);
            if (values.contains(value)) {
                masked = masked.replace(value, MASK);
            }
        }
        return redaction.apply(masked);
    }

    private static boolean isConfidential(MatchResult entry) {
        return KEY.matcher(entry.group(1).replaceAll("[\"']", "")).find()
                && !HARMLESS.matcher(entry.group(2).strip()).matches();
    }

    private static String bare(String text) {
        return AROUND.matcher(text).replaceAll("");
    }
}
