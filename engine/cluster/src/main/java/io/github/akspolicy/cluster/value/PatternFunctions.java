package io.github.akspolicy.cluster.value;

import static io.github.akspolicy.cluster.value.Function.Parameter.ANYTHING;
import static io.github.akspolicy.cluster.value.Function.Parameter.TEXT;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The functions of texts with patterns: regular expressions of RE2, and the verbs of formats. */
final class PatternFunctions {
    private PatternFunctions() {}

    static Map<String, Function> all() {
        return Map.of(
                "format", Function.ofMany(PatternFunctions::format, ANYTHING, TEXT),
                "formatlist", Function.ofMany(PatternFunctions::formatList, ANYTHING, TEXT),
                "regex", Function.of(PatternFunctions::regex, TEXT, TEXT),
                "regexall", Function.of(PatternFunctions::regexAll, TEXT, TEXT),
                "replace", Function.of(PatternFunctions::replace, TEXT, TEXT, TEXT));
    }

    private static Value format(Call call) {
        return formatted(call, call.arguments().subList(1, call.count()));
    }

    private static Value formatted(Call call, List<Value> arguments) {
        String text = FormatVerbs.text(call, call.text(0), arguments);
        if (text == null) {
            return call.tooLarge();
        }
        Value.Unknown cause = Known.firstUnknown(arguments);
        return cause == null ? call.made(text) : Known.partly(call, cause, text);
    }

    private static Value formatList(Call call) {
        List<Value> arguments = call.arguments().subList(1, call.count());
        int length = -1;
        for (Value argument : arguments) {
            if (argument instanceof Value.Unknown unknown && !ListFunctions.isSurelyText(unknown)) {
                return call.unknown();
            }
            if (argument instanceof Value.Sequence sequence) {
                if (!Known.hasKnownLength(sequence)) {
                    return call.unknown();
                }
                int size = sequence.items().size();
                if (length >= 0 && length != size) {
                    throw call.wrong("the lists have " + length + " and " + size + " elements");
                }
                length = size;
            }
        }
        List<Value> texts = new ArrayList<>();
        for (int i = 0; i < Math.abs(length); i++) {
            texts.add(formatted(call, row(arguments, i)));
        }
        return call.made(Value.Items.LIST, texts);
    }

    private static List<Value> row(List<Value> arguments, int index) {
        return arguments.stream()
                .map(argument -> argument instanceof Value.Sequence sequence
                        ? sequence.items().get(index)
                        : argument)
                .toList();
    }

    private static Pattern pattern(Call call, String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException wrong) {
            throw call.wrong("the pattern is not valid: " + wrong.getDescription());
        }
    }

    private static Value regex(Call call) {
        Pattern pattern = pattern(call, call.text(0));
        checkGroups(call, pattern);
        Matcher matcher = pattern.matcher(call.text(1));
        if (!matcher.find()) {
            throw call.wrong("the pattern does not match any part of the string");
        }
        return match(call, pattern, matcher);
    }

    private static Value regexAll(Call call) {
        Pattern pattern = pattern(call, call.text(0));
        checkGroups(call, pattern);
        Matcher matcher = pattern.matcher(call.text(1));
        List<Value> matches = new ArrayList<>();
        int end = -1;
        while (matcher.find()) {
            if (counts(matcher, call.text(1), end)) {
                matches.add(match(call, pattern, matcher));
            }
            end = matcher.end();
        }
        return call.made(Value.Items.LIST, matches);
    }

    /** In Go, an empty match right behind another one does not count, and none is within a character. */
    private static boolean counts(Matcher matcher, String text, int end) {
        int start = matcher.start();
        boolean isWithin = start > 0
                && start < text.length()
                && Character.isSurrogatePair(text.charAt(start - 1), text.charAt(start));
        return matcher.end() > start || start != end && !isWithin;
    }

    private static void checkGroups(Call call, Pattern pattern) {
        int named = pattern.namedGroups().size();
        if (named > 0 && named != pattern.groupCount()) {
            throw call.wrong("the pattern mixes groups with and without names");
        }
    }

    /** The text without groups, a tuple of groups, or an object of those that have names. */
    private static Value match(Call call, Pattern pattern, Matcher matcher) {
        if (pattern.groupCount() == 0) {
            return call.made(matcher.group());
        }
        if (pattern.namedGroups().isEmpty()) {
            List<Value> groups = new ArrayList<>();
            for (int i = 1; i <= pattern.groupCount(); i++) {
                groups.add(group(call, matcher, i));
            }
            return call.made(Value.Items.TUPLE, groups);
        }
        Map<String, Value.Entry> groups = new LinkedHashMap<>();
        new TreeMap<>(pattern.namedGroups())
                .forEach((name, index) -> groups.put(name, new Value.Entry(call.at(), group(call, matcher, index))));
        return new Value.Mapping(Value.Entries.OBJECT, groups, call.at());
    }

    private static Value group(Call call, Matcher matcher, int index) {
        return matcher.start(index) < 0 ? new Value.Null(call.at()) : call.made(matcher.group(index));
    }

    private static Value replace(Call call) {
        String text = call.text(0);
        String what = call.text(1);
        String with = call.text(2);
        if (what.length() > 1 && what.startsWith("/") && what.endsWith("/")) {
            return replaced(call, pattern(call, what.substring(1, what.length() - 1)), with);
        }
        if (what.isEmpty()) {
            var between = new StringBuilder(with);
            text.codePoints().forEach(c -> {
                if (between.length() <= Call.LONGEST) {
                    between.appendCodePoint(c).append(with);
                }
            });
            return call.made(between.toString());
        }
        long growth = Math.max(0, with.length() - what.length()) * (long) (text.length() / what.length());
        return text.length() + growth > 16L * Call.LONGEST ? call.tooLarge() : call.made(text.replace(what, with));
    }

    private static Value replaced(Call call, Pattern pattern, String with) {
        String text = call.text(0);
        Matcher matcher = pattern.matcher(text);
        var replaced = new StringBuilder();
        int done = 0;
        int end = -1;
        while (matcher.find()) {
            if (counts(matcher, text, end)) {
                replaced.append(text, done, matcher.start());
                expand(with, pattern, matcher, replaced);
                done = matcher.end();
            }
            end = matcher.end();
            if (replaced.length() > Call.LONGEST) {
                return call.tooLarge();
            }
        }
        return call.made(replaced.append(text, done, text.length()).toString());
    }

    /** {@code $1}, {@code $name}, <code>${name}</code> and {@code $$}, as Go's {@code Regexp.Expand} has them. */
    private static void expand(String template, Pattern pattern, Matcher matcher, StringBuilder into) {
        int i = 0;
        while (i < template.length()) {
            char c = template.charAt(i);
            if (c != '$') {
                into.append(c);
                i++;
                continue;
            }
            if (template.startsWith("$$", i)) {
                into.append('$');
                i += 2;
                continue;
            }
            boolean isBraced = template.startsWith("${", i);
            int start = i + (isBraced ? 2 : 1);
            int end = start;
            while (end < template.length() && isWord(template.codePointAt(end))) {
                end += Character.charCount(template.codePointAt(end));
            }
            if (end == start || isBraced && !template.startsWith("}", end)) {
                into.append('$');
                i++;
                continue;
            }
            into.append(group(template.substring(start, end), pattern, matcher));
            i = end + (isBraced ? 1 : 0);
        }
    }

    private static boolean isWord(int c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private static String group(String name, Pattern pattern, Matcher matcher) {
        Integer index = pattern.namedGroups().get(name);
        if (name.matches("[0-9]{1,8}")) {
            index = Integer.valueOf(name);
        }
        if (index == null || index > pattern.groupCount() || matcher.start(index) < 0) {
            return "";
        }
        return matcher.group(index);
    }
}
