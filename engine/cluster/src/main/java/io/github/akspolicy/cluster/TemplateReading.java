package io.github.akspolicy.cluster;

import io.github.akspolicy.cluster.arm.ArmTemplate;
import io.github.akspolicy.cluster.bicep.BicepFiles;
import io.github.akspolicy.cluster.bicep.BicepTemplates;
import io.github.akspolicy.cluster.bicep.ParameterFile;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a template with its parameter files: one of ARM in JSON, or one in Bicep as it is written. */
final class TemplateReading {
    private static final int DEEPEST_SEARCH = 100;

    private final ClusterRequest request;
    private final Release.Receiver receiver;
    private final BicepFiles files;
    private final BicepTemplates templates;

    TemplateReading(ClusterRequest request, Release.Receiver receiver) {
        this.request = request;
        this.receiver = receiver;
        this.files = new BicepFiles(request.workspace(), request.limits(), receiver::problem);
        this.templates = new BicepTemplates(files, receiver::problem);
    }

    /** Reads a definition in Bicep. */
    void bicep() {
        Node template = templates.template(request.definition());
        if (template != null) {
            read(request.workspace().relative(request.definition()), template, null);
        }
    }

    /**
     * Reads a definition in JSON, which may be what Bicep compiled.
     *
     * @param file its text
     */
    void json(ManifestFile file, Node document) {
        files.add(file);
        boolean isGenerated = ArmTemplate.isCompiled(document);
        int lines = 1 + (int) file.text().chars().filter(c -> c == '\n').count();
        read(
                file.path(),
                Node.ignoringCase(document, AzureType::keepsCase),
                isGenerated ? new CompiledLines(lines) : null);
    }

    private void read(String path, Node template, @Nullable CompiledLines lines) {
        Map<String, Node> parameters = parameters(path, template);
        List<Resource> resources = new ArrayList<>();
        ArmTemplate.Evaluated evaluated = ArmTemplate.evaluate(
                template,
                parameters,
                resources::add,
                problem -> receiver.problem(Problem.at(files.locate(problem.getKey()), problem.getValue(), "")),
                hidden -> receiver.notEvaluated(hidden.getValue().at(files.locate(hidden.getKey()))));
        Map<Position, Set<Position>> sources = new HashMap<>(evaluated.sources());
        Node source = lines == null ? null : CompiledLines.source(request.definition(), files);
        if (source != null && lines != null) {
            var written = new ArrayList<Resource>();
            sources.putAll(ArmTemplate.evaluate(source, parameters, written::add, problem -> {}, hidden -> {})
                    .sources());
            lines.pair(Field.root(template), Field.root(source), 0);
            resources = CompiledLines.placed(resources, written);
        }
        var origins = new DefinitionOrigins(files, sources, lines);
        receiver.file(new ManifestFile(path, files.text(), origins, resources, evaluated.secrets()));
    }

    private Map<String, Node> parameters(String path, Node template) {
        Map<String, Node> parameters = new HashMap<>();
        Set<String> declared = Field.root(template).get("parameters").fields().stream()
                .map(parameter -> parameter.key().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        for (Path file : request.parameterFiles()) {
            new ParameterFile(files, templates).read(file).forEach((name, value) -> {
                if (declared.contains(name.toLowerCase(Locale.ROOT))) {
                    parameters.put(name.toLowerCase(Locale.ROOT), value);
                } else {
                    receiver.problem(Problem.at(
                            files.locate(value.position()),
                            "the template " + path + " has no parameter \"" + name + "\"",
                            "remove it, or fix its name"));
                }
            });
        }
        return parameters;
    }

    /** Whether a template deploys anything that policies know, itself or in nested ones. */
    static boolean definesKnownTypes(Node node, int depth) {
        if (depth > DEEPEST_SEARCH) {
            return false;
        }
        if (node instanceof Node.Mapping mapping) {
            if (mapping.get("type") instanceof Node.Scalar type
                    && type.value() instanceof String text
                    && (AzureType.ofArm(text) != null || ArmTemplate.hidesResources(text))
                    && mapping.get("apiVersion") != null) {
                return true;
            }
            if (mapping.get("properties") instanceof Node.Mapping properties
                    && (properties.get("templateLink") != null || properties.get("template") instanceof Node.Scalar)) {
                return true;
            }
            return mapping.entries().stream().anyMatch(entry -> definesKnownTypes(entry.value(), depth + 1));
        }
        return node instanceof Node.Sequence list
                && list.items().stream().anyMatch(item -> definesKnownTypes(item, depth + 1));
    }
}
