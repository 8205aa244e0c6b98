package io.github.akspolicy.configuration;

import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Stands for Helm, which core does not know: one config map for each chart, nothing for the chart {@code empty}. */
public final class RecordingRenderer implements ChartRenderer {
    private static final List<ChartRequest> REQUESTS = Collections.synchronizedList(new ArrayList<>());

    /** What was rendered below a folder, sorted as the releases were: by environment and source. */
    static List<ChartRequest> requests(ConfigurationFolder folder) {
        synchronized (REQUESTS) {
            return REQUESTS.stream()
                    .filter(request -> request.chart().startsWith(folder.root()))
                    .toList();
        }
    }

    @Override
    public Rendered render(ChartRequest request) {
        REQUESTS.add(request);
        if (request.chart().endsWith("empty")) {
            return new Rendered(List.of(), List.of());
        }
        String path = request.releaseName() + "/templates/config.yaml";
        return new Rendered(
                List.of(new ManifestFile(
                        path,
                        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: of-chart}\n",
                        OriginMap.identity(path, SourceLocation.Role.TEMPLATE))),
                List.of());
    }
}
