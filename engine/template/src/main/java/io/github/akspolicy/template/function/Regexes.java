package io.github.akspolicy.template.function;

import static io.github.akspolicy.template.value.GoType.INT;
import static io.github.akspolicy.template.value.GoType.STRING;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Sprig's functions with regular expressions, in the syntax of RE2. What they find keeps its pieces. */
final class Regexes {
    private static final int CACHE = 1_000;

    /** How many matches Go has room for at first. */
    private static final int FIRST_MATCHES = 10;

    private static final ConcurrentHashMap<String, Pattern> COMPILED = new ConcurrentHashMap<>();
    private static final String SPECIAL = "\\.+*?()|[]{}^$";

    /** What is done with an expression and its arguments. */
    private interface Use {
        Value of(Pattern pattern, Arguments in);
    }

    private Regexes() {}

    static void addTo(FunctionTable table) {
        List<GoType> match = List.of(STRING, STRING);
        List<GoType> count = List.of(STRING, STRING, INT);
        List<GoType> replace = List.of(STRING, STRING, STRING);
        add(table, "Find", match, Regexes::find);
        add(table, "FindAll", count, Regexes::findAll);
        add(table, "ReplaceAll", replace, (pattern, in) -> replaceAll(pattern, in, false));
        add(table, "ReplaceAllLiteral", replace, (pattern, in) -> replaceAll(pattern, in, true));
        add(table, "Split", count, Regexes::split);
        table.add("regexMatch", match, Regexes::matches)
                .add("mustRegexMatch", match, with("", Regexes::match))
                .add("regexQuoteMeta", List.of(STRING), in -> Value.of(Pieces.mapped(in.text(0), Regexes::quoted)));
    }

    private static void add(FunctionTable table, String name, List<GoType> types, Use use) {
        table.add("mustRegex" + name, types, with("", use));
        table.add("regex" + name, types, with("regexp: Compile(", use));
    }

    private static Function.Body with(String before, Use use) {
        return in -> {
            String regex = in.bytes(0);
            try {
                return use.of(compiled(regex), in);
            } catch (PatternSyntaxException bad) {
                String error = RegexSyntax.message(regex, bad);
                throw new FunctionException(before.isEmpty() ? error : before + backquoted(regex) + "): " + error);
            }
        };
    }

    private static Pattern compiled(String regex) {
        Pattern known = COMPILED.get(regex);
        if (known != null) {
            return known;
        }
        if (COMPILED.size() >= CACHE) {
            COMPILED.clear();
        }
        Pattern pattern = RegexSyntax.compile(regex);
        COMPILED.put(regex, pattern);
        return pattern;
    }

    /** Go quotes expressions with backquotes if it can. */
    private static String backquoted(String regex) {
        boolean raw = regex.chars().noneMatch(c -> c == '`' || c < ' ' && c != '\t' || c == 0x7F);
        return raw ? "`" + regex + "`" : Quote.quote(regex);
    }

    private static String quoted(String bytes) {
        var out = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            out.append(SPECIAL.indexOf(bytes.charAt(i)) >= 0 ? "\\" : "").append(bytes.charAt(i));
        }
        return out.toString();
    }

    private static Value match(Pattern pattern, Arguments in) {
        boolean found = new RegexSearch(pattern, in.bytes(1)).find(0) != null;
        return Value.of(found, in.sources());
    }

    /** Whether an expression is found; a bad one never is. */
    private static Value matches(Arguments in) {
        try {
            return match(compiled(in.bytes(0)), in);
        } catch (PatternSyntaxException bad) {
            return Value.of(false, in.sources());
        }
    }

    private static Sources decided(Arguments in) {
        Sources all = in.get(0).sources();
        return in.size() > 2 ? all.and(in.get(2).sources()) : all;
    }

    private static Value find(Pattern pattern, Arguments in) {
        Text text = in.text(1);
        int[] found = new RegexSearch(pattern, text.bytes()).find(0);
        return Value.of(found == null ? text.as("") : Pieces.cut(text, found[0], found[1]), decided(in));
    }

    private static Value findAll(Pattern pattern, Arguments in) {
        Text text = in.text(1);
        List<int[]> found = new RegexSearch(pattern, text.bytes()).all(in.integer(2));
        Sources sources = decided(in);
        if (found.isEmpty()) {
            return Value.of(GoSlice.nil(GoType.STRINGS), sources.and(text.sources()));
        }
        List<Value> parts = new ArrayList<>();
        for (int[] each : found) {
            parts.add(Value.of(Pieces.cut(text, each[0], each[1])));
        }
        return Value.of(GoSlice.grown(GoType.STRINGS, parts, FIRST_MATCHES), sources);
    }

    private static Value split(Pattern pattern, Arguments in) {
        Text text = in.text(1);
        long limit = in.integer(2);
        Sources sources = decided(in);
        if (limit == 0) {
            return Value.of(GoSlice.nil(GoType.STRINGS), sources.and(text.sources()));
        }
        List<Text> parts = new ArrayList<>();
        if (in.text(0).length() > 0 && text.length() == 0) {
            return Value.of(GoSlice.ofTexts(List.of(text)), sources);
        }
        int from = 0;
        int end = 0;
        for (int[] each : new RegexSearch(pattern, text.bytes()).all(limit)) {
            if (limit > 0 && parts.size() == limit - 1) {
                break;
            }
            end = each[0];
            if (each[1] != 0) {
                parts.add(Pieces.cut(text, from, end));
            }
            from = each[1];
        }
        if (end != text.length()) {
            parts.add(Pieces.cut(text, from, text.length()));
        }
        return Value.of(GoSlice.ofTexts(parts), sources);
    }

    private static Value replaceAll(Pattern pattern, Arguments in, boolean literal) {
        Text text = in.text(1);
        RegexTemplate template = RegexTemplate.of(in.text(2), literal);
        Sources sources = in.get(0).sources().and(TextFunctions.unseen(in.text(2)));
        var search = new RegexSearch(pattern, text.bytes());
        var out = new Text.Builder();
        int copied = 0;
        int from = 0;
        while (from <= text.length()) {
            int[] found = search.find(from);
            if (found == null) {
                break;
            }
            out.append(text, copied, found[0]);
            // an empty match right behind another match is not replaced
            if (found[1] > copied || found[0] == 0) {
                template.expand(out, text, found, pattern);
                in.caller().reserve(in.text(2).length());
            }
            copied = found[1];
            int width = from < text.length() ? Bytes.widthAt(text.bytes(), from) : 0;
            from = Math.max(from + Math.max(width, 1), found[1]);
        }
        if (copied == 0 && out.length() == 0) {
            return Value.of(text, in.get(0).sources());
        }
        out.append(text, copied, text.length());
        return Value.of(out.length() == 0 ? text.as("") : out.build(), sources);
    }
}
