package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.interpret.Interpreter;
import io.github.akspolicy.helm.interpret.Operand;
import io.github.akspolicy.helm.origin.Symbol.Context;
import io.github.akspolicy.helm.origin.Symbol.Derived;
import io.github.akspolicy.helm.origin.Symbol.Entries;
import io.github.akspolicy.helm.origin.Symbol.Items;
import io.github.akspolicy.helm.origin.Symbol.Known;
import io.github.akspolicy.helm.origin.Symbol.Merged;
import io.github.akspolicy.helm.origin.Symbol.Step;
import io.github.akspolicy.helm.origin.Symbol.Value;
import io.github.akspolicy.helm.origin.Symbol.Within;
import io.github.akspolicy.helm.template.Expression.Constant;
import io.github.akspolicy.helm.template.TemplateFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What functions of templates make of symbols. */
abstract class SymbolicFunctions<S> extends Interpreter<Symbol, S> {
    private final TemplateContext chart;
    private final Instance instance;

    SymbolicFunctions(TemplateContext chart, Instance instance) {
        this.chart = chart;
        this.instance = instance;
    }

    @Override
    protected Symbol unknown() {
        return Symbol.NONE;
    }

    @Override
    protected Symbol constant(Constant constant) {
        return constant.value() == null ? Symbol.NONE : new Known(constant.value());
    }

    @Override
    protected Symbol list(List<Symbol> items) {
        return new Items(items);
    }

    @Override
    protected Symbol either(List<Symbol> values) {
        return new Derived(values);
    }

    /** A choice between a value and the same one, such as it and it as YAML, is that value. */
    @Override
    protected Symbol choice(List<Symbol> choices, Symbol condition) {
        Symbol first = choices.get(0);
        return first instanceof Value && choices.stream().allMatch(first::equals)
                ? first
                : super.choice(choices, condition);
    }

    @Override
    protected Symbol mapping() {
        return new Entries(Map.of());
    }

    @Override
    protected Symbol put(Symbol mapping, Operand<Symbol> key, Symbol value) {
        if (!(known(key.value()) instanceof String name)) {
            return mapping instanceof Entries ? mapping : new Derived(List.of(mapping, key.value(), value));
        }
        if (!(mapping instanceof Entries made)) {
            return new Merged(List.of(new Entries(Map.of(name, value)), mapping));
        }
        var entries = new LinkedHashMap<>(made.entries());
        entries.put(name, value);
        return new Entries(entries);
    }

    @Override
    protected Symbol field(Operand<Symbol> mapping, String name, S scope) {
        return field(mapping.value(), name);
    }

    private Symbol field(Symbol symbol, String name) {
        if (symbol instanceof Context context) {
            return name.equals("Values") ? new Value(context.instance(), List.of()) : Symbol.NONE;
        }
        if (symbol instanceof Value value) {
            // text was read as YAML or JSON
            return chart.value(value) instanceof String ? Within.item(value).child(name) : value.child(name);
        }
        if (!chart.hasValues() && name.equals("Values")) {
            // a context that was handed on in a way that is not followed still has its names
            return new Value(instance, List.of());
        }
        if (symbol instanceof Entries entries) {
            return entries.entries().getOrDefault(name, Symbol.ABSENT);
        }
        if (symbol instanceof Merged merged) {
            List<Symbol> fields =
                    merged.layers().stream().map(layer -> field(layer, name)).toList();
            return fields.stream()
                    .filter(field -> !Boolean.FALSE.equals(isThere(field)))
                    .findFirst()
                    .filter(field -> isThere(field) != null)
                    .orElse(new Derived(fields));
        }
        if (symbol instanceof Derived derived) {
            // one of them has the field, or it is computed of them
            return new Derived(derived.from().stream()
                    .map(part -> part instanceof Value || !Boolean.FALSE.equals(isThere(field(part, name)))
                            ? field(part, name)
                            : part)
                    .toList());
        }
        return symbol instanceof Within within ? within.child(name) : Symbol.NONE;
    }

    @Override
    protected Symbol item(Operand<Symbol> of, Operand<Symbol> key, S scope) {
        Object known = known(key.value());
        if (known instanceof String name) {
            return field(of.value(), name);
        }
        if (known instanceof Long index) {
            return of.value() instanceof Value value
                    ? value.child(index.intValue())
                    : item(of.value(), index.intValue());
        }
        // each step of a path is taken in another round of a loop: what all of them lead to counts
        return key.value() instanceof Step step ? new Derived(List.copyOf(step.to())) : Within.item(of.value());
    }

    /** What a loop is at, counted from 0; -1 when unknown. */
    final Symbol item(Symbol symbol, int round) {
        if (symbol instanceof Items items) {
            return round >= 0 && round < items.items().size() ? items.items().get(round) : new Derived(items.items());
        }
        if (symbol instanceof Step) {
            return symbol;
        }
        Object key = keyOf(symbol, round);
        if (symbol instanceof Value value && key != null) {
            return value.child(key);
        }
        return key instanceof String name ? field(symbol, name) : Within.item(symbol);
    }

    /** The key or index that a loop over {@code symbol} is at. */
    final Symbol key(Symbol symbol, int round) {
        Object key = keyOf(symbol, round);
        if (key instanceof Integer index) {
            return new Known((long) index);
        }
        return key == null ? Symbol.NONE : new Known(key);
    }

    private @Nullable Object keyOf(Symbol symbol, int round) {
        if (round < 0) {
            return null;
        }
        if (symbol instanceof Value value) {
            Object held = chart.value(value);
            if (held instanceof List<?> list) {
                return round < list.size() ? round : null;
            }
            return held instanceof Map<?, ?> map ? nth(map, round) : null;
        }
        return symbol instanceof Entries entries ? nth(entries.entries(), round) : null;
    }

    /** Go's templates go through maps in the order of their keys. */
    private static @Nullable Object nth(Map<?, ?> map, int round) {
        return map.keySet().stream()
                .map(Object::toString)
                .sorted()
                .skip(round)
                .findFirst()
                .orElse(null);
    }

    @Override
    protected Symbol result(TemplateFunction function, List<Operand<Symbol>> operands, S scope) {
        List<Symbol> arguments = Operand.values(operands);
        if (arguments.isEmpty()) {
            return Symbol.NONE;
        }
        Symbol first = arguments.get(0);
        Symbol last = arguments.get(arguments.size() - 1);
        return switch (function.result()) {
            case LAST -> last;
            case FIRST -> first;
            case ITEMS -> function.name().equals("first") ? item(first, 0) : new Derived(arguments);
            case MERGED -> {
                var layers = new ArrayList<>(arguments);
                if (function.name().equals("mergeOverwrite")) {
                    Collections.reverse(layers);
                }
                yield new Merged(layers);
            }
            // what it says is about the values, but prints none of them
            case TRUTH, ABOUT ->
                switch (function.name()) {
                    case "not" -> answer(truth(last), false);
                    case "eq", "ne" ->
                        answer(
                                arguments.size() == 2 ? areEqual(first, last) : null,
                                function.name().equals("eq"));
                    default -> Symbol.NONE;
                };
            case ONE, COMPUTED -> function.name().equals("splitList") ? new Step(named(last)) : new Derived(arguments);
        };
    }

    /** The values whose path is a text that a symbol may be. */
    private List<Value> named(Symbol text) {
        return constants(text)
                .map(constant ->
                        new Value(instance, List.of(constant.value().toString().split("\\."))))
                .filter(value -> chart.value(value) != null)
                .toList();
    }

    private static Stream<Known> constants(Symbol symbol) {
        if (symbol instanceof Known known) {
            return Stream.of(known);
        }
        List<Symbol> parts = symbol instanceof Within within
                ? List.of(within.of())
                : symbol instanceof Derived derived
                        ? derived.from()
                        : symbol instanceof Items items ? items.items() : List.of();
        return parts.stream().flatMap(SymbolicFunctions::constants);
    }

    private static Symbol answer(@Nullable Boolean truth, boolean wanted) {
        return truth == null ? Symbol.NONE : new Known(truth == wanted);
    }

    private @Nullable Boolean areEqual(Symbol one, Symbol other) {
        Object first = known(one);
        Object second = known(other);
        return first == null || second == null ? null : first.equals(second);
    }

    @Override
    protected @Nullable Boolean truth(Symbol symbol) {
        if (symbol instanceof Value value) {
            return chart.hasValues() ? !isEmpty(chart.value(value)) : null;
        }
        if (symbol instanceof Known known) {
            return !isEmpty(known.value());
        }
        if (symbol.equals(Symbol.ABSENT)) {
            return false;
        }
        boolean isMade = symbol instanceof Context
                || (symbol instanceof Entries made && !made.entries().isEmpty())
                || (symbol instanceof Items made && !made.items().isEmpty());
        return isMade ? true : null;
    }

    @Override
    protected @Nullable Boolean isSet(Symbol symbol) {
        if (!(symbol instanceof Derived derived) || symbol.equals(Symbol.NONE)) {
            return truth(symbol);
        }
        List<@Nullable Boolean> parts = new ArrayList<>();
        derived.from().forEach(part -> parts.add(isSet(part)));
        // what is computed of something is something
        return parts.contains(true) ? Boolean.TRUE : parts.contains(null) ? null : Boolean.FALSE;
    }

    @Override
    protected @Nullable Boolean isThere(Symbol symbol) {
        if (symbol instanceof Value value) {
            return chart.hasValues() ? chart.value(value) != null : null;
        }
        return !symbol.equals(Symbol.NONE) && !symbol.equals(Symbol.ABSENT);
    }

    private @Nullable Object known(Symbol symbol) {
        return symbol instanceof Value value
                ? chart.value(value)
                : symbol instanceof Known known ? known.value() : null;
    }

    private static boolean isEmpty(@Nullable Object held) {
        return held == null
                || held.equals("")
                || held.equals(false)
                || held.equals(0L)
                || held.equals(0.0)
                || (held instanceof Map<?, ?> map && map.isEmpty())
                || (held instanceof List<?> list && list.isEmpty());
    }
}
