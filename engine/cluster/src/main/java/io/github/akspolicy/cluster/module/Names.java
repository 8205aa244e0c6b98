package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import org.jspecify.annotations.Nullable;

/** What names of a module refer to (developer.hashicorp.com/terraform/language/expressions/references). */
record Names(Module module) {
    /** The value of a reference that begins with no local name. */
    Value resolve(Reference reference, NameScope scope, Evaluator evaluator) {
        String first = reference.name(0);
        switch (reference.root()) {
            case "" -> throw new RefusalException(reference.at(), "this is not an expression");
            case "each", "count", "self" ->
                throw new RefusalException(reference.at(), reference.root() + " has no meaning here");
            case "path", "terraform" -> {
                return evaluator.steps(surroundings(reference, first), reference, 1, scope);
            }
            default -> {
                // the others are declared by the module
            }
        }
        if (first == null) {
            throw new RefusalException(
                    reference.at(), reference.root() + " is not a value: a name is missing behind it");
        }
        return switch (reference.root()) {
            case "var" -> evaluator.steps(module.variables().value(first, reference.at()), reference, 1, scope);
            case "local" -> evaluator.steps(local(first, reference.at()), reference, 1, scope);
            case "module" -> module.calls().resolve(first, reference, scope);
            case "data", "ephemeral", "resource" -> {
                String second = reference.name(1);
                if (second == null) {
                    throw new RefusalException(reference.at(), reference.root() + " needs a type and a name");
                }
                String mode = reference.root().equals("resource") ? "" : reference.root() + ".";
                yield module.resources().resolve(mode + first + "." + second, reference, 2, scope);
            }
            default -> module.resources().resolve(reference.root() + "." + first, reference, 1, scope);
        };
    }

    private Value surroundings(Reference reference, @Nullable String name) {
        Position at = reference.at();
        String whole = reference.root() + "." + name;
        return switch (whole) {
            case "path.module" -> new Value.Text(relativeFolder(), at);
            case "path.root" -> new Value.Text(".", at);
            case "path.cwd" -> Unknowns.because(whole, "", "path.cwd depends on the machine", at);
            case "terraform.workspace" -> {
                String known = module.reading().workspaceName();
                yield known == null
                        ? Unknowns.because(whole, "", "the workspace is not known", at)
                        : new Value.Text(known, at);
            }
            case "terraform.applying" -> Unknowns.because(whole, "", "it is false in a plan and true in an apply", at);
            default -> throw new RefusalException(at, "there is no " + whole);
        };
    }

    private String relativeFolder() {
        String path = module.reading()
                .rootFolder()
                .relativize(module.folder())
                .toString()
                .replace('\\', '/');
        return path.isEmpty() ? "." : path;
    }

    private Value local(String name, Position at) {
        Body.Attribute local = module.declarations().locals().get(name);
        if (local == null) {
            return undeclared("local." + name, at);
        }
        Reading reading = module.reading();
        Trace.Traced traced = reading.memory()
                .value(
                        module.address(),
                        "local." + name,
                        local.value().at(),
                        () -> reading.evaluator().evaluate(local.value(), module.scope()));
        reading.trace().pass(local.at());
        return reading.trace().pass(traced);
    }

    /** What is not declared: a problem, unless it may be in a file that cannot be read. */
    Value.Unknown undeclared(String name, Position at) {
        String reason = name + " is not declared";
        if (module.declarations().isComplete()) {
            module.reading().problems().add(at, reason);
        }
        return Unknowns.because(name, module.address(), reason, at);
    }

    /** The value of an output. @param at the reference to it */
    Value output(String name, Position at) {
        Body.Block output = module.declarations().outputs().get(name);
        if (output == null) {
            return noOutput(name, at);
        }
        Expression value = Repetition.expression(output.body(), "value");
        if (value == null) {
            module.reading().problems().add(output.at(), "value is missing in output " + name);
            return Unknowns.because("output." + name, module.address(), "it has no value", at);
        }
        Reading reading = module.reading();
        Trace.Traced traced =
                reading.memory().value(module.address(), "output." + name, value.at(), () -> output(output, value));
        reading.trace().pass(output.at());
        return reading.trace().pass(traced);
    }

    private Value.Unknown noOutput(String name, Position at) {
        String reason = module.address() + name + " is not declared: the module has no such output";
        if (module.declarations().isComplete()) {
            module.reading().problems().add(at, reason);
        }
        return Unknowns.because(name, module.address(), reason, at);
    }

    private Value output(Body.Block output, Expression expression) {
        Reading reading = module.reading();
        Value value = reading.evaluator().evaluate(expression, module.scope());
        Expression sensitive = Repetition.expression(output.body(), "sensitive");
        if (sensitive instanceof Expression.Literal literal && Boolean.TRUE.equals(literal.value())) {
            reading.trace().sensitive(value);
        }
        return value;
    }

    /** Evaluates all locals and outputs. */
    void check() {
        module.declarations().locals().forEach((name, local) -> local(name, local.at()));
        module.declarations().outputs().forEach((name, output) -> output(name, output.at()));
    }
}
