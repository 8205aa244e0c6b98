package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Constant;
import io.github.akspolicy.helm.template.Expression.Field;
import io.github.akspolicy.helm.template.TemplateFunction;
import io.github.akspolicy.helm.template.TemplateFunction.Form;
import io.github.akspolicy.helm.template.TemplateFunction.Result;
import io.github.akspolicy.helm.template.TemplateFunction.Trait;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a mapping that an expression gives others may have, too, such as the values: who changes the rest changes nothing of
 * theirs. As {@code helm template} of 3.17.2 and 4.1.4 showed on 2026-11-29, {@code deepCopy} shares nothing, {@code pick}, {@code
 * omit} and {@code dict} share what is within them, and what {@code merge} takes from one argument is shared with that when it
 * merges the next one into it.
 *
 * @param itself whether the mapping may be one that others have
 * @param anywhere whether what is within it may be, under whichever key
 * @param keys under which keys it may be where that is known
 */
record Sharing(boolean itself, boolean anywhere, Set<String> keys) {
    private static final Sharing ALL = new Sharing(true, true, Set.of());
    /** A mapping that others do not have, of which they may have what is within it. */
    static final Sharing WITHIN = new Sharing(false, true, Set.of());

    private static final Sharing NOTHING = new Sharing(false, false, Set.of());

    Sharing {
        keys = Set.copyOf(keys);
    }

    static Sharing of(Expression expression) {
        if (isText(expression)) {
            return NOTHING;
        }
        if (expression instanceof Field field) {
            return of(field.base()).isUnder(field.name()) ? ALL : NOTHING;
        }
        return expression instanceof Call call ? of(TemplateFunction.of(call.function()), call.arguments()) : ALL;
    }

    private static Sharing of(TemplateFunction function, List<Expression> arguments) {
        if (function.has(Trait.FRESH)) {
            return NOTHING;
        }
        boolean isKnown = function.form() == Form.VALUE;
        if (arguments.stream().allMatch(argument -> of(argument).equals(NOTHING))) {
            return isKnown ? NOTHING : ALL;
        }
        if (function.result() == Result.MERGED) {
            return merged(arguments);
        }
        return switch (function.name()) {
            case "dict" -> entries(NOTHING, arguments);
            case "set" -> entries(of(arguments.get(0)), arguments.subList(1, arguments.size()));
            case "unset" -> of(arguments.get(0));
            case "pick", "omit" -> of(arguments.get(0)).itself() ? WITHIN : of(arguments.get(0));
            case "ternary" -> either(arguments.subList(0, Math.min(2, arguments.size())));
            default -> function.result() == Result.ONE && !function.name().isEmpty() ? either(arguments) : ALL;
        };
    }

    /** A mapping with more keys and values. */
    private static Sharing entries(Sharing mapping, List<Expression> keysAndValues) {
        Sharing made = mapping;
        for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
            if (!of(keysAndValues.get(i + 1)).equals(NOTHING)) {
                String key = keysAndValues.get(i).text();
                made = made.or(key == null ? WITHIN : new Sharing(false, false, Set.of(key)));
            }
        }
        return made;
    }

    private static Sharing merged(List<Expression> arguments) {
        Sharing made = of(arguments.get(0));
        for (Expression layer : arguments.subList(1, arguments.size())) {
            made = made.merged(layer);
        }
        return made;
    }

    /** The same mapping when another one was merged into it. */
    Sharing merged(Expression layer) {
        Sharing added = of(layer);
        return or(added.itself() ? WITHIN : added);
    }

    private static Sharing either(List<Expression> choices) {
        return choices.stream().map(Sharing::of).reduce(NOTHING, Sharing::or);
    }

    private Sharing or(Sharing other) {
        var all = new HashSet<>(keys);
        all.addAll(other.keys);
        return new Sharing(itself || other.itself, anywhere || other.anywhere, all);
    }

    /** Whether others may have what is under a key. */
    boolean isUnder(String key) {
        return anywhere || keys.contains(key);
    }

    /** Whether an expression gives a text or a number, and surely no mapping. */
    static boolean isText(Expression expression) {
        if (expression instanceof Call call) {
            TemplateFunction function = TemplateFunction.of(call.function());
            return function.has(Trait.RUNS) || (function.form() != Form.VALUE && function.form() != Form.ANY);
        }
        return expression instanceof Constant;
    }
}
