package io.github.akspolicy.helm.interpret;

import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Constant;
import io.github.akspolicy.helm.template.Expression.Dot;
import io.github.akspolicy.helm.template.Expression.Field;
import io.github.akspolicy.helm.template.Expression.Variable;
import io.github.akspolicy.helm.template.Statement;
import io.github.akspolicy.helm.template.TemplateFile.Keyword;
import io.github.akspolicy.helm.template.TemplateFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the expressions of templates as Go's {@code text/template} and the functions of Sprig and Helm do, over abstract values:
 * how fields, variables, blocks, calls of templates, keys, mappings, lists and choices pass values on. What a value is, and what any
 * other function makes of it by its row in the table of functions, the analysis says.
 *
 * @param <V> what is known of a value
 * @param <S> where an expression stands
 */
public abstract class Interpreter<V, S> {
    private static final Set<String> OF_ANY_ARGUMENTS = Set.of("dict", "list", "tuple");
    private static final Set<String> OF_THREE_ARGUMENTS = Set.of("dig", "set", "ternary");

    /** The value of a constant. */
    protected abstract V constant(Constant constant);

    /** A value of which nothing is known. */
    protected abstract V unknown();

    /** What {@code .} is. */
    protected abstract V dot(S scope);

    /**
     * What a variable holds.
     *
     * @param name with its dollar sign
     */
    protected abstract V variable(String name, S scope);

    /** What a mapping has under a name that is written. */
    protected abstract V field(Operand<V> mapping, String name, S scope);

    /** What a mapping or list has under a key or index. */
    protected abstract V item(Operand<V> of, Operand<V> key, S scope);

    /** What a loop over a value is at. */
    protected abstract V item(V over, S loop);

    /** The key or index of what a loop over a value is at. */
    protected V key(V over, S loop) {
        return item(over, loop);
    }

    /** A mapping with one more entry. */
    protected abstract V put(V mapping, Operand<V> key, V value);

    /** A mapping without entries. */
    protected V mapping() {
        return unknown();
    }

    protected abstract V list(List<V> items);

    /** One of several values, or something made of them. */
    protected abstract V either(List<V> values);

    /** Whether a condition takes a value for true; null where that is not known. */
    protected @Nullable Boolean truth(V value) {
        return null;
    }

    /** Whether a value is not replaced by a default; null where that is not known. */
    protected @Nullable Boolean isSet(V value) {
        return truth(value);
    }

    /** Whether there is a value at all; null where that is not known. */
    protected @Nullable Boolean isThere(V value) {
        return null;
    }

    /** What a named template writes. */
    protected abstract V included(Operand<V> name, V argument, S scope);

    /** What a text writes as a template: at least itself. */
    protected V template(Operand<V> text, V argument, S scope) {
        return text.value();
    }

    /** What any other function gives. */
    protected abstract V result(TemplateFunction function, List<Operand<V>> arguments, S scope);

    /** Takes note of a call whose arguments are evaluated. */
    protected void called(TemplateFunction function, List<Operand<V>> arguments, S scope) {}

    /** What an expression gives. */
    public V evaluate(Expression expression, S scope) {
        if (expression instanceof Dot) {
            return dot(scope);
        }
        if (expression instanceof Variable variable) {
            return variable(variable.name(), scope);
        }
        if (expression instanceof Constant constant) {
            return constant(constant);
        }
        if (expression instanceof Field field) {
            return field(operand(field.base(), scope), field.name(), scope);
        }
        return call((Call) expression, scope);
    }

    /** What {@code .} is in a {@code with} or {@code range} about a value. */
    public final V within(Keyword block, V value, S scope) {
        return block == Keyword.RANGE ? item(value, scope) : value;
    }

    /** What a statement that computes a value sets a variable to. */
    public final V assigned(Statement statement, String variable, V value, S scope) {
        List<String> variables = statement.variables();
        if (statement.keyword() != Keyword.RANGE) {
            return value;
        }
        return variables.size() > 1 && variables.get(0).equals(variable) ? key(value, scope) : item(value, scope);
    }

    protected final Operand<V> operand(Expression expression, S scope) {
        return new Operand<>(expression, evaluate(expression, scope));
    }

    protected V call(Call call, S scope) {
        List<Operand<V>> arguments = call.arguments().stream()
                .map(argument -> operand(argument, scope))
                .toList();
        TemplateFunction function = TemplateFunction.of(call.function());
        called(function, arguments, scope);
        List<V> values = Operand.values(arguments);
        int last = values.size() - 1;
        String name = function.name();
        int least = OF_THREE_ARGUMENTS.contains(name) ? 3 : OF_ANY_ARGUMENTS.contains(name) ? 0 : 1;
        // Helm refuses fewer
        return switch (values.size() < least ? "" : name) {
            case "dict" -> dict(arguments);
            case "list", "tuple" -> list(values);
            case "include", "template" -> included(arguments.get(0), last > 0 ? values.get(1) : unknown(), scope);
            case "tpl" -> template(arguments.get(0), last > 0 ? values.get(1) : unknown(), scope);
            case "index", "get" -> path(arguments.get(0), arguments.subList(1, last + 1), scope);
            case "dig" -> dig(arguments, scope);
            case "pluck" -> pluck(arguments, scope);
            case "set" -> put(values.get(0), arguments.get(1), values.get(2));
            case "default" -> first(List.of(values.get(last), values.get(0)), this::isSet, true);
            case "coalesce", "or" -> first(values, this::truth, true);
            case "and" -> first(values, this::truth, false);
            case "ternary" -> ternary(values);
            default -> result(function, arguments, scope);
        };
    }

    /** What lies below a value under several keys, each within the one before. */
    private V path(Operand<V> from, List<Operand<V>> keys, S scope) {
        Operand<V> at = from;
        for (Operand<V> key : keys) {
            at = new Operand<>(from.written(), item(at, key, scope));
        }
        return at.value();
    }

    private V dig(List<Operand<V>> arguments, S scope) {
        int last = arguments.size() - 1;
        V found = path(arguments.get(last), arguments.subList(0, last - 1), scope);
        V otherwise = arguments.get(last - 1).value();
        Boolean isThere = isThere(found);
        return isThere == null ? either(List.of(found, otherwise)) : isThere ? found : otherwise;
    }

    private V pluck(List<Operand<V>> arguments, S scope) {
        var found = new ArrayList<V>();
        boolean isKnown = true;
        for (Operand<V> mapping : arguments.subList(1, arguments.size())) {
            V value = item(mapping, arguments.get(0), scope);
            Boolean isThere = isThere(value);
            isKnown &= isThere != null;
            if (isThere == null || isThere) {
                found.add(value);
            }
        }
        return isKnown ? list(found) : either(found);
    }

    private V dict(List<Operand<V>> arguments) {
        V made = mapping();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            made = put(made, arguments.get(i), arguments.get(i + 1).value());
        }
        return made;
    }

    /** The first value of that truth, else the last one. Where that is not known, any of them may decide. */
    private V first(List<V> values, Function<V, @Nullable Boolean> isTrue, boolean wanted) {
        for (V value : values) {
            Boolean truth = isTrue.apply(value);
            if (truth == null) {
                return values.size() == 1 ? value : either(values);
            }
            if (truth == wanted) {
                return value;
            }
        }
        return values.get(values.size() - 1);
    }

    /** One of several values, chosen by a condition: another condition changes the result as well. */
    protected V choice(List<V> choices, V condition) {
        var made = new ArrayList<>(choices);
        made.add(condition);
        return either(made);
    }

    private V ternary(List<V> values) {
        V condition = values.get(2);
        Boolean truth = truth(condition);
        List<V> choices = truth == null ? values.subList(0, 2) : List.of(values.get(truth ? 0 : 1));
        return choice(choices, condition);
    }
}
