package io.github.akspolicy.helm;

import io.github.akspolicy.helm.chart.SharedContent;
import io.github.akspolicy.helm.execution.TemplatePlaces;
import io.github.akspolicy.helm.origin.HelmOriginMap;
import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.helm.origin.ValuesOriginMap;
import io.github.akspolicy.helm.plain.Hooks;
import io.github.akspolicy.helm.thirdparty.ThirdParty;
import io.github.akspolicy.helm.written.RenderedFile;
import io.github.akspolicy.helm.written.RenderedFiles;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.Placeholders;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.ChartValues;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import io.github.akspolicy.source.ThirdPartyManifests;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a release hands over: its manifests and the values of its charts, with their lines. */
record RenderedManifests(ChartRequest request, RenderedChart chart, RenderedFiles render, SharedContent content) {
    List<ManifestFile> files() throws SourceException {
        var files = new ArrayList<ManifestFile>();
        for (RenderedFile file : render.files()) {
            try {
                for (String text : parts(request, file.text())) {
                    files.add(new ManifestFile(file.renderPath(), content.text(text), new HelmOriginMap(file, chart))
                            .with(Placeholders.RENDERED));
                }
            } catch (ManifestException e) {
                throw new SourceException(Problem.of(file.renderPath() + " is not evaluated: " + e.getMessage()));
            }
        }
        if (request.includeCrds()) {
            for (ManifestFile file :
                    CustomResourceDefinitions.of(render.values().keySet())) {
                files.add(new ManifestFile(file.path(), content.text(file.text()), file.origins())
                        .with(Placeholders.RENDERED));
            }
        }
        files.sort(Comparator.comparing(ManifestFile::path));
        return files;
    }

    /** The texts that Helm would install out of what a template wrote. */
    static List<String> parts(ChartRequest request, String text) throws ManifestException {
        return Hooks.installed(text, request.includeTestHooks()).stream()
                .filter(part -> !part.isBlank())
                .toList();
    }

    /** What third-party charts write alone, as {@link ThirdPartyManifests} hands it over. */
    @Nullable
    List<ManifestFile> alone(ThirdParty charts) {
        Map<String, String> rendered = charts.whole();
        if (rendered.isEmpty()) {
            return null;
        }
        var files = new ArrayList<ManifestFile>();
        for (Map.Entry<String, String> file : rendered.entrySet()) {
            try {
                for (String part : parts(request, file.getValue())) {
                    files.add(new ManifestFile(file.getKey(), part, OriginMap.identity(file.getKey(), Role.TEMPLATE))
                            .with(Placeholders.RENDERED));
                }
            } catch (ManifestException unreadable) {
                return null;
            }
        }
        files.sort(Comparator.comparing(ManifestFile::path));
        return files;
    }

    Map<String, HelmOriginMap> origins() {
        var origins = new LinkedHashMap<String, HelmOriginMap>();
        for (RenderedFile file : render.files()) {
            origins.put(file.renderPath(), new HelmOriginMap(file, chart));
        }
        return origins;
    }

    List<ChartValues> values() {
        var values = new ArrayList<ChartValues>();
        render.values().forEach((instance, json) -> {
            if (instance.chart().isLibrary()) {
                return;
            }
            String root = instance.renderPath().replaceFirst("/.*", "");
            String name = String.join(
                    "/",
                    Stream.concat(Stream.of(root), instance.valuesPath().stream())
                            .toList());
            values.add(new ChartValues(
                    instance.chart().name(),
                    name,
                    new ManifestFile(name + "/values.json", json, new ValuesOriginMap(instance, chart))));
        });
        return values;
    }

    /** The templates whose hooks no policy sees, since {@code helm install} does not create them. */
    List<NotEvaluated> leftOutHooks(TemplatePlaces places) {
        var lines = new ArrayList<NotEvaluated>();
        for (RenderedFile file : render.files()) {
            SourceLocation template = places.file(file.renderPath());
            for (Hooks.LeftOut reason : Hooks.leftOut(file.text(), request.includeTestHooks())) {
                lines.add(new NotEvaluated(
                        template.path(),
                        switch (reason) {
                            case TEST -> "helm install does not create a test hook";
                            case UNKNOWN_EVENT -> "Helm creates no hook of an event that it does not know";
                        },
                        template,
                        switch (reason) {
                            case TEST -> "testHooks: true of the source in aks-policy.yaml evaluates it";
                            case UNKNOWN_EVENT -> "fix the events in helm.sh/hook";
                        }));
            }
        }
        return lines;
    }
}
