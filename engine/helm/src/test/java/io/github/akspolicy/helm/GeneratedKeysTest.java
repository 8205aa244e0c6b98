package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.source.KnownApis;
import io.github.akspolicy.source.ManifestFile;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charts that make keys, certificates and passwords: Helm makes them once, for what is evaluated, and lines are right all the same. */
class GeneratedKeysTest {
    private static final String T = "templates/a.yaml";
    private static final String ONLY_IN_CLUSTER = "metrics.k8s.io/v1beta1";

    @TempDir
    private Path folder;

    private TestChart chart() {
        return new TestChart(folder).apis(KnownApis.ofAks("v1.32.0", List.of()));
    }

    private static String renders(ChartRenderer.Rendered rendered) {
        return new TreeMap<>(rendered.renders().get()).toString();
    }

    private static String text(ChartRenderer.Rendered rendered) {
        return rendered.manifests().stream().map(ManifestFile::text).collect(Collectors.joining("\n---\n"));
    }

    /** The embedded Helm prints no hooks, so that the text of one is the executor's; a password of values is none that is made. */
    @Test
    void whatAHookMakesUpIsMadeUpAsWell() {
        chart().file("values.yaml", "given: Harbor12345\nempty: \"\"\n").file(T, """
                kind: Secret
                metadata: {name: a, annotations: {helm.sh/hook: pre-install}}
                stringData:
                  made: {{ randAlphaNum 20 | quote }}
                  kept: {{ .Values.empty | default (randAlphaNum 20) }}
                  given: {{ .Values.given | default (randAlphaNum 20) | quote }}
                  written: Harbor12345
                """);

        TestRender render = chart().render();

        assertThat(render.isGenerated(T, "stringData.made")).isTrue();
        assertThat(render.isGenerated(T, "stringData.kept")).isTrue();
        assertThat(render.isGenerated(T, "stringData.given")).isFalse();
        assertThat(render.isGenerated(T, "stringData.written")).isFalse();
    }

    @Test
    void keysThatAreEvaluatedAreThoseThatHelmMade() {
        chart().file(T, """
                {{- $ca := genCA "a" 365 }}
                {{- $cert := genSignedCert "b" nil (list "b.svc") 365 $ca }}
                kind: Secret
                stringData:
                  one: {{ $ca.Key | b64enc }}
                  two: {{ genPrivateKey "ed25519" | b64enc }}
                  three: {{ htpasswd "user" "word" }}
                  four: {{ $cert.Cert | b64enc }}
                after: me
                """);

        TestRender render = chart().render();

        assertThat(render.text(T)).contains("three: user:$2");
        assertThat(render.frames(T, "after")).containsExactly(chart().in(T, "after"));
        assertThat(render.primary(T, "stringData.four")).isEqualTo(chart().in(T, "four:"));
    }

    @Test
    void linesBehindCertificatesOfManyLines() {
        chart().file(T, """
                {{- $ca := genCA "a" 365 }}
                {{- $cert := genSignedCert "b.ns.svc" (list "10.0.0.1") (list "b.svc" "b.ns.svc") 365 $ca }}
                kind: Secret
                stringData:
                  ca: |-
                    {{- $ca.Cert | nindent 4 }}
                  crt: |-
                    {{- $cert.Cert | nindent 4 }}
                  key: |-
                    {{- genPrivateKey "ecdsa" | nindent 4 }}
                  self: |-
                    {{- (genSelfSignedCert "a" nil nil 365).Key | nindent 4 }}
                last: line
                """);

        TestRender render = chart().render();

        assertThat(render.frames(T, "last")).containsExactly(chart().in(T, "last"));
        assertThat(render.primary(T, "stringData.key")).isEqualTo(chart().in(T, "key:"));
    }

    @Test
    void aTypeOfCertificateThatATemplateAsksFor() {
        chart().file(T, """
                {{- $ca := genCA "a" 365 }}
                {{- $custom := buildCustomCert ($ca.Cert | b64enc) ($ca.Key | b64enc) }}
                kind: Thing
                cert: {{ $custom.Cert | b64enc }}
                last: line
                """);

        TestRender render = chart().render();

        assertThat(render.frames(T, "last")).containsExactly(chart().in(T, "last"));
    }

    @Test
    void anApiThatOnlyTheClusterHasIsEvaluated() throws Exception {
        chart().file(T, """
                kind: Pod
                metadata: {name: a, annotations: {roll: {{ randAlphaNum 5 | quote }}}}
                spec:
                  privileged: {{ .Capabilities.APIVersions.Has "%s" }} # {{ genPrivateKey "ed25519" | b64enc }}
                """.formatted(ONLY_IN_CLUSTER));

        ChartRenderer.Rendered rendered = new HelmChartRenderer().render(chart().request());

        assertThat(text(rendered)).contains("privileged: true").doesNotContain("privileged: false");
        assertThat(renders(rendered)).isEqualTo("{untouched=1}");
    }

    /** The executor makes the same key twice. That chance decides is named, and the other branch with it. */
    @Test
    void aChartThatTellsTextsOfOursFromKeysIsNamed() throws Exception {
        chart().file(T, """
                {{- $made := genPrivateKey "rsa" }}
                kind: Pod
                metadata: {name: a}
                spec:
                  {{- if ne $made (genPrivateKey "rsa") }}
                  privileged: {{ .Capabilities.APIVersions.Has "%s" }}
                  {{- else }}
                  privileged: false
                  {{- end }}
                """.formatted(ONLY_IN_CLUSTER));

        ChartRenderer.Rendered rendered = new HelmChartRenderer().render(chart().request());

        assertThat(rendered.conditions())
                .anyMatch(condition -> condition.inputs().contains(DeploymentInput.RANDOM));
    }

    @Test
    void aListThatATemplateSeesOtherwise() throws Exception {
        chart().file(T, """
                kind: Pod
                metadata: {name: {{ genPrivateKey "ed25519" | sha256sum }}}
                spec:
                  privileged: {{ toJson .Capabilities | contains "%s" }}
                """.formatted(ONLY_IN_CLUSTER));

        ChartRenderer.Rendered rendered = new HelmChartRenderer().render(chart().request());

        assertThat(text(rendered)).contains("privileged: true");
    }

    @Test
    void aListThatChangesNothingCostsNoKeys() throws Exception {
        chart().file(T, """
                kind: Secret
                metadata: {name: a, annotations: {all: {{ toJson .Capabilities.HelmVersion | quote }}}}
                data:
                  key: {{ genPrivateKey "rsa" | b64enc }}
                  all: {{ with .Capabilities }}{{ toJson . | len | min 1 }}{{ end }}
                """);

        ChartRenderer.Rendered rendered = new HelmChartRenderer().render(chart().request());

        assertThat(renders(rendered)).isEqualTo("{untouched=1}");
    }

    @Test
    void definitionsAreReadByTemplatesStill() {
        chart().file("crds/a.yaml", "kind: CustomResourceDefinition\n")
                .file(T, "kind: Thing\nfound: {{ .Files.Get \"crds/a.yaml\" | len }}\n");

        assertThat(chart().render().text(T)).contains("found: 31");
        assertThat(chart().render().frames(T, "found")).containsExactly(chart().in(T, "found"));
    }
}
