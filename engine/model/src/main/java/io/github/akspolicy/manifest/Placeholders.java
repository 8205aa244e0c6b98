package io.github.akspolicy.manifest;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one notion of a value that something fills in before a file is applied: which forms count, and where they are in a
 * text. Immutable.
 */
public final class Placeholders {
    /** All forms. */
    public static final Placeholders DEFAULT = new Placeholders(EnumSet.allOf(PlaceholderForm.class), List.of());

    /** What a chart has rendered: its own braces are no placeholders. */
    public static final Placeholders RENDERED = DEFAULT.without(PlaceholderForm.BRACES);

    /** None: what runs in a cluster holds no place to be filled in. */
    public static final Placeholders NONE = new Placeholders(EnumSet.noneOf(PlaceholderForm.class), List.of());

    /** What says that there is no value yet and is nothing else, in any case: the password {@code todo}. */
    private static final Pattern NO_VALUE =
            Pattern.compile("(?i)<(?!path:)[^\\n]*>|\\[[^\\]\\n]*\\]|[\\[{]|\\{\\}|your[-_ ].*"
                    + "|(change|replace|fill|insert|enter|put)[-_ ]?(me|this|it|in|here|your)([-_ ].*)?"
                    + "|(todo|tbd|fixme|placeholder|redacted|dummy)([-_ :].*)?|to-?be-?(set|replaced|filled).*"
                    + "|[|>][+-]?\\d?|x{3,}|\\*{3,}|\\.{3}");

    /** How the words begin that {@link PlaceholderForm#WORDS} has. */
    private static final List<String> WORDS =
            List.of("re-place", "replace", "change", "insert", "enter", "fill", "put", "add", "your", "PLACEHOLDER");

    private static final int ASCII = 128;

    /** How placeholders begin, two characters of ASCII each: every character of every file is looked up here. */
    private static final boolean[] BEGINNINGS = beginnings();

    private static final Pattern ONE_WORD = Pattern.compile("[A-Za-z]++");

    private static final int LONGEST_WORDS = 1_000;

    /** Longer texts are documents, whatever stands in them. */
    private static final int LONGEST = 10_000;

    private final List<PlaceholderForm> forms;
    private final List<Pattern> others;
    private final Pattern all;

    private Placeholders(Set<PlaceholderForm> forms, List<Pattern> others) {
        this.forms = forms.stream().sorted().toList();
        this.others = List.copyOf(others);
        this.all = Pattern.compile(Stream.concat(
                        others.stream().map(Pattern::pattern),
                        this.forms.stream().map(PlaceholderForm::regex))
                .map(regex -> "(" + regex + ")")
                .collect(Collectors.joining("|")));
    }

    /** The same in what a chart has rendered. */
    public Placeholders rendered() {
        return without(PlaceholderForm.BRACES);
    }

    /** The same without a form. */
    public Placeholders without(PlaceholderForm form) {
        return new Placeholders(forms.stream().filter(other -> other != form).collect(Collectors.toSet()), others);
    }

    /**
     * The same with a form of a repository.
     *
     * @param pattern without groups that count; what it matches is the name, too
     */
    public Placeholders with(Pattern pattern) {
        return new Placeholders(
                Set.copyOf(forms),
                Stream.concat(others.stream(), Stream.of(pattern)).toList());
    }

    /** The placeholders of all forms in a value, in its order. */
    public static List<Placeholder> in(String value) {
        return DEFAULT.find(value);
    }

    /** Whether a text is words for people that say that there is no value yet, and nothing else; the other forms may hold a default. */
    public static boolean isNoValue(String text) {
        return text.length() <= LONGEST_WORDS && NO_VALUE.matcher(text).matches() || isForPeople(text);
    }

    /**
     * Whether a text is one placeholder that a person is to replace: {@code YOUR-PASSWORD}, {@code <password>}. The one word {@code
     * changeme} is a password that many programs run with.
     */
    public static boolean isForPeople(String text) {
        return !ONE_WORD.matcher(text).matches()
                && in(text).stream()
                        .anyMatch(one -> (one.form() == PlaceholderForm.WORDS || one.form() == PlaceholderForm.ANGLES)
                                && one.text().length() == text.length());
    }

    /** All that looks like one in a text of any length, such as a whole file, in its order: only a name that is known tells. */
    public List<Placeholder> everywhere(String text) {
        if (!mayBeIn(text)) {
            return List.of();
        }
        List<Placeholder> found = new ArrayList<>();
        Matcher matcher = all.matcher(text);
        while (matcher.find()) {
            found.add(placeholder(matcher));
        }
        return found;
    }

    private Placeholder placeholder(Matcher matcher) {
        PlaceholderForm form = form(matcher);
        String text = matcher.group();
        return new Placeholder(text, form == null ? text : form.name(text), matcher.start(), form);
    }

    /** The placeholders in a value, in its order. */
    public List<Placeholder> find(String value) {
        return find(value, form -> true);
    }

    /** Those of some forms. */
    List<Placeholder> find(String value, Predicate<@Nullable PlaceholderForm> wanted) {
        if (value.length() > LONGEST || !mayBeIn(value)) {
            return List.of();
        }
        boolean isMarkup = value.contains("</");
        List<Placeholder> found = new ArrayList<>();
        Matcher matcher = all.matcher(value);
        while (matcher.find()) {
            Placeholder one = placeholder(matcher);
            if (wanted.test(one.form()) && !(one.form() == PlaceholderForm.ANGLES && isMarkup)) {
                found.add(one);
            }
        }
        return found.stream().allMatch(one -> isCertain(one.form())) || isOneWord(value, found)
                ? found
                : certain(found);
    }

    private static boolean isCertain(@Nullable PlaceholderForm form) {
        return form == null || form.isCertain();
    }

    private static List<Placeholder> certain(List<Placeholder> found) {
        return found.stream().filter(one -> isCertain(one.form())).toList();
    }

    private @Nullable PlaceholderForm form(Matcher matcher) {
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.start(group) >= 0) {
                int ordinal = group - 1 - others.size();
                return ordinal < 0 ? null : forms.get(ordinal);
            }
        }
        return null;
    }

    /** Whether there is no white space but in placeholders: what has some is a sentence, or code. */
    private static boolean isOneWord(String value, List<Placeholder> found) {
        int from = 0;
        for (Placeholder one : found) {
            if (hasSpace(value, from, one.start())) {
                return false;
            }
            from = one.end();
        }
        return !hasSpace(value, from, value.length());
    }

    private static boolean hasSpace(String value, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.isWhitespace(value.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text may hold one at all: most hold none, and the expressions cost. */
    public boolean mayBeIn(String text) {
        if (forms.isEmpty() || !others.isEmpty()) {
            return !others.isEmpty();
        }
        char first = text.isEmpty() ? 0 : text.charAt(0);
        for (int i = 1; i < text.length(); i++) {
            char second = text.charAt(i);
            boolean isKnown =
                    second < ASCII ? first < ASCII && BEGINNINGS[first * ASCII + second] : first == '<' || first == '%';
            if (isKnown && mayBegin(text, i - 1, first, second)) {
                return true;
            }
            first = second;
        }
        return false;
    }

    private static boolean mayBegin(String text, int at, char first, char second) {
        return switch (first) {
            case '$' -> second == '{' || second == '(' || second == '_' || second >= 'A' && second <= 'Z';
            case '#', '{' -> second == '{';
            case '_' -> second == '_';
            case '<', '%' -> Character.isLetter(second) || second == '_';
            default -> beginsWord(text, at);
        };
    }

    private static boolean[] beginnings() {
        var beginnings = new boolean[ASCII * ASCII];
        for (String word : WORDS) {
            for (String letters : List.of(word.toLowerCase(Locale.ROOT), word.toUpperCase(Locale.ROOT))) {
                char second = letters.charAt(1);
                beginnings[letters.charAt(0) * ASCII + Character.toLowerCase(second)] = true;
                beginnings[letters.charAt(0) * ASCII + Character.toUpperCase(second)] = true;
            }
        }
        for (char first : "$#{_<%".toCharArray()) {
            for (char second = 0; second < ASCII; second++) {
                beginnings[first * ASCII + second] |= mayBegin("", 0, first, second);
            }
        }
        return beginnings;
    }

    private static boolean beginsWord(String text, int at) {
        if (at > 0 && isPartOfWord(text.charAt(at - 1))) {
            return false;
        }
        for (String word : WORDS) {
            if (text.regionMatches(true, at, word, 0, word.length())) {
                int end = at + word.length();
                return end == text.length() || "-_ mtiwhyMTIWHY".indexOf(text.charAt(end)) >= 0;
            }
        }
        return false;
    }

    /** What {@link PlaceholderForm#WORDS} has none of before a word. */
    private static boolean isPartOfWord(char letter) {
        return letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z' || letter >= '0' && letter <= '9';
    }

    /**
     * A text of YAML that its placeholders make unreadable, as {@link PlaceholderMarks} can read it, with the same lines and
     * columns.
     */
    public String readable(String text) {
        return forms.contains(PlaceholderForm.BRACES) ? UnquotedBraces.readable(text) : text;
    }

    /** What is known of a value with placeholders, or null when it has none. */
    public @Nullable Unresolved unresolved(String value) {
        return unresolved(value, find(value));
    }

    static @Nullable Unresolved unresolved(String value, List<Placeholder> found) {
        if (found.isEmpty()) {
            return null;
        }
        var partial = new StringBuilder();
        int from = 0;
        for (Placeholder one : found) {
            partial.append(value, from, one.start())
                    .append('⟨')
                    .append(one.text())
                    .append('⟩');
            from = one.end();
        }
        return new Unresolved(value, partial.append(value, from, value.length()).toString());
    }
}
