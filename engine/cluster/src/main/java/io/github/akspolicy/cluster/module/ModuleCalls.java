package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.value.Conversion;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The modules that a module calls. */
final class ModuleCalls {
    /** The modules in each other that are read at most. */
    private static final int DEEPEST = 20;

    /** What all calls have, whatever they call. */
    private static final Set<String> COMMON =
            Set.of("source", "version", "count", "for_each", "providers", "depends_on");

    private final Module module;
    private final Map<String, Call> calls = new HashMap<>();

    /**
     * A call.
     *
     * @param modules its instances; none where it is not read
     * @param unread why it is not read; null where it is
     */
    private record Call(
            Repetition repetition,
            List<Module> modules,
            @Nullable String unread) {}

    ModuleCalls(Module module) {
        this.module = module;
    }

    /** All instances of modules that are read, in the order of the text. */
    List<Module> all() {
        List<Module> all = new ArrayList<>();
        module.declarations().calls().forEach((name, block) -> {
            Call call = call(name, block);
            if (call != null && call.unread() != null) {
                unread(name, block, call, call.unread());
            }
            all.addAll(call == null ? List.of() : call.modules());
        });
        return all;
    }

    /** The value of a reference to a module. */
    Value resolve(String name, Reference reference, Scope scope) {
        Body.Block block = module.declarations().calls().get(name);
        Evaluator evaluator = module.reading().evaluator();
        String key = "module." + name;
        if (block == null) {
            return evaluator.steps(module.names().undeclared(key, reference.at()), reference, 1, scope);
        }
        Call call = call(name, block);
        if (call == null || call.unread() != null) {
            String reason = key + " is not read";
            Value.Unknown unknown = Unknowns.because(key, module.address(), reason, reference.at());
            return evaluator.steps(unknown, reference, 1, scope);
        }
        Value.Unknown number = call.repetition().number();
        if (number != null) {
            return ofUnknownNumber(key, call, number, reference, scope);
        }
        if (call.repetition().kind() == Repetition.Kind.NONE) {
            String output = reference.name(1);
            return output == null
                    ? evaluator.steps(whole(call, block.at()), reference, 1, scope)
                    : evaluator.steps(
                            call.modules().get(0).names().output(output, reference.at()), reference, 2, scope);
        }
        return ofInstance(call, reference, scope, block.at());
    }

    private Value ofInstance(Call call, Reference reference, Scope scope, Position at) {
        Evaluator evaluator = module.reading().evaluator();
        String output = reference.name(2);
        if (output != null && reference.steps().get(1) instanceof Expression.Index index) {
            Value key = evaluator.evaluate(index.key(), scope);
            if (key instanceof Value.Unknown unknown) {
                return ofSome(call, output, reference, scope, unknown);
            }
            for (int i = 0; i < call.modules().size(); i++) {
                Value known = call.repetition().each().get(i).index();
                if (known != null && text(known).equals(text(key))) {
                    Value value = call.modules().get(i).names().output(output, reference.at());
                    return evaluator.steps(value, reference, 3, scope);
                }
            }
        }
        return evaluator.steps(whole(call, at), reference, 1, scope);
    }

    private static String text(Value key) {
        return key instanceof Value.Null ? "" : Conversion.text(key, key.at());
    }

    /** An output of one of the instances, of which it is not known which. */
    private Value ofSome(Call call, String output, Reference reference, Scope scope, Value.Unknown why) {
        Evaluator evaluator = module.reading().evaluator();
        if (!call.modules().isEmpty()) {
            Value value = call.modules().get(0).names().output(output, reference.at());
            Value some = evaluator.steps(value, reference, 3, scope);
            if (some instanceof Value.Unknown unknown) {
                return unknown;
            }
        }
        return Unknowns.because(
                "module." + reference.name(0) + "[" + why.expression() + "]." + output,
                module.address(),
                why.reason(),
                reference.at());
    }

    private Value ofUnknownNumber(String key, Call call, Value.Unknown number, Reference reference, Scope scope) {
        Evaluator evaluator = module.reading().evaluator();
        int next = reference.steps().size() > 1 && reference.name(1) == null ? 2 : 1;
        Value.Unknown whole = Unknowns.because(key, module.address(), number.reason(), reference.at());
        String output = reference.name(next);
        if (output != null) {
            Value value = call.modules().get(0).names().output(output, reference.at());
            Value some = evaluator.steps(value, reference, next + 1, scope);
            if (some instanceof Value.Unknown) {
                return some;
            }
        }
        return evaluator.steps(whole, reference, next, scope);
    }

    /** All outputs of all instances. */
    private Value whole(Call call, Position at) {
        List<Value> values = new ArrayList<>();
        for (Module each : call.modules()) {
            Map<String, Value.Entry> outputs = new LinkedHashMap<>();
            each.declarations()
                    .outputs()
                    .forEach((name, block) -> outputs.put(
                            name, new Value.Entry(block.at(), each.names().output(name, at))));
            values.add(new Value.Mapping(Value.Entries.OBJECT, outputs, at));
        }
        return call.repetition().together(values, at);
    }

    /** The instances of a call; null while it is being found out, which is a circle. */
    private @Nullable Call call(String name, Body.Block block) {
        if (!calls.containsKey(name)) {
            module.reading().memory().value(module.address(), "module." + name, block.at(), () -> {
                calls.put(name, made(name, block));
                return new Value.Null(block.at());
            });
        }
        return calls.get(name);
    }

    private Call made(String name, Body.Block block) {
        Reading reading = module.reading();
        Repetition repetition = reading.repetition(block, module, "module." + name);
        ModuleFolders.Found found = reading.folders().find(module, name, block);
        Path folder = found.description() == null ? found.folder() : described(name, found.description(), block);
        String unread = found.reason() == null ? impossible(folder, block) : found.reason();
        List<Module> modules = new ArrayList<>();
        for (Repetition.Each each : repetition.each()) {
            String address = module.address() + "module." + name + each.key();
            Scope scope = module.scope().with(each.names());
            if (unread == null) {
                reading.bounds().module(block.at());
                modules.add(module(address + ".", folder, block, scope, repetition.number()));
            }
        }
        if (repetition.each().isEmpty() && unread == null) {
            List<String> types = reading.declarations(found.folder()).resources().values().stream()
                    .map(resource -> resource.labels().get(0))
                    .toList();
            reading.unmade(new Unmade(module.address() + "module." + name, types, block.at()));
        }
        return new Call(repetition, modules, unread);
    }

    /** A folder that holds a description alone: one for each call, whose places are those of the call. */
    private Path described(String name, KnownModules.Description description, Body.Block block) {
        Path folder = module.folder().resolve(".terraform/known/" + module.address() + name);
        module.reading().declare(folder, description.texts(), block.at());
        return folder;
    }

    private @Nullable String impossible(Path folder, Body.Block block) {
        for (Module outer = module; outer != null; outer = outer.caller()) {
            if (outer.folder().equals(folder)) {
                module.reading().problems().add(block.at(), "the module calls itself");
                return "it calls itself";
            }
        }
        return module.depth() >= DEEPEST ? "it is the " + (DEEPEST + 1) + "th module in another" : null;
    }

    private void unread(String name, Body.Block block, Call call, String reason) {
        Reading reading = module.reading();
        String source = ModuleFolders.text(block, "source");
        for (Repetition.Each each : call.repetition().each()) {
            Scope scope = module.scope().with(each.names());
            reading.notRead(new NotRead(
                    module.address() + "module." + name + each.key(),
                    source == null ? "" : source,
                    ModuleFolders.text(block, "version"),
                    reason,
                    reading.blocks().evaluated(block.body(), scope, COMMON, null, block.at()),
                    block.at(),
                    call.repetition().number()));
        }
    }

    private Module module(String address, Path folder, Body.Block block, Scope scope, Value.@Nullable Unknown number) {
        Reading reading = module.reading();
        Map<String, Body.Attribute> arguments = new LinkedHashMap<>();
        Declarations declared = reading.declarations(folder);
        for (Body.Attribute argument : block.body().attributes()) {
            if (!COMMON.contains(argument.name())) {
                arguments.put(argument.name(), argument);
                if (!declared.variables().containsKey(argument.name()) && declared.isComplete()) {
                    reading.problems()
                            .add(
                                    argument.at(),
                                    "module " + block.labels().get(0) + " has no variable " + argument.name());
                }
            }
        }
        return new Module(reading, folder, address, module, new Given(address, block, arguments, scope, number));
    }

    /** What a call gives to the variables of a module. */
    private final class Given implements Variables.Source {
        private final String address;
        private final Body.Block call;
        private final Map<String, Body.Attribute> arguments;
        private final Scope scope;
        private final Value.@Nullable Unknown number;

        Given(
                String address,
                Body.Block call,
                Map<String, Body.Attribute> arguments,
                Scope scope,
                Value.@Nullable Unknown number) {
            this.number = number == null ? module.number() : number;
            this.address = address;
            this.call = call;
            this.arguments = arguments;
            this.scope = scope;
        }

        @Override
        public Value.@Nullable Unknown number() {
            return number;
        }

        @Override
        public Variables.@Nullable Argument argument(String name) {
            Body.Attribute argument = arguments.get(name);
            if (argument == null) {
                return null;
            }
            Expression value = argument.value();
            Reading reading = module.reading();
            return new Variables.Argument(
                    argument.at(),
                    value.at(),
                    () -> reading.memory()
                            .guarded(
                                    module.address(),
                                    name,
                                    value.at(),
                                    () -> reading.evaluator().evaluate(value, scope)));
        }

        @Override
        public Value.Unknown missing(String name, Body.Block declaration) {
            module.reading()
                    .problems()
                    .add(
                            call.at(),
                            "the argument " + name + " is missing in the call of "
                                    + call.labels().get(0));
            return new Value.Unknown(
                    "var." + name,
                    Unknowns.because("var." + name, address, "", call.at()).partial(),
                    "no value for var." + name,
                    declaration.at(),
                    declaration.at());
        }
    }
}
