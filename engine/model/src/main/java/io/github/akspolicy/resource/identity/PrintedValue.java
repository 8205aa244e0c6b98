package io.github.akspolicy.resource.identity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Go prints of something that is not a text: {@code map[key:password name:store]} where a template puts a mapping into a string,
 * {@code <nil>} for what is not there, {@code %!d(string=80)} where {@code printf} gets another kind than it says. The program that
 * reads it gets these words. Types of Go ({@code map[string]int}) and words of a sentence are not meant.
 */
public final class PrintedValue {
    /** The first key, and where a mapping of mappings ends; perhaps behind the name of an option, or in a list. */
    private static final Pattern MAP =
            Pattern.compile("(?:[\\w./:@-]*[=:/])?\\[?map\\[(?:[A-Za-z_][\\w./-]*+:[^\\n]*)?\\](?:[\\s:\\]][^\\n]*)?");

    private static final Pattern NOTHING = Pattern.compile("(?:[\\w./:@-]*=)?<(?:nil|no value)>");

    private static final Pattern FORMAT =
            Pattern.compile("%!(?:[a-zA-Z]\\((?:<nil>|MISSING|BADINDEX|[\\w.*\\[\\]{} ]+=[^)]*)\\)"
                    + "|\\((?:EXTRA [^)]*|NOVERB|BADWIDTH|BADPREC|BADINDEX)\\))");

    private static final Pattern ENTRY = Pattern.compile("(?<name>[A-Za-z_][\\w./-]*+):(?<value>[^\\s\\[\\]]++)");

    private static final int LONGEST = 4_000;

    private PrintedValue() {}

    /** What a text on one line prints, in words; empty when it is an ordinary text. */
    public static String of(String text) {
        String value = text.strip();
        if (value.length() > LONGEST || value.indexOf('\n') >= 0) {
            return "";
        }
        if (value.contains("map[") && MAP.matcher(value).matches()) {
            return "a Go map";
        }
        if (value.endsWith(">") && NOTHING.matcher(value).matches()) {
            return "an absent value";
        }
        return value.contains("%!") && FORMAT.matcher(value).find() ? "a format error of printf" : "";
    }

    /** Whether a text is printed and holds no secret itself: {@code map[password:hunter2]} does. */
    static boolean holdsNothing(String text) {
        return !of(text).isEmpty() && !holdsSecret(text);
    }

    private static boolean holdsSecret(String text) {
        Matcher entry = ENTRY.matcher(text);
        while (entry.find()) {
            if (SecretShape.isSecret(entry.group("name"), entry.group("value"))) {
                return true;
            }
        }
        return false;
    }
}
