package io.github.akspolicy.helm;

import io.github.akspolicy.helm.engine.HelmCall;
import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.template.Envelope;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.KnownApis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code .Capabilities.APIVersions.Has} answers when other versions than those that Helm knows are given. */
final class ApiVersions {
    /** {@code group/version} or {@code group/version/Kind}; nothing in it needs more than its dots quoted. */
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9.-]+(/[A-Za-z0-9.-]+){0,2}");

    private @Nullable List<String> builtIn;

    /** A regular expression of Go for all of them, or null when none are given and Helm may answer itself. */
    @Nullable
    String pattern(HelmEngine engine, KnownApis known, Path folder) throws HelmFailure, IOException {
        return known.helmsOwn() && known.versions().isEmpty() ? null : pattern(all(engine, known, folder));
    }

    /** All of them. */
    Collection<String> all(HelmEngine engine, KnownApis known, Path folder) throws HelmFailure, IOException {
        var all = new LinkedHashSet<>(known.helmsOwn() ? builtIn(engine, folder) : List.of());
        all.addAll(known.versions());
        return all;
    }

    /** The same for those that Helm knows by itself. */
    String helmsOwn(HelmEngine engine, Path folder) throws HelmFailure, IOException {
        return pattern(builtIn(engine, folder));
    }

    private static String pattern(Collection<String> all) throws HelmFailure {
        var pattern = new StringBuilder("^(");
        for (String version : all) {
            if (!VERSION.matcher(version).matches()) {
                throw new HelmFailure("this is not an API version: " + version);
            }
            pattern.append(pattern.length() == 2 ? "" : "|").append(version.replace(".", "\\."));
        }
        return pattern.append(")$").toString();
    }

    private synchronized List<String> builtIn(HelmEngine engine, Path folder) throws HelmFailure, IOException {
        if (builtIn == null) {
            Path chart = folder.resolve("probe");
            Files.createDirectories(chart.resolve("templates"));
            Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: probe\nversion: 0.1.0\n");
            Files.writeString(chart.resolve("templates/probe.yaml"), Envelope.apiVersionsProbe());
            String output = engine.template(
                    new HelmCall(chart, "probe", "default", ChartRequest.DEFAULT_KUBE_VERSION, List.of(), List.of()));
            List<String> told = told(Envelope.open(output).getOrDefault("probe/templates/probe.yaml", "[]"));
            if (told.isEmpty()) {
                throw new HelmFailure("Helm does not report which API versions it knows: " + engine.describe());
            }
            builtIn = told;
        }
        return builtIn;
    }

    private static List<String> told(String json) {
        try {
            return JsonValues.parse(json) instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of();
        } catch (IOException noJson) {
            return List.of();
        }
    }
}
