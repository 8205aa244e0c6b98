package io.github.akspolicy.cluster;

import io.github.akspolicy.cluster.arm.ArmTemplate;
import io.github.akspolicy.cluster.code.BicepSources;
import io.github.akspolicy.cluster.code.Block;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The origins of files that a tool made: the line of the source beside them where it can be told, with the generated line as
 * related one; else the generated file, which nobody edits.
 */
final class GeneratedOrigins {
    /**
     * What a resource of the generated file is written as.
     *
     * @param entry its block; null when it was not found
     * @param variables what names in it stand for
     * @param isWhole whether it is the resource itself, not the call of a module from elsewhere
     * @param parameters which parameters of that call give its properties; null where that cannot be told
     */
    private record Written(
            String path,
            Block.@Nullable Entry entry,
            Map<String, Block.Entry> variables,
            boolean isWhole,
            @Nullable ModuleParameters parameters) {
        private static final Written NOWHERE = new Written("", null, Map.of(), false, null);
    }

    private static final int DEEPEST = 50;

    private final String path;
    private final @Nullable TemplateOrigins template;
    private final TreeMap<Position, Written> sources = new TreeMap<>();

    /** @param template which line of the file itself, or of a parameter file, gives a value; null where there is no such */
    private GeneratedOrigins(String path, @Nullable TemplateOrigins template) {
        this.path = path;
        this.template = template;
    }

    static OriginMap ofBicep(
            ClusterRequest request, String path, Field template, List<Resource> resources, TemplateOrigins lines) {
        var origins = new GeneratedOrigins(path, lines);
        String definition = request.definition().toAbsolutePath().toString();
        Path bicep = definition.endsWith(".bicep")
                ? request.definition()
                : Path.of(definition.replaceFirst("(\\.json)?$", ".bicep"));
        BicepSources sources = BicepSources.of(bicep, request.workspace(), request.limits());
        Map<Position, String> symbols = new TreeMap<>();
        symbols(template, symbols, 0);
        Map<Position, BicepSources.Resource> byOrder =
                byOrder(template, sources, request.workspace().relative(bicep));
        Map<Position, Written> ofCalls = new HashMap<>();
        calls(template, sources, request.workspace().relative(bicep), ofCalls, 0);
        for (Resource resource : resources) {
            Written ofCall = ofCalls.get(start(resource));
            if (ofCall != null) {
                origins.sources.put(start(resource), ofCall);
                continue;
            }
            String type = resource.id().group() + "/" + resource.kind();
            BicepSources.Resource found =
                    sources.resource(type, symbols.getOrDefault(start(resource), ""), resource.name());
            if (found == null) {
                found = byOrder.get(start(resource));
            }
            origins.sources.put(
                    start(resource),
                    found == null
                            ? Written.NOWHERE
                            : new Written(found.path(), found.entry(), found.variables(), true, null));
        }
        return origins::locate;
    }

    /**
     * Resources without symbolic names whose own names are expressions: where the template holds as many of a type as its
     * source declares, they come in the same order.
     */
    private static Map<Position, BicepSources.Resource> byOrder(Field template, BicepSources sources, String path) {
        Map<String, List<Position>> compiled = new HashMap<>();
        for (Field resource : template.get("resources").items()) {
            Node node = resource.node();
            if (node != null) {
                String type = resource.get("type").stringOr("").toLowerCase(Locale.ROOT);
                compiled.computeIfAbsent(type, missing -> new ArrayList<>()).add(node.position());
            }
        }
        Map<Position, BicepSources.Resource> byOrder = new HashMap<>();
        compiled.forEach((type, positions) -> {
            List<BicepSources.Resource> declared = sources.declared(path, type);
            for (int i = 0; i < positions.size() && declared.size() == positions.size(); i++) {
                byOrder.put(positions.get(i), declared.get(i));
            }
        });
        return byOrder;
    }

    /**
     * The resources of modules whose text is elsewhere, each with the call of its module. Those calls come in the order of the
     * source, or by their symbolic names.
     */
    private static void calls(
            Field template, BicepSources sources, String path, Map<Position, Written> ofCalls, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        Field resources = template.get("resources");
        List<Field> deployments = Stream.concat(resources.fields().stream(), resources.items().stream())
                .filter(resource -> isModule(resource.at("properties", "template")))
                .toList();
        List<BicepSources.Module> modules = sources.modules(path);
        for (int i = 0; i < deployments.size(); i++) {
            Field deployment = deployments.get(i);
            BicepSources.Module inOrder = modules.size() == deployments.size() ? modules.get(i) : null;
            BicepSources.Module module = modules.stream()
                    .filter(call -> call.symbol().equals(deployment.key()))
                    .findFirst()
                    .orElse(inOrder);
            if (module != null && !module.file().isEmpty()) {
                calls(deployment.at("properties", "template"), sources, module.file(), ofCalls, depth + 1);
            } else if (module != null) {
                ModuleParameters parameters = ModuleParameters.of(deployment);
                var written = new Written(module.path(), module.entry(), module.variables(), false, parameters);
                parameters.resources().forEach(resource -> ofCalls.put(resource, written));
            }
        }
    }

    private static boolean isModule(Field template) {
        Node node = template.node();
        return node != null && ArmTemplate.isCompiled(node);
    }

    /** The symbolic names of languageVersion 2.0 by the place of the resource, those of modules included. */
    private static void symbols(Field template, Map<Position, String> symbols, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        Field resources = template.get("resources");
        List<Field> all = new ArrayList<>(resources.fields());
        all.addAll(resources.items());
        for (Field resource : all) {
            if (resource.node() != null && resource.path().lastIndex() < 0) {
                symbols.put(resource.node().position(), resource.key());
            }
            Field nested = resource.at("properties", "template");
            if (nested.isPresent()) {
                symbols(nested, symbols, depth + 1);
            }
        }
    }

    private static Position start(Resource resource) {
        Node root = resource.root().node();
        return root == null ? Position.START : root.position();
    }

    private Origin locate(Place place) {
        var generated = new SourceLocation(path, place.key().line(), place.key().column(), Role.GENERATED);
        Map.Entry<Position, Written> within = sources.floorEntry(place.key());
        Written written = within == null ? Written.NOWHERE : within.getValue();
        Block.Entry entry = written.entry();
        if (entry == null) {
            return template == null ? Origin.of(generated) : template.locate(place);
        }
        Block block = entry.block();
        Position own = entry.position();
        FieldPath path = written.isWhole() ? place.path() : parameter(written, within.getKey(), place.path());
        Position at = block == null ? own : block.locate(path, own, written.variables(), place.isWritten());
        var source = new SourceLocation(written.path(), at.line(), at.column(), Role.MANIFEST);
        SourceLocation given = template == null ? null : template.given(place);
        if (given != null) {
            return new Origin(given, List.of(source, generated), List.of(), false);
        }
        return new Origin(
                source,
                List.of(generated),
                List.of(),
                !written.isWhole() && path.segments().size() <= 1);
    }

    /** Where the call of a module gives a property of a resource in it: a parameter of it, else its parameters, else itself. */
    private static FieldPath parameter(Written written, Position resource, FieldPath property) {
        Block block = written.entry() == null ? null : written.entry().block();
        ModuleParameters parameters = written.parameters();
        Block.Entry given = block == null || parameters == null ? null : block.first(ModuleParameters.PARAMS);
        if (given == null || parameters == null || property.segments().isEmpty()) {
            return FieldPath.ROOT;
        }
        Block named = given.block();
        return parameters
                .parameter(resource, property)
                .filter(path -> named != null
                        && named.first(String.valueOf(path.segments().get(1))) != null)
                .orElse(FieldPath.ROOT.field(ModuleParameters.PARAMS));
    }
}
