package io.github.akspolicy.helm;

import static io.github.akspolicy.helm.AbsentFieldsTest.decide;
import static io.github.akspolicy.helm.AbsentFieldsTest.decided;
import static io.github.akspolicy.helm.AbsentFieldsTest.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.engine.HelmAnswer;
import io.github.akspolicy.helm.engine.HelmCall;
import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmEngines;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.source.AbsentField;
import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.DecidingValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What renders with other values show, where they do not show a field made of one value and nothing else. */
class AbsentFieldTrialsTest {
    private static final String PULL = "spec.imagePullSecrets";
    private static final String CPU = "spec.containers[0].resources.requests.cpu";

    @TempDir
    Path workspace;

    private TestChart pod(String name, List<String> podSpec) {
        return new TestChart(workspace)
                .file(
                        "templates/pod.yaml",
                        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: " + name + "\nspec:\n  "
                                + String.join("\n  ", podSpec) + "\n");
    }

    private TestChart pod(String... podSpec) {
        return pod("web", List.of(podSpec));
    }

    /** The mapping around the key is tried, too, and the template writes the mapping around the text. */
    @Test
    void aTextThatTheTemplateWrapsIsNamedRatherThanTheMappingAroundIt() {
        TestChart chart = pod(
                        "{{- with .Values.image }}",
                        "hostname: {{ .name }}",
                        "{{- end }}",
                        "{{- if kindIs \"string\" .Values.image.imagePullSecrets }}",
                        "imagePullSecrets:",
                        "  - name: {{ .Values.image.imagePullSecrets }}",
                        "{{- else if kindIs \"slice\" .Values.image.imagePullSecrets }}",
                        "imagePullSecrets:",
                        "  {{- with .Values.image.imagePullSecrets }}",
                        "  {{- toYaml . | nindent 2 }}",
                        "  {{- end }}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "image:\n  tag: a\n  # imagePullSecrets: []\n");

        DecidingValue value = decided(chart, PULL);

        assertThat(value.key()).isEqualTo("image.imagePullSecrets");
        assertThat(String.valueOf(value.at())).isEqualTo("chart/values.yaml:1:1");
        assertThat(value.missing()).containsExactly("imagePullSecrets");
    }

    /** Of two values that supply a field the one is named that no template of the chart refuses, however another file looks at it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ if .Values.podSecurityContext }}{{ fail \"no\" }}{{ end }}",
                "{{ with .Values }}{{ with .podSecurityContext }}{{ fail \"no\" }}{{ end }}{{ end }}",
                "{{ if .Values.podSecurityContext.runAsNonRoot }}{{ fail \"no\" }}{{ end }}",
                "{{ range $name, $value := .Values.podSecurityContext }}{{ fail $name }}{{ end }}",
                "{{ if gt (len (get .Values \"podSecurityContext\")) 0 }}{{ fail \"no\" }}{{ end }}",
                "{{ include \"check\" (dict \"all\" .Values) }}",
                "{{ if contains \"runAsNonRoot\" (toYaml .Values) }}{{ if .Values.checks }}{{ fail \"no\" }}{{ end }}{{ end }}",
            })
    void aValueThatAnotherFileRefusesDoesNotHideOneThatAllAccept(String other) {
        TestChart chart = twoContexts()
                .file(
                        "templates/_check.tpl",
                        "{{ define \"check\" }}{{ if .all.podSecurityContext }}{{ fail \"no\" }}{{ end }}{{ end }}")
                .file("templates/other.yaml", other);

        // the text of all values has what is refused whichever value is set
        assertThat(decided(chart, "spec.securityContext.runAsNonRoot").key())
                .isEqualTo(other.contains(".Values.checks") ? "podSecurityContext.runAsNonRoot" : "other.runAsNonRoot");
    }

    @Test
    void ordinaryTheValueThatIsNamedAlikeIsNamed() {
        assertThat(decided(twoContexts(), "spec.securityContext.runAsNonRoot").key())
                .isEqualTo("podSecurityContext.runAsNonRoot");
    }

    /** What checksums are made of is not executed for each value that is tried: nothing that shows in the object may hang on that. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata:\n  name: web\n  annotations:\n    checksum/other: {{ $sum }}",
                "metadata:\n  name: web-{{ $sum }}",
                "metadata:\n  name: web-{{ $sum | trunc 8 }}",
                "metadata:\n  name: {{ $sum }}",
                "metadata:\n  name: web\n  annotations: {checksum/other: {{ $sum | quote }}}",
                "metadata:\n  name: {{ if contains \"00\" $sum }}zeros{{ else }}web{{ end }}",
            })
    void aValueIsFoundBesideAChecksum(String metadata) {
        String pod =
                "{{- $sum := include (print $.Template.BasePath \"/other.yaml\") . | sha256sum }}\napiVersion: v1\nkind: Pod\n"
                        + metadata
                        + "\nspec:\n  {{- with .Values.hard }}\n  securityContext: {{- toYaml . | nindent 4 }}\n  {{- end }}\n"
                        + "  {{- with .Values.podSecurityContext }}\n  securityContext: {{- toYaml . | nindent 4 }}\n  {{- end }}\n"
                        + "  containers: [{name: web, image: a}]\n";
        TestChart chart = new TestChart(workspace)
                .file("templates/pod.yaml", pod)
                .file(
                        "templates/other.yaml",
                        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\ndata:\n  a: {{ toJson .Values.hard | quote }}\n"
                                + "{{ if .Values.podSecurityContext }}{{ fail \"not that\" }}{{ end }}\n")
                .file("values.yaml", "hard: {}\npodSecurityContext: {}\n");

        assertThat(decided(chart, "spec.securityContext.runAsNonRoot").key()).isEqualTo("hard.runAsNonRoot");
    }

    private TestChart twoContexts() {
        return pod(
                        "{{- with .Values.podSecurityContext }}",
                        "securityContext: {{- toYaml . | nindent 4 }}",
                        "{{- else }}",
                        "{{- with .Values.other }}",
                        "securityContext: {{- toYaml . | nindent 4 }}",
                        "{{- end }}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "podSecurityContext: {}\nother: {}\nchecks: false\n");
    }

    /** A mapping comes to stand beside a key whose list begins at the column of the key; it is no list of volumes. */
    @ParameterizedTest
    @ValueSource(strings = {".Values.extraVolumes", "(.Values.extraVolumes).web"})
    void aListIsNotNamedForAFieldBesideIt(String list) {
        TestChart chart = pod(
                        "{{- if .Values.pullSecrets }}",
                        "imagePullSecrets:",
                        "{{- toYaml .Values.pullSecrets | nindent 2 }}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]",
                        "volumes:",
                        "- name: logs",
                        "  emptyDir: {}",
                        "{{- with " + list + " }}",
                        "{{- toYaml . | nindent 2 }}",
                        "{{- end }}")
                .file("values.yaml", "other: 1\n");

        assertThat(keys(decide(chart, "spec.securityContext.runAsNonRoot"))).isEmpty();
    }

    /** What is tried for one chart is tried again for another, whose file the values of the first render make unreadable. */
    @Test
    void aGlobalValueIsThatOfEachChart() throws Exception {
        TestChart chart = new TestChart(workspace).file("values.yaml", "global: {seccomp: ''}\n");
        for (String name : List.of("cache", "shell")) {
            chart.file("charts/" + name + "/Chart.yaml", "apiVersion: v2\nname: " + name + "\nversion: 1.0.0\n")
                    .file("charts/" + name + "/values.yaml", "note: ''\n")
                    .file(
                            "charts/" + name + "/templates/pod.yaml",
                            "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n"
                                    + "  {{- with .Values.global.seccomp }}\n"
                                    + "  securityContext: {seccompProfile: {type: {{ . }}}}\n  {{- end }}\n"
                                    + "  containers:\n    - name: web\n"
                                    + (name.equals("shell") ? "{{- with .Values.note }}\n{{ . }}\n{{- end }}\n" : ""));
        }
        ChartRenderer.Rendered rendered = new HelmChartRenderer().render(chart.request());
        String path = "spec.securityContext.seccompProfile.type";
        var fields = new ArrayList<>(
                AbsentFieldsTest.fields(rendered, "shop/charts/cache/templates/pod.yaml", List.of(path)));
        fields.addAll(AbsentFieldsTest.fields(rendered, "shop/charts/shell/templates/pod.yaml", List.of(path)));

        assertThat(Objects.requireNonNull(rendered.absentFields())
                        .decide(fields)
                        .values())
                .extracting(DecidingValue::key)
                .containsExactly("global.seccomp", "global.seccomp");
    }

    /** The one that is not there would replace the other, with all that is in it. */
    @Test
    void ofAKeyAndItsDefaultTheOneThatIsPrintedIsNamed() {
        TestChart chart = pod(
                        "containers: [{name: web, image: a}]",
                        "securityContext: {{- toYaml (.Values.podSecurityContext | default .Values.daemonset.securityContext) | nindent 4 }}")
                .file("values.yaml", "daemonset:\n  securityContext:\n    fsGroup: 1\n");

        assertThat(keys(decide(chart, "spec.securityContext.runAsNonRoot")))
                .containsEntry("spec.securityContext.runAsNonRoot", "daemonset.securityContext.runAsNonRoot");
    }

    @Test
    void aBlockThatIsPrintedBehindAListIsNamed() {
        TestChart chart = pod(
                        "containers:",
                        "- {name: web, image: a}",
                        "{{- with .Values.podSpec }}",
                        "{{- toYaml . | nindent 2 }}",
                        "{{- end }}")
                .file("values.yaml", "other: 1\n");

        assertThat(keys(decide(chart, "spec.securityContext.runAsNonRoot")))
                .containsEntry("spec.securityContext.runAsNonRoot", "podSpec.securityContext.runAsNonRoot");
    }

    @Test
    void aMappingThatComesToStandAsItIsIsNamedWithTheKeyInside() {
        TestChart chart = pod(
                        "{{- with .Values.image }}",
                        "imagePullSecrets: {{- toYaml .imagePullSecrets | nindent 4 }}",
                        "{{- end }}",
                        "{{- with .Values.podSecurityContext }}",
                        "securityContext: {{- toYaml . | nindent 4 }}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "image: {}\npodSecurityContext: {}\n");

        assertThat(keys(decide(chart, PULL, "spec.securityContext.runAsNonRoot")))
                .containsEntry(PULL, "image.imagePullSecrets")
                .containsEntry("spec.securityContext.runAsNonRoot", "podSecurityContext.runAsNonRoot");
    }

    /** The field shows nothing of the value, which many others stand beside that the chart refuses. */
    @Test
    void aMappingThatOnlySwitchesAFieldOnIsFoundAmongMany() {
        var spec = new ArrayList<String>();
        var values = new StringBuilder("image:\n  credentials: {}\n");
        for (int i = 0; i < 30; i++) {
            spec.add("{{- with .Values.list" + i + " }}");
            spec.add("{{- range . }}");
            spec.add("{{- fail \"not here\" }}");
            spec.add("{{- end }}");
            spec.add("{{- end }}");
            values.append("list" + i + ": []\n");
        }
        spec.addAll(List.of(
                "{{- if .Values.image.credentials }}",
                "imagePullSecrets: [{name: web-registry}]",
                "{{- end }}",
                "containers: [{name: web, image: a}]"));
        TestChart chart = pod("web", spec).file("values.yaml", values.toString());

        DecidingValue value = decided(chart, PULL);

        assertThat(value.key()).isEqualTo("image.credentials");
        assertThat(String.valueOf(value.at())).isEqualTo("chart/values.yaml:2:3");
    }

    /** Neither has the key the name of the field, nor is the object called the same once another value is tried. */
    @Test
    void aKeyOfAnotherNameThatIsPrintedIntoTheFieldIsFoundAmongMany() {
        var spec = new ArrayList<>(List.of("containers:", "  - name: web", "    image: a"));
        var values = new StringBuilder("name:\nuser:\n  cpu:\n    guarantee:\n    limit:\n");
        for (int i = 0; i < 30; i++) {
            spec.addAll(List.of(
                    "    {{- range .Values.list" + i + " }}", "    {{- fail \"not here\" }}", "    {{- end }}"));
            values.append("list" + i + ": []\n");
        }
        spec.addAll(List.of(
                "    {{- if .Values.user.cpu.guarantee }}",
                "    resources: {requests: {cpu: {{ .Values.user.cpu.guarantee }}}}",
                "    {{- end }}",
                "    {{- with .Values.name }}",
                "    args: [{{ . }}]",
                "    {{- end }}"));
        TestChart chart = pod("{{ .Values.name | default \"web\" }}", spec).file("values.yaml", values.toString());

        DecidingValue value = decided(chart, CPU);

        assertThat(value.key()).isEqualTo("user.cpu.guarantee");
        assertThat(String.valueOf(value.at())).isEqualTo("chart/values.yaml:4:5");
    }

    /** A text is no flag and no number; the value is the field's own, so that no switch is to be set. */
    @Test
    void aValueOfTheKindThatAConditionAsksForIsTheFieldsOwn() {
        TestChart chart = pod(
                        "{{- if kindIs \"bool\" .Values.hostUsers }}",
                        "hostUsers: {{ .Values.hostUsers }}",
                        "{{- end }}",
                        "{{- if kindIs \"float64\" .Values.priority }}",
                        "priority: {{ .Values.priority }}",
                        "{{- end }}",
                        "{{- if kindIs \"bool\" .Values.hardened }}",
                        "securityContext: {runAsNonRoot: true}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "a: 1\n");

        Map<String, DecidingValue> values =
                decide(chart, "spec.hostUsers", "spec.priority", "spec.securityContext.runAsNonRoot");

        assertThat(keys(values))
                .containsEntry("spec.hostUsers", "hostUsers")
                .containsEntry("spec.priority", "priority")
                .containsEntry("spec.securityContext.runAsNonRoot", "hardened");
        assertThat(values.values().stream().map(DecidingValue::switchTo)).containsExactlyInAnyOrder(null, null, true);
    }

    /** A helper that goes through all values compares each with all it knows: as many trials as both together would take too long. */
    @Test
    void whatAWalkComparesAllValuesWithIsNotTriedWhereTheFieldHasAValue() throws Exception {
        var values = new StringBuilder("securityContext: {}\n");
        for (int i = 0; i < 90; i++) {
            values.append("securityContext" + i + ": ''\n");
        }
        var walk = new StringBuilder("{{ define \"walk\" }}{{ range keys . }}{{ $kind := kindOf (get $ .) }}");
        for (int i = 0; i < 20; i++) {
            walk.append("{{ if eq $kind \"kind" + i + "\" }}{{ fail \"no\" }}{{ end }}");
        }
        // as much work as a large chart takes
        walk.append("{{ end }}{{ $_ := repeat 200000 \"a\" | b64enc | b64enc }}{{ end }}");
        TestChart chart = pod(
                        "{{- include \"walk\" .Values }}",
                        "{{- with .Values.securityContext }}",
                        "securityContext: {{- toYaml . | nindent 4 }}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("templates/_walk.tpl", walk.toString())
                .file("values.yaml", values.toString());
        ChartRenderer.Rendered rendered = new HelmChartRenderer().render(chart.request());
        List<AbsentField> fields = AbsentFieldsTest.fields(
                rendered, "shop/templates/pod.yaml", List.of("spec.securityContext.runAsNonRoot"));

        var notes = new ArrayList<String>();

        assertThat(Objects.requireNonNull(rendered.absentFields())
                        .decide(fields, notes::add)
                        .values())
                .extracting(DecidingValue::key)
                .containsExactly("securityContext.runAsNonRoot");
        assertThat(notes).isEmpty();
    }

    /** Nothing tells which values a computed document is made of; one of the patches is filled already. */
    @Test
    void aPatchThatHoldsSomethingIsNamedLikeAnEmptyOne() {
        TestChart chart = new TestChart(workspace)
                .file("templates/pod.yaml", "{{ include \"patched\" (dict \"file\" \"pod.yaml\" \"ctx\" .) }}\n")
                .file(
                        "templates/_patch.tpl",
                        "{{- define \"patched\" -}}\n"
                                + "{{- $doc := tpl (.ctx.Files.Get (printf \"files/%s\" .file)) .ctx | fromYaml -}}\n"
                                + "{{- toYaml (mergeOverwrite $doc (deepCopy (.merge | default dict))) -}}\n{{- end }}\n")
                .file(
                        "files/pod.yaml",
                        "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n"
                                + "    - {{ include \"patched\" (merge (dict \"file\" \"web.yaml\" \"ctx\" $) .Values.web) | nindent 6 }}\n"
                                + "    - {{ include \"patched\" (merge (dict \"file\" \"side.yaml\" \"ctx\" $) .Values.side) | nindent 6 }}\n")
                .file("files/web.yaml", "name: web\nimage: a\n")
                .file("files/side.yaml", "name: side\nimage: a\n")
                .file("values.yaml", "side:\n  merge: {}\nweb:\n  merge:\n    securityContext: {runAsUser: 1}\n");

        Map<String, DecidingValue> values = decide(chart, CPU, CPU.replace("[0]", "[1]"));

        assertThat(keys(values))
                .containsEntry(CPU, "web.merge.resources.requests.cpu")
                .containsEntry(CPU.replace("[0]", "[1]"), "side.merge.resources.requests.cpu");
    }

    /** A number is made of whatever stands there, so that the field shows nothing of the trial. */
    @Test
    void ofAValueThatIsConvertedTheKeyInsideOfTheMappingIsNamed() {
        TestChart chart = pod(
                        "{{- if .Values.podSecurityContext }}",
                        "securityContext:",
                        "  {{- range $key, $value := .Values.podSecurityContext }}",
                        "  {{ $key }}: {{ $value | int }}",
                        "  {{- end }}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "podSecurityContext: {}\n");

        assertThat(decided(chart, "spec.securityContext.runAsUser").key()).isEqualTo("podSecurityContext.runAsUser");
    }

    /** However a template asks for a value: the key is that of the value. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{- with .Values.pod.security }}~securityContext: {{- toYaml . | nindent 4 }}~{{- end }}",
                "{{- with (get .Values.pod \"security\") }}~securityContext: {{- toYaml . | nindent 4 }}~{{- end }}",
                "{{- with (index .Values \"pod\" \"security\") }}~securityContext: {{- toYaml . | nindent 4 }}~{{- end }}",
                "{{- with (dig \"security\" (dict) .Values.pod) }}~securityContext: {{- toYaml . | nindent 4 }}~{{- end }}",
                "{{- with tpl (toYaml .Values.pod.security) . }}~securityContext: {{- . | nindent 4 }}~{{- end }}",
                "{{- with merge (dict) .Values.pod.security (dict \"fsGroup\" 1) }}~securityContext: {{- toYaml . | nindent 4 }}~{{- end }}",
                "{{- range $key, $value := .Values.pod }}~{{- if eq $key \"security\" }}~securityContext: {{- toYaml $value | nindent 4 }}~{{- end }}~{{- end }}",
            })
    void howeverAValueIsReadItsKeyIsNamed(String template) {
        TestChart chart = pod(
                        "web",
                        Stream.concat(Stream.of(template.split("~")), Stream.of("containers: [{name: web, image: a}]"))
                                .toList())
                .file("values.yaml", "pod:\n  security: {}\n");

        assertThat(decided(chart, "spec.securityContext.runAsNonRoot").key()).isEqualTo("pod.security.runAsNonRoot");
    }

    /** The inner condition is only reached when the value has turned the outer one. */
    @Test
    void conditionsOnOneValueWithinEachOtherAreFollowed() {
        TestChart chart = pod(
                        "{{- if .Values.mode }}",
                        "{{- if ne .Values.mode \"open\" }}",
                        "{{- if eq .Values.mode \"strict\" }}",
                        "securityContext: {runAsNonRoot: true}",
                        "{{- else }}",
                        "{{- fail \"mode must be open or strict\" }}",
                        "{{- end }}",
                        "{{- end }}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("values.yaml", "mode: ''\n");

        DecidingValue value = decided(chart, "spec.securityContext.runAsNonRoot");

        assertThat(value.key()).isEqualTo("mode");
        assertThat(value.switchTo()).isEqualTo("strict");
    }

    /** Helm goes deeper than the executor does. The findings stand, and a note says why they name no values key. */
    @Test
    void aFileThatCannotBeExecutedIsSaidOncePerRelease() throws Exception {
        String down = "{{ define \"down\" }}{{ if gt (int .) 0 }}{{ template \"down\" (sub . 1) }}{{ end }}{{ end }}";
        TestChart deep = pod(
                        "{{ template \"down\" 1200 }}",
                        "{{- with .Values.pull }}",
                        "imagePullSecrets: {{ toYaml . | nindent 4 }}",
                        "{{- end }}",
                        "containers: [{name: web, image: a}]")
                .file("templates/_down.tpl", down);
        var notes = new ArrayList<String>();
        HelmEngine whole = new DelegatingHelm(HelmEngines.choose()) {
            @Override
            public HelmAnswer render(HelmCall call) throws HelmFailure {
                HelmAnswer answer = super.render(call);
                return new HelmAnswer(answer.output(), answer.error(), answer.log(), true, true);
            }
        };

        ChartRenderer.Rendered rendered = new HelmChartRenderer(whole).render(deep.request());
        List<AbsentField> fields = AbsentFieldsTest.fields(rendered, "shop/templates/pod.yaml", List.of(PULL, CPU));
        assertThat(Objects.requireNonNull(rendered.absentFields()).decide(fields, notes::add))
                .isEmpty();
        assertThat(notes)
                .containsExactly(
                        "findings about fields that are not set may lack the values key to set: 1 execution of the"
                                + " templates ended early, the first by: gave up at 1100 templates that call each other");

        notes.clear();
        deep.file("templates/_down.tpl", "{{ define \"down\" }}{{ end }}");
        rendered = new HelmChartRenderer().render(deep.request());
        assertThat(Objects.requireNonNull(rendered.absentFields())
                        .decide(fields, notes::add)
                        .values())
                .extracting(DecidingValue::key)
                .contains("pull");
        assertThat(notes).isEmpty();
    }
}
