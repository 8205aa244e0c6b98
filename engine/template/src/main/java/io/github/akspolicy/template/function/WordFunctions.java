package io.github.akspolicy.template.function;

import static io.github.akspolicy.template.value.GoType.INT;
import static io.github.akspolicy.template.value.GoType.STRING;

import io.github.akspolicy.manifest.GoText;
import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.List;

/** Sprig's functions that change the case of words, or break lines between them. */
final class WordFunctions {
    private WordFunctions() {}

    static void addTo(FunctionTable table) {
        table.add("upper", List.of(STRING), each((before, rune) -> Character.toUpperCase(rune)))
                .add("lower", List.of(STRING), each((before, rune) -> Character.toLowerCase(rune)))
                .add(
                        "title",
                        List.of(STRING),
                        each((before, rune) -> Runes.isSeparator(before) ? Character.toTitleCase(rune) : rune))
                .add(
                        "untitle",
                        List.of(STRING),
                        each((before, rune) -> GoText.isSpace(before) ? Character.toLowerCase(rune) : rune))
                .add("swapcase", List.of(STRING), each(WordFunctions::swapped))
                .add("nospace", List.of(STRING), in -> Value.of(withoutSpaces(in.text(0))))
                .add("initials", List.of(STRING), in -> Value.of(initials(in.text(0))))
                .add("snakecase", List.of(STRING), in -> Value.of(in.text(0).as(CaseWords.separated(in.bytes(0), "_"))))
                .add("kebabcase", List.of(STRING), in -> Value.of(in.text(0).as(CaseWords.separated(in.bytes(0), "-"))))
                .add("camelcase", List.of(STRING), in -> Value.of(in.text(0).as(CamelCase.of(in.bytes(0)))))
                .add("wrap", List.of(INT, STRING), in -> wrap(in, Text.of("\n"), in.text(1), false))
                .add(
                        "wrapWith",
                        List.of(INT, STRING, STRING),
                        in -> wrap(in, in.text(1).length() == 0 ? in.text(1).as("\n") : in.text(1), in.text(2), true));
    }

    private static Function.Body each(Pieces.Change change) {
        return in -> Value.of(Pieces.changed(in.text(0), change));
    }

    private static int swapped(int before, int rune) {
        if (Runes.isUpper(rune) || Runes.isTitle(rune)) {
            return Character.toLowerCase(rune);
        }
        if (Runes.isLower(rune)) {
            return GoText.isSpace(before) ? Character.toTitleCase(rune) : Character.toUpperCase(rune);
        }
        return rune;
    }

    /** Go's library takes each byte for a character here, so that others than ASCII become two bytes. */
    private static Text withoutSpaces(Text text) {
        String bytes = text.bytes();
        if (bytes.chars().noneMatch(GoText::isSpace)) {
            return text;
        }
        Text kept = Pieces.mapped(text, piece -> {
            var out = new StringBuilder();
            piece.chars().filter(c -> !GoText.isSpace(c)).forEach(c -> out.append(Runes.bytes(c)));
            return out.toString();
        });
        return kept.length() == 0 ? text.as("") : kept;
    }

    /** The first byte of each word, taken for a character as above. */
    private static Text initials(Text text) {
        String bytes = text.bytes();
        var out = new Text.Builder();
        boolean gap = true;
        for (int i = 0; i < bytes.length(); i++) {
            boolean space = GoText.isSpace(bytes.charAt(i));
            if (gap && !space) {
                out.append(Runes.bytes(bytes.charAt(i)), text.markAt(i));
            }
            gap = space;
        }
        return out.length() == 0 ? text.as("") : out.build();
    }

    private static Value wrap(Arguments in, Text newline, Text text, boolean breaksWords) {
        int width = (int) Math.max(1, Math.min(in.integer(0), Integer.MAX_VALUE / 2));
        String bytes = text.bytes();
        var out = new Text.Builder();
        int from = 0;
        while (bytes.length() - from > width) {
            if (bytes.charAt(from) == ' ') {
                from++;
                continue;
            }
            int space = bytes.lastIndexOf(' ', from + width);
            int end = space >= from ? space : breaksWords ? from + width : bytes.indexOf(' ', from + width);
            if (end < 0) {
                break;
            }
            out.append(text, from, end).append(newline);
            from = space >= from || !breaksWords ? end + 1 : end;
        }
        out.append(text, from, bytes.length());
        Text all = out.length() == 0 ? text.as("") : out.build();
        return Value.of(all, in.get(0).sources());
    }
}
