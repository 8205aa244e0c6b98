package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call gives to the variables of a module. */
final class CallArguments implements Variables.Source {
    private final Module caller;
    private final String address;
    private final Body.Block call;
    private final NameScope scope;
    private final Value.@Nullable Unknown number;
    private final Map<String, Body.Attribute> arguments = new LinkedHashMap<>();

    /**
     * The arguments of an instance of a call.
     *
     * @param address of the module, with a dot behind it
     * @param scope what names mean in the call
     * @param number why the number of instances of the call is not known; null where it is
     */
    CallArguments(Module caller, String address, Body.Block call, NameScope scope, Value.@Nullable Unknown number) {
        this.caller = caller;
        this.address = address;
        this.call = call;
        this.scope = scope;
        this.number = number == null ? caller.number() : number;
        for (Body.Attribute argument : call.body().attributes()) {
            if (!ModuleCalls.COMMON.contains(argument.name())) {
                arguments.put(argument.name(), argument);
            }
        }
    }

    /** Reports those that the module does not declare. */
    void check(Declarations declared) {
        arguments.forEach((name, argument) -> {
            if (declared.isComplete() && !declared.variables().containsKey(name)) {
                caller.reading()
                        .problems()
                        .add(argument.at(), "module " + call.labels().get(0) + " has no variable " + name);
            }
        });
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
        Reading reading = caller.reading();
        return new Variables.Argument(
                argument.at(),
                value.at(),
                () -> reading.memory()
                        .guarded(
                                caller.address(),
                                name,
                                value.at(),
                                () -> reading.evaluator().evaluate(value, scope)));
    }

    @Override
    public Value.Unknown missing(String name, Body.Block declaration) {
        caller.reading()
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
