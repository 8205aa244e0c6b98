package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.cluster.arm.Budget.Traced;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the expressions of one template can name: its parameters and variables, each evaluated when it is first asked for.
 * A nested deployment with a scope of its own has its own.
 */
final class Scope {
    private final Node template;
    private final ParameterTypes types;
    private final Map<String, Traced> provided;
    private final Budget budget;
    private final Map<String, Map<String, Node>> sections = new HashMap<>();
    private final Map<String, Traced> known = new HashMap<>();
    private final Map<String, Position> open = new LinkedHashMap<>();
    private final Map<String, Deployment> deployments = new HashMap<>();
    /** That of the template whose function this one is of; null for that of a template. */
    private final @Nullable Scope around;

    /** A nested deployment whose outputs can be asked for. */
    record Deployment(Node template, Scope scope) {}

    /** @param provided values of parameters by name in lower case */
    Scope(Node template, Map<String, Traced> provided, Budget budget) {
        this(template, provided, budget, null);
    }

    private Scope(Node template, Map<String, Traced> provided, Budget budget, @Nullable Scope around) {
        this.around = around;
        this.template = template;
        this.types = new ParameterTypes(template);
        this.provided = Map.copyOf(provided);
        this.budget = budget;
        each("parameters", (name, declaration) -> {
            budget.secure().declared(name, declaration, types);
            Traced given = provided.get(name.toLowerCase(Locale.ROOT));
            if (given != null) {
                budget.secure().parameter(name, declaration, given.value(), types);
            }
        });
        each("variables", budget.secure()::variable);
    }

    /** That of a function of the template, which sees its own parameters, and the functions and variables around it. */
    Scope ofFunction(Node function, Map<String, Traced> arguments) {
        return new Scope(function, arguments, budget, this);
    }

    private void each(String section, BiConsumer<String, Node> taker) {
        if (Values.get(template, section) instanceof Node.Mapping mapping) {
            mapping.entries().forEach(entry -> taker.accept(entry.key(), entry.value()));
        }
    }

    /** Whether the template names its resources by symbols: only then may one of them only stand for what exists. */
    boolean isSymbolic() {
        Node version = Values.get(template, "languageVersion");
        return version != null && String.valueOf(Values.string(version)).startsWith("2");
    }

    Budget budget() {
        return budget;
    }

    /** Makes the outputs of a nested deployment known by a name. */
    void deployment(String name, Deployment deployment) {
        deployments.putIfAbsent(name.toLowerCase(Locale.ROOT), deployment);
    }

    @Nullable
    Deployment deployment(String name) {
        return deployments.get(name.toLowerCase(Locale.ROOT));
    }

    Node parameter(String name, Position at) {
        String key = name.toLowerCase(Locale.ROOT);
        Traced given = provided.get(key);
        Node declared = named("parameters", name);
        // null is what a module hands on that was given nothing: the default counts
        boolean isNothing = given != null
                && Values.isNull(given.value())
                && declared != null
                && Values.get(declared, "defaultValue") != null;
        if (given != null && !isNothing) {
            return taken(given);
        }
        if (declared == null) {
            // Azure refuses the template; whoever judges a part of one is told the expression where it matters
            return Values.unknown("⟨parameters('" + name + "')⟩", at);
        }
        Node otherwise = Values.get(declared, "defaultValue");
        if (otherwise == null) {
            budget.source(declared.position(), false);
            return types.isNullable(declared)
                    ? Values.scalar(null, at)
                    : Values.unknown("⟨parameters('" + name + "')⟩", at);
        }
        Node value = once("parameter '" + name + "'", otherwise, at);
        budget.defaults(Set.of(name));
        budget.secure().parameter(name, declared, value, types);
        return value;
    }

    private static Node orNull(@Nullable Node node, Position at) {
        return node == null ? Values.scalar(null, at) : node;
    }

    Node variable(String name, Position at) {
        Node declared = named("variables", name);
        if (declared == null) {
            Node copied = copiedVariable(name, at);
            if (copied != null) {
                return copied;
            }
            if (around != null) {
                return around.variable(name, at);
            }
            return Values.unknown("⟨variables('" + name + "')⟩", at);
        }
        return once("variable '" + name + "'", declared, at);
    }

    private @Nullable Node copiedVariable(String name, Position at) {
        Node copies = named("variables", "copy");
        if (!(copies instanceof Node.Sequence list)) {
            return null;
        }
        for (Node copy : list.items()) {
            if (name.equalsIgnoreCase(Values.string(orNull(Values.get(copy, "name"), at)))) {
                return once("variable '" + name + "'", at, () -> new ArmEvaluator(this).copied(copy, at));
            }
        }
        return null;
    }

    private Node once(String what, Node declared, Position at) {
        return once(what, at, () -> new ArmEvaluator(this).evaluate(declared));
    }

    private Node once(String what, Position at, Supplier<Node> evaluation) {
        Traced before = known.get(what);
        if (before == null) {
            guard(what, at);
            before = budget.traced(evaluation);
            open.remove(what);
            known.put(what, before);
        }
        return taken(before);
    }

    private Node taken(Traced value) {
        budget.defaults(value.defaults());
        return value.value();
    }

    /** @throws Budget.TemplateException when a value is made of itself: Azure refuses the template */
    private void guard(String what, Position at) {
        if (open.containsKey(what)) {
            List<String> circle = new ArrayList<>(open.keySet());
            circle = circle.subList(circle.indexOf(what), circle.size());
            throw new Budget.TemplateException(
                    what + " is made of itself: " + String.join(" -> ", circle) + " -> " + what, at);
        }
        open.put(what, at);
    }

    /** A function that the template defines itself, as {@code namespace.name}; or null. */
    @Nullable
    Node function(String namespace, String name) {
        if (Values.get(template, "functions") instanceof Node.Sequence list) {
            for (Node entry : list.items()) {
                Node own = Values.get(entry, "namespace");
                Node members = Values.get(entry, "members");
                if (own != null && members != null && namespace.equalsIgnoreCase(Values.string(own))) {
                    return Values.get(members, name);
                }
            }
        }
        return around == null ? null : around.function(namespace, name);
    }

    private @Nullable Node named(String section, String name) {
        return sections.computeIfAbsent(section, this::byName).get(name.toLowerCase(Locale.ROOT));
    }

    private Map<String, Node> byName(String section) {
        Map<String, Node> declared = new HashMap<>();
        each(section, (name, node) -> declared.putIfAbsent(name.toLowerCase(Locale.ROOT), node));
        return declared;
    }
}
