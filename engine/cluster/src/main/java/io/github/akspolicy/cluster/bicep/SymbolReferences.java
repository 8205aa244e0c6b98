package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.cluster.arm.ArmExpression;
import io.github.akspolicy.cluster.arm.ArmExpression.Access;
import io.github.akspolicy.cluster.arm.ArmExpression.Call;
import io.github.akspolicy.cluster.arm.ArmExpression.Literal;
import org.jspecify.annotations.Nullable;

/** What names and parts of them refer to: parameters, variables, resources, modules, and what other files export. */
record SymbolReferences(ExpressionConversion conversion) {
    private static final String OUTPUTS = "outputs";

    /** Something that is declared, with its file. */
    record Symbol(BicepFile file, Statement statement) {}

    /** The value of a name. */
    ArmExpression named(BicepExpression.Name name) {
        ArmExpression local = conversion.local(name.name());
        if (local != null) {
            return local;
        }
        ResourceReference resource = resource(name);
        if (resource != null) {
            return resource.asked("full");
        }
        Symbol symbol = conversion.template().symbol(conversion.file(), name.name());
        return symbol == null ? ExpressionConversion.unknown(name.name()) : value(symbol);
    }

    private ArmExpression value(Symbol symbol) {
        if (symbol.statement() instanceof Statement.Parameter parameter) {
            return Call.of("parameters", new Literal(parameter.name()));
        }
        if (symbol.statement() instanceof Statement.Variable variable) {
            return Call.of("variables", new Literal(conversion.template().variable(symbol.file(), variable)));
        }
        return ExpressionConversion.unknown("value");
    }

    /** The value of a part of a resource, of a module, or of what a file exports; null for a part of any other value. */
    @Nullable
    ArmExpression access(BicepExpression expression) {
        ResourceReference whole = resource(expression);
        if (whole != null) {
            return whole.asked("full");
        }
        if (!(expression instanceof BicepExpression.Member member)) {
            return null;
        }
        ResourceReference resource = resource(member.target());
        if (resource != null) {
            return resource.property(member.name(), member.isSafe());
        }
        Symbol imported = imported(member.target(), member.name());
        if (imported != null) {
            return value(imported);
        }
        return module(member);
    }

    /** What a file exports by the name that it was given here and a name of its own. */
    @Nullable
    Symbol imported(@Nullable BicepExpression target, String name) {
        if (!(target instanceof BicepExpression.Name alias) || conversion.local(alias.name()) != null) {
            return null;
        }
        Statement.Import other = conversion.file().imported(alias.name());
        return other == null || !alias.name().equals(other.all())
                ? null
                : conversion.template().exported(conversion.file(), other, name);
    }

    /** The resource that an expression is, or null. */
    @Nullable
    ResourceReference resource(BicepExpression expression) {
        if (expression instanceof BicepExpression.Parenthesized inner) {
            return resource(inner.value());
        }
        if (expression instanceof BicepExpression.NonNull inner) {
            return resource(inner.value());
        }
        if (expression instanceof BicepExpression.Name name) {
            ResourceDeclaration found = conversion.local(name.name()) == null ? declared(name.name()) : null;
            return found == null ? null : new ResourceReference(conversion, found, null);
        }
        if (expression instanceof BicepExpression.Index index) {
            ResourceReference all = resource(index.target());
            return all == null
                            || all.index() != null
                            || all.declaration().body().loop() == null
                    ? null
                    : new ResourceReference(conversion, all.declaration(), conversion.expression(index.index()));
        }
        if (expression instanceof BicepExpression.Nested nested) {
            ResourceReference around = resource(nested.target());
            ResourceDeclaration inner =
                    around == null ? null : around.declaration().inner(nested.name());
            return inner == null ? null : new ResourceReference(conversion, inner, null);
        }
        return null;
    }

    /** A resource by its name: one of those around, or of the file. */
    private @Nullable ResourceDeclaration declared(String name) {
        for (ResourceDeclaration around = conversion.within(); around != null; around = around.around()) {
            if (around.statement().name().equals(name)) {
                return around;
            }
            ResourceDeclaration inner = around.inner(name);
            if (inner != null) {
                return inner;
            }
        }
        return conversion.file().symbol(name) instanceof Statement.Resource resource
                ? new ResourceDeclaration(conversion.file(), resource, null)
                : null;
    }

    /** {@code module.outputs.name}, {@code modules[i].outputs.name}, {@code module.name}. */
    private @Nullable ArmExpression module(BicepExpression.Member member) {
        Statement.Module module = module(member.target());
        if (module != null) {
            return member.name().equals("name")
                    ? conversion.template().name(module)
                    : member.name().equals(OUTPUTS) ? part(module, member) : asked(module, false);
        }
        Statement.Module of = member.target() instanceof BicepExpression.Member part
                        && part.name().equals(OUTPUTS)
                ? module(part.target())
                : null;
        if (of != null && member.target() instanceof BicepExpression.Member outputs) {
            ArmExpression all = part(of, outputs);
            Literal name = new Literal(member.name());
            Literal value = new Literal("value");
            return outputs.isSafe() || member.isSafe()
                    ? Call.of("tryGet", all, name, value)
                    : new Access(new Access(all, name, false), value, false);
        }
        return null;
    }

    private ArmExpression part(Statement.Module module, BicepExpression.Member outputs) {
        boolean isSure = outputs.target() instanceof BicepExpression.NonNull;
        ArmExpression asked = asked(module, outputs.isSafe() && !isSure);
        Literal name = new Literal(OUTPUTS);
        return outputs.isSafe() ? Call.of("tryGet", asked, name) : new Access(asked, name, false);
    }

    /** @param mayLack whether it is asked for what a module says that may not be deployed */
    private ArmExpression asked(Statement.Module module, boolean mayLack) {
        DeclarationBody body = DeclarationBody.of(module.body());
        if (body.loop() != null) {
            // which of them only the deployment knows
            return Call.of("reference", ExpressionConversion.unknown(module.name()));
        }
        ArmExpression asked = Call.of("reference", new Literal(module.name()));
        return body.condition() == null || !mayLack
                ? asked
                : Call.of("if", conversion.expression(body.condition()), asked, new Literal(null, null));
    }

    private Statement.@Nullable Module module(BicepExpression expression) {
        if (expression instanceof BicepExpression.Parenthesized inner) {
            return module(inner.value());
        }
        if (expression instanceof BicepExpression.NonNull inner) {
            return module(inner.value());
        }
        BicepExpression of = expression instanceof BicepExpression.Index index ? index.target() : expression;
        return of instanceof BicepExpression.Name name
                        && conversion.local(name.name()) == null
                        && conversion.file().symbol(name.name()) instanceof Statement.Module module
                ? module
                : null;
    }
}
