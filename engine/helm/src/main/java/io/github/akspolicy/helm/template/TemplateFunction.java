package io.github.akspolicy.helm.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the result of a function of Go templates, Sprig or Helm depends on its arguments. {@code functions.txt} has them all and
 * explains the words.
 *
 * @param decides the arguments that decide which text comes out
 */
public record TemplateFunction(String name, Result result, Form form, Deciding decides, Set<Trait> traits) {
    /** What of its arguments the result is. */
    public enum Result {
        LAST,
        FIRST,
        ONE,
        ITEMS,
        MERGED,
        TRUTH,
        ABOUT,
        COMPUTED
    }

    /** What the text of the result is to that of the arguments. */
    public enum Form {
        VALUE,
        WRITTEN,
        PLAIN,
        ALTERED,
        ANY
    }

    /** Some of the arguments. */
    public enum Deciding {
        NONE,
        FIRST,
        FIRST_TWO,
        LAST,
        BUT_FIRST,
        BUT_LAST,
        ALL;

        /** Those of a call. */
        public <T> List<T> of(List<T> arguments) {
            int size = arguments.size();
            int from = this == LAST ? size - 1 : this == BUT_FIRST ? 1 : 0;
            int to = switch (this) {
                case NONE -> 0;
                case FIRST -> 1;
                case FIRST_TWO -> 2;
                case BUT_LAST -> size - 1;
                case LAST, BUT_FIRST, ALL -> size;
            };
            return from < Math.min(to, size) && from >= 0 ? arguments.subList(from, Math.min(to, size)) : List.of();
        }
    }

    /** What else is true of a function. */
    public enum Trait {
        WHOLE,
        JOINS,
        EFFECT,
        KIND,
        TEXTS,
        TEXT_FIRST,
        TEXT_LAST
    }

    private static final String FILE = "functions.txt";
    /** What the table calls a value in parentheses, and a method. */
    private static final String NAMELESS = "()";

    private static final String MUST = "must";
    private static final Map<String, TemplateFunction> KNOWN = read();

    public TemplateFunction {
        traits = Set.copyOf(traits);
    }

    /** The function of a name; empty for a method, or a value in parentheses. */
    public static TemplateFunction of(String name) {
        TemplateFunction known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        return name.startsWith(MUST) && name.length() > MUST.length()
                ? of(name.substring(MUST.length(), MUST.length() + 1).toLowerCase(Locale.ROOT)
                        + name.substring(MUST.length() + 1))
                : new TemplateFunction(name, Result.COMPUTED, Form.ANY, Deciding.NONE, Set.of());
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** The arguments of a call that must be texts. */
    public <T> List<T> texts(List<T> arguments) {
        Deciding some = has(Trait.TEXTS)
                ? Deciding.ALL
                : has(Trait.TEXT_FIRST) ? Deciding.FIRST : has(Trait.TEXT_LAST) ? Deciding.LAST : Deciding.NONE;
        return some.of(arguments);
    }

    private static Map<String, TemplateFunction> read() {
        try (InputStream text = TemplateFunction.class.getResourceAsStream(FILE)) {
            if (text == null) {
                throw new IllegalStateException(FILE + " is missing from the class path");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> read(List.of(line.split(" +"))))
                    .collect(Collectors.toUnmodifiableMap(TemplateFunction::name, Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    private static TemplateFunction read(List<String> words) {
        return new TemplateFunction(
                words.get(0).equals(NAMELESS) ? "" : words.get(0),
                word(Result.class, words.get(1)),
                word(Form.class, words.get(2)),
                words.get(3).equals("-") ? Deciding.NONE : word(Deciding.class, words.get(3)),
                words.stream().skip(4).map(word -> word(Trait.class, word)).collect(Collectors.toSet()));
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
