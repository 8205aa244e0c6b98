package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.Instance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The way to what every template wrote for a chart that looks things up in a cluster. The embedded Helm looks up for real
 * where it returns what was rendered; where it does not look up it returns errors only. So a template that runs before all
 * others executes them, each once, in Helm's order and with Helm's own arguments, and fails with what they wrote.
 */
final class OfflineRender {
    private static final String TEMPLATES = "templates/";
    private static final String NOTES = "NOTES.txt";

    /** Deeper than {@link Probe}, which runs after all of these. */
    private static final int DEPTH = 90;

    /** A template, and the charts that it is of: of those that are switched on, Helm keeps the last. */
    private record Template(String name, List<Instance> instances) {}

    private final Probe probe;
    private final List<Instance> instances;

    /**
     * @param chart the packaged chart, as Helm wrote it: Helm loads exactly its files
     */
    OfflineRender(Probe probe, Chart chart) {
        this.probe = probe;
        this.instances = Instance.of(chart);
    }

    /** The files to add to the chart, by path in it. */
    Map<String, String> files(boolean upgrade) {
        var files = new LinkedHashMap<String, String>();
        for (Instance instance : instances) {
            Chart chart = instance.chart();
            if (chart.parent() != null && !chart.isLibrary()) {
                files.put(
                        chart.treePath() + TEMPLATES + "~" + probe.nonce() + "/" + "a/".repeat(DEPTH) + "~"
                                + probe.nonce(),
                        own("{{- $_ := set .Values \"NONCE\" $ }}"));
            }
        }
        files.put(probe.path(), collector(upgrade));
        return files;
    }

    private String own(String text) {
        return text.replace("NONCE", probe.nonce());
    }

    private String collector(boolean upgrade) {
        var report = new Probe.Report(probe.nonce());
        var text = new StringBuilder(report.definition()).append(own("""
                {{- define "NONCE.scopes" }}
                {{- $out := .out }}{{- $path := .path }}
                {{- range $name, $scope := .scope.Subcharts }}
                {{- $own := index $scope.Values "NONCE" | default $scope }}
                {{- $_ := unset $scope.Values "NONCE" }}
                {{- $key := printf "%s/%s" $path ($name | b64enc) }}
                {{- $_ := set $out $key $own }}
                {{- template "NONCE.scopes" (dict "out" $out "path" $key "scope" $own) }}
                {{- end }}{{ end }}
                {{- define "NONCE.all" }}
                {{- $template := .Template }}
                {{- $scopes := dict "" . }}
                {{- template "NONCE.scopes" (dict "out" $scopes "path" "" "scope" .) }}
                """));
        text.append(report.call());
        for (Template template : templates()) {
            text.append("{{- $scope := false }}");
            for (Instance instance : template.instances()) {
                text.append("{{- with index $scopes ")
                        .append(quote(key(instance.valuesPath())))
                        .append(" }}{{- $scope = . }}{{- end }}");
            }
            String base = template.instances().get(0).renderPath() + "/templates";
            text.append("{{- with $scope }}{{- $t := deepCopy $template }}{{- $_ := set $t \"Name\" ")
                    .append(quote(template.name()))
                    .append(" }}{{- $_ := set $t \"BasePath\" ")
                    .append(quote(base))
                    .append(" }}{{- $_ := set . \"Template\" $t }}\n")
                    .append(probe.nonce())
                    .append(template.name().endsWith(NOTES) ? " notes =" : " out =")
                    .append(encode(template.name()))
                    .append(" ={{ include ")
                    .append(quote(template.name()))
                    .append(" . | b64enc }}{{ end }}\n");
        }
        text.append(own("{{- end }}"));
        return text + Probe.prelude(upgrade) + own("{{ fail (include \"NONCE.all\" .) }}");
    }

    /** All templates that Helm executes if their charts are switched on, in its order. */
    private List<Template> templates() {
        var instancesOf = new LinkedHashMap<String, List<Instance>>();
        for (Instance instance : instances) {
            for (String path : instance.chart().files().keySet()) {
                String base = path.substring(path.lastIndexOf('/') + 1);
                if (path.startsWith(TEMPLATES)
                        && !base.startsWith("_")
                        && !instance.chart().isLibrary()) {
                    instancesOf
                            .computeIfAbsent(instance.renderPath() + "/" + path, name -> new ArrayList<>())
                            .add(instance);
                }
            }
        }
        var templates = new ArrayList<Template>();
        instancesOf.forEach((name, of) -> templates.add(new Template(name, of)));
        templates.sort(Comparator.comparingLong((Template template) ->
                        template.name().chars().filter(c -> c == '/').count())
                .thenComparing((a, b) -> java.util.Arrays.compareUnsigned(
                        a.name().getBytes(StandardCharsets.UTF_8), b.name().getBytes(StandardCharsets.UTF_8)))
                .reversed());
        return templates;
    }

    private static String key(List<String> path) {
        var key = new StringBuilder();
        path.forEach(name -> key.append('/').append(encode(name)));
        return key.toString();
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** What the templates wrote. */
    PlainRender read(String error) {
        SortedMap<String, String> files = new TreeMap<>();
        String sign = probe.nonce() + " out =";
        error.lines().filter(line -> line.startsWith(sign)).forEach(line -> {
            String[] words = line.split(" ", -1);
            if (words.length == 4) {
                // as Helm does with what a file writes
                String text = Probe.decode(words[3]).replace("<no value>", "");
                if (!text.isBlank()) {
                    files.put(Probe.decode(words[2]), text);
                }
            }
        });
        return new PlainRender(files, probe.scopes(error));
    }
}
