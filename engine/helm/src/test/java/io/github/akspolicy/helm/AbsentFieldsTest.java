package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceReader;
import io.github.akspolicy.source.AbsentField;
import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.DecidingValue;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.SourceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which values line decides about a field that is not rendered. */
class AbsentFieldsTest {
    private static final String POD = "spec.securityContext.runAsNonRoot";
    private static final String CONTAINER = "spec.containers[0].securityContext.readOnlyRootFilesystem";
    private static final String MEMORY = "spec.containers[0].resources.limits.memory";

    @TempDir
    Path workspace;

    private TestChart pod(String... podSpec) {
        return new TestChart(workspace)
                .file(
                        "templates/pod.yaml",
                        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  " + String.join("\n  ", podSpec)
                                + "\n");
    }

    @Test
    void aBlockThatWithLeftOutIsTheEmptyOneOfTheValues() {
        TestChart chart = pod(
                        "{{- with .Values.podSecurityContext }}",
                        "securityContext:",
                        "  {{- toYaml . | nindent 4 }}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "# of the pod\npodSecurityContext: {}\n");

        DecidingValue value = decided(chart, POD);

        assertThat(value.key()).isEqualTo("podSecurityContext.runAsNonRoot");
        assertThat(String.valueOf(value.at())).isEqualTo("chart/values.yaml:2:1");
        assertThat(value.missing()).containsExactly("runAsNonRoot");
        assertThat(value.switchTo()).isNull();
    }

    /** As many charts gather the secrets of their images, whose items are mappings or names. */
    @Test
    void theFirstOfTheListsThatAreGathered() {
        TestChart chart = pod(
                        "{{- include \"secrets\" (dict \"images\" (list .Values.web .Values.log) \"global\" .Values.global) | nindent 2 }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "global: {}\nweb:\n  pullSecrets: []\nlog:\n  pullSecrets: []\n")
                .file("templates/_a.tpl", """
                        {{- define "secrets" -}}
                        {{- $all := list }}
                        {{- range ((.global).pullSecrets) -}}
                        {{- if kindIs "map" . }}{{ $all = append $all .name }}{{ else }}{{ $all = append $all . }}{{ end }}
                        {{- end -}}
                        {{- range .images -}}{{- range .pullSecrets -}}
                        {{- if kindIs "map" . }}{{ $all = append $all .name }}{{ else }}{{ $all = append $all . }}{{ end }}
                        {{- end -}}{{- end -}}
                        {{- if not (empty $all) -}}
                        imagePullSecrets:
                        {{- range $all | uniq }}
                          - name: {{ . }}
                        {{- end }}
                        {{- end }}
                        {{- end -}}
                        """);

        assertThat(decided(chart, "spec.imagePullSecrets").key()).startsWith("global.pullSecrets");
    }

    @Test
    void aNullOverADefaultIsTheLineThatTookItAway() {
        TestChart chart = pod(
                        "{{- with .Values.podSecurityContext }}",
                        "securityContext: {{- toYaml . | nindent 4 }}",
                        "{{- end }}",
                        "containers:",
                        "  - name: web",
                        "    image: a",
                        "    resources: {{- toYaml .Values.resources | nindent 8 }}")
                .file(
                        "values.yaml",
                        "podSecurityContext: {runAsNonRoot: true}\nresources: {requests: {memory: 1Mi}, limits: {memory: 1Mi}}\n")
                .values("prod.yaml", "podSecurityContext: null\nresources:\n  limits: null\n");

        Map<String, DecidingValue> values = decide(chart, POD, MEMORY);

        assertThat(lines(values)).containsEntry(POD, "prod.yaml:1:1").containsEntry(MEMORY, "prod.yaml:3:3");
    }

    /** As charts do that keep the defaults of all in a library: what is asked for is not called as what was set. */
    @ParameterizedTest
    @ValueSource(strings = {"a: 1\n", "a: 1\nother: false\n"})
    void aSwitchThatIsMergedIntoOtherValuesIsNamedWhereItIsSwitchedOff(String more) {
        TestChart chart = pod(
                        "{{- $_ := set . \"Values\" (mustMergeOverwrite (deepCopy .Values.library) (omit .Values \"library\")) }}",
                        "{{- if .Values.securityContext.enable }}",
                        "securityContext:",
                        "  runAsNonRoot: true",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file(
                        "values.yaml",
                        "library:\n  securityContext: {enable: true}\nsecurityContext:\n  enable: true\nother: true\n")
                .values("prod.yaml", more + "securityContext:\n  enable: false\n");

        DecidingValue value = decided(chart, POD);

        assertThat(value.key()).isEqualTo("securityContext.enable");
        assertThat(value.switchTo()).isEqualTo(true);
        assertThat(String.valueOf(value.at())).startsWith("prod.yaml:");
    }

    @Test
    void aSwitchIsNamedWhereItIsSwitchedOff() {
        TestChart chart = pod(
                        "{{- if .Values.securityContext.enable }}",
                        "securityContext:",
                        "  runAsNonRoot: true",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "securityContext:\n  enable: true\n")
                .values("prod.yaml", "a: 1\nsecurityContext:\n  enable: false\n");

        DecidingValue value = decided(chart, POD);

        assertThat(value.key()).isEqualTo("securityContext.enable");
        assertThat(value.switchTo()).isEqualTo(true);
        assertThat(String.valueOf(value.at())).isEqualTo("prod.yaml:3:3");
        assertThat(value.related()).hasToString("[chart/values.yaml:2:3]");
    }

    @Test
    void aConditionMayBeTurnedRoundOrCompareText() {
        TestChart chart = pod(
                        "{{- if not .Values.insecure }}",
                        "securityContext: {runAsNonRoot: true}",
                        "{{- end }}",
                        "containers:",
                        "  - name: web",
                        "    image: a",
                        "    {{- if eq .Values.mode \"hardened\" }}",
                        "    securityContext: {readOnlyRootFilesystem: true}",
                        "    {{- end }}")
                .file("values.yaml", "insecure: true\nmode: fast\n");

        Map<String, DecidingValue> values = decide(chart, POD, CONTAINER);

        assertThat(lines(values))
                .containsEntry(POD, "chart/values.yaml:1:1")
                .containsEntry(CONTAINER, "chart/values.yaml:2:1");
        assertThat(Objects.requireNonNull(values.get(CONTAINER)).switchTo()).isEqualTo("hardened");
    }

    @Test
    void aKeyThatNoFileHasIsTheOneThatTheTemplateAsksFor() {
        TestChart chart = pod(
                        "{{- if .Values.podSecurityContext }}",
                        "securityContext:",
                        "  {{- toYaml .Values.podSecurityContext | nindent 4 }}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "image: a\n");

        DecidingValue value = decided(chart, POD);

        assertThat(value.key()).isEqualTo("podSecurityContext.runAsNonRoot");
        assertThat(value.isTopLevel()).isTrue();
        assertThat(String.valueOf(value.at())).isEqualTo("chart/values.yaml:1:1");
    }

    @Test
    void helpersDefaultsAndMergesAreSeenThrough() {
        TestChart chart = pod(
                        "securityContext: {{- include \"shop.security\" (dict \"own\" .Values.pod \"all\" .Values.common) | nindent 4 }}",
                        "containers:",
                        "  - name: web",
                        "    image: a",
                        "    {{- with (default .Values.global.resources .Values.resources) }}",
                        "    resources: {{- toYaml . | nindent 8 }}",
                        "    {{- end }}")
                .file(
                        "templates/_helpers.tpl",
                        "{{- define \"shop.security\" -}}\n{{- merge (deepCopy .own) (deepCopy .all) | toYaml -}}\n{{- end -}}\n")
                .file("values.yaml", "pod: {fsGroup: 1}\ncommon: {}\nglobal: {resources: {}}\nresources: {}\n");

        Map<String, DecidingValue> values = decide(chart, POD, MEMORY);

        assertThat(keys(values))
                .containsEntry(POD, "pod.runAsNonRoot")
                .containsEntry(MEMORY, "resources.limits.memory");
    }

    /** The whole document is computed, as that of nats is: no template line tells which value comes where. */
    @Test
    void aPatchOfAComputedDocumentIsNamedNearestToTheField() {
        TestChart chart = new TestChart(workspace)
                .file("files/pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: []}\n")
                .file(
                        "templates/pod.yaml",
                        "{{- $doc := tpl (.Files.Get \"files/pod.yaml\") . | fromYaml }}\n"
                                + "{{- $_ := set $doc \"spec\" (mergeOverwrite $doc.spec (deepCopy .Values.spec.merge)) }}\n"
                                + "{{- mergeOverwrite $doc (deepCopy .Values.merge) | toYaml }}\n")
                .file("values.yaml", "merge: {}\nother: {}\nspec:\n  merge: {}\n");

        DecidingValue value = decided(chart, POD);

        assertThat(value.key()).isEqualTo("spec.merge.securityContext.runAsNonRoot");
        assertThat(String.valueOf(value.at())).isEqualTo("chart/values.yaml:4:3");
    }

    @Test
    void ofASubchartTheBlockAroundItIsNamed() {
        TestChart chart = pod("containers: [{name: web, image: a}]")
                .file(
                        "Chart.yaml",
                        "apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies: [{name: cache, version: 1.0.0, alias: fast}]\n")
                .file("values.yaml", "# values\nfast:\n  replicas: 1\n")
                .file("charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n")
                .file("charts/cache/values.yaml", "replicas: 2\n")
                .file(
                        "charts/cache/templates/pod.yaml",
                        "apiVersion: v1\nkind: Pod\nmetadata: {name: cache}\nspec:\n  {{- with .Values.podSecurityContext }}\n"
                                + "  securityContext: {{- toYaml . | nindent 4 }}\n  {{- end }}\n  containers: []\n");

        DecidingValue value =
                decide(chart, "shop/charts/fast/templates/pod.yaml", POD).get(POD);

        assertThat(value).isNotNull();
        assertThat(value.key()).isEqualTo("fast.podSecurityContext.runAsNonRoot");
        assertThat(String.valueOf(value.at())).isEqualTo("chart/values.yaml:2:1");
        assertThat(value.missing()).containsExactly("podSecurityContext", "runAsNonRoot");
    }

    /** What looks as if it could supply the field and does not, in a render, is not named. */
    @Test
    void aValueThatDoesNotArriveIsNotNamed() {
        TestChart chart = pod(
                        "{{- with .Values.podSecurityContext }}",
                        "securityContext: {{- pick . \"fsGroup\" | toYaml | nindent 4 }}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "podSecurityContext: {fsGroup: 1}\n");

        assertThat(decide(chart, POD)).isEmpty();
    }

    /** Both values are tried in one render, in which one meets the condition of the other. */
    @Test
    void aValueThatNeedsAnotherOneIsNotNamedAlone() {
        TestChart chart = pod(
                        "{{- if .Values.extra }}",
                        "securityContext: {{- toYaml .Values.podSecurityContext | nindent 4 }}",
                        "{{- end }}",
                        "{{- with .Values.extra }}",
                        "nodeSelector: {{- toYaml . | nindent 4 }}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "podSecurityContext: {}\nextra: {}\n");

        assertThat(decided(chart, POD).key()).isEqualTo("podSecurityContext.runAsNonRoot");
        assertThat(decided(chart, POD).alsoSet()).hasToString("[extra]");
    }

    /** A value of a wrong type breaks the chart: the others are found all the same. */
    @Test
    void valuesThatTheChartRefusesDoNotHideOthers() {
        TestChart chart = pod(
                        "nodeSelector: {{- range $k, $v := .Values.nodeSelector }}{{ fail \"no\" }}{{ end }}",
                        "{{- with .Values.podSecurityContext }}",
                        "securityContext: {{- toYaml . | nindent 4 }}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "nodeSelector: {}\npodSecurityContext: {}\n")
                .file(
                        "values.schema.json",
                        "{\"properties\": {\"podSecurityContext\": {\"properties\": "
                                + "{\"runAsNonRoot\": {\"type\": \"boolean\"}}}}}");

        assertThat(decided(chart, POD).key()).isEqualTo("podSecurityContext.runAsNonRoot");
    }

    @Test
    void ofTwoObjectsOfOneNameEachHasItsOwn() {
        TestChart chart = new TestChart(workspace)
                .file(
                        "templates/pod.yaml",
                        "{{- range $block := list .Values.a .Values.b }}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: web}\n"
                                + "spec:\n  {{- with $block }}\n  securityContext: {{- toYaml . | nindent 4 }}\n  {{- end }}\n"
                                + "  containers: []\n{{- end }}\n")
                .file("values.yaml", "a: {}\nb: {}\n");

        List<AbsentField> fields = new ArrayList<>();
        Map<AbsentField, DecidingValue> decided = decide(chart, "shop/templates/pod.yaml", fields, List.of(POD));

        assertThat(fields.stream()
                        .map(field -> Objects.requireNonNull(decided.get(field)).key()))
                .containsExactly("a.runAsNonRoot", "b.runAsNonRoot");
    }

    /** No condition names the value: the template builds the name of what it includes. */
    @Test
    void aTextOfAnotherFileThatTookAFieldAwayIsNamed() {
        TestChart chart = pod(
                        "securityContext: {{- include (printf \"shop.%s\" (get .Values \"preset\")) . | nindent 4 }}",
                        "containers: [{name: web, image: a}]")
                .file(
                        "templates/_helpers.tpl",
                        "{{- define \"shop.hard\" -}}\nrunAsNonRoot: true\n{{- end -}}\n"
                                + "{{- define \"shop.soft\" -}}\nfsGroup: 1\n{{- end -}}\n")
                .file("values.yaml", "preset: hard\nother: 1\n")
                .values("prod.yaml", "other: 2\npreset: soft\nmore: true\n");

        DecidingValue value = decided(chart, POD);

        assertThat(value.key()).isEqualTo("preset");
        assertThat(String.valueOf(value.at())).isEqualTo("prod.yaml:2:1");
        assertThat(value.switchTo()).isEqualTo("hard");
        assertThat(value.tookAway()).isTrue();
    }

    /** A variable has a name that is composed, chosen, or known to values alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{- $name := printf \"shop.%s.security\" .Values.preset }}",
                "{{- $suffix := \"security\" }}{{- $name := print \"shop.\" .Values.preset \".\" $suffix }}",
                "{{- $name := \"shop.soft.security\" }}{{- if eq .Values.preset \"hard\" }}{{- $name = \"shop.hard.security\" }}{{- end }}",
                "{{- $name := .Values.helper }}",
                "{{- $name := index (list \"shop.hard.security\") (len .Values.none) }}",
            })
    void aBlockBehindANameInAVariableIsNamed(String name) {
        TestChart chart = pod(
                        name + "{{- with include $name . }}",
                        "securityContext: {{- . | nindent 4 }}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file(
                        "templates/_helpers.tpl",
                        "{{- define \"shop.hard.security\" -}}\n{{- with .Values.hardened }}{{ toYaml . }}{{ end }}\n{{- end -}}\n"
                                + "{{- define \"shop.soft.security\" -}}\nfsGroup: 1\n{{- end -}}\n")
                .file("values.yaml", "preset: hard\nhelper: shop.hard.security\nnone: []\nhardened: {}\n");

        DecidingValue value = decided(chart, POD);

        assertThat(value.key()).isEqualTo("hardened.runAsNonRoot");
        assertThat(String.valueOf(value.at())).isEqualTo("chart/values.yaml:4:1");
    }

    @Test
    void aBlockBehindANameThatIsComposedIsNamed() {
        TestChart chart = pod(
                        "{{- with include (printf \"shop.%s.security\" .Values.preset) . }}",
                        "securityContext: {{- . | nindent 4 }}", "{{- end }}", "containers: [{name: web, image: a}]")
                .file(
                        "templates/_helpers.tpl",
                        "{{- define \"shop.hard.security\" -}}\n{{- with .Values.hardened }}{{ toYaml . }}{{ end }}\n{{- end -}}\n"
                                + "{{- define \"shop.soft.security\" -}}\nfsGroup: 1\n{{- end -}}\n")
                .file("values.yaml", "preset: hard\nother: {}\nhardened: {}\n");

        DecidingValue value = decided(chart, POD);

        assertThat(value.key()).isEqualTo("hardened.runAsNonRoot");
        assertThat(String.valueOf(value.at())).isEqualTo("chart/values.yaml:3:1");
    }

    @Test
    void theLineThatTookAFieldAwayIsNamedRatherThanOneThatCouldSupplyIt() {
        TestChart chart = pod(
                        "{{- $own := merge (deepCopy .Values.extra) (ternary .Values.pod dict .Values.enabled) }}",
                        "securityContext: {{- toYaml $own | nindent 4 }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "extra: {}\nenabled: true\npod: {runAsNonRoot: true}\n")
                .values("prod.yaml", "enabled: false\n");

        DecidingValue value = decided(chart, POD);

        assertThat(value.key()).isEqualTo("enabled");
        assertThat(String.valueOf(value.at())).isEqualTo("prod.yaml:1:1");
    }

    /** A default of the chart alone took nothing away. */
    @Test
    void withoutAFileOverItADefaultOnlyCouldSupplyAField() {
        TestChart chart = pod(
                        "{{- with .Values.podSecurityContext }}",
                        "securityContext: {{- toYaml . | nindent 4 }}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "podSecurityContext: {}\n");

        assertThat(decided(chart, POD).tookAway()).isFalse();
    }

    /** Neither of both brings the field back alone. */
    @Test
    void ofTwoLinesThatBothTookAFieldAwayEachIsNamed() {
        TestChart chart = pod(
                        "{{- if and .Values.a (index .Values.b \"enabled\") }}",
                        "securityContext: {runAsNonRoot: true}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "a: true\nb: {enabled: true}\n")
                .values("prod.yaml", "x: 1\na: false\ny: 1\nb:\n  enabled: false\nz: 1\n");

        DecidingValue value = decided(chart, POD);

        assertThat(List.of(String.valueOf(value.at()), value.related().get(0).toString()))
                .containsExactlyInAnyOrder("prod.yaml:2:1", "prod.yaml:5:3");
    }

    @Test
    void aBlockPrintedAsTextIsAText() {
        TestChart chart = pod(
                        "{{- with .Values.account.name }}",
                        "serviceAccountName: {{ . }}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "account:\n  name: {}\n");

        assertThat(decided(chart, "spec.serviceAccountName").key()).isEqualTo("account.name");
    }

    private TestChart ingress(String... spec) {
        return new TestChart(workspace)
                .file(
                        "templates/pod.yaml",
                        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\nspec:\n  "
                                + String.join("\n  ", spec)
                                + "\n  defaultBackend: {service: {name: web, port: {number: 80}}}\n");
    }

    /** The template of {@code helm create}: an item is asked for its fields, so that it must not be a text. */
    @Test
    void anEmptyListThatALoopReadsIsNamed() {
        TestChart chart = ingress(
                        "{{- if .Values.ingress.tls }}",
                        "tls:",
                        "  {{- range .Values.ingress.tls }}",
                        "  - hosts:",
                        "      {{- range .hosts }}",
                        "      - {{ . | quote }}",
                        "      {{- end }}",
                        "    secretName: {{ .secretName }}",
                        "  {{- end }}",
                        "{{- end }}")
                .file("values.yaml", "ingress:\n  hosts: []\n  tls: []\n");

        DecidingValue value = decided(chart, "spec.tls");

        assertThat(value.key()).isEqualTo("ingress.tls");
        assertThat(String.valueOf(value.at())).isEqualTo("chart/values.yaml:3:3");
        assertThat(value.switchTo()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{- with .Values.tls }}~tls:~  {{- toYaml . | nindent 4 }}~{{- end }}",
                "{{- with .Values.tls }}~tls:~  {{- range . }}~  - {secretName: {{ .name }}}~  {{- end }}~{{- end }}",
                "{{- range .Values.tls }}~tls: [{secretName: {{ .secretName }}}]~{{- end }}",
                "{{- if gt (len .Values.tls) 0 }}~tls: {{- toYaml .Values.tls | nindent 4 }}~{{- end }}",
                "{{- if .Values.tls }}~tls: [{secretName: web-tls}]~{{- end }}",
                "{{- with .Values.tls }}~tls: [{hosts: [{{ join \",\" . }}]}]~{{- end }}",
                "{{- with .Values.tls }}~tls:~  {{- range . }}~  - hosts: [{{ tpl . $ }}]~  {{- end }}~{{- end }}",
                "{{- range $i, $e := .Values.tls }}~{{- if eq $i 0 }}~tls:~{{- end }}~  - {hosts: [{{ $e.host }}]}~{{- end }}",
            })
    void whateverReadsAListItIsTheListThatIsNamed(String template) {
        TestChart chart = ingress(template.split("~")).file("values.yaml", "a: 1\ntls: []\n");

        DecidingValue value = decided(chart, "spec.tls");

        assertThat(value.key()).isEqualTo("tls");
        assertThat(String.valueOf(value.at())).isEqualTo("chart/values.yaml:2:1");
    }

    @Test
    void aListThatNoFileHasIsTheOneThatALoopReads() {
        TestChart chart = ingress(
                        "{{- if .Values.ingress.tls }}",
                        "tls:",
                        "  {{- range .Values.ingress.tls }}",
                        "  - {secretName: {{ .secretName }}}",
                        "  {{- end }}",
                        "{{- end }}")
                .file("values.yaml", "a: 1\ningress:\n  hosts: []\n");

        DecidingValue value = decided(chart, "spec.tls");

        assertThat(value.key()).isEqualTo("ingress.tls");
        assertThat(value.missing()).containsExactly("tls");
        assertThat(String.valueOf(value.at())).isEqualTo("chart/values.yaml:2:1");
        assertThat(value.switchTo()).isNull();
    }

    /** The value has another name than the field, and does not come to stand in it as a whole. */
    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "[]", "{}"})
    void anEmptyValueThatAConditionAsksForIsNamed(String empty) {
        TestChart chart = ingress(
                        "{{- if and .Values.enabled .Values.certificate }}",
                        "tls: [{secretName: web-tls}]",
                        "{{- end }}")
                .file("values.yaml", "enabled: true\nother: []\ncertificate: " + empty + "\n");

        DecidingValue value = decided(chart, "spec.tls");

        assertThat(value.key()).isEqualTo("certificate");
        assertThat(String.valueOf(value.at())).isEqualTo("chart/values.yaml:3:1");
        assertThat(value.switchTo()).isNull();
    }

    /** The field is a list made around one name; the key has no value, or no file has the key. */
    @ParameterizedTest
    @ValueSource(strings = {"pullSecret:", "pullSecret: \"\"", "tag: a"})
    void aTextWithoutAValueThatIsPrintedInsideOfTheFieldIsNamed(String written) {
        TestChart chart = pod(
                        "{{- if .Values.image.pullSecret }}",
                        "imagePullSecrets:",
                        "  - name: {{ .Values.image.pullSecret }}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "image:\n  " + written + "\n");

        DecidingValue value = decided(chart, "spec.imagePullSecrets");

        assertThat(value.key()).isEqualTo("image.pullSecret");
        assertThat(value.switchTo()).isNull();
    }

    /** No mapping can be tried with any other value, and a bound of renders is soon reached: the list stands behind them. */
    @Test
    void aListBehindManyMappingsThatTheChartRefusesIsNamed() {
        var spec = new ArrayList<String>();
        var values = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            spec.add("{{- with .Values.block" + i + " }}");
            spec.add("{{- fail \"not here\" }}");
            spec.add("{{- toYaml . | nindent 2 }}");
            spec.add("{{- end }}");
            values.append("block" + i + ": {}\n");
        }
        spec.addAll(List.of(
                "{{- with concat .Values.image.pullSecrets (list) | uniq }}",
                "imagePullSecrets: {{ toJson . }}",
                "{{- end }}",
                "containers: [{name: web, image: a}]"));
        TestChart chart = pod(spec.toArray(String[]::new)).file("values.yaml", values + "image:\n  pullSecrets: []\n");

        DecidingValue value = decided(chart, "spec.imagePullSecrets");

        assertThat(value.key()).isEqualTo("image.pullSecrets");
        assertThat(String.valueOf(value.at())).isEqualTo("chart/values.yaml:52:3");
    }

    /** As common charts make the name of an image: a variable that is made of itself again and again hides nothing after it. */
    @Test
    void aBlockBehindAHelperThatAssignsOneVariableOftenIsNamed() {
        var helper = new StringBuilder("{{- define \"shop.image\" -}}\n{{- $name := .name }}\n");
        for (int i = 0; i < 14; i++) {
            helper.append("{{- if .part" + i + " }}{{- $name = printf \"%s/%s\" $name .part" + i + " }}{{- end }}\n");
        }
        TestChart chart = pod(
                        "containers:",
                        "  - name: web",
                        "    image: {{ include \"shop.image\" .Values.image }}",
                        "    {{- if .Values.resources }}",
                        "    resources: {{- toYaml .Values.resources | nindent 8 }}",
                        "    {{- end }}")
                .file("templates/_helpers.tpl", helper + "{{- $name }}\n{{- end }}\n")
                .file("values.yaml", "image: {name: a}\nresources: {}\n");

        assertThat(decided(chart, MEMORY).key()).isEqualTo("resources.limits.memory");
    }

    /** Each is tried again without the value that a condition asks for beside it; together they write one key twice. */
    @Test
    void valuesThatTogetherBreakTheFileAreTriedAgainApart() {
        TestChart chart = pod(
                        "{{- if or .Values.imagePullSecrets .Values.shop.imagePullSecrets }}",
                        "imagePullSecrets: {{ toJson .Values.imagePullSecrets }}",
                        "{{- end }}",
                        "{{- if or .Values.extra .Values.more }}",
                        "{{- toYaml (merge .Values.extra .Values.more) | nindent 2 }}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "extra: {}\nmore: {}\nimagePullSecrets: []\nshop: {imagePullSecrets: []}\n");

        Map<String, DecidingValue> values = decide(chart, "spec.imagePullSecrets", "spec.hostUsers");

        assertThat(lines(values))
                .containsEntry("spec.imagePullSecrets", "chart/values.yaml:3:1")
                .containsEntry("spec.hostUsers", "chart/values.yaml:1:1");
    }

    /** Among many switches and empty values that decide about nothing, with many fields that nothing supplies. */
    @Test
    void anEmptyListIsFoundAmongManyOtherValues() {
        var spec = new ArrayList<String>();
        var values = new StringBuilder("tls: []\n");
        for (int i = 0; i < 45; i++) {
            spec.add("{{- if .Values.flag" + i + " }}");
            spec.add("field" + i + ": {{ .Values.text" + i + " | quote }}");
            spec.add("{{- end }}");
            spec.add("{{- if .Values.text" + i + " }}");
            spec.add("other" + i + ": 1");
            spec.add("{{- end }}");
            values.append("flag" + i + ": false\ntext" + i + ": \"\"\n");
        }
        spec.addAll(List.of(
                "{{- if .Values.tls }}",
                "tls:",
                "  {{- range .Values.tls }}",
                "  - {secretName: {{ .secretName }}}",
                "  {{- end }}",
                "{{- end }}"));
        TestChart chart = ingress(spec.toArray(String[]::new)).file("values.yaml", values.toString());

        Map<String, DecidingValue> decided =
                decide(chart, "spec.tls", "spec.field3", "spec.field44", "spec.other7", "spec.never");

        assertThat(lines(decided))
                .containsEntry("spec.tls", "chart/values.yaml:1:1")
                .containsEntry("spec.other7", "chart/values.yaml:17:1")
                .doesNotContainKey("spec.never");
    }

    /** As {@code helm create} has it: one empty text renames what the other values show. */
    @Test
    void anEmptyTextThatRenamesTheObjectDoesNotHideTheOthers() {
        TestChart chart = new TestChart(workspace)
                .file(
                        "templates/_helpers.tpl",
                        "{{- define \"shop.name\" -}}{{- if .Values.fullnameOverride -}}{{ .Values.fullnameOverride }}"
                                + "{{- else -}}web{{- end -}}{{- end -}}\n")
                .file(
                        "templates/pod.yaml",
                        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: {{ include \"shop.name\" . }}\n"
                                + "spec:\n  {{- if .Values.tls }}\n  tls:\n    {{- range .Values.tls }}\n"
                                + "    - {secretName: {{ .secretName }}}\n    {{- end }}\n  {{- end }}\n"
                                + "  defaultBackend: {service: {name: {{ include \"shop.name\" . }}, port: {number: 80}}}\n")
                .file("values.yaml", "fullnameOverride: \"\"\ntls: []\n");

        assertThat(decided(chart, "spec.tls").key()).isEqualTo("tls");
    }

    /** A values file that gives an item of a list gives the list: what stands in it is to be edited where it stands. */
    @Test
    void insideAListTheLineWhereTheListStandsIsNamed() {
        TestChart chart = pod(
                        "containers:",
                        "  {{- range .Values.jobs.workers }}",
                        "  - name: {{ .name }}",
                        "    image: a",
                        "    {{- with .resources }}",
                        "    resources: {{- toYaml . | nindent 8 }}",
                        "    {{- end }}",
                        "  {{- end }}")
                .file("values.yaml", "jobs:\n  workers:\n    - name: web\n      resources: {}\n    - name: mail\n")
                .values("prod.yaml", "jobs:\n  replicas: 1\n");

        Map<String, DecidingValue> values = decide(chart, MEMORY, "spec.containers[1].resources.limits.memory");

        assertThat(lines(values))
                .containsEntry(MEMORY, "chart/values.yaml:4:7")
                .containsEntry("spec.containers[1].resources.limits.memory", "chart/values.yaml:5:7");
    }

    /** The list stands in a chart of others: only a whole list of one's own can change an item of it. */
    @Test
    void insideAListOfASubchartTheListIsNamed() {
        TestChart chart = pod("containers: [{name: web, image: a}]")
                .file(
                        "Chart.yaml",
                        "apiVersion: v2\nname: shop\nversion: 1.0.0\n"
                                + "dependencies: [{name: cache, version: 1.0.0, repository: \"https://example.org\"}]\n")
                .file("values.yaml", "# values\ncache:\n  replicas: 1\n")
                .file("charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n")
                .file("charts/cache/values.yaml", "workers:\n  - name: web\n    resources: {}\n")
                .file(
                        "charts/cache/templates/pod.yaml",
                        "apiVersion: v1\nkind: Pod\nmetadata: {name: cache}\nspec:\n  containers:\n"
                                + "    {{- range .Values.workers }}\n    - name: {{ .name }}\n"
                                + "      {{- with .resources }}\n      resources: {{- toYaml . | nindent 8 }}\n      {{- end }}\n"
                                + "    {{- end }}\n")
                .thirdParty("charts/cache");

        DecidingValue value =
                decide(chart, "shop/charts/cache/templates/pod.yaml", MEMORY).get(MEMORY);

        assertThat(value).isNotNull();
        assertThat(value.key()).isEqualTo("cache.workers");
        assertThat(String.valueOf(value.at())).isEqualTo("chart/values.yaml:2:1");
        assertThat(value.missing()).containsExactly("workers");
        assertThat(value.wholeList()).isTrue();
        assertThat(value.related()).hasToString("[chart/charts/cache/values.yaml:1:1]");
    }

    static DecidingValue decided(TestChart chart, String path) {
        return Objects.requireNonNull(decide(chart, path).get(path));
    }

    static Map<String, DecidingValue> decide(TestChart chart, String... paths) {
        return paths.length > 1 && paths[0].contains("/")
                ? decide(chart, paths[0], List.of(paths).subList(1, paths.length))
                : decide(chart, "shop/templates/pod.yaml", List.of(paths));
    }

    private static Map<String, DecidingValue> decide(TestChart chart, String file, List<String> paths) {
        var byPath = new LinkedHashMap<String, DecidingValue>();
        decide(chart, file, new ArrayList<>(), paths)
                .forEach((field, value) -> byPath.put(field.place().path().toString(), value));
        return byPath;
    }

    private static Map<AbsentField, DecidingValue> decide(
            TestChart chart, String file, List<AbsentField> fields, List<String> paths) {
        try {
            return decided(new HelmChartRenderer().render(chart.request()), file, fields, paths);
        } catch (SourceException e) {
            throw new AssertionError(e);
        }
    }

    /** The values that decide about absent fields of the resources of a rendered file. */
    static Map<AbsentField, DecidingValue> decided(ChartRenderer.Rendered rendered, String file, List<String> paths) {
        return decided(rendered, file, new ArrayList<>(), paths);
    }

    private static Map<AbsentField, DecidingValue> decided(
            ChartRenderer.Rendered rendered, String file, List<AbsentField> fields, List<String> paths) {
        fields.addAll(fields(rendered, file, paths));
        return Objects.requireNonNull(rendered.absentFields()).decide(fields);
    }

    /** Absent fields of all resources of a rendered file. */
    static List<AbsentField> fields(ChartRenderer.Rendered rendered, String file, List<String> paths) {
        var fields = new ArrayList<AbsentField>();
        try {
            var resources = new ArrayList<Resource>();
            for (ManifestFile manifest : rendered.manifests()) {
                if (manifest.path().equals(file)) {
                    for (Node document : ManifestReader.yamlDocuments(manifest.text())) {
                        ResourceReader.read(document, null, PodTemplates.KNOWN, resources::add, problem -> {});
                    }
                }
            }
            for (int i = 0; i < resources.size(); i++) {
                for (String path : paths) {
                    Field field = resources.get(i).root().follow(FieldPath.parse(path));
                    assertThat(field.isPresent()).as(path).isFalse();
                    fields.add(new AbsentField(file, resources.get(i).id(), i, field.place()));
                }
            }
            return fields;
        } catch (ManifestException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> lines(Map<String, DecidingValue> values) {
        var lines = new LinkedHashMap<String, String>();
        values.forEach((path, value) -> lines.put(path, text(value.at())));
        return lines;
    }

    private static String text(@Nullable Object at) {
        return String.valueOf(at);
    }

    static Map<String, String> keys(Map<String, DecidingValue> values) {
        var keys = new LinkedHashMap<String, String>();
        values.forEach((path, value) -> keys.put(path, value.key()));
        return keys;
    }
}
