package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.engine.HelmAnswer;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.plain.PlainRender.ChartScope;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The way to what every template wrote where Helm cannot return it as it is. The embedded Helm looks things up in a cluster for
 * real where it returns what was rendered, and returns errors only where it does not; and a zero byte ends what it returns. So
 * the probe's place is taken by a template that executes all others, each once, in Helm's order and with Helm's own arguments,
 * and fails with what they wrote, encoded.
 */
final class Collector {
    private static final String NOTES = "NOTES.txt";

    private final Probe probe;
    private final List<Instance> instances;
    private final Map<Chart, SortedSet<String>> templates;

    /**
     * @param templates the names of the templates that Helm loads, below {@code templates/}
     * @throws HelmFailure for a chart in which one name stands for two charts: nothing tells which of them a template is of
     */
    Collector(Probe probe, Chart chart, Map<Chart, SortedSet<String>> templates) throws HelmFailure {
        this.probe = probe;
        this.instances = Instance.of(chart);
        this.templates = templates;
        var charts = new HashMap<List<String>, Chart>();
        for (Instance instance : instances) {
            Chart other = charts.put(instance.valuesPath(), instance.chart());
            if (other != null && other != instance.chart()) {
                throw new HelmFailure(
                        instance.valuesPath() + " is the name of two charts in charts/, " + other.name() + " and "
                                + instance.chart().name() + ", and Helm renders templates of both: use another alias");
            }
        }
    }

    /**
     * The file that each subchart gets in the same place. Helm executes it with the arguments of the chart's own templates, and
     * only it knows under which name. It lies deeper than the collector and is executed before.
     */
    String scope() {
        return probe.own("{{- $_ := set .Values \"NONCE\" (dict \"scope\" $ \"base\" $.Template.BasePath) }}");
    }

    /** The file in the place of the probe. */
    String text(int revision) {
        var text = new StringBuilder(probe.report()).append(probe.own("""
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
                {{- define "NONCE.add" }}{{- $path := index . 3 }}{{- $kind := index . 4 }}{{ $all := index . 1 }}
                {{- with index (index . 0) (index . 2) }}{{- $name := printf "%s/%s" .base $path }}
                {{- $order := printf "%06d%s" (len (splitList "/" $name)) $name }}
                {{- $_ := set $all $order (dict "name" $name "base" .base "scope" .scope "kind" $kind) }}
                {{- end }}{{ end }}
                {{- define "NONCE.all" }}
                {{- $template := .Template }}{{- $all := dict }}
                {{- $scopes := dict "" (dict "scope" . "base" .Template.BasePath) }}
                {{- template "NONCE.scopes" (dict "out" $scopes "path" "" "scope" .) }}
                {{- range $key, $_ := $scopes }}
                NONCE base {{ $key }}
                {{- end }}
                """)).append(probe.call());
        additions().forEach(text::append);
        text.append(probe.own("""
                {{- range keys $all | sortAlpha | reverse }}{{ with get $all . }}{{- $t := deepCopy $template }}
                {{- $_ := set $t "Name" .name }}{{- $_ := set $t "BasePath" .base }}
                {{- $_ := set .scope "Template" $t }}
                NONCE {{ .kind }} ={{ .name | b64enc }} ={{ include .name .scope | b64enc }}
                {{- end }}{{ end }}
                NONCE end
                {{ end }}"""));
        return text + Probe.prelude(revision) + probe.own("{{- fail (include \"NONCE.all\" .) }}");
    }

    /** What adds the templates of each chart that is switched on; a chart that is there twice has them once. */
    private Set<String> additions() {
        var additions = new LinkedHashSet<String>();
        for (Instance instance : instances) {
            String key = key(instance.valuesPath());
            for (String path : executed(instance.chart())) {
                additions.add(probe.own("{{- template \"NONCE.add\" (list $scopes $all ") + quote(key) + " "
                        + quote(path) + " " + quote(isNotes(path) ? "notes" : "out") + ") }}");
            }
        }
        return additions;
    }

    /** The templates of a chart that write something. */
    private SortedSet<String> executed(Chart chart) {
        return chart.isLibrary()
                ? Collections.emptySortedSet()
                : templates.getOrDefault(chart, Collections.emptySortedSet()).stream()
                        .filter(Collector::isExecuted)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether Helm executes a template by itself; others only hold definitions. */
    static boolean isExecuted(String path) {
        return !path.substring(path.lastIndexOf('/') + 1).startsWith("_");
    }

    /** Whether what a template writes is printed and no document. */
    static boolean isNotes(String path) {
        return path.endsWith(NOTES);
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

    /**
     * What the templates wrote.
     *
     * @param answer to a chart that renders without the collector
     * @throws HelmFailure when it is not proven to be all
     */
    PlainRender read(HelmAnswer answer) throws HelmFailure {
        if (!probe.isNamedIn(answer.error())) {
            throw probe.ignored();
        }
        if (!answer.error().contains(probe.own("\nNONCE end"))) {
            throw new HelmFailure("what the chart renders cannot be read: " + answer.error());
        }
        var bases = new HashSet<String>();
        var files = new TreeMap<String, String>();
        String sign = probe.own("NONCE ");
        answer.error().lines().filter(line -> line.startsWith(sign)).forEach(line -> {
            String[] words = line.split(" ", -1);
            if (words[1].equals("base")) {
                bases.add(words[2]);
            } else if (words[1].equals("out")) {
                // as Helm does with what a file writes
                String text = Probe.text(words[3]).replace("<no value>", "");
                if (!text.isBlank()) {
                    files.put(Probe.decode(words[2]), text);
                }
            }
        });
        Map<List<String>, ChartScope> scopes = probe.scopes(answer.error());
        known(scopes.keySet(), bases);
        return new PlainRender(files, scopes, "", answer.log());
    }

    /** Whether all that Helm executed was executed here: each chart is known, and is executed under one of its names at least. */
    private void known(Set<List<String>> scopes, Set<String> bases) throws HelmFailure {
        var unknown = new HashSet<>(scopes);
        Set<Chart> missing = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Instance instance : instances) {
            unknown.remove(instance.valuesPath());
            if (scopes.contains(instance.valuesPath())
                    && !executed(instance.chart()).isEmpty()) {
                missing.add(instance.chart());
            }
        }
        if (!unknown.isEmpty()) {
            throw new HelmFailure("Helm loads charts that are not known here: " + unknown
                    + ": rename their folders, or name them in .helmignore");
        }
        instances.stream()
                .filter(instance -> bases.contains(key(instance.valuesPath())))
                .forEach(instance -> missing.remove(instance.chart()));
        if (!missing.isEmpty()) {
            throw probe.ignored();
        }
    }
}
