package io.github.akspolicy.template.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.template.chart.ChartNode.ChartFile;
import io.github.akspolicy.template.encode.YamlReader;
import io.github.akspolicy.template.exec.LimitException;
import io.github.akspolicy.template.exec.Observer;
import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Site;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.ValuesPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whole charts: each expectation is what helm 3.17.2 writes. */
class ChartExecutionTest {
    private static final Release RELEASE =
            new Release("rel", "default", false, 1, "v1.32.0", List.of("v1", "apps/v1"), "v3.17.2");

    private final Map<String, String> files = new TreeMap<>();

    @Test
    void ordinaryChart() throws Exception {
        files.put("values.yaml", "replicas: 2\nimage: {name: app, tag: \"1.0\"}\n");
        files.put("templates/_helpers.tpl", "{{ define \"name\" }}{{ .Release.Name }}-{{ .Chart.Name }}{{ end }}");
        files.put(
                "templates/a.yaml",
                "name: {{ include \"name\" . }}\nreplicas: {{ .Values.replicas }}\n"
                        + "image: \"{{ .Values.image.name }}:{{ .Values.image.tag }}\"\n");

        assertThat(text("templates/a.yaml")).isEqualTo("name: rel-c\nreplicas: 2\nimage: \"app:1.0\"\n");
    }

    @Test
    void blankTextInsideOfTpl() throws Exception {
        files.put("values.yaml", "none: \"\"\n");
        files.put("templates/a.yaml", "{{ tpl \"[{{ tpl .Values.none . }}{{ tpl `{{/* c */}}` . }}]\" . }}");

        assertThat(text("templates/a.yaml")).isEqualTo("[]");
    }

    @Test
    void endlessRecursionIsAnErrorOfHelmAtAThousandLevels() {
        files.put("templates/_h.tpl", "{{ define \"loop\" }}{{ include \"loop\" . }}{{ end }}");
        files.put("templates/a.yaml", "{{ include \"loop\" . }}");

        assertThatThrownBy(() -> text("templates/a.yaml"))
                .isInstanceOf(RenderException.class)
                .hasMessageContaining("rendering template has a nested reference name: loop");
    }

    @Test
    void endlessLoopIsGivenUp() {
        files.put("templates/a.yaml", "{{ range until 100000 }}{{ range until 100000 }}x{{ end }}{{ end }}");

        assertThatThrownBy(() -> text("templates/a.yaml")).isInstanceOf(LimitException.class);
    }

    /** Helm 4 hands on maps and lists of anything, where Helm 3 has structs. */
    @Test
    void metadataOfHelm4IsOfMaps() throws Exception {
        files.put(
                "templates/a.yaml",
                "{{ toJson .Chart.Maintainers }} {{ typeOf .Chart.Sources }}"
                        + " {{ mustDeepCopy .Capabilities.KubeVersion }}");
        GoMap metadata = map("name: c\nversion: 0.1.0\nmaintainers: [{name: Ann, email: a@b.c}]\n");

        assertThat(String.valueOf(
                        execute(metadata, List.of(), "{}", Dialect.HELM_4).get("c/templates/a.yaml")))
                .startsWith("[{\"Email\":\"a@b.c\",\"Name\":\"Ann\",\"URL\":\"\"}] []interface {} {v1.")
                .contains("  1 ");
    }

    @Test
    void helmSaysWhatItWasBuiltFrom() throws Exception {
        files.put("templates/a.yaml", "{{ toJson .Capabilities.HelmVersion }}");

        assertThat(text("templates/a.yaml"))
                .contains("\"git_commit\":\"cc0bbbd6d6276b83880042c1ecb34087e84d41eb\"")
                .doesNotContain("kube_client_version");
        assertThat(String.valueOf(execute(map("name: c\nversion: 0.1.0\n"), List.of(), "{}", Dialect.HELM_4)
                        .get("c/templates/a.yaml")))
                .endsWith("\"kube_client_version\":\"v1.35\"}");
    }

    @Test
    void outputKnowsTheValuesThatItCameFrom() throws Exception {
        files.put("values.yaml", "pod:\n  user: 1000\n  labels: {app: store}\n");
        files.put("templates/_h.tpl", "{{ define \"labels\" }}{{ toYaml .Values.pod.labels }}{{ end }}");
        files.put(
                "templates/a.yaml",
                "user: {{ .Values.pod.user }}\nlabels:\n  {{- include \"labels\" . | nindent 2 }}\n");

        Text text = all().get("c/templates/a.yaml");

        assertThat(text.toString()).isEqualTo("user: 1000\nlabels:\n  app: store\n");
        assertThat(sourcesOf(text, "1000")).containsExactly(new Source.Setting("pod.user"));
        assertThat(sourcesOf(text, "store")).containsExactly(new Source.Setting("pod.labels.app"));
        assertThat(sourcesOf(text, "user: ")).isEmpty();
    }

    /** Dots in keys, the place of a subchart, and mappings and lists as a whole. */
    @Test
    void pathsOfValuesAreThoseOfTheRoot() throws Exception {
        ChartSource kid = new ChartSource(
                map("name: kid\nversion: 1.0.0\n"),
                List.of(),
                List.of(new ChartFile("templates/k.yaml", "{{ toYaml .Values.a }}")),
                map("a: {b.c/d: [{e: leaf}], empty: {}, none: []}\n"),
                List.of());

        Text text =
                execute(map("name: c\nversion: 0.1.0\n"), List.of(kid), "{}").get("c/charts/kid/templates/k.yaml");

        assertThat(text.toString()).isEqualTo("b.c/d:\n- e: leaf\nempty: {}\nnone: []");
        assertThat(sourcesOf(text, "leaf")).containsExactly(new Source.Setting("kid.a.b\\.c/d[0].e"));
        assertThat(sourcesOf(text, "b.c/d")).first().isEqualTo(new Source.Setting("kid.a.b\\.c/d"));
        assertThat(sourcesOf(text, "{}")).containsExactly(new Source.Setting("kid.a.empty"));
        assertThat(sourcesOf(text, "[]")).containsExactly(new Source.Setting("kid.a.none"));
        assertThat(ValuesPath.mapping("kid.a.b\\.c/d")).isEqualTo("kid.a");
        assertThat(ValuesPath.mapping("a[0].e")).isEqualTo("a[0]");
        assertThat(List.of(ValuesPath.mapping("a[0]"), ValuesPath.mapping("a\\.b")))
                .containsOnly("");
        assertThat(ValuesPath.segments("kid.a.b\\.c/d[0].e")).containsExactly("kid", "a", "b.c/d", 0, "e");
    }

    /** What stands in the text as it is, and what its actions print. */
    @Test
    void whatIsExecutedKeepsWhereItCameFrom() throws Exception {
        files.put("values.yaml", "x: printed\nlist: [{name: first}, {name: '{{ .Values.x }}'}, {name: last}]\n");
        files.put("templates/a.yaml", "{{ tpl (toYaml .Values.list) . }}");

        Text text = all().get("c/templates/a.yaml");

        assertThat(text.toString()).isEqualTo("- name: first\n- name: 'printed'\n- name: last");
        assertThat(sourcesOf(text, "first")).containsExactly(new Source.Setting("list[0].name"));
        assertThat(sourcesOf(text, "printed"))
                .containsExactly(new Source.Setting("x"), new Source.Setting("list[1].name"));
        assertThat(sourcesOf(text, "last")).containsExactly(new Source.Setting("list[2].name"));
    }

    /** Whatever a function does to the lines around it. */
    @Test
    void eachLineOfATemplateKnowsItsPlace() throws Exception {
        files.put("templates/_h.tpl", "{{ define \"two\" }}\n\none: 1\n  two: 2\n{{ end }}");
        files.put("templates/a.yaml", "a:\n  {{- include \"two\" . | trim | nindent 4 }}\n");

        Text text = all().get("c/templates/a.yaml");

        assertThat(text.toString()).isEqualTo("a:\n    one: 1\n      two: 2\n");
        Site two =
                Objects.requireNonNull(text.markAt(text.bytes().indexOf("two")).site());
        assertThat(two.node().file().lineOf(two.position())).isEqualTo(4);
        assertThat(Objects.requireNonNull(two.caller())
                        .node()
                        .file()
                        .lineOf(two.caller().position()))
                .isEqualTo(2);
    }

    @Test
    void whatIsReadIsToldWhetherItIsThereOrNot() throws Exception {
        files.put("values.yaml", "a: {b: 1}\n");
        files.put(
                "templates/a.yaml",
                "{{ .Values.a.b }}{{ if hasKey .Values.a \"c\" }}{{ .Values.never }}{{ end }}"
                        + "{{ get .Values \"d\" }}{{ index .Values.a \"e\" }}{{ dig \"f\" \"g\" \"\" .Values.a }}");
        var reads = new ArrayList<String>();
        var observer = new Observer() {
            @Override
            public void read(String map, String key, Node at, @Nullable Site caller) {
                reads.add(ValuesPath.child(map, key));
            }
        };

        execute(map("name: c\nversion: 0.1.0\n"), List.of(), "{}", Dialect.HELM_3, observer);

        assertThat(reads).containsExactly("a", "a.b", "a", "a.c", "d", "a", "a.e", "a", "a.f");
    }

    @Test
    void whatTheDeploymentDecidesIsOpen() throws Exception {
        files.put(
                "templates/a.yaml",
                "a: {{ .Release.IsUpgrade }}\nb: {{ (lookup \"v1\" \"Secret\" \"n\" \"s\").data | default \"made\" }}\n"
                        + "c: {{ .Release.Name }}\n");

        Text text = all().get("c/templates/a.yaml");

        assertThat(isOpen(text, "false")).isTrue();
        assertThat(isOpen(text, "made")).isTrue();
        assertThat(isOpen(text, "rel")).isFalse();
    }

    @Test
    void aSubchartThatIsSwitchedOffIsNotRendered() throws Exception {
        files.put("values.yaml", "kid: {enabled: false}\n");
        GoMap metadata =
                map("name: c\nversion: 0.1.0\ndependencies:\n- {name: kid, version: 1.x, condition: kid.enabled}\n");
        ChartSource kid = new ChartSource(
                map("name: kid\nversion: 1.0.0\n"),
                List.of(),
                List.of(new ChartFile("templates/k.yaml", "k: {{ .Values.x }}")),
                map("x: 1\n"),
                List.of());

        assertThat(execute(metadata, List.of(kid), "{}")).isEmpty();
        assertThat(execute(metadata, List.of(kid), "kid: {enabled: true}"))
                .containsOnlyKeys("c/charts/kid/templates/k.yaml");
    }

    /** Helm gives an entry its alias for a name, fills the imports in, and removes the entries that are off. */
    @Test
    void dependenciesAreThoseThatAreOn() throws Exception {
        files.put("values.yaml", "gone: {enabled: false}\n");
        files.put("templates/a.yaml", "{{ toJson .Chart.Dependencies }}");
        GoMap metadata = map(
                "name: c\nversion: 0.1.0\ndependencies:\n"
                        + "- {name: kid, version: 1.x, alias: q, condition: q.on, tags: [a], import-values: [data, {child: a, parent: b}]}\n"
                        + "- {name: kid, version: 1.x, alias: off}\n- {name: kid, version: 1.x, alias: gone, condition: gone.enabled}\n");
        ChartSource kid = new ChartSource(
                map("name: kid\nversion: 1.0.0\n"),
                List.of(),
                List.of(new ChartFile("templates/k.yaml", "{{ toJson .Chart.Dependencies }}")),
                map("{}"),
                List.of());

        Map<String, Text> written = execute(metadata, List.of(kid), "{}");
        assertThat(written.get("c/templates/a.yaml"))
                .hasToString(
                        "[{\"name\":\"q\",\"version\":\"1.x\",\"repository\":\"\",\"condition\":\"q.on\",\"tags\":[\"a\"],"
                                + "\"enabled\":true,\"import-values\":[{\"child\":\"exports.data\",\"parent\":\".\"},"
                                + "{\"child\":\"a\",\"parent\":\"b\"}],\"alias\":\"q\"},"
                                + "{\"name\":\"false\",\"version\":\"1.x\",\"repository\":\"\",\"enabled\":true,\"alias\":\"false\"}]");
        assertThat(written.get("c/charts/q/templates/k.yaml")).hasToString("null");
        assertThat(execute(
                        map(
                                "name: c\nversion: 0.1.0\ndependencies: [{name: kid, version: 1.x, condition: gone.enabled}]\n"),
                        List.of(kid),
                        "{}"))
                .hasToString("{c/templates/a.yaml=null}");
    }

    /** Helm 3 reads what it imports once for all uses of a chart, Helm 4 for each. */
    @Test
    void importsOfAChartWithTwoNames() throws Exception {
        files.put("templates/a.yaml", "{{ hasKey .Values.kid \"size\" }} {{ hasKey .Values.q \"size\" }}");
        GoMap metadata = map("name: c\nversion: 0.1.0\ndependencies:\n- {name: kid, version: 1.x, alias: q}\n"
                + "- {name: kid, version: 1.x}\n");
        ChartSource leaf = new ChartSource(
                map("name: leaf\nversion: 1.0.0\n"),
                List.of(),
                List.of(),
                map("exports: {data: {size: 2}}"),
                List.of());
        ChartSource kid = new ChartSource(
                map("name: kid\nversion: 1.0.0\ndependencies: [{name: leaf, version: 1.x, import-values: [data]}]\n"),
                List.of(),
                List.of(new ChartFile(
                        "templates/k.yaml", "{{ range .Chart.Dependencies }}{{ len .ImportValues }}{{ end }}")),
                map("{}"),
                List.of(leaf));

        assertThat(execute(metadata, List.of(kid), "{}"))
                .hasToString(
                        "{c/charts/q/templates/k.yaml=0, c/charts/kid/templates/k.yaml=0, c/templates/a.yaml=false true}");
        assertThat(execute(metadata, List.of(kid), "{}", Dialect.HELM_4))
                .hasToString(
                        "{c/charts/q/templates/k.yaml=1, c/charts/kid/templates/k.yaml=1, c/templates/a.yaml=true true}");
    }

    @Test
    void dependenciesOfHelm4AreOfMaps() throws Exception {
        files.put("templates/a.yaml", "{{ range .Chart.Dependencies }}{{ toJson . }} {{ typeOf .Tags }}{{ end }}");
        GoMap metadata = map("name: c\nversion: 0.1.0\ndependencies: [{name: kid, version: 1.x, alias: q}]\n");
        ChartSource kid =
                new ChartSource(map("name: kid\nversion: 1.0.0\n"), List.of(), List.of(), map("{}"), List.of());

        assertThat(execute(metadata, List.of(kid), "{}", Dialect.HELM_4).get("c/templates/a.yaml"))
                .hasToString("{\"Alias\":\"q\",\"Condition\":\"\",\"Enabled\":true,\"ImportValues\":[],\"Name\":\"q\","
                        + "\"Repository\":\"\",\"Tags\":[],\"Version\":\"1.x\"} []interface {}");
    }

    /** All charts of a release see one {@code .Release}: the deepest templates are executed first. */
    @Test
    void whatATemplateChangesInTheReleaseAllChartsSee() throws Exception {
        files.put("templates/a.yaml", "{{ .Release.Name }} {{ .Release.IsInstall }}");
        files.put(
                "templates/sub/b.yaml",
                "{{ .Release.Name }} {{ .Release.IsInstall }}{{ $_ := set .Release \"Name\" \"b\" }}");
        ChartSource kid = new ChartSource(
                map("name: kid\nversion: 1.0.0\n"),
                List.of(),
                List.of(
                        new ChartFile("templates/k.yaml", "{{ .Release.Name }}{{ $_ := set .Release \"Name\" \"k\" }}"),
                        new ChartFile(
                                "templates/x/k.yaml", "{{ .Release.Name }}{{ $_ := unset .Release \"IsInstall\" }}")),
                map("{}"),
                List.of());

        Map<String, Text> written = execute(map("name: c\nversion: 0.1.0\n"), List.of(kid), "{}");

        assertThat(written)
                .hasToString("{c/charts/kid/templates/x/k.yaml=rel, c/charts/kid/templates/k.yaml=rel,"
                        + " c/templates/sub/b.yaml=k , c/templates/a.yaml=b }");
        // another execution begins with what Helm is told
        assertThat(execute(map("name: c\nversion: 0.1.0\n"), List.of(), "{}").get("c/templates/a.yaml"))
                .hasToString("b true");
    }

    private static boolean isOpen(Text text, String part) {
        return text.markAt(text.bytes().indexOf(part)).sources().isOpen();
    }

    private static Iterable<Source> sourcesOf(Text text, String part) {
        return text.markAt(text.bytes().indexOf(part)).sources().all();
    }

    private String text(String path) throws Exception {
        return String.valueOf(all().get("c/" + path));
    }

    private Map<String, Text> all() throws Exception {
        return execute(map("name: c\nversion: 0.1.0\n"), List.of(), "{}");
    }

    private Map<String, Text> execute(GoMap metadata, List<ChartSource> charts, String user) throws Exception {
        return execute(metadata, charts, user, Dialect.HELM_3);
    }

    private Map<String, Text> execute(GoMap metadata, List<ChartSource> charts, String user, Dialect dialect)
            throws Exception {
        return execute(metadata, charts, user, dialect, Observer.NONE);
    }

    private Map<String, Text> execute(
            GoMap metadata, List<ChartSource> charts, String user, Dialect dialect, Observer observer)
            throws Exception {
        var templates = new ArrayList<ChartFile>();
        files.forEach((path, content) -> {
            if (path.startsWith("templates/")) {
                templates.add(new ChartFile(path, content));
            }
        });
        ChartSource chart =
                new ChartSource(metadata, List.of(), templates, map(files.getOrDefault("values.yaml", "{}")), charts);
        ChartNode node = Composition.of(chart, map(user), dialect);
        return ChartExecution.execute(node, RELEASE, dialect, observer);
    }

    private static GoMap map(String text) throws Exception {
        return YamlReader.values(text).data() instanceof GoMap map ? map : GoMap.at(GoType.MAP, "");
    }
}
