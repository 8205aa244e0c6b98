package io.github.akspolicy.cluster;

import io.github.akspolicy.cluster.arm.ArmTemplate;
import io.github.akspolicy.cluster.bicep.BicepFiles;
import io.github.akspolicy.cluster.bicep.BicepTemplates;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.SourceException;
import java.util.ArrayList;
import java.util.HashMap;
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
        Node template = new BicepTemplates(files, receiver::problem).template(request.definition());
        if (template == null) {
            return;
        }
        Map<String, Node> parameters = new HashMap<>();
        var resources = new ArrayList<Resource>();
        Set<String> secrets = ArmTemplate.evaluate(
                template,
                parameters,
                resources::add,
                problem -> receiver.problem(Problem.at(files.locate(problem.getKey()), problem.getValue(), "")),
                hidden -> receiver.notEvaluated(hidden.getValue().at(files.locate(hidden.getKey()))));
        String path = request.workspace().relative(request.definition());
        receiver.file(new ManifestFile(
                path, files.texts().text(), new BicepOrigins(files.texts()), resources, secrets));
    }
}
