package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
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

    private record Template(String name, String path, Instance instance, boolean notes) {}

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
                        own("{{- $_ := set .Values \"NONCE\"" + " (dict \"scope\" $ \"base\" $.Template.BasePath) }}"));
            }
        }
        files.put(probe.path(), collector(upgrade));
        return files;
    }

    private String own(String text) {
        return text.replace("NONCE", probe.nonce());
    }

    private String collector(boolean upgrade) {
        var report = probe.report();
        var text = new StringBuilder(report.definition())
                .append(own("""
                {{- define "NONCE.scopes" }}
                {{- $out := .out }}{{- $path := .path }}
                {{- range $name, $scope := .scope.Subcharts }}
                {{- $own := index $scope.Values "NONCE" }}
                {{- $_ := unset $scope.Values "NONCE" }}
                {{- $key := printf "%s/%s" $path ($name | b64enc) }}
                {{- if $own }}{{ $_ := set $out $key $own }}{{ end }}
                {{- $scope := get ($own | default dict) "scope" | default $scope }}
                {{- template "NONCE.scopes" (dict "out" $out "path" $key "scope" $scope) }}
                {{- end }}{{ end }}
                {{- define "NONCE.all" }}
                {{- $template := .Template }}
                {{- $scopes := dict "" (dict "scope" . "base" ROOT) }}
                {{- template "NONCE.scopes" (dict "out" $scopes "path" "" "scope" .) }}
                """).replace("ROOT", quote(instances.get(0).renderPath() + "/templates")));
        text.append(report.call());
        for (Template template : templates()) {
            String scope = key(template.instance().valuesPath());
            // the name that Helm gives it: charts that are used under several names share those of their own
            text.append(own("{{- with index $scopes " + quote(scope) + " }}{{- $t := deepCopy $template }}"
                    + "{{- $name := printf \"%s/%s\" .base " + quote(template.path()) + " }}"
                    + "{{- $_ := set $t \"Name\" $name }}{{- $_ := set $t \"BasePath\" .base }}"
                    + "{{- $_ := set .scope \"Template\" $t }}"
                    + "\nNONCE " + (template.notes() ? "notes" : "out")
                    + " ={{ $name | b64enc }} ={{ include $name .scope | b64enc }}{{ end }}\n"));
        }
        text.append(own("{{- end }}"));
        return text + Probe.prelude(upgrade) + own("{{ fail (include \"NONCE.all\" .) }}");
    }

    /** All templates that Helm executes if their charts are switched on, in its order. */
    private List<Template> templates() {
        var templates = new ArrayList<Template>();
        for (Instance instance : instances) {
            for (Map.Entry<String, ChartFile> file : instance.chart().files().entrySet()) {
                String path = file.getKey();
                String base = path.substring(path.lastIndexOf('/') + 1);
                if (path.startsWith(TEMPLATES)
                        && !base.startsWith("_")
                        && !instance.chart().isLibrary()) {
                    templates.add(new Template(
                            instance.renderPath() + "/" + path,
                            path.substring(TEMPLATES.length()),
                            instance,
                            path.endsWith(NOTES)));
                }
            }
        }
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
                String text = Probe.text(words[3]).replace("<no value>", "");
                if (!text.isBlank()) {
                    files.put(Probe.decode(words[2]), text);
                }
            }
        });
        return new PlainRender(files, probe.scopes(error));
    }
}
