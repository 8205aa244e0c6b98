package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.TemplateFunction;
import io.github.akspolicy.helm.template.TemplateFunction.Trait;
import io.github.akspolicy.helm.template.TemplateReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text that an expression puts together, as far as it is written in the template. */
final class ComposedText {
    /** Stands for a piece that is not written here; no template has it within an action. */
    private static final String UNKNOWN = "\uFFFC";

    private ComposedText() {}

    /**
     * The text with a mark for what is not known, which stands outside of all actions: values are read on their own.
     *
     * @param reader reads it
     * @return null when an action of it is composed, so that no text that could be read has it
     */
    static @Nullable String of(Expression expression, TemplateReader reader) {
        String text = compose(expression);
        if (text == null || !text.contains("{")) {
            return text == null ? null : "";
        }
        if (reader.read(text).isEmpty()) {
            return null;
        }
        // outside of actions marks are text; within one they would have been words of it
        String outside = text.replaceAll("(?s)\\{\\{.*?}}", "");
        long all =
                text.chars().filter(character -> character == UNKNOWN.charAt(0)).count();
        long harmless = outside.chars()
                .filter(character -> character == UNKNOWN.charAt(0))
                .count();
        return all == harmless && !outside.contains("{") ? text : null;
    }

    private static @Nullable String compose(Expression expression) {
        if (!(expression instanceof Call call)) {
            return Objects.requireNonNullElse(expression.text(), UNKNOWN);
        }
        TemplateFunction function = TemplateFunction.of(call.function());
        if (function.has(Trait.OPAQUE)) {
            return null;
        }
        var pieces = new ArrayList<String>();
        for (Expression argument : call.arguments()) {
            String piece = compose(argument);
            if (piece == null) {
                return null;
            }
            pieces.add(piece);
        }
        if (function.has(Trait.JOINS)) {
            return switch (call.function()) {
                case "printf" -> pieces.isEmpty() ? "" : formatted(pieces);
                case "cat" -> String.join(" ", pieces);
                default -> String.join("", pieces);
            };
        }
        // what else is done to text that has actions leaves them or cannot be followed
        return pieces.stream().anyMatch(piece -> piece.contains("{")) ? null : UNKNOWN;
    }

    private static String formatted(List<String> pieces) {
        String text = pieces.get(0);
        for (String piece : pieces.subList(1, pieces.size())) {
            text = text.replaceFirst("%[-+# 0-9.]*[a-zA-Z]", java.util.regex.Matcher.quoteReplacement(piece));
        }
        return text;
    }

    /** The verbs of {@code printf} that write a value as a whole. */
    private static final Pattern WHOLE = Pattern.compile("%[-+ 0-9]*[svdtq%]");

    /** Whether a text may be the format of others. */
    static boolean hasVerb(Expression part) {
        return String.valueOf(part.text()).contains("%");
    }

    /** Whether {@code printf} writes each of its arguments as it is. */
    static boolean writesWhole(@Nullable String format) {
        return format != null && !WHOLE.matcher(format).replaceAll("").contains("%");
    }
}
