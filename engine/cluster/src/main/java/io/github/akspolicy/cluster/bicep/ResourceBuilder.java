package io.github.akspolicy.cluster.bicep;

import static io.github.akspolicy.cluster.bicep.TemplateBuilder.entry;
import static io.github.akspolicy.cluster.bicep.TemplateBuilder.object;

import io.github.akspolicy.cluster.arm.ArmExpression;
import io.github.akspolicy.cluster.arm.ArmExpression.Call;
import io.github.akspolicy.cluster.arm.ArmExpression.Literal;
import io.github.akspolicy.cluster.arm.ArmTemplate;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the resources and modules of a file those of its template, by their symbolic names. */
final class ResourceBuilder {
    private static final Set<String> NOT_OF_THE_RESOURCE = Set.of("name", "parent", "scope", "dependsOn");
    private static final String REGISTRY = "the text of the module is in a registry";
    private static final String COMPILE =
            "name the template that az bicep build makes of the file, or set bicepCompiler: true where one is on the path";

    private final TemplateBuilder template;
    private final BicepFile file;
    private final List<Node.Entry> resources = new ArrayList<>();

    ResourceBuilder(TemplateBuilder template, BicepFile file) {
        this.template = template;
        this.file = file;
    }

    List<Node.Entry> resources() {
        for (Statement statement : file.statements()) {
            if (statement instanceof Statement.Resource resource) {
                resource(new ResourceDeclaration(file, resource, null), null);
            } else if (statement instanceof Statement.Module module) {
                module(module);
            }
        }
        return resources;
    }

    /** @param condition whether what it is declared in is deployed; null for always */
    private void resource(ResourceDeclaration declaration, @Nullable ArmExpression condition) {
        DeclarationBody body = declaration.body();
        var reference = new ResourceReference(template.conversion(file, declaration), declaration, null);
        ExpressionConversion inside = reference.inside();
        ArmExpression all = both(condition, body, inside);
        if (!declaration.statement().isExisting()) {
            Position at = declaration.statement().at();
            List<Node.Entry> entries = head(declaration, at);
            entries.add(named(reference, body, inside));
            around(declaration.statement().name(), body, all, entries, at);
            rest(body, inside, entries);
            resources.add(new Node.Entry(declaration.symbol(), at, new Node.Mapping(entries, at)));
        }
        for (Statement.Resource inner : body.object().resources()) {
            resource(new ResourceDeclaration(file, inner, declaration), all);
        }
    }

    private static @Nullable ArmExpression both(
            @Nullable ArmExpression around, DeclarationBody body, ExpressionConversion inside) {
        if (body.condition() == null) {
            return around;
        }
        ArmExpression own = inside.expression(body.condition());
        return around == null ? own : Call.of("and", around, own);
    }

    private static List<Node.Entry> head(ResourceDeclaration declaration, Position at) {
        var entries = new ArrayList<Node.Entry>();
        entries.add(entry("type", new Node.Scalar(declaration.type(), at)));
        entries.add(entry("apiVersion", new Node.Scalar(declaration.apiVersion(), at)));
        if (declaration.isOfExtension()) {
            entries.add(entry("extension", new Node.Scalar("extension", at)));
        }
        return entries;
    }

    private static Node.Entry named(ResourceReference reference, DeclarationBody body, ExpressionConversion inside) {
        for (BicepExpression.Property property : body.object().properties()) {
            if (property.key() instanceof BicepExpression.Literal key && "name".equals(key.value())) {
                Node own = inside.node(property.value());
                ArmExpression whole = reference.parent() == null ? null : reference.name();
                return new Node.Entry(
                        "name", property.at(), whole == null ? own : new Node.Scalar(whole, own.position()));
            }
        }
        Position at = reference.declaration().statement().at();
        return entry("name", new Node.Scalar(reference.name(), at));
    }

    /** How often and whether it is deployed. */
    private void around(
            String symbol,
            DeclarationBody body,
            @Nullable ArmExpression condition,
            List<Node.Entry> entries,
            Position at) {
        if (condition != null) {
            entries.add(entry("condition", new Node.Scalar(condition, at)));
        }
        if (body.loop() != null) {
            ArmExpression count = Call.of(
                    "length",
                    template.conversion(file, null).expression(body.loop().over()));
            entries.add(entry(
                    "copy",
                    object(
                            at,
                            entry("name", new Node.Scalar(symbol, at)),
                            entry("count", new Node.Scalar(count, at)))));
        }
    }

    private void rest(DeclarationBody body, ExpressionConversion inside, List<Node.Entry> entries) {
        for (BicepExpression.Property property : body.object().properties()) {
            String key =
                    property.key() instanceof BicepExpression.Literal literal ? String.valueOf(literal.value()) : "";
            if (key.equals("scope")) {
                ArmExpression scope = new Scopes(inside, file).written(property.value());
                if (scope != null) {
                    entries.add(new Node.Entry(
                            "scope",
                            property.at(),
                            new Node.Scalar(scope, property.value().at())));
                }
            } else if (!key.isEmpty() && !NOT_OF_THE_RESOURCE.contains(key)) {
                entries.add(new Node.Entry(key, property.at(), inside.node(property.value())));
            }
        }
    }

    private void module(Statement.Module module) {
        DeclarationBody body = DeclarationBody.of(module.body());
        ExpressionConversion outside = template.conversion(file, null);
        ExpressionConversion inside =
                body.loop() == null ? outside : outside.with(ResourceReference.rounds(body.loop(), outside, null));
        Position at = module.at();
        var entries = new ArrayList<Node.Entry>();
        entries.add(entry("type", new Node.Scalar("Microsoft.Resources/deployments", at)));
        entries.add(entry("apiVersion", new Node.Scalar("2025-04-01", at)));
        BicepExpression name = body.object().get("name");
        entries.add(entry("name", name == null ? new Node.Scalar(module.name(), at) : inside.node(name)));
        around(module.name(), body, both(null, body, inside), entries, at);
        entries.add(entry("properties", properties(module, body, inside, entries)));
        resources.add(new Node.Entry(module.name(), at, new Node.Mapping(entries, at)));
    }

    private Node properties(
            Statement.Module module, DeclarationBody body, ExpressionConversion inside, List<Node.Entry> entries) {
        Position at = module.at();
        Node inner = template(module, body, entries);
        var properties = new ArrayList<Node.Entry>();
        properties.add(entry("expressionEvaluationOptions", object(at, entry("scope", new Node.Scalar("inner", at)))));
        properties.add(entry("mode", new Node.Scalar("Incremental", at)));
        properties.add(new Node.Entry(
                "parameters", params(body, at), new Node.Mapping(arguments(body, inner, inside), params(body, at))));
        if (inner != null) {
            properties.add(entry("template", inner));
        }
        return new Node.Mapping(properties, at);
    }

    /** The template of a module; null where it is not there, which the deployment then says. */
    private @Nullable Node template(Statement.Module module, DeclarationBody body, List<Node.Entry> entries) {
        Position at = module.at();
        boolean isElsewhere = module.path().indexOf(':') >= 0;
        Path path = isElsewhere ? null : template.files().resolve(file.path(), module.path());
        if (path == null) {
            Node known = isElsewhere && template.templates().knowsRegistry()
                    ? RegistryModules.template(module.path(), given(body), at)
                    : null;
            String fault = isElsewhere
                    ? known == null ? REGISTRY : REGISTRY + ", and only what its parameters hand on is evaluated"
                    : "the file of the module is not there";
            entries.add(ArmTemplate.notEvaluated("module " + module.path(), fault, isElsewhere ? COMPILE : "", at));
            return known;
        }
        if (template.templates().isOpen(path)) {
            template.templates().problem(at, "the module calls itself");
        }
        Node made = template.templates().made(path);
        if (made == null) {
            entries.add(ArmTemplate.notEvaluated(
                    "module " + module.path(), "the file of the module cannot be read", "", at));
        }
        return made;
    }

    /** The names of the parameters that a call gives; null where it may give any. */
    private static @Nullable List<String> given(DeclarationBody body) {
        BicepExpression params = body.object().get("params");
        var names = new ArrayList<String>();
        if (params instanceof BicepExpression.Structure object) {
            for (BicepExpression.Property property : object.properties()) {
                if (!(property.key() instanceof BicepExpression.Literal key)) {
                    return null;
                }
                names.add(String.valueOf(key.value()));
            }
        }
        return params == null || params instanceof BicepExpression.Structure ? names : null;
    }

    private static Position params(DeclarationBody body, Position otherwise) {
        for (BicepExpression.Property property : body.object().properties()) {
            if (property.key() instanceof BicepExpression.Literal key && "params".equals(key.value())) {
                return property.at();
            }
        }
        return otherwise;
    }

    private static List<Node.Entry> arguments(DeclarationBody body, @Nullable Node inner, ExpressionConversion inside) {
        BicepExpression params = body.object().get("params");
        var arguments = new ArrayList<Node.Entry>();
        if (params instanceof BicepExpression.Structure object
                && object.properties().stream()
                        .allMatch(property -> property.key() instanceof BicepExpression.Literal)) {
            for (BicepExpression.Property property : object.properties()) {
                if (property.key() instanceof BicepExpression.Literal key) {
                    Node value = inside.node(property.value());
                    arguments.add(new Node.Entry(
                            String.valueOf(key.value()), property.at(), object(property.at(), entry("value", value))));
                }
            }
        } else if (params != null
                && inner instanceof Node.Mapping mapping
                && mapping.get("parameters") instanceof Node.Mapping declared) {
            // what is made of several objects may give any of them
            ArmExpression all = inside.expression(params);
            for (Node.Entry parameter : declared.entries()) {
                Node value = new Node.Scalar(Call.of("tryGet", all, new Literal(parameter.key())), params.at());
                arguments.add(new Node.Entry(parameter.key(), params.at(), object(params.at(), entry("value", value))));
            }
        }
        return arguments;
    }
}
