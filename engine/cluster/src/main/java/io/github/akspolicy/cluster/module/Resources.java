package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The resources, data sources and ephemeral resources of a module. */
final class Resources {
    /** What all resources have, whatever their type. */
    private static final Set<String> COMMON =
            Set.of("count", "for_each", "depends_on", "provider", "lifecycle", "provisioner", "connection");

    private final Module module;
    private final Map<String, Made> made = new HashMap<>();

    /** The instances of a block. */
    private record Made(Repetition repetition, List<Value.Mapping> values) {}

    Resources(Module module) {
        this.module = module;
    }

    /**
     * The value of a reference.
     *
     * @param key as in {@link Declarations#resources}
     * @param from the step behind the name
     */
    Value resolve(String key, Reference reference, int from, NameScope scope) {
        Body.Block block = module.declarations().resources().get(key);
        Evaluator evaluator = module.reading().evaluator();
        if (block == null) {
            Value.Unknown unknown = module.names().undeclared(key, reference.at());
            return evaluator.steps(unknown, reference, from, scope);
        }
        Value value = value(key, block);
        Made all = made.get(key);
        Value.Unknown number = all == null ? null : all.repetition().number();
        return all == null || number == null
                ? evaluator.steps(value, reference, from, scope)
                : ofUnknownNumber(key, all, number, reference, from, scope);
    }

    /** An attribute where it is not known which instances there are: not known, but to be compared with others. */
    private Value ofUnknownNumber(
            String key, Made all, Value.Unknown number, Reference reference, int from, NameScope scope) {
        int next = from < reference.steps().size() && reference.name(from) == null ? from + 1 : from;
        Value.Unknown whole = Unknowns.because(key, module.address(), number.reason(), reference.at());
        if (next == reference.steps().size()) {
            return whole;
        }
        Evaluator evaluator = module.reading().evaluator();
        Value value = evaluator.steps(all.values().get(0), reference, next, scope);
        return value instanceof Value.Unknown ? value : evaluator.steps(whole, reference, next, scope);
    }

    private Value value(String key, Body.Block block) {
        return module.reading()
                .memory()
                .value(module.address(), key, block.at(), () -> evaluated(key, block))
                .value();
    }

    private Value evaluated(String key, Body.Block block) {
        Reading reading = module.reading();
        Repetition repetition = reading.repetition(block, module, key);
        List<Value.Mapping> values = new ArrayList<>();
        for (Repetition.Each each : repetition.each()) {
            reading.bounds().instance(block.at());
            NameScope scope = module.scope().with(each.names());
            Value.Unknown rest = rest(key + each.key(), key, block);
            values.add(reading.blocks().evaluated(block.body(), scope, COMMON, rest, block.at()));
        }
        made.put(key, new Made(repetition, values));
        return repetition.together(List.copyOf(values), block.at());
    }

    /** What an attribute is that the block does not set. */
    private Value.Unknown rest(String expression, String key, Body.Block block) {
        return switch (block.type()) {
            case "data" -> Unknowns.because(expression, module.address(), key + " is read at plan", block.at());
            case "ephemeral" ->
                Unknowns.because(expression, module.address(), key + " is read in each run", block.at());
            default -> Unknowns.later(expression, module.address(), block.at());
        };
    }

    /** Evaluates all of them, and gives the instances of those that are managed. */
    void addTo(List<Instance> instances) {
        module.declarations().resources().forEach((key, block) -> {
            value(key, block);
            Made all = made.get(key);
            if (all != null && all.values().isEmpty() && block.type().equals("resource")) {
                module.reading()
                        .unmade(new Unmade(
                                module.address() + key, List.of(block.labels().get(0)), block.at()));
            } else if (all != null) {
                for (int i = 0; i < all.values().size(); i++) {
                    Repetition.Each each = all.repetition().each().get(i);
                    check(key, block, each);
                    if (block.type().equals("resource")) {
                        instances.add(instance(key, block, all, i));
                    }
                }
            }
        });
    }

    private Instance instance(String key, Body.Block block, Made all, int index) {
        return new Instance(
                module.address() + key + all.repetition().each().get(index).key(),
                block.labels().get(0),
                all.values().get(index),
                block.at(),
                module.reading().providers().source(module.declarations(), provider(block)),
                all.repetition().number() == null
                        ? module.number()
                        : all.repetition().number());
    }

    /** The local name of its provider. */
    private static String provider(Body.Block block) {
        Expression provider = Repetition.expression(block.body(), "provider");
        Reference reference = provider == null ? null : Reference.of(provider);
        String type = block.labels().get(0);
        int end = type.indexOf('_');
        return reference != null ? reference.root() : end < 0 ? type : type.substring(0, end);
    }

    private void check(String key, Body.Block block, Repetition.Each each) {
        for (Body.Block lifecycle : block.body().blocks()) {
            if (lifecycle.type().equals("lifecycle")) {
                for (Body.Block condition : lifecycle.body().blocks()) {
                    if (condition.type().equals("precondition")) {
                        Conditions.check(
                                module, condition, module.scope().with(each.names()), key + each.key(), condition.at());
                    }
                }
            }
        }
    }
}
