package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.cluster.arm.ArmExpression;
import io.github.akspolicy.cluster.bicep.SymbolReferences.Symbol;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the template of one file, with all that it imports from others. */
final class TemplateBuilder {
    private static final String SCHEMA =
            "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
    private static final String FUNCTIONS = "__bicep";
    private static final int DEEPEST_IMPORT = 30;

    private final BicepTemplates templates;
    private final BicepFile file;
    private final List<Node.Entry> variables = new ArrayList<>();
    private final List<Node.Entry> functions = new ArrayList<>();
    private final List<Node.Entry> definitions = new ArrayList<>();
    private final Set<String> asked = new HashSet<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    TemplateBuilder(BicepTemplates templates, BicepFile file) {
        this.templates = templates;
        this.file = file;
    }

    Node template() {
        var start = new Position(firstLine(), 1);
        var parameters = new ArrayList<Node.Entry>();
        file.all(Statement.Parameter.class).forEach(parameter -> parameters.add(parameter(parameter)));
        file.all(Statement.Variable.class).forEach(variable -> variable(file, variable));
        var outputs = new ArrayList<Node.Entry>();
        for (Statement.Output output : file.all(Statement.Output.class)) {
            Node value = conversion(file, null).node(output.value());
            outputs.add(entry(output.name(), object(output.at(), entry("value", value))));
        }
        Node resources = new Node.Mapping(new ResourceBuilder(this, file).resources(), start);
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
        return object(
                start,
                entry("$schema", new Node.Scalar(SCHEMA, start)),
                entry("languageVersion", new Node.Scalar("2.0", start)),
                entry("metadata", generator(start)),
                entry("definitions", new Node.Mapping(definitions, start)),
                entry("functions", new Node.Sequence(List.of(namespace(start)), start)),
                entry("parameters", new Node.Mapping(parameters, start)),
                entry("variables", new Node.Mapping(variables, start)),
                entry("resources", resources),
                entry("outputs", new Node.Mapping(outputs, start)));
    }

    private int firstLine() {
        return file.statements().isEmpty() ? 1 : file.statements().get(0).at().line();
    }

    private static Node generator(Position at) {
        return object(at, entry("_generator", object(at, entry("name", new Node.Scalar("bicep", at)))));
    }

    private Node namespace(Position at) {
        return object(
                at,
                entry("namespace", new Node.Scalar(FUNCTIONS, at)),
                entry("members", new Node.Mapping(functions, at)));
    }

    static Node.Entry entry(String key, Node value) {
        return new Node.Entry(key, value.position(), value);
    }

    static Node.Mapping object(Position at, Node.Entry... entries) {
        return new Node.Mapping(List.of(entries), at);
    }

    /** Makes expressions of a file values of this template. */
    ExpressionConversion conversion(BicepFile of, @Nullable ResourceDeclaration within) {
        return new ExpressionConversion(this, of, Map.of(), within);
    }

    BicepTemplates templates() {
        return templates;
    }

    BicepFiles files() {
        return templates.files();
    }

    void step(Position at) {
        templates.step(at);
    }

    void enter(Position at) {
        templates.enter(at);
    }

    void leave() {
        templates.leave();
    }

    private Node.Entry parameter(Statement.Parameter parameter) {
        Node.Mapping type = parameter.type() == null
                ? object(parameter.at())
                : new BicepTypes(this, file).declaration(parameter.type(), parameter.isSecure(), parameter.at());
        if (parameter.value() == null) {
            return entry(parameter.name(), type);
        }
        var entries = new ArrayList<>(type.entries());
        Node value = conversion(file, null).node(parameter.value());
        entries.add(new Node.Entry("defaultValue", parameter.at(), value));
        return entry(parameter.name(), new Node.Mapping(entries, parameter.at()));
    }

    private String key(BicepFile of, String name) {
        return of == file ? name : "_" + of.number() + "." + name;
    }

    /** The name of a variable in this template, which holds it from then on. */
    String variable(BicepFile of, Statement.Variable variable) {
        String key = key(of, variable.name());
        if (asked.add("variable " + key)) {
            waiting.add(() -> variables.add(
                    new Node.Entry(key, variable.at(), conversion(of, null).node(variable.value()))));
        }
        return key;
    }

    /** The name of a function in this template, which holds it from then on. */
    String function(BicepFile of, Statement.Function function) {
        String key = key(of, function.name());
        if (asked.add("function " + key)) {
            waiting.add(() -> functions.add(new Node.Entry(key, function.at(), function(function, of))));
        }
        return FUNCTIONS + "." + key;
    }

    private Node function(Statement.Function function, BicepFile of) {
        Map<String, ArmExpression> names = new HashMap<>();
        var parameters = new ArrayList<Node>();
        for (String name : function.parameters()) {
            names.put(name, ArmExpression.Call.of("parameters", new ArmExpression.Literal(name)));
            parameters.add(object(function.at(), entry("name", new Node.Scalar(name, function.at()))));
        }
        Node body = conversion(of, null).with(names).node(function.body());
        return object(
                function.at(),
                entry("parameters", new Node.Sequence(parameters, function.at())),
                entry("output", object(function.at(), entry("value", body))));
    }

    /** The name of a type among the definitions of this template; null for one that no file declares. */
    @Nullable
    String type(BicepFile of, String name) {
        int dot = name.indexOf('.');
        Symbol symbol = dot < 0 ? symbol(of, name) : exported(of, name.substring(0, dot), name.substring(dot + 1));
        if (symbol == null || !(symbol.statement() instanceof Statement.Type type)) {
            return null;
        }
        String key = key(symbol.file(), type.name());
        if (asked.add("type " + key)) {
            waiting.add(() -> definitions.add(new Node.Entry(
                    key,
                    type.at(),
                    new BicepTypes(this, symbol.file()).declaration(type.type(), type.isSecure(), type.at()))));
        }
        return key;
    }

    private @Nullable Symbol exported(BicepFile of, String alias, String name) {
        Statement.Import other = of.imported(alias);
        return other == null || !alias.equals(other.all()) ? null : exported(of, other, name);
    }

    /** What a name means in a file: what it declares, or what it imports; null for neither. */
    @Nullable
    Symbol symbol(BicepFile of, String name) {
        return symbol(of, name, 0);
    }

    private @Nullable Symbol symbol(BicepFile of, String name, int depth) {
        Statement declared = of.symbol(name);
        if (declared != null) {
            return new Symbol(of, declared);
        }
        Statement.Import other = of.imported(name);
        if (other == null || name.equals(other.all()) || depth > DEEPEST_IMPORT) {
            return null;
        }
        BicepFile from = imported(of, other);
        for (Statement.Alias alias : other.names()) {
            if (from != null && alias.here().equals(name)) {
                return symbol(from, alias.name(), depth + 1);
            }
        }
        return null;
    }

    /** What the file of an import declares by a name, or null. */
    @Nullable
    Symbol exported(BicepFile of, Statement.Import other, String name) {
        BicepFile from = imported(of, other);
        return from == null ? null : symbol(from, name, 1);
    }

    private @Nullable BicepFile imported(BicepFile of, Statement.Import other) {
        Path path = other.path().endsWith(".bicep") ? files().resolve(of.path(), other.path()) : null;
        return path == null ? null : files().bicep(path);
    }

    /** The name of the deployment of a module, as far as it is not one of a loop. */
    ArmExpression name(Statement.Module module) {
        DeclarationBody body = DeclarationBody.of(module.body());
        BicepExpression name = body.object().get("name");
        return name == null || body.loop() != null
                ? ExpressionConversion.unknown(module.name())
                : conversion(file, null).expression(name);
    }
}
