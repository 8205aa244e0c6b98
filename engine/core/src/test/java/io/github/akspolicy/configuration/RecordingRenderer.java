package io.github.akspolicy.configuration;

import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.ThirdPartyManifests;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Stands for Helm, which core does not know: one config map for each chart, nothing for the chart {@code empty}, more for an upgrade of {@code stateful}
 * and of {@code hiding}, which does not show why. The chart {@code typed} does not render with placeholders.
 */
public final class RecordingRenderer implements ChartRenderer {
    private static final List<ChartRequest> REQUESTS = Collections.synchronizedList(new ArrayList<>());

    /** Releases are read on several threads. */
    private static final Comparator<ChartRequest> ORDER = Comparator.comparing(ChartRequest::namespace)
            .thenComparing(ChartRequest::chart)
            .thenComparing(ChartRequest::releaseName)
            .thenComparing(request -> String.valueOf(request.valuesFiles()))
            .thenComparing(ChartRequest::isUpgrade);

    /** What was rendered below a folder, sorted by namespace, chart, release and values. */
    static List<ChartRequest> requests(ConfigurationFolder folder) {
        synchronized (REQUESTS) {
            return REQUESTS.stream()
                    .filter(request -> request.chart().startsWith(folder.root()))
                    .sorted(ORDER)
                    .toList();
        }
    }

    @Override
    public Rendered render(ChartRequest request) throws SourceException {
        REQUESTS.add(request);
        if (request.chart().endsWith("typed")
                && request.setValues().stream().anyMatch(set -> set.value().contains("${"))) {
            throw new SourceException(Problem.of("a number is expected"));
        }
        if (request.chart().endsWith("empty")) {
            return new Rendered(List.of(), List.of());
        }
        String path = request.releaseName() + "/templates/config.yaml";
        boolean isHiding = request.chart().endsWith("hiding");
        boolean isStateful = isHiding || request.chart().endsWith("stateful");
        String first = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: of-chart}\n";
        String second = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: of-upgrade}\n";
        return new Rendered(
                List.of(new ManifestFile(
                        path,
                        isStateful && request.isUpgrade() ? first + second : first,
                        OriginMap.identity(path, SourceLocation.Role.TEMPLATE))),
                List.of(),
                isStateful ? CONDITIONS : List.of(),
                isHiding && !request.isUpgrade() ? ChartRequest.FIRST_UPGRADE : 0,
                List.of(),
                null,
                ThirdPartyManifests.UNKNOWN,
                List.of(),
                Map::of);
    }

    private static final List<DeploymentCondition> CONDITIONS = List.of(
            condition(3, false, DeploymentInput.RELEASE_STATE),
            condition(7, false, DeploymentInput.API_VERSIONS, DeploymentInput.RELEASE_STATE),
            condition(9, true, DeploymentInput.LOOKUP));

    private static DeploymentCondition condition(int line, boolean secretData, DeploymentInput... inputs) {
        return new DeploymentCondition(
                new SourceLocation("stateful/templates/config.yaml", line, 4, SourceLocation.Role.TEMPLATE),
                List.of(inputs),
                secretData);
    }
}
