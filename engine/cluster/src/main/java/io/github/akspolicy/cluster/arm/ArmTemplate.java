package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.cluster.arm.Budget.Traced;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.ClusterContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The resources that a template deploys: those of nested deployments and children included, those whose condition is false
 * or that only name what exists left out. Where the default of a parameter leaves one out, it is named as not evaluated. Only
 * types that policies know are handed over.
 */
public final class ArmTemplate {
    private static final String DEPLOYMENT = "microsoft.resources/deployments";
    private static final String STACK = "microsoft.resources/deploymentstacks";
    private static final String SCRIPT = "microsoft.resources/deploymentscripts";
    private static final String LINKED = "the linked template of this deployment is not evaluated";
    private static final String NAME_LINKED = "name it as a separate cluster source";
    /** A key that no deployment has. */
    private static final String MISSING = " not evaluated";

    private static final int LONGEST_COPY = 800;

    private final Budget budget = new Budget();
    private final NotEvaluated notEvaluated = new NotEvaluated();
    private final Map<Position, String> linked = new TreeMap<>();
    private boolean hasResources;
    private final boolean isBicep;
    private final boolean isForAllTypes;
    private final Consumer<Resource> resources;

    private ArmTemplate(Consumer<Resource> resources, boolean isBicep, boolean isForAllTypes) {
        this.isForAllTypes = isForAllTypes;
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
     * @param notEvaluated takes what it deploys and the template does not show, by its place
     */
    public static Evaluated evaluate(
            Node template,
            Map<String, Node> parameters,
            Consumer<Resource> resources,
            Consumer<Map.Entry<Position, String>> problems,
            Consumer<Map.Entry<Position, HiddenContent>> notEvaluated) {
        var evaluation = new ArmTemplate(resources, isCompiled(template), false);
        var lower = new HashMap<String, Traced>();
        parameters.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), new Traced(value, Set.of())));
        evaluation.whole(template, lower);
        // a template that deploys nothing else need not be about clusters at all
        evaluation.linked.forEach((at, name) -> {
            if (evaluation.hasResources) {
                evaluation.budget.problem(at, LINKED + ": " + NAME_LINKED);
            } else {
                evaluation.notEvaluated.add(at, name, LINKED, NAME_LINKED);
            }
        });
        evaluation.budget.problems().entrySet().forEach(problems);
        evaluation.notEvaluated.found().entrySet().forEach(notEvaluated);
        return new Evaluated(evaluation.budget.secure().all(), evaluation.budget.sources());
    }

    /**
     * What else an evaluation finds.
     *
     * @param secrets the values that must not be shown
     * @param sources where the values stand that an expression is made of, by the place of the expression
     */
    public record Evaluated(Set<String> secrets, Map<Position, Set<Position>> sources) {}

    /** Everything that a template deploys without parameters, of types that no policy knows, too: to compare two templates by. */
    public static List<Resource> everyResource(Node template) {
        var resources = new ArrayList<Resource>();
        var evaluation = new ArmTemplate(resources::add, false, true);
        evaluation.whole(template, Map.of());
        return resources;
    }

    /** Whether a document is a template of any scope. */
    public static boolean isTemplate(Node document) {
        Node schema = Values.get(document, "$schema");
        String text = schema == null ? null : Values.string(schema);
        return text != null && text.toLowerCase(Locale.ROOT).contains("deploymenttemplate.json");
    }

    /** Whether what a resource of this type deploys may be of types that policies know, without being written in the template. */
    public static boolean hidesResources(String type) {
        // a type that an expression makes may be any
        return type.startsWith("[")
                || type.equalsIgnoreCase(SCRIPT)
                || type.equalsIgnoreCase(STACK)
                || ClusterContent.fault(type).isPresent();
    }

    /**
     * The entry of a deployment that has no template, since that is not there, or one that says a part of it.
     *
     * @param subject what deploys it
     */
    public static Node.Entry notEvaluated(String subject, String fault, String fix, Position at) {
        return new Node.Entry(
                MISSING,
                at,
                new Node.Sequence(
                        List.of(Values.scalar(subject, at), Values.scalar(fault, at), Values.scalar(fix, at)), at));
    }

    /** Whether Bicep made the template: it signs what it compiles. */
    public static boolean isCompiled(Node template) {
        Node metadata = Values.get(template, "metadata");
        Node generator = metadata == null ? null : Values.get(metadata, "_generator");
        return generator != null && !Values.isNull(generator);
    }

    private void whole(Node template, Map<String, Traced> parameters) {
        try {
            template(template, new Scope(template, parameters, budget));
        } catch (Budget.TemplateException end) {
            budget.problem(end.position(), String.valueOf(end.getMessage()));
        }
    }

    private void template(Node template, Scope scope) {
        SameNames.in(template, budget::problem);
        for (String section : List.of("parameters", "variables", "outputs")) {
            SameNames.in(Values.get(template, section), budget::problem);
        }
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
        Node template = properties == null ? null : new NestedDeployment(properties, evaluator).template();
        if (properties == null || template == null) {
            return;
        }
        var deployment = new Scope.Deployment(template, new NestedDeployment(properties, evaluator).inner(template));
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
        Traced traced = evaluator.traced(Values.orNull(count, copy));
        Long times = Values.number(traced.value());
        if (times != null && times < 1) {
            notEvaluated.leaveOut(
                    "the count of its loop is " + times,
                    traced.defaults(),
                    () -> resource(resource, evaluator.iteration(loop, -1, copy.position()), parent));
            return;
        }
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
        SameNames.in(resource, budget::problem);
        if (!(resource instanceof Node.Mapping mapping)) {
            return;
        }
        if (Boolean.TRUE.equals(
                Values.value(evaluator.evaluate(Values.orNull(Values.get(mapping, "existing"), mapping))))) {
            if (!evaluator.scope().isSymbolic()) {
                notEvaluated.leaveOut(
                        "existing has no meaning without languageVersion 2.0",
                        "remove existing, or add \"languageVersion\": \"2.0\"",
                        () -> deployed(mapping, evaluator, parent));
            }
            return;
        }
        Traced condition = evaluator.traced(Values.orNull(Values.get(mapping, "condition"), mapping));
        if (Boolean.FALSE.equals(Values.value(condition.value()))) {
            notEvaluated.leaveOut(
                    "its condition is false", condition.defaults(), () -> deployed(mapping, evaluator, parent));
            return;
        }
        deployed(mapping, evaluator, parent);
    }

    private void deployed(Node.Mapping mapping, ArmEvaluator evaluator, @Nullable Parent parent) {
        budget.resource(mapping.position());
        Node written = Values.get(mapping, "type");
        String own = written == null ? null : Values.string(evaluator.evaluate(written));
        if (Extension.deploys(mapping)) {
            notEvaluated.add(
                    mapping.position(),
                    own == null ? "a resource" : own,
                    "an extension of Bicep deploys it, and its resources are not read",
                    HiddenContent.AUDIT);
            return;
        }
        if (own == null) {
            if (written != null) {
                budget.problem(
                        written.position(), "type is known only at deployment, so the resource is not evaluated");
            }
            return;
        }
        if (own.equalsIgnoreCase(DEPLOYMENT) || own.equalsIgnoreCase(STACK)) {
            nested(mapping, own.equalsIgnoreCase(STACK), evaluator);
            return;
        }
        if (own.equalsIgnoreCase(SCRIPT)) {
            notEvaluated.add(
                    mapping.position(),
                    subject("deployment script", mapping, evaluator),
                    "the deployment runs a script, whose changes are not read",
                    HiddenContent.AUDIT);
            return;
        }
        Node ownName = evaluator.evaluate(Values.orNull(Values.get(mapping, "name"), mapping));
        // a child is written with its own word, an extension with its whole type
        boolean isChild = parent != null && own.indexOf('.') < 0;
        String type = parent != null && isChild ? parent.type() + "/" + own : own;
        Node name = parent != null && isChild ? child(parent.name(), ownName) : ownName;
        deliver(mapping, type, name, isChild ? null : parent, evaluator);
        Node children = Values.get(mapping, "resources");
        each(children, (symbol, child) -> copies(child, evaluator, new Parent(type, name)));
    }

    private static Node child(Node parent, Node name) {
        String text = Values.partial(parent) + "/" + Values.partial(name);
        return Values.text(text, Values.isKnown(parent) && Values.isKnown(name), name.position());
    }

    /** @param within the resource that an extension is written in, or null */
    private void deliver(
            Node.Mapping resource, String type, Node name, @Nullable Parent within, ArmEvaluator evaluator) {
        // Microsoft.X/parents/providers/extensions and names with the provider between them: an extension in a resource
        var extension = Extension.of(type, name);
        String effective = extension == null ? type : extension.type();
        String subject = effective + " " + shown(extension == null ? name : extension.name());
        Position at = resource.position();
        ClusterContent.fault(effective).ifPresent(fault -> notEvaluated.add(at, subject, fault, HiddenContent.AUDIT));
        AzureType known = AzureType.ofArm(effective);
        if (known == null && !isForAllTypes) {
            return;
        }
        if (notEvaluated.isLeftOut()) {
            notEvaluated.add(at, subject, "", "");
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
        Node scope = extension != null
                ? extension.scope()
                : within == null ? null : Extension.scope(within.type(), within.name());
        if (!hasScope && scope != null) {
            entries.add(new Node.Entry("scope", resource.position(), scope));
        }
        if (isBicep) {
            // so that its mending is told in Bicep
            var bicep = new Node.Mapping(List.of(new Node.Entry("name", at, Values.scalar("bicep", at))), at);
            var generator = new Node.Mapping(List.of(new Node.Entry("_generator", at, bicep)), at);
            entries.add(new Node.Entry("metadata", at, generator));
        }
        // Azure ignores the case of a type: policies ask for the name that they know
        String knownName = known == null ? effective + "/" : known.arm();
        int slash = knownName.indexOf('/');
        Node version = Values.get(resource, "apiVersion");
        String apiVersion = version == null ? null : Values.string(evaluator.evaluate(version));
        var id = new ResourceId(
                knownName.substring(0, slash) + "/" + (apiVersion == null ? "unknown" : apiVersion),
                knownName.substring(slash + 1),
                null,
                shown(extension == null ? name : extension.name()));
        Node whole = new Node.Mapping(entries, resource.position());
        SameNames.throughout(whole, budget::problem);
        hasResources = true;
        resources.accept(Resource.of(id, Field.root(Node.ignoringCase(whole, AzureType::keepsCase))));
    }

    private static String subject(String what, Node.Mapping resource, ArmEvaluator evaluator) {
        Node name = Values.get(resource, "name");
        return name == null ? what : what + " " + shown(evaluator.evaluate(name));
    }

    private static String shown(Node name) {
        return Values.value(name) instanceof Unresolved unresolved
                ? unresolved.expression()
                : String.valueOf(Values.value(name));
    }

    private void nested(Node.Mapping deployment, boolean isStack, ArmEvaluator evaluator) {
        Node properties = Values.get(deployment, "properties");
        SameNames.in(properties, budget::problem);
        Node template = properties == null ? null : new NestedDeployment(properties, evaluator).template();
        if (Values.get(deployment, MISSING) instanceof Node.Sequence why) {
            List<String> words = Field.root(why).strings();
            notEvaluated.add(deployment.position(), words.get(0), words.get(1), words.get(2));
            if (template == null) {
                return;
            }
        }
        if (properties == null || template == null) {
            String subject = subject("deployment", deployment, evaluator);
            if (!notEvaluated.isLeftOut()) {
                linked.put(deployment.position(), subject);
            } else {
                notEvaluated.add(deployment.position(), subject, LINKED, NAME_LINKED);
            }
            return;
        }
        if (!(template instanceof Node.Mapping)) {
            budget.problem(
                    template.position(),
                    "the template of this deployment is known only at deployment, so it is not evaluated");
            return;
        }
        budget.enter(deployment.position());
        if (isStack || new NestedDeployment(properties, evaluator).isInner()) {
            template(template, new NestedDeployment(properties, evaluator).inner(template));
        } else {
            // its expressions are evaluated by the template around it
            Node list = Values.get(template, "resources");
            each(list, (symbol, resource) -> announce(symbol, resource, evaluator));
            each(list, (symbol, resource) -> copies(resource, evaluator, null));
        }
        budget.leave();
    }
}
