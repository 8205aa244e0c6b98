package io.github.akspolicy.template.function;

import com.google.re2j.Pattern;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import java.util.ArrayList;
import java.util.List;

/** What takes the place of a match: in Go, {@code $1}, {@code ${1}} and {@code $name} stand for groups. */
final class RegexTemplate {
    private static final int TOO_LARGE = 100_000_000;

    /**
     * A part of the template: a group by name, or text.
     *
     * @param group the name of a group or its number; empty for text
     * @param text what is written as it is
     */
    private record Part(String group, Text text) {}

    private final List<Part> parts = new ArrayList<>();

    private RegexTemplate() {}

    /**
     * A template.
     *
     * @param literal whether it is written as it is
     */
    static RegexTemplate of(Text text, boolean literal) {
        var template = new RegexTemplate();
        int from = 0;
        String bytes = text.bytes();
        for (int dollar = bytes.indexOf('$'); dollar >= 0 && !literal; dollar = bytes.indexOf('$', from)) {
            template.literal(text.part(from, dollar));
            from = template.reference(text, dollar);
        }
        template.literal(text.part(from, bytes.length()));
        return template;
    }

    private void literal(Text text) {
        parts.add(new Part("", text));
    }

    /** Reads what a dollar begins. Returns where it ends; a dollar that begins nothing stands for itself. */
    private int reference(Text text, int dollar) {
        String bytes = text.bytes();
        int from = dollar + 1;
        if (bytes.startsWith("$", from)) {
            literal(text.part(dollar, from));
            return from + 1;
        }
        boolean braced = bytes.startsWith("{", from);
        int start = braced ? from + 1 : from;
        int end = start;
        while (end < bytes.length() && isName(Bytes.runeAt(bytes, end))) {
            end += Bytes.widthAt(bytes, end);
        }
        if (end == start || braced && !bytes.startsWith("}", end)) {
            literal(text.part(dollar, from));
            return from;
        }
        parts.add(new Part(bytes.substring(start, end), Text.EMPTY));
        return braced ? end + 1 : end;
    }

    private static boolean isName(int rune) {
        return rune == '_' || Character.isLetter(rune) || Character.isDigit(rune);
    }

    /** Appends what the template makes of a match. A group that there is not is empty. */
    void expand(Text.Builder out, Text text, int[] found, Pattern pattern) {
        // what stands in the place of a match is there because of it
        Sources matched = text.part(found[0], found[1]).sources();
        for (Part part : parts) {
            if (part.group().isEmpty()) {
                out.append(part.text().marked(mark -> mark.and(matched)));
                continue;
            }
            int group = number(part.group(), pattern);
            boolean there = group >= 0 && 2 * group + 1 < found.length && found[2 * group] >= 0;
            if (there) {
                out.append(text, found[2 * group], found[2 * group + 1]);
            }
        }
    }

    private static int number(String name, Pattern pattern) {
        boolean digits = name.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean isNumber = digits && (name.length() == 1 || name.charAt(0) != '0');
        if (!isNumber) {
            return pattern.namedGroups().getOrDefault(Bytes.text(name), -1);
        }
        return name.length() > 9 || Integer.parseInt(name) >= TOO_LARGE ? -1 : Integer.parseInt(name);
    }
}
