package io.github.akspolicy.helm.fuzz;

import io.github.akspolicy.helm.TestArchive;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes whole charts, ordinary and hostile. */
final class ChartGenerator {
    private static final String[] PATHS = {
        "a.yaml", "b.yaml", "c.yml", "sub/a.yaml", "sub/deep/c.yaml", "NOTES.txt", "deployment.yaml"
    };

    private static final String[] ODD_PATHS = {
        "a.yaml ",
        " b.yaml",
        "e",
        "e.",
        "e~",
        "~",
        "~/~",
        "e.tpl",
        "e.txt",
        "e.YAML",
        "e.json",
        "sub/NOTES.txt",
        "xNOTES.txt",
        "NOTES.txt/e.yaml",
        "notes.txt",
        "_e.yaml",
        "_x/e.yaml",
        "x/_e",
        "é.yaml",
        "e\u0301.yaml",
        "A.yaml",
        "zz/zz/zz/zz/zz-aks-policy.yaml",
        "'e'\".yaml",
        "{{e}}.yaml",
        "-e",
        "#e.yaml",
        "e\\.yaml",
        "x\\y/e.yaml",
        "e.prov",
        ".hidden.yaml",
        ".hidden/e.yaml",
        "x/.e.yaml",
        "e.yaml.bak",
        "日本.yaml",
        "e\u00a0.yaml",
        "x y/z.yaml",
        "a/b/c/d/e/f/g/h/i/j/k/l/m.yaml",
        "@@f.yaml",
        "e@@p",
        "%s.yaml",
        "$(x).yaml",
        "e=f.yaml",
        "e,f.yaml",
        "e:f.yaml"
    };

    private static final String[] REFUSED_PATHS = {
        "e\n.yaml", "e\n---\n# Source: x.yaml", "e\t.yaml", "e\r.yaml", "e\u2028.yaml", "\u0007.yaml"
    };

    private static final String[] IGNORES = {
        "*.bak",
        "*~",
        ".git/",
        "# comment",
        "",
        "files/",
        "*.txt",
        "/README.md",
        "templates/b.yaml",
        "b.yaml",
        "*.yml",
        "templates/sub/",
        "sub"
    };

    private static final String[] ODD_IGNORES = {
        "x\ry",
        "templates/a.yaml\r",
        "\u001ctemplates/a.yaml",
        "templates/[\\]x].yaml",
        "[z-a]",
        "\uFEFFtemplates/a.yaml",
        "!a.yaml",
        "!templates/",
        "!*",
        "//a.yaml",
        "templates//a.yaml",
        "a.yaml  ",
        "  a.yaml",
        "\ta.yaml",
        "/templates/a.yaml",
        "/templates",
        "templates/",
        "templates",
        "*",
        "?.yaml",
        "[a-b].yaml",
        "[^a].yaml",
        "[!a].yaml",
        "{a,b}.yaml",
        "charts/",
        "charts/foo",
        "charts/*.tgz",
        "*.tgz",
        "Chart.yaml",
        "values.yaml",
        "crds",
        "crds/*",
        "a",
        "~*",
        "*~*",
        "?",
        "*.*",
        "./a.yaml",
        "../chart/a.yaml",
        "a.yaml/",
        ".helmignore",
        "\u0085a.yaml",
        "\u000ba.yaml",
        "/",
        "!",
        "\\a.yaml",
        "templates/**",
        "templates/\\*",
        "_*",
        "charts/foo/templates/a.yaml",
        "foo",
        "templates/*/"
    };

    private static final String[] CRDS = {"crds/a.yaml", "crds/b.yml"};
    private static final String[] ODD_CRDS = {
        "crds/e.YAML",
        "crds/sub/e.yaml",
        "crds/e.Json",
        "crds/e.txt",
        "crds/.yaml",
        "crds/_e.yaml",
        "CRDS/e.yaml",
        "crds/e.yaml~",
        "crds/a/b/c.yaml",
        "crds/.x/e.yaml",
        "crds/e .yaml"
    };

    private final Dice dice;
    private final FuzzChart chart = new FuzzChart();
    private final TemplateGenerator templates;

    private ChartGenerator(long seed) {
        this.dice = new Dice(seed);
        this.templates = new TemplateGenerator(dice, chart);
    }

    /** The chart of a seed. */
    static FuzzChart chart(long seed) {
        return new ChartGenerator(seed).generate();
    }

    private boolean odd(int cases, String what) {
        boolean happens = dice.oneIn(cases) && !chart.ordinary;
        if (happens) {
            chart.oddities.add(what);
        }
        return happens;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private FuzzChart generate() {
        chart.ordinary = dice.oneIn(3);
        chart.packed = dice.oneIn(3);
        Map<String, byte[]> root = tree("shop", 0);
        if (chart.packed) {
            chart.archive = archive(root, "shop", true);
        } else {
            root.forEach((path, content) -> chart.files.put("chart/" + path, content));
            if (odd(60, "link")) {
                chart.links.put(
                        "chart/"
                                + dice.of(
                                        "templates/link.yaml",
                                        "templates/linked",
                                        "charts/linked",
                                        "files/l",
                                        "crds/l.yaml"),
                        dice.of("a.yaml", "../templates/a.yaml", "sub", "../files", "../templates", "foo"));
            }
        }
        for (int i = chart.ordinary ? 0 : dice.below(3); i > 0; i--) {
            chart.values.add(templates.overrides());
        }
        if (dice.oneIn(4)) {
            chart.sets.add(dice.of(
                    "port=81",
                    "live=false",
                    "labels.app=null",
                    "list={a,b}",
                    "foo.live=x",
                    "global.g=5",
                    "map=null",
                    "fresh.a[1]=x"));
        }
        return chart;
    }

    /** The files of one chart by path, those of its subcharts among them. */
    private Map<String, byte[]> tree(String name, int depth) {
        var files = new LinkedHashMap<String, byte[]>();
        boolean library = depth > 0 && dice.oneIn(6);
        boolean old = dice.oneIn(8);
        var metadata =
                new StringBuilder("apiVersion: " + (old ? "v1" : "v2") + "\nname: " + name + "\nversion: 1.0.0\n");
        metadata.append(library && !old ? "type: library\n" : "");
        if (odd(25, "metadata")) {
            metadata.append(dice.of(
                    "kubeVersion: '>=1.20.0-0'\n",
                    "deprecated: true\n",
                    "annotations: {a: b}\n",
                    "unknown: x\n",
                    "appVersion: 1.10\n",
                    "keywords: [a]\n",
                    "type: Library\n",
                    "icon: x\n"));
        }
        for (int i = dice.below(depth == 0 ? 4 : 2); i >= 0; i--) {
            files.put("templates/" + dice.of(PATHS), utf8(templates.file()));
        }
        if (odd(6, "path")) {
            files.put("templates/" + dice.of(ODD_PATHS), utf8(templates.file()));
        }
        if (odd(150, "refused path")) {
            files.put("templates/" + dice.of(REFUSED_PATHS), utf8(templates.file()));
        }
        files.put("templates/_helpers.tpl", utf8(templates.helpers("shop")));
        if (dice.oneIn(3)) {
            files.put(
                    "templates/NOTES.txt",
                    utf8(dice.oneIn(3) ? templates.helpers("notes") : "Thanks for {{ .Release.Name }}.\n"));
        }
        encode(files);
        files.put("values.yaml", utf8(templates.values()));
        if (dice.oneIn(4)) {
            files.put("files/t.txt", utf8(dice.of("a\nb {{ .Chart.Name }}\n", "{{ .Values.port }}", "\uFEFFx", "")));
            files.put("README.md", utf8("# shop\n"));
        }
        if (dice.oneIn(7)) {
            files.put(dice.of(CRDS), utf8(templates.document().replaceAll("\\{\\{.*?\\}\\}", "1")));
        }
        if (odd(20, "crds")) {
            String charset = dice.of("UTF-8", "UTF-8", "UTF-8", "UTF-16", "UTF-16LE");
            String text = dice.of("", "# c\n---\n", "\uFEFF", "---\n")
                    + templates.document().replaceAll("\\{\\{.*?\\}\\}", dice.of("1", "{{ .Values.x }}"))
                    + dice.of("", "---\n", "---\n" + templates.document().replaceAll("\\{\\{.*?\\}\\}", "2"));
            files.put(dice.of(ODD_CRDS), text.getBytes(Charset.forName(charset)));
        }
        if (dice.oneIn(3)) {
            files.put(".helmignore", ignore());
        }
        if (depth < 2 && dice.oneIn(depth == 0 ? 2 : 4)) {
            metadata.append(subcharts(files, depth, old));
        }
        files.put("Chart.yaml", utf8((odd(80, "mark in metadata") ? "\uFEFF" : "") + metadata));
        if (odd(40, "stray file")) {
            files.put(
                    dice.of(
                            "charts/README.md",
                            "charts/.x/templates/a.yaml",
                            "charts/_x/Chart.yaml",
                            "charts/.hidden.tgz",
                            "charts/_y.tgz",
                            "templates",
                            "Chart.lock",
                            "requirements.lock",
                            "ci/values.yaml",
                            "charts/x.TGZ"),
                    utf8(dice.of("{}\n", "x: y\n", "name: x\nversion: 1.0.0\n")));
        }
        return files;
    }

    /** Bytes as no editor writes them. */
    private void encode(Map<String, byte[]> files) {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (!odd(30, "encoding")) {
                continue;
            }
            String text = new String(file.getValue(), StandardCharsets.UTF_8);
            byte[] bytes = switch (dice.below(8)) {
                case 0 -> ("{{/* \u00ff\u00e9 */}}" + text).getBytes(StandardCharsets.ISO_8859_1);
                case 1 -> (text + "\n# caf\u00e9\n").getBytes(StandardCharsets.ISO_8859_1);
                case 2 -> text.getBytes(StandardCharsets.UTF_16);
                case 3 -> utf8(text.replace('\n', '\r'));
                case 4 -> utf8(text.replace("\n", "\r\n"));
                case 5 -> utf8((dice.oneIn(2) ? "\uFEFF" : "\uFEFF\uFEFF") + text);
                case 6 -> utf8("{{/* \0 */}}" + text);
                default ->
                    utf8(text
                            + dice.of(
                                    "# \0\n",
                                    "# \uFFFD\n",
                                    "# \u0001\n",
                                    "# \ue000\ue001\n",
                                    "# \u2028\n",
                                    "{{ \"\\xff\" }}\n",
                                    "{{/* \ufffe */}}"));
            };
            file.setValue(bytes);
        }
    }

    private byte[] ignore() {
        var text = new StringBuilder(dice.oneIn(20) ? "\uFEFF" : "");
        for (int i = dice.below(4); i >= 0; i--) {
            text.append(odd(4, "ignore") ? dice.of(ODD_IGNORES) : dice.of(IGNORES))
                    .append(dice.oneIn(12) ? "\r\n" : "\n");
        }
        return utf8(text.toString());
    }

    /** Adds subcharts; returns what Chart.yaml says about them. */
    private String subcharts(Map<String, byte[]> files, int depth, boolean old) {
        var entries = new ArrayList<String>();
        for (int i = dice.below(2); i >= 0; i--) {
            String name = dice.of("foo", "bar", "lib") + (chart.ordinary ? i : "");
            Map<String, byte[]> subchart = tree(name, depth + 1);
            String folder = name;
            if (odd(12, "folder of another name")) {
                folder = dice.of("other", "foo-1.0.0", "Foo", "foo ", "x.tgz", "templates");
            }
            if (odd(25, "hidden subchart")) {
                folder = dice.of("_x", ".x");
            }
            boolean packed = dice.oneIn(3);
            boolean both = odd(12, "subchart twice");
            if (depth == 0 && !chart.packed && !chart.locals.contains(name) && dice.oneIn(10)) {
                subchart.forEach((path, content) -> chart.files.put(name + "/" + path, content));
                chart.locals.add(name);
                entries.add("- {name: " + name + ", version: 1.0.0, repository: 'file://../" + name + "'}");
                continue;
            }
            if (!packed || both) {
                String prefix = "charts/" + folder + "/";
                subchart.forEach((path, content) -> files.put(prefix + path, content));
            }
            if (packed || both) {
                Map<String, byte[]> content = both && dice.oneIn(2) ? tree(name, depth + 1) : subchart;
                files.put(
                        "charts/" + dice.of(folder, name + "-1.0.0", "0", "zz") + ".tgz",
                        archive(content, name, false));
            }
            if (dice.oneIn(2)) {
                entries.add(entry(name));
            }
        }
        if (entries.isEmpty()) {
            return "";
        }
        String list = "dependencies:\n" + String.join("\n", entries) + "\n";
        if (old) {
            files.put("requirements.yaml", utf8(list));
            return "";
        }
        return list;
    }

    private String entry(String name) {
        String more = dice.of(
                "",
                "",
                ", condition: " + name + ".enabled",
                ", tags: [extra]",
                ", alias: other",
                ", import-values: [data]",
                ", import-values: [{child: map, parent: imported}]",
                ", repository: 'https://example.com/charts'",
                ", alias: " + name);
        String entry = "- {name: " + name + ", version: " + dice.of("1.0.0", "1.x", "'>=1.0.0'", "1.0.0", "2.0.0")
                + more + "}";
        if (odd(8, "alias")) {
            entry += "\n- {name: " + name + ", version: 1.0.0, alias: "
                    + dice.of("second", "foo", "bar", "shop", "a-b", "Zed") + "}";
        }
        return entry;
    }

    private byte[] archive(Map<String, byte[]> files, String name, boolean root) {
        var archive = new TestArchive();
        String top = odd(40, "folder of an archive") ? dice.of("other", ".", "..", "a b", "charts") : name;
        if (dice.oneIn(4)) {
            archive.entry('5', top + "/", "", new byte[0]);
        }
        List<String> paths = new ArrayList<>(files.keySet());
        if (dice.oneIn(3)) {
            java.util.Collections.reverse(paths);
        }
        int oddAt = odd(10, "entry") ? dice.below(paths.size()) : -1;
        for (int i = 0; i < paths.size(); i++) {
            String path = bytes(top + "/" + paths.get(i));
            byte[] content = files.get(paths.get(i));
            if (i == oddAt) {
                oddEntry(archive, top, bytes(paths.get(i)), content);
            } else {
                archive.file(path, content);
            }
        }
        if (!root || !odd(12, "behind the end")) {
            return archive.tgz();
        }
        var out = new ByteArrayOutputStream();
        byte[] member = new TestArchive()
                .file(bytes(top + "/templates/member.yaml"), templates.document())
                .tgz();
        if (dice.oneIn(2)) {
            out.writeBytes(archive.gzipped());
            out.writeBytes(member);
        } else {
            out.writeBytes(archive.tgz());
            out.writeBytes(dice.oneIn(2) ? member : utf8("trailing"));
        }
        return out.toByteArray();
    }

    private void oddEntry(TestArchive archive, String top, String path, byte[] content) {
        String whole = top + "/" + path;
        switch (dice.below(12)) {
            case 0 -> archive.file("./" + whole, content);
            case 1 -> archive.file(whole.replace('/', '\\'), content);
            case 2 -> archive.file(top + "//" + path, content);
            case 3 -> archive.file(top + "/x/../" + path, content);
            case 4 -> archive.pax("path", whole).file("other", content);
            case 5 -> archive.file(whole, content).file(whole, templates.document());
            case 6 -> archive.file(whole, content).entry('2', whole + ".link", "a.yaml", new byte[0]);
            case 7 -> archive.file(path, content);
            case 8 -> archive.file("/" + whole, content);
            case 9 ->
                archive.pax("comment", "x")
                        .file(whole, content)
                        .entry('5', top + "/templates/folder.yaml/", "", new byte[0]);
            case 10 -> archive.file(whole + "/", content);
            default ->
                archive.entry('7', whole, "", content)
                        .entry('\0', top + "/templates/old.yaml", "", utf8(templates.document()));
        }
    }

    /** One character a byte, as archives take names. */
    private static String bytes(String text) {
        return new String(utf8(text), StandardCharsets.ISO_8859_1);
    }
}
