package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.hcl.HclException;
import io.github.akspolicy.cluster.hcl.Parser;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Configuration in JSON, as the same tree as that in HCL (developer.hashicorp.com/terraform/language/syntax/json; hcl's
 * json/structure.go). Which keys are blocks is known where the language says so; the nested blocks of a resource, which only its
 * provider knows, are arguments here, but for those with {@code dynamic} in them.
 */
final class JsonSyntax {
    private static final String DYNAMIC = "dynamic";
    private static final String COMMENT = "//";

    /** Texts that are taken as they are, without templates. */
    private static final Set<String> VERBATIM =
            Set.of("variable.default", "variable.description", "module.source", "module.version");

    /** Texts that hold an expression without {@code ${}}. */
    private static final Set<String> EXPRESSIONS =
            Set.of("variable.type", "resource.provider", "data.provider", "ephemeral.provider", "dynamic.iterator");

    private static final Schema CONDITION = new Schema(0, Map.of());
    private static final Schema ANY = new Schema(1, Map.of());
    private static final Schema LIFECYCLE =
            new Schema(0, Map.of("precondition", CONDITION, "postcondition", CONDITION));
    private static final Schema RESOURCE = new Schema(
            2,
            Map.of(
                    "lifecycle",
                    LIFECYCLE,
                    "provisioner",
                    ANY,
                    "connection",
                    CONDITION,
                    DYNAMIC,
                    new Schema(1, Map.of())));
    private static final Schema ROOT = new Schema(
            0,
            Map.ofEntries(
                    Map.entry("resource", RESOURCE),
                    Map.entry("data", RESOURCE),
                    Map.entry("ephemeral", RESOURCE),
                    Map.entry("variable", new Schema(1, Map.of("validation", CONDITION))),
                    Map.entry("output", new Schema(1, Map.of("precondition", CONDITION))),
                    Map.entry("module", ANY),
                    Map.entry("provider", ANY),
                    Map.entry("locals", CONDITION),
                    Map.entry("terraform", new Schema(0, Map.of("required_providers", CONDITION))),
                    Map.entry("action", new Schema(2, Map.of())),
                    Map.entry("moved", CONDITION),
                    Map.entry("import", CONDITION),
                    Map.entry("removed", CONDITION),
                    Map.entry("check", ANY)));

    private final FilePlaces places;
    private final Problems problems;

    /**
     * What the language says of a block.
     *
     * @param labels how many it has
     * @param blocks those in it
     */
    private record Schema(int labels, Map<String, Schema> blocks) {}

    private JsonSyntax(SourceFiles.Source source, Problems problems) {
        this.places = new FilePlaces(source);
        this.problems = problems;
    }

    /** A file of configuration; null when it is not JSON, which is a problem. */
    static @Nullable Body file(SourceFiles.Source source, Problems problems) {
        Node root = root(source, problems);
        return root == null ? null : new JsonSyntax(source, problems).body(root, "", ROOT);
    }

    /** A file of values; null when it is not JSON, which is a problem. */
    static @Nullable Body values(SourceFiles.Source source, Problems problems) {
        Node root = root(source, problems);
        if (root == null) {
            return null;
        }
        var syntax = new JsonSyntax(source, problems);
        var attributes = new ArrayList<Body.Attribute>();
        for (Node.Entry entry : syntax.entries(root)) {
            attributes.add(new Body.Attribute(
                    entry.key(), syntax.expression(entry.value(), true), syntax.places.of(entry.keyPosition())));
        }
        return new Body(attributes, List.of());
    }

    private static @Nullable Node root(SourceFiles.Source source, Problems problems) {
        try {
            return ManifestReader.json(source.text(), ReadLimits.DEFAULT);
        } catch (ManifestException broken) {
            Position at = broken.position();
            problems.add(
                    at == null ? new Position(source.firstLine(), 1) : new FilePlaces(source).of(at),
                    String.valueOf(broken.getMessage()).replaceFirst("; a text that begins.*", ""));
            return null;
        }
    }

    /** What an object says, or all objects of a list. */
    private List<Node.Entry> entries(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return mapping.entries();
        }
        if (node instanceof Node.Sequence list) {
            return list.items().stream().flatMap(item -> entries(item).stream()).toList();
        }
        if (((Node.Scalar) node).value() != null) {
            problems.add(places.of(node.position()), "an object is missing here");
        }
        return List.of();
    }

    private Body body(Node node, String type, Schema schema) {
        var attributes = new ArrayList<Body.Attribute>();
        var blocks = new ArrayList<Body.Block>();
        for (Node.Entry entry : entries(node)) {
            Schema block = schema.blocks().get(entry.key());
            if (block == null && entry.dropped() != null) {
                problems.add(places.of(entry.keyPosition()), entry.key() + " is set twice in one object");
            }
            if (entry.key().equals(COMMENT)) {
                continue;
            }
            if (block != null) {
                unpack(entry.value(), entry.key(), block, List.of(), blocks);
            } else if (schema == RESOURCE && isBlock(entry.value())) {
                nested(entry, blocks);
            } else {
                attributes.add(attribute(entry, type));
            }
        }
        return new Body(attributes, blocks);
    }

    private Body.Attribute attribute(Node.Entry entry, String type) {
        String name = type + "." + entry.key();
        Position at = places.of(entry.keyPosition());
        boolean isVerbatim = VERBATIM.contains(name) || type.equals("terraform") || type.equals("required_providers");
        Expression value = EXPRESSIONS.contains(name) && text(entry.value()) != null
                ? parsed(
                        String.valueOf(text(entry.value())),
                        places.of(entry.value().position()),
                        false)
                : expression(entry.value(), isVerbatim);
        return new Body.Attribute(entry.key(), value, at);
    }

    private static @Nullable String text(Node node) {
        return node instanceof Node.Scalar scalar && scalar.value() instanceof String text ? text : null;
    }

    private void unpack(Node node, String type, Schema schema, List<String> labels, List<Body.Block> blocks) {
        if (labels.size() < schema.labels()) {
            for (Node.Entry entry : entries(node)) {
                if (!entry.key().equals(COMMENT)) {
                    var deeper = new ArrayList<>(labels);
                    deeper.add(entry.key());
                    unpack(entry.value(), type, schema, deeper, blocks);
                }
            }
            return;
        }
        for (Node each : node instanceof Node.Sequence list ? list.items() : List.of(node)) {
            if (each instanceof Node.Scalar scalar) {
                if (scalar.value() != null) {
                    problems.add(places.of(each.position()), "an object is missing here");
                }
                continue;
            }
            Position at = places.of(each.position());
            blocks.add(
                    new Body.Block(type, labels, type.equals(DYNAMIC) ? dynamic(each) : body(each, type, schema), at));
        }
    }

    /** The body of a dynamic block, whose content is the body of a nested block. */
    private Body dynamic(Node node) {
        var attributes = new ArrayList<Body.Attribute>();
        var blocks = new ArrayList<Body.Block>();
        for (Node.Entry entry : entries(node)) {
            if (entry.key().equals("content")) {
                blocks.add(new Body.Block(
                        "content",
                        List.of(),
                        body(entry.value(), "content", RESOURCE),
                        places.of(entry.value().position())));
            } else if (!entry.key().equals(COMMENT)) {
                attributes.add(attribute(entry, DYNAMIC));
            }
        }
        return new Body(attributes, blocks);
    }

    /** Whether a value can only be a block, or several, since there is a dynamic block in it. */
    private static boolean isBlock(Node node) {
        if (node instanceof Node.Sequence list) {
            return list.items().stream().anyMatch(JsonSyntax::isBlock);
        }
        if (!(node instanceof Node.Mapping mapping)) {
            return false;
        }
        Node dynamic = mapping.get(DYNAMIC);
        return (dynamic != null && isDynamic(dynamic))
                || mapping.entries().stream().anyMatch(entry -> isBlock(entry.value()));
    }

    private static boolean isDynamic(Node labels) {
        if (labels instanceof Node.Sequence list) {
            return !list.items().isEmpty() && list.items().stream().allMatch(JsonSyntax::isDynamic);
        }
        return labels instanceof Node.Mapping mapping
                && !mapping.entries().isEmpty()
                && mapping.entries().stream()
                        .flatMap(entry -> entry.value() instanceof Node.Sequence list
                                ? list.items().stream()
                                : List.of(entry.value()).stream())
                        .allMatch(each -> each instanceof Node.Mapping block
                                && block.get("for_each") != null
                                && block.get("content") != null);
    }

    private void nested(Node.Entry entry, List<Body.Block> blocks) {
        unpack(entry.value(), entry.key(), new Schema(0, RESOURCE.blocks()), List.of(), blocks);
    }

    private Expression expression(Node node, boolean isVerbatim) {
        Position at = places.of(node.position());
        if (node instanceof Node.Mapping mapping) {
            var items = new ArrayList<Expression.Item>();
            for (Node.Entry entry : mapping.entries()) {
                items.add(new Expression.Item(
                        template(entry.key(), places.of(entry.keyPosition()), isVerbatim),
                        expression(entry.value(), isVerbatim)));
            }
            return new Expression.ObjectConstructor(items, at);
        }
        if (node instanceof Node.Sequence list) {
            return new Expression.Tuple(
                    list.items().stream()
                            .map(item -> expression(item, isVerbatim))
                            .toList(),
                    at);
        }
        Object value = ((Node.Scalar) node).value();
        return value instanceof String text
                ? template(text, at, isVerbatim)
                : new Expression.Literal(value instanceof Number number ? number(number) : value, at);
    }

    private static BigDecimal number(Number number) {
        return number instanceof BigInteger integer ? new BigDecimal(integer) : new BigDecimal(number.toString());
    }

    private Expression template(String text, Position at, boolean isVerbatim) {
        return isVerbatim || !(text.contains("${") || text.contains("%{"))
                ? new Expression.Template(List.of(new Expression.Part.Text(text, at)), at)
                : parsed(text, at, true);
    }

    private Expression parsed(String text, Position at, boolean isTemplate) {
        try {
            return isTemplate ? Parser.template(text, at) : Parser.expression(text, at);
        } catch (HclException wrong) {
            problems.add(at, String.valueOf(wrong.getMessage()));
            // a name that nothing has: what is made of it is unknown
            return new Expression.Name("", at);
        }
    }
}
