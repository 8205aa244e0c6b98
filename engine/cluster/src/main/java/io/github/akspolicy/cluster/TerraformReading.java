package io.github.akspolicy.cluster;

import io.github.akspolicy.cluster.arm.SameNames;
import io.github.akspolicy.cluster.terraform.TerraformContents;
import io.github.akspolicy.cluster.terraform.TerraformFile;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Release;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a plan or a state of Terraform. */
record TerraformReading(ClusterRequest request, ManifestFile file, Node document) {
    void read(Release.Receiver receiver) {
        TerraformContents contents = TerraformFile.contents(document);
        List<Resource> resources = contents.resources();
        contents.problems()
                .forEach((at, message) -> receiver.problem(DefinitionReader.problem(file.path(), at, message)));
        contents.notEvaluated().forEach((at, hidden) -> receiver.notEvaluated(hidden.at(file.path(), at)));
        for (Resource resource : resources) {
            Node body = resource.kind().startsWith("azapi_")
                    ? resource.root().get("body").node()
                    : null;
            if (body != null) {
                SameNames.throughout(
                        body, (at, message) -> receiver.problem(DefinitionReader.problem(file.path(), at, message)));
            }
        }
        Path folder = request.definition().toAbsolutePath().getParent();
        OriginMap origins = folder != null ? new PlanOrigins(request, file.path(), folder, resources) : file.origins();
        Set<String> secrets = new HashSet<>(TerraformFile.secrets(document));
        secrets.addAll(contents.secrets());
        receiver.file(new ManifestFile(file.path(), file.text(), origins, resources, secrets));
    }
}
