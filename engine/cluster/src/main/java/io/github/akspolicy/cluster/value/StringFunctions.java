package io.github.akspolicy.cluster.value;

import static io.github.akspolicy.cluster.value.Function.Parameter.NUMBER;
import static io.github.akspolicy.cluster.value.Function.Parameter.PERHAPS_TEXT;
import static io.github.akspolicy.cluster.value.Function.Parameter.TEXT;

import io.github.akspolicy.cluster.value.Function.Needs;
import io.github.akspolicy.cluster.value.Function.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions of texts without patterns. They follow Go's {@code strings}. */
final class StringFunctions {
    private static final Parameter TEXTS = new Parameter(new Type.ListOf(Type.Primitive.STRING), Needs.SHAPE, false);

    private static final Pattern UNKNOWN = Pattern.compile("⟨([^⟩]*)⟩");

    private StringFunctions() {}

    static Map<String, Function> all() {
        return Map.ofEntries(
                Map.entry("chomp", text(text -> trimmed(text, c -> c == '\n' || c == '\r', false, true))),
                Map.entry("endswith", Function.of(StringFunctions::endsWith, PERHAPS_TEXT, TEXT)),
                Map.entry("indent", Function.of(StringFunctions::indent, NUMBER, TEXT)),
                Map.entry("join", Function.ofMany(StringFunctions::join, TEXTS, TEXT)),
                Map.entry("lower", inCase(Character::toLowerCase)),
                Map.entry("split", Function.of(StringFunctions::split, TEXT, TEXT)),
                Map.entry("startswith", Function.of(StringFunctions::startsWith, PERHAPS_TEXT, TEXT)),
                Map.entry("strcontains", Function.of(StringFunctions::contains, PERHAPS_TEXT, TEXT)),
                Map.entry("strrev", text(StringFunctions::reversed)),
                Map.entry("substr", Function.of(StringFunctions::substring, TEXT, NUMBER, NUMBER)),
                Map.entry("title", text(StringFunctions::title)),
                Map.entry("trim", Function.of(StringFunctions::trim, TEXT, TEXT)),
                Map.entry("trimprefix", Function.of(StringFunctions::trimPrefix, TEXT, TEXT)),
                Map.entry("trimspace", text(text -> trimmed(text, StringFunctions::isSpace, true, true))),
                Map.entry("trimsuffix", Function.of(StringFunctions::trimSuffix, TEXT, TEXT)),
                Map.entry("upper", inCase(Character::toUpperCase)));
    }

    private static Function text(UnaryOperator<String> body) {
        return Function.of(call -> call.made(body.apply(call.text(0))), TEXT);
    }

    private static Function inCase(IntUnaryOperator each) {
        return Function.of(
                call -> call.get(0) instanceof Value.Unknown unknown
                        ? Known.partly(call, unknown, partly(call.name(), unknown.partial(), each))
                        : call.made(mapped(call.text(0), each)),
                PERHAPS_TEXT);
    }

    /** Of a text that is partly known, the known parts are written so as well. */
    private static String partly(String function, String partial, IntUnaryOperator each) {
        var mapped = new StringBuilder();
        Matcher unknown = UNKNOWN.matcher(partial);
        int done = 0;
        while (unknown.find()) {
            mapped.append(mapped(partial.substring(done, unknown.start()), each));
            mapped.append('⟨')
                    .append(function)
                    .append('(')
                    .append(unknown.group(1))
                    .append(")⟩");
            done = unknown.end();
        }
        return mapped.append(mapped(partial.substring(done), each)).toString();
    }

    /** Each character for itself, as Go does: {@code ß} has no upper case. */
    private static String mapped(String text, IntUnaryOperator each) {
        var mapped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> mapped.appendCodePoint(each.applyAsInt(c)));
        return mapped.toString();
    }

    private static String reversed(String text) {
        List<String> clusters = Graphemes.of(text);
        Collections.reverse(clusters);
        return String.join("", clusters);
    }

    private static String title(String text) {
        var title = new StringBuilder(text.length());
        int previous = ' ';
        for (int c : text.codePoints().toArray()) {
            title.appendCodePoint(isSeparator(previous) ? Character.toTitleCase(c) : c);
            previous = c;
        }
        return title.toString();
    }

    private static boolean isSeparator(int c) {
        return c < 0x80 ? c != '_' && !Character.isLetterOrDigit(c) : !Character.isLetterOrDigit(c) && isSpace(c);
    }

    /** The spaces of Unicode (White_Space). */
    private static boolean isSpace(int c) {
        return c >= 9 && c <= 13 || c == 0x85 || Character.isSpaceChar(c);
    }

    private static String trimmed(String text, IntPredicate what, boolean isAtStart, boolean isAtEnd) {
        int from = 0;
        int to = text.length();
        while (isAtStart && from < to && what.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (isAtEnd && to > from && what.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    private static Value trim(Call call) {
        String set = call.text(1);
        return call.made(trimmed(call.text(0), c -> set.indexOf(c) >= 0, true, true));
    }

    private static Value trimPrefix(Call call) {
        String text = call.text(0);
        return call.made(
                text.startsWith(call.text(1)) ? text.substring(call.text(1).length()) : text);
    }

    private static Value trimSuffix(Call call) {
        String text = call.text(0);
        String suffix = call.text(1);
        return call.made(text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text);
    }

    private static Value startsWith(Call call) {
        String prefix = call.text(1);
        if (call.get(0) instanceof Value.Unknown unknown) {
            String known = knownStart(unknown);
            return known.startsWith(prefix)
                    ? call.made(true)
                    : prefix.startsWith(known) ? call.unknown() : call.made(false);
        }
        return call.made(call.text(0).startsWith(prefix));
    }

    private static Value endsWith(Call call) {
        String suffix = call.text(1);
        if (call.get(0) instanceof Value.Unknown unknown) {
            String known = knownEnd(unknown);
            return known.endsWith(suffix)
                    ? call.made(true)
                    : suffix.endsWith(known) ? call.unknown() : call.made(false);
        }
        return call.made(call.text(0).endsWith(suffix));
    }

    private static Value contains(Call call) {
        String part = call.text(1);
        if (call.get(0) instanceof Value.Unknown unknown) {
            return knownStart(unknown).contains(part) || knownEnd(unknown).contains(part)
                    ? call.made(true)
                    : call.unknown();
        }
        return call.made(call.text(0).contains(part));
    }

    private static String knownStart(Value.Unknown unknown) {
        int end = unknown.partial().indexOf('⟨');
        return end < 0 ? "" : unknown.partial().substring(0, end);
    }

    private static String knownEnd(Value.Unknown unknown) {
        return unknown.partial().substring(unknown.partial().lastIndexOf('⟩') + 1);
    }

    private static Value indent(Call call) {
        int spaces = call.integer(0);
        if (spaces < 0) {
            throw call.wrong("the number of spaces must not be negative");
        }
        String text = call.text(1);
        long lines = text.chars().filter(c -> c == '\n').count();
        return text.length() + lines * spaces > Call.LONGEST
                ? call.tooLarge()
                : call.made(text.replace("\n", "\n" + " ".repeat(spaces)));
    }

    private static Value join(Call call) {
        if (call.count() < 2) {
            throw call.wrong("takes at least one list");
        }
        List<Value> parts = new ArrayList<>();
        for (int i = 1; i < call.count(); i++) {
            parts.addAll(call.items(i));
        }
        var text = new StringBuilder();
        String separator = "";
        for (Value part : parts) {
            if (part instanceof Value.Null) {
                throw call.wrong("null cannot be joined");
            }
            text.append(separator).append(Known.partial(part));
            separator = call.text(0);
            if (text.length() > Call.LONGEST) {
                return call.tooLarge();
            }
        }
        Value.Unknown cause = Known.firstUnknown(parts);
        return cause == null ? call.made(text.toString()) : Known.partly(call, cause, text.toString());
    }

    private static Value split(Call call) {
        String separator = call.text(0);
        String text = call.text(1);
        if (separator.isEmpty()) {
            return call.texts(text.codePoints().mapToObj(Character::toString).toList());
        }
        return call.texts(Arrays.asList(text.split(Pattern.quote(separator), -1)));
    }

    /** With the characters that readers count; a negative length takes all, as does none behind a negative offset. */
    private static Value substring(Call call) {
        List<String> clusters = Graphemes.of(call.text(0));
        int offset = call.integer(1);
        int length = call.integer(2);
        if (offset >= 0 && length == 0) {
            return call.made("");
        }
        int start = Math.min(clusters.size(), Math.max(0, offset < 0 ? offset + clusters.size() : offset));
        int end = length <= 0 ? clusters.size() : (int) Math.min(clusters.size(), (long) start + length);
        return call.made(String.join("", clusters.subList(start, end)));
    }
}
