package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.cluster.arm.ArmExpression;
import io.github.akspolicy.cluster.arm.ArmExpression.Call;
import io.github.akspolicy.cluster.arm.ArmExpression.Literal;
import io.github.akspolicy.cluster.bicep.SymbolReferences.Symbol;
import io.github.akspolicy.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls of functions: those of templates, those of files, and those that the compiler answers itself. */
record FunctionCalls(ExpressionConversion conversion) {
    /** Functions of templates that Bicep writes in another way: it has none of these names. */
    private static final Set<String> OF_TEMPLATES = Set.of(
            "parameters",
            "variables",
            "if",
            "and",
            "or",
            "not",
            "equals",
            "less",
            "lessorequals",
            "greater",
            "greaterorequals",
            "add",
            "sub",
            "mul",
            "div",
            "mod",
            "createarray",
            "createobject",
            "true",
            "false",
            "null",
            "copyindex",
            "lambda",
            "lambdavariables",
            "coalesce");

    ArmExpression call(BicepExpression.Call call) {
        BicepExpression target = call.target();
        if (target == null || isNamespace(target)) {
            return function(call);
        }
        Symbol imported = conversion.references().imported(target, call.name());
        if (imported != null) {
            return own(imported, call);
        }
        ResourceReference resource = conversion.references().resource(target);
        if (resource != null && call.name().startsWith("list")) {
            var arguments = new ArrayList<ArmExpression>();
            arguments.add(resource.id());
            arguments.add(new Literal(resource.declaration().apiVersion()));
            arguments.addAll(arguments(call));
            return new Call(call.name(), arguments);
        }
        return ExpressionConversion.unknown(call.name());
    }

    private boolean isNamespace(BicepExpression target) {
        return target instanceof BicepExpression.Name name
                && (name.name().equals("sys") || name.name().equals("az"))
                && conversion.local(name.name()) == null
                && conversion.file().symbol(name.name()) == null;
    }

    private List<ArmExpression> arguments(BicepExpression.Call call) {
        return call.arguments().stream().map(conversion::expression).toList();
    }

    private ArmExpression function(BicepExpression.Call call) {
        Symbol own = call.target() == null ? conversion.template().symbol(conversion.file(), call.name()) : null;
        if (own != null && own.statement() instanceof Statement.Function) {
            return own(own, call);
        }
        if (OF_TEMPLATES.contains(call.name().toLowerCase(java.util.Locale.ROOT))) {
            return ExpressionConversion.unknown(call.name());
        }
        List<BicepExpression> given = call.arguments();
        return switch (call.name()) {
            case "any" -> given.size() == 1 ? conversion.expression(given.get(0)) : ExpressionConversion.unknown("any");
            case "nameof" -> nameOf(given);
            case "loadTextContent", "loadFileAsBase64", "loadJsonContent", "loadYamlContent" -> loaded(call);
            // what only the one who deploys knows, or no template can say
            case "readEnvironmentVariable", "readCliArg", "externalInput", "getSecret", "loadDirectoryFileInfo" ->
                ExpressionConversion.unknown(call.name());
            default -> new Call(call.name(), arguments(call));
        };
    }

    private ArmExpression own(Symbol symbol, BicepExpression.Call call) {
        return symbol.statement() instanceof Statement.Function function
                ? new Call(conversion.template().function(symbol.file(), function), arguments(call))
                : ExpressionConversion.unknown(call.name());
    }

    private static ArmExpression nameOf(List<BicepExpression> given) {
        BicepExpression named = given.size() == 1 ? given.get(0) : null;
        if (named instanceof BicepExpression.Name name) {
            return new Literal(name.name(), name.at());
        }
        if (named instanceof BicepExpression.Member member) {
            return new Literal(member.name(), member.at());
        }
        return named instanceof BicepExpression.Nested nested
                ? new Literal(nested.name(), nested.at())
                : ExpressionConversion.unknown("nameof");
    }

    private ArmExpression loaded(BicepExpression.Call call) {
        List<BicepExpression> given = call.arguments();
        Node node = given.isEmpty() || !(given.get(0) instanceof BicepExpression.Literal path)
                ? null
                : new LoadedFiles(conversion.template().files(), conversion.file())
                        .load(call.name(), String.valueOf(path.value()), second(given), call.at());
        return node == null ? ExpressionConversion.unknown(call.name()) : new ArmExpression.Written(node);
    }

    private static @Nullable String second(List<BicepExpression> given) {
        return given.size() > 1
                ? given.get(1) instanceof BicepExpression.Literal literal ? String.valueOf(literal.value()) : "?"
                : null;
    }
}
