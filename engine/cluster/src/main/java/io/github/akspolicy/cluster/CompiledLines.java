package io.github.akspolicy.cluster;

import io.github.akspolicy.cluster.bicep.BicepFiles;
import io.github.akspolicy.cluster.bicep.BicepTemplates;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.resource.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of Bicep a compiled template has its values from: the resources of the source are those of the same type and name,
 * and of a module whose text is in a registry the call is what can be edited.
 */
final class CompiledLines {
    private static final Pattern UNKNOWN = Pattern.compile("⟨[^⟩]*⟩");
    private static final int DEEPEST = 50;

    private final int lastLine;
    private final Map<Position, Position> handedOn = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();

    /** The compiled call of a module, and where its parameters are written. */
    private record Call(Position start, Position end, Position params) {}

    /** @param lastLine the last line of the compiled text, which is the first of the files that were read */
    CompiledLines(int lastLine) {
        this.lastLine = lastLine;
    }

    /** Where the source of a compiled template would be. */
    static Path bicep(Path definition) {
        String path = definition.toString();
        return path.endsWith(".bicep") ? definition : Path.of(path.replaceFirst("(\\.json)?$", ".bicep"));
    }

    /** The template of the source, or null where there is none. */
    static @Nullable Node source(Path definition, BicepFiles files) {
        Path bicep = bicep(definition);
        return Files.isRegularFile(bicep) ? BicepTemplates.ofCompiled(files).template(bicep) : null;
    }

    /** Whether a place is one of the compiled text. */
    boolean isGenerated(Position at) {
        return at.line() <= lastLine;
    }

    /** Where the call of a module writes what a place of its compiled parameters holds; null for any other place. */
    @Nullable
    Position written(Position at) {
        return handedOn.get(at);
    }

    /** The parameters of the innermost call that a place is compiled from; null for none. */
    @Nullable
    Position call(Position at) {
        Position params = null;
        for (Call call : calls) {
            if (call.start().compareTo(at) <= 0 && at.compareTo(call.end()) <= 0) {
                params = call.params();
            }
        }
        return params;
    }

    /** Pairs defaults, variables, and calls of modules whose text is elsewhere: by their names, else in their order. */
    void pair(Field compiled, Field source, int depth) {
        for (Field parameter : compiled.get("parameters").fields()) {
            Field value = source.get("parameters").get(parameter.key()).get("defaultValue");
            Node node = parameter.get("defaultValue").node();
            if (node != null && value.node() != null) {
                pair(parameter.get("defaultValue"), value, value);
                handedOn.put(node.position(), value.node().position());
            }
        }
        for (Field variable : compiled.get("variables").fields()) {
            Field value = source.get("variables").get(variable.key());
            pair(variable, value, value);
        }
        calls(compiled, source, depth);
    }

    private void calls(Field compiled, Field source, int depth) {
        List<Field> theirs = deployments(compiled);
        List<Field> ours = deployments(source);
        for (int i = 0; i < theirs.size() && depth < DEEPEST; i++) {
            Field their = theirs.get(i);
            Field inOrder = theirs.size() == ours.size() ? ours.get(i) : null;
            Field our = ours.stream()
                    .filter(call -> call.key().equals(their.key()))
                    .findFirst()
                    .orElse(inOrder);
            Field template = our == null ? null : our.at("properties", "template");
            if (our != null && template != null && template.isPresent()) {
                pair(their.at("properties", "template"), template, depth + 1);
            } else if (our != null) {
                call(their, our);
            }
        }
    }

    private static List<Field> deployments(Field template) {
        Field resources = template.get("resources");
        return Stream.concat(resources.fields().stream(), resources.items().stream())
                .filter(resource ->
                        resource.get("type").stringOr("").equalsIgnoreCase("Microsoft.Resources/deployments"))
                .filter(resource -> !resource.at("properties", "expressionEvaluationOptions")
                                .fields()
                                .isEmpty()
                        || resource.at("properties", "template", "metadata").isPresent())
                .toList();
    }

    private void call(Field compiled, Field source) {
        Field params = source.at("properties", "parameters");
        Node node = compiled.node();
        if (node != null && params.isPresent()) {
            calls.add(new Call(
                    node.position(), end(node, node.position()), params.place().key()));
            for (Field given : compiled.at("properties", "parameters").fields()) {
                pair(
                        given.get("value"),
                        params.get(given.key()),
                        params.get(given.key()).get("value"));
            }
        }
    }

    /** @param key the field whose key is the line of the value */
    private void pair(Field compiled, Field key, Field source) {
        if (compiled.node() == null || source.node() == null) {
            return;
        }
        handedOn.putIfAbsent(compiled.node().position(), key.place().key());
        for (Field child : compiled.fields()) {
            Field same = source.get(child.key());
            pair(child, same, same);
        }
        List<Field> items = compiled.items();
        for (int i = 0; i < Math.min(items.size(), source.items().size()); i++) {
            pair(items.get(i), source.items().get(i), source.items().get(i));
        }
    }

    private static Position end(Node node, Position before) {
        Position end = node.position().compareTo(before) > 0 ? node.position() : before;
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                end = end(entry.value(), end);
            }
        } else if (node instanceof Node.Sequence list) {
            for (Node item : list.items()) {
                end = end(item, end);
            }
        }
        return end;
    }

    /** The compiled resources with the places of their sources, where these are found. */
    static List<Resource> placed(List<Resource> compiled, List<Resource> source) {
        Map<String, List<Resource>> theirs = byName(compiled);
        Map<String, List<Resource>> ours = byName(source);
        var placed = new ArrayList<Resource>();
        for (Resource resource : compiled) {
            List<Resource> same = theirs.getOrDefault(name(resource), List.of());
            List<Resource> written = ours.getOrDefault(name(resource), List.of());
            int index = indexOf(same, resource);
            Node own = same.size() == written.size() ? written.get(index).root().node() : null;
            Node node = resource.root().node();
            placed.add(own == null || node == null ? resource : Resource.of(resource.id(), Field.root(at(node, own))));
        }
        return placed;
    }

    private static int indexOf(List<Resource> resources, Resource wanted) {
        int index = 0;
        while (index < resources.size() - 1 && resources.get(index) != wanted) {
            index++;
        }
        return index;
    }

    private static Map<String, List<Resource>> byName(List<Resource> resources) {
        Map<String, List<Resource>> byName = new HashMap<>();
        resources.forEach(resource -> byName.computeIfAbsent(name(resource), missing -> new ArrayList<>())
                .add(resource));
        return byName;
    }

    private static String name(Resource resource) {
        Unresolved unknown = resource.root().get("name").unresolved();
        String name = unknown == null ? resource.name() : unknown.partial();
        return (resource.id().group() + "/" + resource.kind() + " "
                        + UNKNOWN.matcher(name).replaceAll("⟨⟩"))
                .toLowerCase(Locale.ROOT);
    }

    /** A value with the places of another one: of what that does not have, the place of what is around it. */
    private static Node at(Node node, Node own) {
        if (node instanceof Node.Mapping mapping) {
            var entries = new ArrayList<Node.Entry>();
            Field source = Field.root(own);
            for (Node.Entry entry : mapping.entries()) {
                Field same = source.get(entry.key());
                Node value = same.node();
                entries.add(new Node.Entry(
                        entry.key(),
                        value == null ? own.position() : same.place().key(),
                        at(entry.value(), value == null ? new Node.Scalar(null, own.position()) : value)));
            }
            return new Node.Mapping(entries, own.position(), mapping.ignoresCase());
        }
        if (node instanceof Node.Sequence list) {
            List<Node> written = own instanceof Node.Sequence other ? other.items() : List.of();
            var items = new ArrayList<Node>();
            for (int i = 0; i < list.items().size(); i++) {
                items.add(at(
                        list.items().get(i),
                        i < written.size() ? written.get(i) : new Node.Scalar(null, own.position())));
            }
            return new Node.Sequence(items, own.position());
        }
        return new Node.Scalar(((Node.Scalar) node).value(), own.position());
    }
}
