package io.github.akspolicy.fix;

import io.github.akspolicy.evaluate.SafeText;
import java.util.Set;
import java.util.regex.Pattern;

/** What must not be shown of the lines of source files: values of Secrets, and what a key says is one. */
final class Confidential {
    private static final String MASK = "«redacted»";
    private static final Pattern ENTRY = Pattern.compile("([\\w.\"'/-]+)\\s*:\\s*([^\\s,}][^,}]*)");
    private static final Pattern KEY = Pattern.compile(
            "pass|pwd|secret$|token$|credential|private|connection|license|^key$|^auth$|^sas$"
                    + "|(api|access|account|shared|encryption|signing|storage|ssh|tls)[-_]?key$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HARMLESS = Pattern.compile("true|false|null|~|\"\"|''|[|>{\\[].*|\\{\\{.*");

    private final Set<String> secrets;

    /** @param secrets texts that must not be shown */
    Confidential(Set<String> secrets) {
        this.secrets = Set.copyOf(secrets);
    }

    boolean isIn(String line) {
        return !mask(line).equals(line);
    }

    /** A line as it may be printed. */
    String shown(String line) {
        return SafeText.line(mask(line));
    }

    private String mask(String line) {
        String masked = ENTRY.matcher(line)
                .replaceAll(entry -> KEY.matcher(entry.group(1).replaceAll("[\"']", ""))
                                        .find()
                                && !HARMLESS.matcher(entry.group(2).strip()).matches()
                        ? java.util.regex.Matcher.quoteReplacement(entry.group(1) + ": " + MASK)
                        : java.util.regex.Matcher.quoteReplacement(entry.group()));
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }
}
