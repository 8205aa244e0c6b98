package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.origin.Symbol.Context;
import io.github.akspolicy.helm.origin.Symbol.Derived;
import io.github.akspolicy.helm.origin.Symbol.Entries;
import io.github.akspolicy.helm.origin.Symbol.Items;
import io.github.akspolicy.helm.origin.Symbol.Known;
import io.github.akspolicy.helm.origin.Symbol.Merged;
import io.github.akspolicy.helm.origin.Symbol.Value;
import io.github.akspolicy.helm.template.TemplateFunction;
import io.github.akspolicy.helm.template.TemplateFunction.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions of templates (Go, Sprig, Helm) over symbols. */
final class SymbolicFunctions {
    private final TemplateContext chart;
    private final Instance instance;

    SymbolicFunctions(TemplateContext chart, Instance instance) {
        this.chart = chart;
        this.instance = instance;
    }

    /** {@code symbol.name}. */
    Symbol field(Symbol symbol, String name) {
        if (symbol instanceof Context context) {
            return name.equals("Values") ? new Value(context.instance(), List.of()) : Symbol.NONE;
        }
        if (symbol instanceof Value value) {
            return value.child(name);
        }
        if (!chart.hasValues() && name.equals("Values")) {
            // a context that was handed on in a way that is not followed still has its names
            return new Value(instance, List.of());
        }
        if (symbol instanceof Entries entries) {
            return entries.entries().getOrDefault(name, Symbol.NONE);
        }
        if (symbol instanceof Merged merged) {
            List<Symbol> fields =
                    merged.layers().stream().map(layer -> field(layer, name)).toList();
            return fields.stream().filter(this::isThere).findFirst().orElse(new Derived(fields));
        }
        if (symbol instanceof Derived derived) {
            // whichever of them it is made of, it is the field of that one
            return new Derived(derived.from().stream()
                    .map(part -> part instanceof Value ? field(part, name) : part)
                    .toList());
        }
        return Symbol.NONE;
    }

    /** What a loop over {@code symbol} is at in a round, counted from 0; -1 when unknown. */
    Symbol item(Symbol symbol, int round) {
        if (symbol instanceof Items items) {
            return round >= 0 && round < items.items().size() ? items.items().get(round) : new Derived(items.items());
        }
        Object key = keyOf(symbol, round);
        if (symbol instanceof Value value && key != null) {
            return value.child(key);
        }
        if (key instanceof String name) {
            return field(symbol, name);
        }
        return new Derived(List.of(symbol));
    }

    /** The key or index that a loop over {@code symbol} is at. */
    Symbol key(Symbol symbol, int round) {
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

    Symbol call(String function, List<Symbol> arguments) {
        int last = arguments.size() - 1;
        if (last < 0) {
            return function.equals("dict") ? new Entries(Map.of()) : Symbol.NONE;
        }
        TemplateFunction known = TemplateFunction.of(function);
        if (known.result() == Result.ONE && !chart.hasValues()) {
            return new Derived(arguments);
        }
        return switch (known.name()) {
            case "default" -> last == 0 || isSet(arguments.get(1)) ? arguments.get(last) : arguments.get(0);
            case "coalesce", "or" -> firstSet(arguments);
            case "ternary" -> ternary(arguments);
            case "dict" -> dict(arguments);
            case "list", "tuple" -> new Items(arguments);
            case "set" -> set(arguments);
            case "index" -> path(arguments.get(0), arguments.subList(1, arguments.size()));
            case "get" -> last == 1 ? path(arguments.get(0), arguments.subList(1, 2)) : Symbol.NONE;
            case "dig" -> dig(arguments);
            case "first" -> item(arguments.get(0), 0);
            case "not" -> not(arguments.get(last));
            case "eq" -> equal(arguments, true);
            case "ne" -> equal(arguments, false);
            case "and" -> and(arguments);
            default -> result(known, arguments);
        };
    }

    private static Symbol result(TemplateFunction function, List<Symbol> arguments) {
        return switch (function.result()) {
            case LAST -> arguments.get(arguments.size() - 1);
            case FIRST -> arguments.get(0);
            case MERGED -> {
                var layers = new ArrayList<>(arguments);
                if (function.name().equals("mergeOverwrite")) {
                    Collections.reverse(layers);
                }
                yield new Merged(layers);
            }
            // what it says is about the values, but prints none of them
            case TRUTH, ABOUT -> Symbol.NONE;
            case ONE, ITEMS, COMPUTED -> new Derived(arguments);
        };
    }

    private Symbol firstSet(List<Symbol> arguments) {
        for (Symbol argument : arguments) {
            if (argument instanceof Derived || argument.equals(Symbol.NONE)) {
                // nobody knows whether this is the one
                return new Derived(arguments);
            }
            if (isSet(argument)) {
                return argument;
            }
        }
        return arguments.get(arguments.size() - 1);
    }

    private Symbol ternary(List<Symbol> arguments) {
        if (arguments.size() == 3 && arguments.get(2) instanceof Value condition) {
            Object held = chart.value(condition);
            // flipping the condition changes the text as well, hence both
            return new Derived(List.of(arguments.get(Boolean.TRUE.equals(held) ? 0 : 1), condition));
        }
        return new Derived(arguments);
    }

    /** Whether a condition holds; null when values alone do not decide it. */
    @Nullable
    Boolean truth(Symbol symbol) {
        if (symbol instanceof Value value) {
            return chart.hasValues() ? !isEmpty(chart.value(value)) : null;
        }
        return symbol instanceof Known known ? !isEmpty(known.value()) : null;
    }

    private Symbol not(Symbol symbol) {
        Boolean truth = truth(symbol);
        return truth == null ? Symbol.NONE : new Known(!truth);
    }

    private Symbol equal(List<Symbol> arguments, boolean expected) {
        Object first = arguments.size() == 2 ? known(arguments.get(0)) : null;
        Object second = arguments.size() == 2 ? known(arguments.get(1)) : null;
        return first == null || second == null ? Symbol.NONE : new Known(first.equals(second) == expected);
    }

    private Symbol and(List<Symbol> arguments) {
        for (Symbol argument : arguments) {
            Boolean truth = truth(argument);
            if (truth == null || !truth) {
                return truth == null ? Symbol.NONE : argument;
            }
        }
        return arguments.get(arguments.size() - 1);
    }

    private @Nullable Object known(Symbol symbol) {
        return symbol instanceof Value value
                ? chart.value(value)
                : symbol instanceof Known known ? known.value() : null;
    }

    private static Symbol dict(List<Symbol> arguments) {
        var entries = new LinkedHashMap<String, Symbol>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            if (arguments.get(i) instanceof Known key) {
                entries.put(String.valueOf(key.value()), arguments.get(i + 1));
            }
        }
        return new Entries(entries);
    }

    private static Symbol set(List<Symbol> arguments) {
        if (arguments.size() != 3 || !(arguments.get(1) instanceof Known key)) {
            return new Derived(arguments);
        }
        Symbol changed = new Entries(Map.of(String.valueOf(key.value()), arguments.get(2)));
        return new Merged(List.of(changed, arguments.get(0)));
    }

    private Symbol path(Symbol from, List<Symbol> keys) {
        Symbol at = from;
        for (Symbol key : keys) {
            Object known =
                    key instanceof Value value ? chart.value(value) : key instanceof Known it ? it.value() : null;
            if (known instanceof String name) {
                at = field(at, name);
            } else if (known instanceof Long index && at instanceof Value value) {
                at = value.child(index.intValue());
            } else if (known instanceof Long index && at instanceof Items) {
                at = item(at, index.intValue());
            } else {
                return new Derived(List.of(at));
            }
        }
        return at;
    }

    private Symbol dig(List<Symbol> arguments) {
        int last = arguments.size() - 1;
        if (last < 2) {
            return Symbol.NONE;
        }
        Symbol found = path(arguments.get(last), arguments.subList(0, last - 1));
        if (!chart.hasValues()) {
            return new Derived(List.of(found, arguments.get(last - 1)));
        }
        return isThere(found) ? found : arguments.get(last - 1);
    }

    private boolean isThere(Symbol symbol) {
        if (symbol instanceof Value value) {
            return chart.value(value) != null;
        }
        return !symbol.equals(Symbol.NONE);
    }

    /** Whether {@code default} and its like take it for something. */
    private boolean isSet(Symbol symbol) {
        if (symbol instanceof Value value) {
            return !isEmpty(chart.value(value));
        }
        if (symbol instanceof Known known) {
            return !isEmpty(known.value());
        }
        if (symbol instanceof Derived derived) {
            return derived.from().stream().anyMatch(this::isSet);
        }
        return true;
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
