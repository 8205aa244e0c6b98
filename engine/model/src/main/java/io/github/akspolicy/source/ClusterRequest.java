package io.github.akspolicy.source;

import io.github.akspolicy.manifest.ReadLimits;
import java.nio.file.Path;
import java.util.List;

/**
 * A definition of a cluster for one environment.
 *
 * @param definition absolute path of an ARM template, a Bicep file, a Terraform plan as {@code terraform show -json}
 *     writes it, or the JSON that {@code az} answers
 * @param parameterFiles absolute paths of deployment parameter files of a template; later ones win
 * @param limits for each file
 * @param workspace what paths in locations are relative to
 * @param isCompiled whether the Bicep compiler of the path reads a definition in Bicep
 */
public record ClusterRequest(
        Path definition, List<Path> parameterFiles, ReadLimits limits, Workspace workspace, boolean isCompiled) {
    public ClusterRequest {
        parameterFiles = List.copyOf(parameterFiles);
    }

    /** One that needs no compiler. */
    public ClusterRequest(Path definition, List<Path> parameterFiles, ReadLimits limits, Workspace workspace) {
        this(definition, parameterFiles, limits, workspace, false);
    }
}
