package io.github.akspolicy.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.SourceLocation;

/** The origins of files that a tool made: the source beside them where it can be told, else the file as generated. */
final class GeneratedOrigins {
    private GeneratedOrigins() {}

    static OriginMap ofBicep(ClusterRequest request, ManifestFile file, Field template) {
        return generated(file.path());
    }

    static OriginMap generated(String path) {
        return place -> Origin.of(
                new SourceLocation(path, place.key().line(), place.key().column(), SourceLocation.Role.GENERATED));
    }
}
