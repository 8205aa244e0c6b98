package io.github.akspolicy.cluster;

import io.github.akspolicy.cluster.arm.ArmTemplate;
import io.github.akspolicy.cluster.bicep.BicepFiles;
import io.github.akspolicy.cluster.bicep.BicepTemplates;
import io.github.akspolicy.cluster.bicep.ParameterFile;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.SourceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads a definition in Bicep as it is written, with its modules and parameter files. */
final class BicepReading {
    private final ClusterRequest request;
    private final BicepFiles files;

    BicepReading(ClusterRequest request, Release.Receiver receiver) {
        this.request = request;
        this.files = new BicepFiles(request.workspace(), request.limits(), receiver::problem);
    }

    void read(Release.Receiver receiver) throws SourceException {
        var templates = new BicepTemplates(files, receiver::problem);
        Node template = templates.template(request.definition());
        if (template == null) {
            return;
        }
        Map<String, Node> parameters = new HashMap<>();
        for (Path file : request.parameterFiles()) {
            new ParameterFile(files, templates)
                    .read(file)
                    .forEach((name, value) -> parameter(name, value, template, parameters, receiver));
        }
        var resources = new ArrayList<Resource>();
        Set<String> secrets = ArmTemplate.evaluate(
                template,
                parameters,
                resources::add,
                problem -> receiver.problem(Problem.at(files.locate(problem.getKey()), problem.getValue(), "")),
                hidden -> receiver.notEvaluated(hidden.getValue().at(files.locate(hidden.getKey()))));
        String path = request.workspace().relative(request.definition());
        receiver.file(new ManifestFile(path, files.text(), new BicepOrigins(files), resources, secrets));
    }

    private void parameter(
            String name, Node value, Node template, Map<String, Node> parameters, Release.Receiver receiver) {
        Field declared = Field.root(template).get("parameters");
        if (declared.fields().stream().anyMatch(parameter -> parameter.key().equalsIgnoreCase(name))) {
            parameters.put(name.toLowerCase(Locale.ROOT), value);
        } else {
            receiver.problem(Problem.at(
                    files.locate(value.position()),
                    "the template " + request.workspace().relative(request.definition()) + " has no parameter \"" + name
                            + "\"",
                    "remove it, or fix its name"));
        }
    }
}
