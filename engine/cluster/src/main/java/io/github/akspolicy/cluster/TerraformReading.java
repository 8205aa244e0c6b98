package io.github.akspolicy.cluster;

import io.github.akspolicy.cluster.terraform.TerraformFile;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Release;
import java.util.List;

/** Reads a plan or the JSON configuration of Terraform. */
final class TerraformReading {
    private final ClusterRequest request;
    private final ManifestFile file;
    private final Node document;

    TerraformReading(ClusterRequest request, ManifestFile file, Node document) {
        this.request = request;
        this.file = file;
        this.document = document;
    }

    void read(Release.Receiver receiver) {
        List<Resource> resources = TerraformFile.resources(document);
        OriginMap origins = TerraformFile.isPlan(document)
                ? GeneratedOrigins.ofTerraform(request, file.path(), resources)
                : file.origins();
        receiver.file(new ManifestFile(file.path(), file.text(), origins, resources, TerraformFile.secrets(document)));
    }
}
