package io.github.akspolicy.manifest;

import java.util.regex.Pattern;

/**
 * Placeholders that YAML cannot read, where they begin a value without quotes: {@code replicas: {{ N }}} is a mapping whose key is a
 * mapping, which kubectl refuses, and {@code image: %IMAGE%} begins like a directive. Such a value is a text to whoever fills it in.
 * Other characters stand for these while the text is parsed, one for one, so that each line and column stays.
 */
final class UnquotedBraces {
    private static final char OPEN = '\uE000';
    private static final char CLOSE = '\uE001';
    private static final char PERCENT = '\uE002';

    /** A name alone, as a value: what is more is a language, whose program decides what it makes of the document. */
    private static final Pattern VALUE = Pattern.compile(
            "(?<=[:-][ \\t]{1,100})"
                    + "(?:\\{\\{[ \\t]{0,20}+(?!else\\b|end\\b)[A-Za-z_][\\w-]{0,200}+[ \\t]{0,20}+\\}\\}|%[A-Za-z_][A-Za-z0-9_]{2,200}+%)");

    private UnquotedBraces() {}

    /** The text as YAML can read it. */
    static String readable(String text) {
        if (text.indexOf("{{") < 0 && text.indexOf('%') < 0 || holdsStandIn(text)) {
            return text;
        }
        return VALUE.matcher(text)
                .replaceAll(match ->
                        match.group().replace('{', OPEN).replace('}', CLOSE).replace('%', PERCENT));
    }

    private static boolean holdsStandIn(String text) {
        return text.indexOf(OPEN) >= 0 || text.indexOf(CLOSE) >= 0 || text.indexOf(PERCENT) >= 0;
    }

    /** What was written. */
    static String restored(String value) {
        return holdsStandIn(value)
                ? value.replace(OPEN, '{').replace(CLOSE, '}').replace(PERCENT, '%')
                : value;
    }
}
