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
    static final Set<String> COMMON = Set.of("source", "version", "count", "for_each", "providers", "depends_on");

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
    Value resolve(String name, Reference reference, NameScope scope) {
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

    private Value ofInstance(Call call, Reference reference, NameScope scope, Position at) {
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
    private Value ofSome(Call call, String output, Reference reference, NameScope scope, Value.Unknown why) {
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

    private Value ofUnknownNumber(String key, Call call, Value.Unknown number, Reference reference, NameScope scope) {
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
        reading.called(module.address() + "module." + name, block.at());
        Repetition repetition = reading.repetition(block, module, "module." + name);
        ModuleFolders.Found found = reading.folders().find(module, name, block);
        Path folder = found.description() == null ? found.folder() : described(name, found.description(), block);
        String unread = found.reason() == null ? impossible(folder, block) : found.reason();
        List<Module> modules = new ArrayList<>();
        for (Repetition.Each each : repetition.each()) {
            String address = module.address() + "module." + name + each.key();
            NameScope scope = module.scope().with(each.names());
            if (unread == null) {
                reading.bounds().module(block.at());
                var arguments = new CallArguments(module, address + ".", block, scope, repetition.number());
                arguments.check(reading.declarations(folder));
                modules.add(new Module(reading, folder, address + ".", module, arguments));
            }
        }
        if (repetition.each().isEmpty() && unread == null) {
            List<String> types = reading.declarations(folder).resources().values().stream()
                    .map(resource -> resource.labels().get(0))
                    .toList();
            reading.unmade(new Unmade(module.address() + "module." + name, types, block.at()));
        }
        return new Call(repetition, modules, unread);
    }

    /** A folder that holds a description alone: one for each call, whose places are those of the call. */
    private Path described(String name, List<String> description, Body.Block block) {
        Path folder = module.folder().resolve(".terraform/known/" + module.address() + name);
        module.reading().declare(folder, description, block.at());
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
            NameScope scope = module.scope().with(each.names());
            reading.notRead(new NotRead(
                    module.address() + "module." + name + each.key(),
                    source == null ? "" : source,
                    reason,
                    reading.blocks().evaluated(block.body(), scope, COMMON, null, block.at()),
                    block.at(),
                    call.repetition().number() == null
                            ? module.number()
                            : call.repetition().number()));
        }
    }
}
