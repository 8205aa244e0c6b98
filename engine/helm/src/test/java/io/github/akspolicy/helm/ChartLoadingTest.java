package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartLoader;
import io.github.akspolicy.helm.chart.ChartOwnership;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.values.UserValues;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.helm.values.ValuesSchemaFailure;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.KnownApis;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SetValue;
import io.github.akspolicy.source.ThirdPartyCharts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charts in all their forms are loaded as Helm does, and refused with a reason. */
class ChartLoadingTest {
    private static final String T = "templates/a.yaml";

    @TempDir
    private Path folder;

    private TestChart chart;

    @BeforeEach
    void chart() {
        chart = new TestChart(folder);
    }

    private void dependencies(String entries) {
        chart.file("Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n" + entries);
    }

    private void subchart(String name, String template) {
        chart.file("charts/" + name + "/Chart.yaml", "apiVersion: v2\nname: " + name + "\nversion: 1.0.0\n")
                .file("charts/" + name + "/templates/a.yaml", template);
    }

    @Test
    void helmignoreLeavesFilesOut() {
        chart.file(".helmignore", "# notes\n*.bak\nskip/\n")
                .file(T, "kind: Thing\nfound: {{ len (.Files.Glob \"**\") }}\n")
                .file("templates/old.bak", "{{ broken")
                .file("skip/x.txt", "x")
                .file("kept.txt", "x")
                .file("templates/.hidden.yaml", "{{ broken");

        TestRender render = chart.render();

        assertThat(render.paths()).containsExactly("shop/templates/a.yaml");
        assertThat(render.text(T)).contains("found: 2");
    }

    /** Helm's matcher does not go back either. */
    @Test
    void helmignoreOfWildcardsTakesNoTime() {
        chart.file(".helmignore", "*a".repeat(30) + "b\n/" + "a*/*".repeat(30) + "b\n" + "[!-z]*".repeat(30) + "b\n")
                .file("files/" + "a".repeat(120) + ".txt", "x")
                .file(T, "kind: Thing\n");

        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertThat(chart.render().paths()).containsExactly("shop/templates/a.yaml"));
    }

    @Test
    void conditionsAndTagsSwitchSubchartsOff() {
        dependencies("  - {name: one, version: 1.0.0, repository: '', condition: one.enabled}\n"
                + "  - {name: two, version: 1.0.0, repository: '', tags: [extra]}\n"
                + "  - {name: three, version: 1.0.0, repository: ''}\n");
        chart.file("values.yaml", "one: {enabled: false}\ntags: {extra: false}\n");
        subchart("one", "kind: One\n");
        subchart("two", "kind: Two\n");
        subchart("three", "kind: Three\n");
        chart.file("charts/one/crds/c.yaml", "kind: CustomResourceDefinition\nmetadata: {name: off}\n")
                .file("charts/three/crds/c.yaml", "kind: CustomResourceDefinition\nmetadata: {name: on}\n")
                .withCrds();

        assertThat(chart.render().paths())
                .containsExactly("shop/charts/three/crds/c.yaml", "shop/charts/three/templates/a.yaml");
        chart.values("on.yaml", "one: {enabled: true}\ntags: {extra: true}\n");
        assertThat(chart.render().paths())
                .containsExactly(
                        "shop/charts/one/crds/c.yaml",
                        "shop/charts/one/templates/a.yaml",
                        "shop/charts/three/crds/c.yaml",
                        "shop/charts/three/templates/a.yaml",
                        "shop/charts/two/templates/a.yaml");
    }

    @Test
    void importedValuesReachTheParent() {
        dependencies("  - name: one\n    version: 1.0.0\n    repository: ''\n    import-values: [data]\n");
        subchart("one", "kind: One\n");
        chart.file("charts/one/values.yaml", "exports: {data: {port: 8123}}\n")
                .file(T, "kind: Thing\nport: {{ .Values.port }}\n");

        assertThat(chart.render().text(T)).contains("port: 8123");
    }

    @Test
    void crdsAreReadAsTheyStand() {
        chart.file("crds/sub/thing.yaml", "kind: CustomResourceDefinition\nspec: {text: '{{ not a template }}'}\n")
                .file("crds/README.md", "no manifest")
                .file(T, "kind: Thing\n");

        assertThat(chart.render().paths()).containsExactly("shop/templates/a.yaml");
        TestRender render = chart.withCrds().render();
        assertThat(render.paths()).containsExactly("shop/crds/sub/thing.yaml", "shop/templates/a.yaml");
        assertThat(render.primary("crds/sub/thing.yaml", "spec.text")).isEqualTo("chart/crds/sub/thing.yaml:2:8");
    }

    @Test
    void hooksAreReleasedButThoseOfTestsAreNot() {
        chart.file(T, """
                kind: Job
                metadata: {annotations: {helm.sh/hook: "pre-install,pre-upgrade"}}
                ---
                kind: Pod
                metadata:
                  annotations:
                    "helm.sh/hook": test
                ---
                kind: Old
                metadata: {annotations: {"helm.sh/hook": crd-install}}
                ---
                kind: Last
                """);

        TestRender render = chart.render();

        assertThat(render.documents(T)).hasSize(2).first().asString().contains("kind=Job");
        // the lines of what follows stay where they were
        assertThat(render.text(T).lines().toList()).element(11).isEqualTo("kind: Last");
        assertThat(render.frames(T, "kind: Last")).containsExactly(chart.in(T, "kind: Last"));
        assertThat(chart.withTestHooks().render().documents(T)).hasSize(3);
    }

    @Test
    void capabilitiesAndClusterLookups() {
        chart.file(T, """
                kind: Thing
                version: {{ .Capabilities.KubeVersion.Version }}
                namespace: {{ .Release.Namespace }}
                install: {{ .Release.IsInstall }}
                deploy: {{ .Capabilities.APIVersions.Has "apps/v1" }}
                thing: {{ .Capabilities.APIVersions.Has "example.com/v1/Thing" }}
                secret: {{ lookup "v1" "Secret" "default" "x" | toJson }}
                {{- with (lookup "v1" "Secret" "default" "x").data }}
                never: 1
                {{- end }}
                viaTpl: {{ tpl "{{ lookup \\"v1\\" \\"Secret\\" \\"a\\" \\"b\\" | toJson }}" . }}
                """);

        String text = chart.kubeVersion("v1.31.4").render().text(T);
        assertThat(text)
                .contains("version: v1.31.4")
                .contains("namespace: default")
                .contains("install: true")
                .contains("deploy: true")
                .contains("thing: false")
                .contains("secret: {}")
                .contains("viaTpl: {}")
                .doesNotContain("never");
        text = chart.apiVersion("example.com/v1/Thing").render().text(T);
        assertThat(text).contains("deploy: true").contains("thing: true");
        assertThat(chart.apiVersion("no version`").problem().message()).contains("not an API version: no version`");
    }

    /**
     * An AKS cluster answers {@code helm install} otherwise than Helm answers itself: it serves what is aggregated or
     * brought by AKS, tells kinds, and has forgotten what Helm's client library still has types for.
     */
    @Test
    void aChartAsksWhatAnAksClusterServes() {
        var chart = new TestChart(folder).file(T, """
                kind: Thing
                {{- range list "apps/v1" "apiregistration.k8s.io/v1" "metrics.k8s.io/v1beta1" "policy/v1beta1"
                    "autoscaling/v2/HorizontalPodAutoscaler" "resource.k8s.io/v1" "example.com/v1" }}
                {{ . | quote }}: {{ $.Capabilities.APIVersions.Has . }}
                {{- end }}
                """);

        assertThat(chart.apis(KnownApis.ofHelm(List.of())).render().text(T))
                .contains("\"apps/v1\": true")
                .contains("\"apiregistration.k8s.io/v1\": false")
                .contains("\"metrics.k8s.io/v1beta1\": false")
                .contains("\"policy/v1beta1\": true")
                .contains("\"autoscaling/v2/HorizontalPodAutoscaler\": false");
        assertThat(chart.apis(KnownApis.ofAks("v1.33.2", List.of("example.com/v1")))
                        .render()
                        .text(T))
                .contains("\"apps/v1\": true")
                .contains("\"apiregistration.k8s.io/v1\": true")
                .contains("\"metrics.k8s.io/v1beta1\": true")
                .contains("\"policy/v1beta1\": false")
                .contains("\"autoscaling/v2/HorizontalPodAutoscaler\": true")
                .contains("\"resource.k8s.io/v1\": false")
                .contains("\"example.com/v1\": true");
    }

    @Test
    void anotherKubernetesThanTheChartWants() {
        chart.file("Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\nkubeVersion: '>=1.99.0'\n")
                .file(T, "kind: Thing\n");

        Problem problem = chart.problem();

        assertThat(problem.message())
                .startsWith("kubeVersion: ")
                .contains(">=1.99.0", ChartRequest.DEFAULT_KUBE_VERSION);
    }

    @Test
    void valuesMustMeetTheSchema() {
        chart.file("values.schema.json", "{\"properties\": {\"port\": {\"type\": \"integer\"}}}")
                .file("values.yaml", "port: text\n")
                .file(T, "kind: Thing\n");

        assertThat(chart.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "chart/values.yaml:1:1: the values do not fit values.schema.json of chart shop: port: got"
                                + " string, want integer");
    }

    @Test
    void eachErrorOfTheSchemaIsShownWhereItsValueStands() {
        chart.file("values.schema.json", """
                        {"properties": {
                           "port": {"type": "integer"}, "size": {"enum": ["s", "m"]},
                           "image": {"required": ["tag"]},
                           "hosts": {"items": {"type": "string"}}}}
                        """)
                .file("values.yaml", "port: 80\nsize: s\nimage: {name: shop}\nhosts: [a]\n")
                .values("values-prod.yaml", "# prod\nport: text\nhosts:\n  - b\n  - 3\n")
                .set(SetValue.Type.SET_STRING, "size", "xl")
                .file(T, "kind: Thing\n");

        assertThat(chart.problems())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "values-prod.yaml:2:1: the values do not fit values.schema.json of chart shop: port: got string,"
                                + " want integer",
                        "values-prod.yaml:5:5: the values do not fit values.schema.json of chart shop: hosts[1]: got"
                                + " number, want string",
                        "chart/values.yaml:3:1: the values do not fit values.schema.json of chart shop: image: missing"
                                + " property 'tag'",
                        "aks-policy.yaml:7:9: the values do not fit values.schema.json of chart shop: size: value must be"
                                + " one of 's', 'm'");
    }

    /** Helm 3.17 and older use another validator, with other words; a binary of that age may be on the path. */
    @Test
    void theWordsOfOlderHelmAreUnderstood() throws Exception {
        chart.file("values.yaml", "port: text\nimage:\n  tag: 1\n");
        Chart loaded = ChartLoader.load(
                chart.path(), chart.request().workspace(), new ChartOwnership(List.of(), ThirdPartyCharts.NONE));
        var failure = new ValuesSchemaFailure(
                Instance.of(loaded), new ValuesLayers(UserValues.read(chart.request())), "chart");

        assertThat(failure.problems(
                        "execution failed: values don't meet the specifications of the schema(s) in the following"
                                + " chart(s):\nshop:\n- (root): name is required\n- image.tag: Invalid type. Expected: string, given:"
                                + " integer\n"))
                .extracting(Problem::toString)
                .containsExactly(
                        "chart/values.yaml:1:1: the values do not fit values.schema.json of chart shop: name is required",
                        "chart/values.yaml:3:3: the values do not fit values.schema.json of chart shop: image.tag: Invalid"
                                + " type. Expected: string, given: integer");
        assertThat(failure.problems("parse error at (shop/templates/a.yaml:1)")).isEmpty();
    }

    @Test
    void aLibraryIsNoChartToRender() {
        chart.file("Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\ntype: library\n")
                .file(T, "kind: Thing\n");

        assertThat(chart.problem().message()).contains("library charts are not installable");
    }

    /** Helm looks for what the root declares; what a chart within it lacks, it renders without. */
    @Test
    void aDependencyOfADependencyMayBeMissing() {
        subchart("one", "kind: One\n");
        chart.file(
                        "charts/one/Chart.yaml",
                        "apiVersion: v2\nname: one\nversion: 1.0.0\ndependencies:\n"
                                + "  - {name: redis, version: 17.x, repository: 'https://charts.example'}\n")
                .file(T, "kind: Thing\n");

        assertThat(chart.render().paths()).containsExactly("shop/charts/one/templates/a.yaml", "shop/templates/a.yaml");
    }

    @Test
    void aMissingDependencyNamesTheCommand() {
        dependencies("  - name: redis\n    version: 17.x\n    repository: https://charts.example\n"
                + "  - name: kit\n    version: 1.2.3\n    repository: oci://registry.example/kit\n");
        chart.file(T, "kind: Thing\n");

        List<Problem> problems = chart.problems();

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.message()).isEqualTo("the dependencies redis@17.x and kit@1.2.3 are not in charts/");
            assertThat(problem.fix()).isEqualTo("run: helm dependency build chart");
            assertThat(String.valueOf(problem.at())).isEqualTo(chart.in("Chart.yaml", "name: redis"));
        });
    }

    /** Helm refuses names that it does not know, and with a Chart.lock URLs, too: it adds these only where nothing is locked. */
    @Test
    void theCommandAddsTheRepositoriesThatHelmMustKnow() {
        dependencies("  - {name: a, version: 1.x, repository: 'https://charts.example.com/stable/'}\n"
                + "  - {name: b, version: 1.x, repository: '@team'}\n"
                + "  - {name: c, version: 1.x, repository: 'alias:team'}\n"
                + "  - {name: d, version: 1.x, repository: 'https://charts.jetstack.io'}\n"
                + "  - {name: e, version: 1.x, repository: 'https://x.example/stable'}\n"
                + "  - {name: f, version: 1.x, repository: 'https://x.example/$(id);id'}\n"
                + "  - {name: g, version: 1.x, repository: 'oci://registry.example/g'}\n");
        chart.file(T, "kind: Thing\n");
        String alias =
                "helm repo add team URL_OF_team && helm dependency build chart; Chart.yaml does not say the URL of team";

        assertThat(chart.problems().get(0).message())
                .isEqualTo("the dependencies a@1.x, b@1.x, c@1.x, d@1.x, e@1.x and 2 more are not in charts/");
        assertThat(chart.problems().get(0).fix()).isEqualTo("run: " + alias);

        chart.file("Chart.lock", "dependencies: []\n");
        assertThat(chart.problems().get(0).fix())
                .isEqualTo("run: helm repo add stable https://charts.example.com/stable/"
                        + " && helm repo add jetstack https://charts.jetstack.io"
                        + " && helm repo add stable3 https://x.example/stable && " + alias);
    }
}
