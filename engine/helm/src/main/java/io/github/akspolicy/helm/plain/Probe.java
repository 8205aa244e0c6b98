package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.plain.PlainRender.ChartScope;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.ContentDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one template that is added to a chart. Helm executes it before all others, the deepest first, so that it reports the values unchanged,
 * and cannot read what it wrote as YAML, whereupon Helm returns what <em>every</em> template wrote, hooks included. Its name
 * cannot be guessed, and no template can list the names of others: the chart cannot know that it is there.
 */
final class Probe {
    /** Folders within folders: deeper than any template of a chart within the limits. */
    private static final int DEEPEST = 80;

    /** Where Helm looks for templates. */
    static final String TEMPLATES = "templates/";

    private static final String UPGRADE = "{{- $_ := set .Release \"IsUpgrade\" true }}"
            + "{{- $_ := set .Release \"IsInstall\" false }}{{- $_ := set .Release \"Revision\" %d }}";

    private final String nonce;
    private final String path;
    private final Definitions definitions;

    /**
     * Which definitions of custom resources to report.
     *
     * @param isReported whether any
     * @param known those that need not be sent, by digest
     */
    record Definitions(boolean isReported, Map<String, byte[]> known) {
        static final Definitions NONE = new Definitions(false, Map.of());

        /** All that Helm loads; those of a chart as we read it are not sent. */
        static Definitions of(Chart chart) {
            var known = new TreeMap<String, byte[]>();
            collect(chart, known);
            return new Definitions(true, known);
        }

        private static void collect(Chart chart, Map<String, byte[]> known) {
            chart.files().forEach((path, file) -> {
                if (path.startsWith("crds/")) {
                    known.put(ContentDigest.of(file.content()).replaceFirst("^sha256:", ""), file.content());
                }
            });
            chart.subcharts().forEach(subchart -> collect(subchart, known));
        }
    }

    private Probe(int depth, Definitions definitions) {
        this.definitions = definitions;
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        this.nonce = HexFormat.of().formatHex(random);
        // a tilde comes behind all letters; to make a folder costs the less the shorter its name is
        this.path = TEMPLATES + "~" + nonce + "/" + "a/".repeat(depth) + "~" + nonce;
    }

    /** A probe for a chart that is an archive: what lies in it need not be known, and folders in an archive cost nothing. */
    static Probe forArchive(Definitions definitions) {
        return new Probe(DEEPEST, definitions);
    }

    /**
     * A probe for a chart that is a folder. To make and to delete a folder costs half a millisecond on many a disk, and each
     * copy does: it lies no deeper than it must.
     *
     * @param folder with all that Helm may load
     * @param chart what lies in archives in the folder
     */
    static Probe forFolder(Path folder, Chart chart, Definitions definitions) throws IOException {
        return new Probe(Math.min(DEEPEST, Math.max(depth(folder), depth(chart))), definitions);
    }

    private static int depth(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToInt(file -> folder.relativize(file).getNameCount())
                    .max()
                    .orElse(0);
        }
    }

    private static int depth(Chart chart) {
        int own = (int) chart.treePath().chars().filter(c -> c == '/').count()
                + chart.files().keySet().stream()
                        .mapToInt(path -> path.split("/", -1).length)
                        .max()
                        .orElse(0);
        return chart.subcharts().stream().mapToInt(Probe::depth).reduce(own, Math::max);
    }

    /** What nobody can guess. */
    String nonce() {
        return nonce;
    }

    /** Its path in the chart. */
    String path() {
        return path;
    }

    /**
     * Its text.
     *
     * @param revision of the release: 1 for an installation, a later one for an upgrade
     */
    String text(int revision) {
        return prelude(revision) + report() + call() + "\n" + nonce + " end \"\n";
    }

    /** A text with what cannot be guessed in place of {@code NONCE}. */
    String own(String text) {
        return text.replace("NONCE", nonce);
    }

    /** The named template that reports which charts are switched on, with their values and definitions of custom resources. */
    String report() {
        return own("""
                {{- define "NONCE" }}
                NONCE scope {{ .path }} ={{ .scope.Chart.Name | b64enc }} ={{ .scope.Values | toJson | b64enc }}
                FILES
                {{- range $name, $scope := .scope.Subcharts }}
                {{- template "NONCE" (dict "path" (printf "%s/%s" $.path ($name | b64enc)) "scope" $scope) }}
                {{- end }}{{ end }}
                """.replace("FILES", definitions.isReported() ? files() : ""));
    }

    private String files() {
        String known = definitions.known().keySet().stream()
                .map(digest -> " \"" + digest + "\"")
                .collect(Collectors.joining());
        return """
                {{- range $name, $content := .scope.Files }}{{ if hasPrefix "crds/" $name }}
                {{- $digest := $content | toString | sha256sum }}
                NONCE {{ if has $digest (list KNOWN) }}known {{ $.path }} ={{ $name | b64enc }} ={{ $digest }}
                {{- else }}file {{ $.path }} ={{ $name | b64enc }} ={{ $content | toString | b64enc }}{{ end }}
                {{- end }}{{ end }}""".replace("KNOWN", known);
    }

    /** Where it reports. */
    String call() {
        return own("{{- template \"NONCE\" (dict \"path\" \"\" \"scope\" .) }}");
    }

    /** What makes the release an upgrade to all templates that run later; empty where it need not. */
    static String prelude(int revision) {
        return revision > ChartRequest.INSTALLATION ? String.format(Locale.ROOT, UPGRADE, revision) : "";
    }

    /**
     * Whether it is the last of the templates in the order in which Helm reads files as YAML, so that Helm reports the errors of
     * all others before its own. Those of subcharts come before all of the chart itself.
     */
    boolean isLast(Chart chart) {
        return chart.files().keySet().stream()
                .noneMatch(file -> file.startsWith(TEMPLATES) && file.compareTo(path) > 0);
    }

    /** Why a chart is refused of which Helm does not load what is added to it. */
    HelmFailure ignored() {
        return new HelmFailure(
                ".helmignore leaves out what is added to templates/, so the chart's output is unknown: narrow its patterns to keep a folder named a and names that begin with ~");
    }

    /**
     * What replaces the API versions that all templates see, whichever way they reach them; only the method {@code Has}
     * cannot be replaced.
     */
    String capabilities(Collection<String> apiVersions) {
        var list = new StringBuilder("list");
        apiVersions.forEach(version -> list.append(" `").append(version).append('`'));
        return own("""
                {{- define "NONCE.capabilities" }}
                {{- $_ := set .scope "Capabilities" .capabilities }}
                {{- range $name, $scope := .scope.Subcharts }}
                {{- template "NONCE.capabilities" (dict "scope" $scope "capabilities" $.capabilities) }}
                {{- end }}{{ end }}
                {{- with .Capabilities }}{{ $version := .KubeVersion }}
                {{- $kube := dict "Version" $version.Version "GitVersion" $version.Version "String" $version.Version }}
                {{- $kube = merge $kube (dict "Major" $version.Major "Minor" $version.Minor) }}
                {{- $all := dict "APIVersions" (LIST) "KubeVersion" $kube "HelmVersion" .HelmVersion }}
                {{- template "NONCE.capabilities" (dict "scope" $ "capabilities" $all) }}{{ end -}}
                """).replace("LIST", list);
    }

    /** Whether an error of Helm is about the probe alone, so that the chart itself renders. */
    boolean isNamedIn(String error) {
        return error.contains(nonce);
    }

    /**
     * What the probe reported.
     *
     * @param written what it wrote
     * @return the charts that are switched on by the names they are used by, the root under no name
     */
    Map<List<String>, ChartScope> scopes(String written) {
        var names = new LinkedHashMap<List<String>, String>();
        var values = new LinkedHashMap<List<String>, String>();
        var files = new LinkedHashMap<List<String>, Map<String, byte[]>>();
        written.lines().filter(line -> line.startsWith(nonce)).forEach(line -> {
            String[] words = line.split(" ", -1);
            if (words.length == 5) {
                List<String> path = path(words[2]);
                String first = decode(words[3]);
                if (words[1].equals("scope")) {
                    names.put(path, first);
                    values.put(path, decode(words[4]));
                } else if (words[1].equals("file")) {
                    files.computeIfAbsent(path, key -> new TreeMap<>()).put(first, bytes(words[4]));
                } else if (words[1].equals("known")) {
                    files.computeIfAbsent(path, key -> new TreeMap<>()).put(first, known(words[4].substring(1)));
                }
            }
        });
        var scopes = new LinkedHashMap<List<String>, ChartScope>();
        values.forEach((path, json) -> scopes.put(
                path,
                new ChartScope(names.getOrDefault(path, ""), json, Map.copyOf(files.getOrDefault(path, Map.of())))));
        return scopes;
    }

    private byte[] known(String digest) {
        return Objects.requireNonNull(definitions.known().get(digest), digest);
    }

    private static List<String> path(String encoded) {
        var path = new ArrayList<String>();
        for (String name : encoded.split("/")) {
            if (!name.isEmpty()) {
                path.add(decode("=" + name));
            }
        }
        return List.copyOf(path);
    }

    static String decode(String word) {
        return new String(bytes(word), StandardCharsets.UTF_8);
    }

    /** A text as Helm reads YAML: UTF-8, or UTF-16. */
    static String text(String word) {
        try {
            return ManifestReader.decode(bytes(word));
        } catch (ManifestException e) {
            return decode(word);
        }
    }

    private static byte[] bytes(String word) {
        return Base64.getDecoder().decode(word.substring(1));
    }
}
