package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.cluster.AzureType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The resources that a template deploys: those of nested deployments and children included, those whose condition is false
 * or that only name what exists left out. Only types that policies know are handed over.
 */
public final class ArmTemplate {
    private static final String DEPLOYMENT = "microsoft.resources/deployments";
    private static final int LONGEST_COPY = 800;

    private final Budget budget = new Budget();
    private final boolean isBicep;
    private final Consumer<Resource> resources;

    private ArmTemplate(Consumer<Resource> resources, boolean isBicep) {
        this.resources = resources;
        this.isBicep = isBicep;
    }

    /**
     * Evaluates a template.
     *
     * @param template a document that {@link #isTemplate} knows
     * @param parameters given values by name; their places are within the template
     * @param resources takes what it deploys
     * @param problems takes what Azure would refuse, by its place; it may quote secrets
     * @return the values that nobody may see
     */
    public static Set<String> evaluate(
            Node template,
            Map<String, Node> parameters,
            Consumer<Resource> resources,
            Consumer<Map.Entry<Position, String>> problems) {
        var evaluation = new ArmTemplate(resources, isCompiled(template));
        var lower = new HashMap<String, Node>();
        parameters.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        try {
            evaluation.template(template, new Scope(template, lower, evaluation.budget));
        } catch (Budget.TemplateException end) {
            evaluation.budget.problem(end.position(), String.valueOf(end.getMessage()));
        }
        evaluation.budget.problems().entrySet().forEach(problems);
        return evaluation.budget.secure().all();
    }

    /** Whether a document is a template of any scope. */
    public static boolean isTemplate(Node document) {
        String schema = document instanceof Node.Mapping mapping
                        && mapping.get("$schema") instanceof Node.Scalar scalar
                        && scalar.value() instanceof String text
                ? text.toLowerCase(Locale.ROOT)
                : "";
        return schema.contains("deploymenttemplate.json");
    }

    /** Whether Bicep made the template: it signs what it compiles. */
    public static boolean isCompiled(Node template) {
        return Field.root(template).at("metadata", "_generator").isPresent();
    }

    private void template(Node template, Scope scope) {
        Node list = Values.get(template, "resources");
        var evaluator = new ArmEvaluator(scope);
        // names first, since any resource may ask for the outputs of any module
        each(list, (symbol, resource) -> announce(symbol, resource, evaluator));
        each(list, (symbol, resource) -> copies(resource, evaluator, null));
    }

    private interface Taker {
        void take(String symbol, Node resource);
    }

    private static void each(@Nullable Node resources, Taker taker) {
        if (resources instanceof Node.Sequence list) {
            list.items().forEach(resource -> taker.take("", resource));
        } else if (resources instanceof Node.Mapping map) {
            // languageVersion 2.0: by symbolic name
            map.entries().forEach(entry -> taker.take(entry.key(), entry.value()));
        }
    }

    private void announce(String symbol, Node resource, ArmEvaluator evaluator) {
        if (!DEPLOYMENT.equals(type(resource)) || Values.get(resource, "copy") != null) {
            return;
        }
        Node properties = Values.get(resource, "properties");
        Node template = properties == null ? null : Values.get(properties, "template");
        if (properties == null || template == null) {
            return;
        }
        var deployment = new Scope.Deployment(template, inner(properties, template, evaluator));
        if (!symbol.isEmpty()) {
            evaluator.scope().deployment(symbol, deployment);
        }
        Node name = Values.get(resource, "name");
        String partial = name == null ? null : Values.partial(evaluator.evaluate(name));
        if (partial != null) {
            evaluator.scope().deployment(partial, deployment);
        }
    }

    private static String type(Node resource) {
        Node type = Values.get(resource, "type");
        String text = type == null ? null : Values.string(type);
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    /** @param parent type and name of the resource that this one is written in, or null */
    private void copies(Node resource, ArmEvaluator evaluator, @Nullable Parent parent) {
        Node copy = Values.get(resource, "copy");
        if (copy == null) {
            resource(resource, evaluator, parent);
            return;
        }
        Node name = Values.get(copy, "name");
        Node count = Values.get(copy, "count");
        String loop = name == null ? "" : String.valueOf(Values.string(evaluator.evaluate(name)));
        Long times = count == null ? null : Values.number(evaluator.evaluate(count));
        if (times == null) {
            resource(resource, evaluator.iteration(loop, -1, copy.position()), parent);
            return;
        }
        for (long i = 0; i < Math.min(times, LONGEST_COPY); i++) {
            resource(resource, evaluator.iteration(loop, i, copy.position()), parent);
        }
    }

    private record Parent(String type, Node name) {}

    private void resource(Node resource, ArmEvaluator evaluator, @Nullable Parent parent) {
        if (!(resource instanceof Node.Mapping mapping) || is(mapping, "existing", true, evaluator)) {
            return;
        }
        if (is(mapping, "condition", false, evaluator)) {
            return;
        }
        budget.resource(mapping.position());
        Node written = Values.get(mapping, "type");
        String own = written == null ? null : Values.string(evaluator.evaluate(written));
        if (own == null) {
            return;
        }
        if (own.equalsIgnoreCase(DEPLOYMENT)) {
            nested(mapping, evaluator);
            return;
        }
        Node ownName = evaluator.evaluate(orNull(Values.get(mapping, "name"), mapping));
        // a child is written with its own word, an extension with its whole type
        boolean isChild = parent != null && own.indexOf('.') < 0;
        String type = parent != null && isChild ? parent.type() + "/" + own : own;
        Node name = parent != null && isChild ? child(parent.name(), ownName) : ownName;
        deliver(mapping, type, name, isChild ? null : parent, evaluator);
        Node children = Values.get(mapping, "resources");
        each(children, (symbol, child) -> copies(child, evaluator, new Parent(type, name)));
    }

    private static Node orNull(@Nullable Node node, Node at) {
        return node == null ? Values.scalar(null, at.position()) : node;
    }

    private static Node child(Node parent, Node name) {
        String text = Values.partial(parent) + "/" + Values.partial(name);
        return Values.text(text, Values.isKnown(parent) && Values.isKnown(name), name.position());
    }

    private static boolean is(Node.Mapping resource, String key, boolean wanted, ArmEvaluator evaluator) {
        Node value = Values.get(resource, key);
        return value != null && Boolean.valueOf(wanted).equals(Values.value(evaluator.evaluate(value)));
    }

    /** @param within the resource that an extension is written in, or null */
    private void deliver(
            Node.Mapping resource, String type, Node name, @Nullable Parent within, ArmEvaluator evaluator) {
        // Microsoft.X/parents/providers/extensions and names with the provider between them: an extension in a resource
        var extension = Extension.of(type, name);
        String effective = extension == null ? type : extension.type();
        if (AzureType.ofArm(effective) == null) {
            return;
        }
        var entries = new ArrayList<Node.Entry>();
        boolean hasScope = false;
        for (Node.Entry entry : resource.entries()) {
            String key = entry.key().toLowerCase(Locale.ROOT);
            hasScope |= key.equals("scope");
            if (key.equals("name")) {
                entries.add(new Node.Entry("name", entry.keyPosition(), extension == null ? name : extension.name()));
            } else if (!List.of("resources", "copy", "comments", "metadata").contains(key)) {
                entries.add(new Node.Entry(entry.key(), entry.keyPosition(), evaluator.evaluate(entry.value())));
            }
        }
        Node scope = extension != null ? extension.scope() : within == null ? null : scope(within);
        if (!hasScope && scope != null) {
            entries.add(new Node.Entry("scope", resource.position(), scope));
        }
        if (isBicep) {
            // so that its mending is told in Bicep
            Position at = resource.position();
            var bicep = new Node.Mapping(List.of(new Node.Entry("name", at, Values.scalar("bicep", at))), at);
            var generator = new Node.Mapping(List.of(new Node.Entry("_generator", at, bicep)), at);
            entries.add(new Node.Entry("metadata", at, generator));
        }
        int slash = effective.indexOf('/');
        Node version = Values.get(resource, "apiVersion");
        String apiVersion = version == null ? null : Values.string(evaluator.evaluate(version));
        var id = new ResourceId(
                effective.substring(0, slash) + "/" + (apiVersion == null ? "unknown" : apiVersion),
                effective.substring(slash + 1),
                null,
                shown(extension == null ? name : extension.name()));
        resources.accept(Resource.of(id, Field.root(new Node.Mapping(entries, resource.position()))));
    }

    private static Node scope(Parent parent) {
        String[] types = parent.type().split("/");
        String[] names = String.valueOf(Values.partial(parent.name())).split("/");
        var id = new StringBuilder(types[0]);
        for (int i = 1; i < types.length; i++) {
            id.append('/').append(types[i]).append('/').append(i <= names.length ? names[i - 1] : "");
        }
        return Values.text(
                id.toString(), Values.isKnown(parent.name()), parent.name().position());
    }

    private static String shown(Node name) {
        return Values.value(name) instanceof Unresolved unresolved
                ? unresolved.expression()
                : String.valueOf(Values.value(name));
    }

    private void nested(Node.Mapping deployment, ArmEvaluator evaluator) {
        Node properties = Values.get(deployment, "properties");
        Node template = properties == null ? null : Values.get(properties, "template");
        if (properties == null || template == null) {
            budget.problem(
                    deployment.position(),
                    "the linked template of this deployment is not evaluated: name it as a cluster source of its own");
            return;
        }
        budget.enter(deployment.position());
        if (isInner(properties)) {
            template(template, inner(properties, template, evaluator));
        } else {
            // its expressions are evaluated by the template around it
            Node list = Values.get(template, "resources");
            each(list, (symbol, resource) -> announce(symbol, resource, evaluator));
            each(list, (symbol, resource) -> copies(resource, evaluator, null));
        }
        budget.leave();
    }

    private static boolean isInner(Node properties) {
        Node options = Values.get(properties, "expressionEvaluationOptions");
        Node scope = options == null ? null : Values.get(options, "scope");
        return scope != null && "inner".equalsIgnoreCase(Values.string(scope));
    }

    private Scope inner(Node properties, Node template, ArmEvaluator evaluator) {
        var provided = new HashMap<String, Node>();
        if (Values.get(properties, "parameters") instanceof Node.Mapping given) {
            for (Node.Entry entry : given.entries()) {
                // the whole of it may be an expression that makes an object with the value
                Node argument =
                        entry.value() instanceof Node.Mapping ? entry.value() : evaluator.evaluate(entry.value());
                Node value = Values.get(argument, "value");
                provided.put(
                        entry.key().toLowerCase(Locale.ROOT),
                        value == null
                                ? Values.unknown(
                                        "⟨parameters('" + entry.key() + "')⟩",
                                        entry.value().position())
                                : evaluator.evaluate(value));
            }
        }
        return new Scope(template, provided, budget);
    }
}
