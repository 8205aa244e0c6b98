package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.conformance.charts.TarArchive.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes charts of charts: in folders and archives, with dependencies, conditions and aliases, ordinary and odd ones. */
final class StructureGenerator {
    private static final String[] NAMES = {"s", "t", "k"};
    private static final int DEEPEST = 2;

    private final GeneratedChart chart;
    private final boolean isOdd;
    private int templates;

    private StructureGenerator(GeneratedChart chart) {
        this.chart = chart;
        this.isOdd = !chart.oneIn(5);
    }

    static GeneratedChart chart(long seed, String api) {
        var chart = new GeneratedChart(seed, api);
        Map<String, byte[]> files = new StructureGenerator(chart).files("mychart", 0);
        if (chart.oneIn(4)) {
            chart.files.put("chart.tgz", packed("mychart", files));
        } else {
            files.forEach((path, content) -> chart.files.put("chart/" + path, content));
        }
        return chart;
    }

    /** With some odd thing in one of so many odd charts. */
    private boolean odd(int cases, String what) {
        boolean happens = isOdd && chart.oneIn(cases);
        if (happens) {
            chart.odd(what);
        }
        return happens;
    }

    private static byte[] packed(String root, Map<String, byte[]> files) {
        var tar = new TarArchive();
        files.forEach((path, content) -> tar.add(new Entry('0', root + "/" + path, content)));
        return TarArchive.gzipped(tar.end().bytes());
    }

    private static void put(Map<String, byte[]> files, String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private String template() {
        return chart.template("o" + templates++);
    }

    /** The files of a chart with those of the charts in it. */
    private Map<String, byte[]> files(String name, int depth) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        var dependencies = new ArrayList<String>();
        int charts = depth < DEEPEST ? chart.of(0, 1, 1, 2, 2, 3) : 0;
        var names = new ArrayList<>(List.of("s", "t", "k"));
        for (int i = 0; i < charts; i++) {
            String child = chart.of(names);
            if (!odd(6, "two charts of one name")) {
                names.remove(child);
            }
            child(child, files, dependencies, depth);
            if (names.isEmpty() || (depth == 0 && !chart.locals.isEmpty())) {
                break;
            }
        }
        metadata(files, name, dependencies, depth);
        String values = "a: {}\n" + (chart.oneIn(3) ? "on: true\n" : "on: false\n")
                + (chart.oneIn(3) ? "tags: {g: false}\n" : "")
                + (chart.oneIn(4) ? chart.of(NAMES) + ": {enabled: false, on: true}\n" : "");
        put(files, "values.yaml", values);
        put(files, "templates/" + chart.of("y.yaml", "z.yaml", "deep/y.yaml"), template());
        if (chart.oneIn(3)) {
            put(files, "templates/first.yaml", quirk(name));
        }
        if (chart.oneIn(5)) {
            put(files, "templates/_h.tpl", "{{ define \"h\" }}" + template() + "{{ end }}");
            put(files, "templates/h.yaml", "{{ include \"h\" . }}");
        }
        if (odd(8, "a template that is called .prov")) {
            put(files, "templates/x.prov", template());
        }
        if (odd(10, ".helmignore")) {
            put(
                    files,
                    ".helmignore",
                    chart.of(
                            "*.prov\n",
                            "charts/\n",
                            "templates/y.yaml\n",
                            "charts/s\n",
                            "*.tgz\n",
                            "/templates\n",
                            "!*\n",
                            "requirements.yaml\n",
                            "*.yml\n"));
        }
        if (odd(12, "a file with a backslash")) {
            put(files, "templates/a\\b.yaml", template());
        }
        return files;
    }

    /** What makes the templates be collected one by one, or lets them see other files. */
    private String quirk(String name) {
        String object =
                "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: q-" + name + "-" + templates++ + "\ndata:\n  a: ";
        return switch (chart.below(isOdd ? 9 : 3)) {
            case 0, 3 -> "{{ $_ := lookup \"v1\" \"Pod\" \"\" \"\" }}\n" + object + "b\n";
            case 1, 4 -> object + "\"\ufffd\"\n";
            case 2 -> object + "{{ .Values.on | quote }}\n";
            case 5 -> object + "{{ len .Files | quote }}\n";
            case 6 -> "{{ if not (.Files.Get \".helmignore\") }}\n" + template() + "{{ end }}\n";
            case 7 -> "{{ if contains `\"Dependencies\":[]` (toJson .Chart) }}\n" + template() + "{{ end }}\n";
            default ->
                "{{ range $path, $_ := .Files.Glob \"**\" }}\n---\n"
                        + object.replace("\n  name: ", "\n  name: {{ $path | sha256sum | trunc 8 }}-")
                        + "{{ $path | quote }}\n{{ end }}\n";
        };
    }

    private void child(String name, Map<String, byte[]> files, List<String> dependencies, int depth) {
        Map<String, byte[]> child =
                files(odd(8, "a chart in a folder of another name") ? chart.of(NAMES) : name, depth + 1);
        String version = chart.of("1.0.0", "1.0.0", "1.0.0", "2.0.0");
        switch (chart.below(isOdd ? 7 : 4)) {
            case 0, 1 -> child.forEach((path, content) -> files.put("charts/" + name + "/" + path, content));
            case 2, 3 -> files.put("charts/" + name + ".tgz", packed(name, child));
            case 4 -> {
                chart.odd("an archive beside a folder");
                files.put("charts/" + chart.of(name, "other") + ".tgz", packed(chart.of(NAMES), child));
                files(chart.of(NAMES), depth + 1)
                        .forEach((path, content) -> files.put("charts/" + name + "/" + path, content));
            }
            case 5 -> {
                String folder = chart.of("_" + name, "." + name, name + "-1.0.0", "README");
                chart.odd("a chart in charts/" + folder);
                child.forEach((path, content) -> files.put("charts/" + folder + "/" + path, content));
            }
            default -> {
                // alone: which of two charts of one name Helm renders depends on how the dependency was packed
                if (depth == 0 && files.isEmpty()) {
                    chart.odd("a chart beside it");
                    child.forEach((path, content) -> chart.files.put("d/" + name + "/" + path, content));
                    chart.locals.add("d/" + name);
                    dependencies.add(
                            "- {name: " + name + ", version: \"*\", repository: \"file://../d/" + name + "\"}");
                    return;
                }
                child.forEach((path, content) -> files.put("charts/" + name + "/" + path, content));
            }
        }
        if (odd(12, "a file with the path of one in an archive")) {
            put(files, "charts/" + name + ".tgz!/a.prov", "# nothing\n");
        }
        if (!chart.oneIn(3)) {
            String alias = chart.oneIn(3) ? chart.of("q" + name, chart.of("s", "t", "k", "q")) : "";
            if (!isOdd && !alias.isEmpty()) {
                alias = "q" + name;
            }
            boolean isFixed = isOdd && chart.oneIn(4);
            if (isFixed || List.of(NAMES).contains(alias)) {
                chart.odd("the alias " + alias + ", version " + (isFixed ? version : "*"));
            }
            dependencies.add("- {name: " + name + ", version: \"" + (isFixed ? version : "*") + "\""
                    + (alias.isEmpty() ? "" : ", alias: " + alias)
                    + (chart.oneIn(4) ? ", condition: " + chart.of(name + ".enabled", "on", "s.on,on", "nothing") : "")
                    + (chart.oneIn(5) ? ", tags: [g]" : "")
                    + (chart.oneIn(8) ? ", import-values: [{child: a, parent: a}]" : "") + "}");
        }
    }

    private void metadata(Map<String, byte[]> files, String name, List<String> dependencies, int depth) {
        var text = new StringBuilder();
        boolean isOld = chart.oneIn(3);
        text.append("apiVersion: ")
                .append(isOld ? "v1" : "v2")
                .append("\nname: ")
                .append(name)
                .append("\nversion: 1.0.0\n");
        if (depth > 0 && chart.oneIn(6)) {
            text.append("type: library\n");
        } else if (chart.oneIn(5)) {
            text.append("type: application\n");
        }
        if (odd(8, "an odd key of Chart.yaml")) {
            text.append(chart.of(
                    "Name: k\n",
                    "TYPE: library\n",
                    "Type: application\n",
                    "dependencie\u017f: [{name: t, version: \"*\"}]\n",
                    "Dependencies: [{name: s, version: \"*\", alias: q}]\n",
                    "apiversion: v1\n",
                    "\u212aeywords: [a]\n",
                    "version: 2.0.0\n",
                    "deprecated: true\n",
                    "annotations: {a: b}\n",
                    "kubeVersion: \">=1.0.0-0\"\n",
                    "x-custom: {name: k}\n"));
        }
        String list = String.join("\n", dependencies);
        if (isOld && !dependencies.isEmpty()) {
            put(files, "requirements.yaml", requirements(list));
        } else if (!dependencies.isEmpty()) {
            text.append("dependencies:\n").append(list).append('\n');
            if (odd(6, "dependencies in both files")) {
                put(
                        files,
                        "requirements.yaml",
                        requirements("- {name: " + chart.of(NAMES) + ", version: \"*\""
                                + chart.of("", ", alias: q", ", condition: on") + "}"));
            }
        } else if (odd(10, "requirements.yaml without dependencies")) {
            put(files, "requirements.yaml", requirements(""));
        }
        put(files, "Chart.yaml", text.toString());
    }

    private String requirements(String list) {
        String own = odd(4, "another key of requirements.yaml")
                ? chart.of(
                        "type: application\n",
                        "type: \"\"\n",
                        "type: library\n",
                        "name: k\n",
                        "name: s\n",
                        "version: 2.0.0\n",
                        "apiVersion: v1\n",
                        "Dependencies: [{name: t, version: \"*\"}]\n")
                : "";
        return own + (list.isEmpty() ? "" : "dependencies:\n" + list + "\n");
    }
}
