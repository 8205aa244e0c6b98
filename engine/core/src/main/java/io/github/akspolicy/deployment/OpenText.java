package io.github.akspolicy.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text in which names of variables stand between marks, characters of the private use area that no input holds after {@link
 * #clean}. A variable may get a value; an unknown stays one.
 */
final class OpenText {
    private static final char VARIABLE = '\uE000';
    private static final char WORDS = '\uE001';
    private static final char UNKNOWN = '\uE002';
    private static final char END = '\uE003';

    /** Where a shell takes a word apart. */
    static final char BREAK = '\uE004';

    private static final int LONGEST = 64 << 10;

    private static final Pattern MARKED = Pattern.compile("([\uE000-\uE002])([^\uE003]*+)\uE003");
    private static final Pattern BLANKS = Pattern.compile("[ \\t\\n]+");
    private static final Pattern NO_NAME = Pattern.compile("[^A-Za-z0-9_.-]+");
    private static final Pattern RESERVED = Pattern.compile("[\uE000-\uE004]");

    private OpenText() {}

    /** A text of a file without the characters that mark variables. */
    static String clean(String text) {
        return RESERVED.matcher(text).replaceAll("\uFFFD");
    }

    static String variable(String name) {
        return VARIABLE + name + END;
    }

    /** A variable that a shell takes apart at blanks, since it stands without quotes. */
    static String words(String name) {
        return WORDS + name + END;
    }

    /** What only a run knows. */
    static String unknown(String name) {
        return UNKNOWN + name + END;
    }

    /** Whether every part of it is known. */
    static boolean isKnown(String text) {
        return text.indexOf(END) < 0;
    }

    /** The text, or null when a part of it is not known. */
    static @Nullable String known(String text) {
        return isKnown(text) ? text : null;
    }

    /** Whether it is one variable, or something unknown, and nothing beside it. */
    static boolean isOneVariable(String text) {
        return text.indexOf(END) == text.length() - 1
                && text.length() > 1
                && text.charAt(0) <= UNKNOWN
                && text.charAt(0) >= VARIABLE;
    }

    /** Whether a word is any number of words: a variable without quotes, or a list. */
    static boolean isWords(ShellToken word) {
        return isOneVariable(word.text()) && (!word.isQuoted() || word.text().charAt(0) == WORDS);
    }

    /**
     * The text with values for variables.
     *
     * @param values of a name; null where none is known
     */
    static String resolve(String text, Function<String, @Nullable String> values) {
        if (isKnown(text)) {
            return text;
        }
        var resolved = new StringBuilder();
        Matcher matcher = MARKED.matcher(text);
        while (matcher.find()) {
            char mark = matcher.group(1).charAt(0);
            String value = mark == UNKNOWN ? null : values.apply(matcher.group(2));
            if (mark == WORDS && value != null) {
                value = BLANKS.matcher(value).replaceAll(String.valueOf(BREAK));
            }
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value == null ? matcher.group() : value));
            if (resolved.length() > LONGEST) {
                return unknown("text");
            }
        }
        return matcher.appendTail(resolved).toString();
    }

    /** The text with values for what is unknown, too. */
    static String bind(String text, Function<String, @Nullable String> values) {
        return isKnown(text) ? text : closed(resolve(text.replace(UNKNOWN, VARIABLE), values));
    }

    /** The text as if it stood in quotes: it is one word. */
    static String quoted(String text) {
        return text.replace(WORDS, VARIABLE);
    }

    /** The text in which nothing gets a value any more. */
    static String closed(String text) {
        return text.replace(VARIABLE, UNKNOWN).replace(WORDS, UNKNOWN);
    }

    /** The names of what is not known, in their order. */
    static List<String> names(String text) {
        return MARKED.matcher(text)
                .results()
                .map(found -> found.group(2))
                .distinct()
                .toList();
    }

    /** The text with <code>${NAME}</code> for what is not known. */
    static String shown(String text) {
        return MARKED.matcher(text).replaceAll(OpenText::placeholder);
    }

    private static String placeholder(MatchResult found) {
        String name = NO_NAME.matcher(found.group(2)).replaceAll("_");
        return Matcher.quoteReplacement("${" + (name.isEmpty() ? "value" : name) + "}");
    }

    /**
     * A pattern of what the text may be, with a group for each of {@link #names}, in their order. None of them holds a slash.
     */
    static Pattern pattern(String text) {
        var pattern = new StringBuilder();
        var groups = new ArrayList<String>();
        Matcher matcher = MARKED.matcher(text);
        int from = 0;
        while (matcher.find()) {
            pattern.append(Pattern.quote(text.substring(from, matcher.start())));
            int known = groups.indexOf(matcher.group(2));
            pattern.append(known < 0 ? "([^/]+?)" : "\\" + (known + 1));
            if (known < 0) {
                groups.add(matcher.group(2));
            }
            from = matcher.end();
        }
        return Pattern.compile(
                pattern.append(Pattern.quote(text.substring(from))).toString());
    }
}
