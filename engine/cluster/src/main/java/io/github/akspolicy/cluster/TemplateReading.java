package io.github.akspolicy.cluster;

import io.github.akspolicy.cluster.arm.ArmTemplate;
import io.github.akspolicy.cluster.bicep.BicepFiles;
import io.github.akspolicy.cluster.bicep.BicepTemplates;
import io.github.akspolicy.cluster.bicep.ParameterFile;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads an ARM template with its parameter files. */
final class TemplateReading {
    private static final int DEEPEST_SEARCH = 100;

    private final ClusterRequest request;
    private final ManifestFile file;
    private final Field template;
    private final Map<String, Node> parameters = new HashMap<>();
    private final Map<String, TemplateOrigins.Value> given = new HashMap<>();
    private final Map<String, Field> declaredParameters = new HashMap<>();

    TemplateReading(ClusterRequest request, ManifestFile file, Node document) {
        this.request = request;
        this.file = file;
        this.template = Field.root(Node.ignoringCase(document, AzureType::keepsCase));
        for (Field declared : template.get("parameters").fields()) {
            declaredParameters.putIfAbsent(declared.key().toLowerCase(Locale.ROOT), declared);
        }
    }

    void read(Release.Receiver receiver) throws SourceException {
        for (Path parameterFile : request.parameterFiles()) {
            parameters(parameterFile, receiver);
        }
        var resources = new ArrayList<Resource>();
        Node document = template.node();
        Set<String> secrets = Set.of();
        if (document != null) {
            secrets = ArmTemplate.evaluate(
                    document,
                    parameters,
                    resources::add,
                    problem ->
                            receiver.problem(Problem.at(locate(file.path(), problem.getKey()), problem.getValue(), "")),
                    hidden -> receiver.notEvaluated(hidden.getValue().at(file.path(), hidden.getKey())));
        }
        // Bicep compiles itself into its templates
        boolean isGenerated = document != null && ArmTemplate.isCompiled(document);
        TemplateOrigins lines = TemplateOrigins.of(file.path(), template, given);
        OriginMap origins =
                isGenerated ? GeneratedOrigins.ofBicep(request, file.path(), template, resources, lines) : lines;
        receiver.file(new ManifestFile(
                file.path(), file.text(), origins, isGenerated ? Confined.all(resources) : resources, secrets));
    }

    private void parameters(Path path, Release.Receiver receiver) throws SourceException {
        if (ParameterFile.isBicep(path)) {
            var files = new BicepFiles(request.workspace(), request.limits(), receiver::problem);
            new ParameterFile(files, new BicepTemplates(files, receiver::problem))
                    .read(path)
                    .forEach((name, value) ->
                            parameter(name, Field.root(value), files.locate(value.position()), receiver));
            return;
        }
        ManifestFile text = ManifestFile.read(path, request.limits(), request.workspace());
        try {
            Field root = Field.root(Node.ignoringCase(
                    ManifestReader.commentedJson(text.text(), request.limits()), AzureType::keepsCase));
            for (Field parameter : root.get("parameters").fields()) {
                SourceLocation at = locate(text.path(), parameter.place().key());
                parameter(parameter.key(), parameter.get("value"), at, receiver);
            }
        } catch (ManifestException broken) {
            Position at = broken.position() == null ? Position.START : broken.position();
            throw new SourceException(Problem.at(locate(text.path(), at), broken.getMessage(), ""));
        }
    }

    private void parameter(String written, Field value, SourceLocation at, Release.Receiver receiver) {
        String name = written.toLowerCase(Locale.ROOT);
        Field declared = declaredParameters.get(name);
        if (declared == null) {
            receiver.problem(Problem.at(
                    at,
                    "the template " + file.path() + " has no parameter \"" + written + "\"",
                    "remove it, or fix its name"));
            return;
        }
        Position place = declared.place().key();
        Node node = value.node();
        parameters.put(
                name,
                node == null
                        ? ArmTemplate.unknownParameter(written, place)
                        // a place in the parameter file cannot stand in the template's tree
                        : Node.moved(node, place));
        given.put(name, TemplateOrigins.Value.given(value, at));
    }

    private static SourceLocation locate(String path, Position at) {
        return new SourceLocation(path, at.line(), at.column(), SourceLocation.Role.MANIFEST);
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
