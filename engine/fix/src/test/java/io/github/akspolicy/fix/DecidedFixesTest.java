package io.github.akspolicy.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.source.DecidingValue;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fixes of fields that values leave out: in the very line that the finding names. */
class DecidedFixesTest {
    @TempDir
    Path folder;

    private TestProject project;

    @BeforeEach
    void create() throws Exception {
        project = new TestProject(folder);
    }

    /** As {@code helm create} writes it. */
    private void created() throws Exception {
        project.chart(
                "{{- with .Values.podSecurityContext }}",
                "securityContext:",
                "  {{- toYaml . | nindent 4 }}",
                "{{- end }}",
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    {{- with .Values.securityContext }}",
                "    securityContext:",
                "      {{- toYaml . | nindent 8 }}",
                "    {{- end }}");
        project.file(
                "chart/values.yaml",
                "replicas: 1",
                "",
                "podSecurityContext: {}",
                "  # fsGroup: 2000",
                "",
                "securityContext: {}",
                "  # runAsUser: 1000");
    }

    @Test
    void findingAndFixNameOneLine() throws Exception {
        created();
        project.policies(
                TestProject.CHART,
                "pod/run-as-non-root",
                "pod/seccomp-profile",
                "pod/privilege-escalation",
                "pod/capabilities-drop-all",
                "pod/read-only-root-filesystem");

        FixResult result = project.fix();

        assertThat(result.before().findings().stream().map(Finding::location).map(DecidedFixesTest::shown))
                .containsExactlyInAnyOrder(
                        "chart/values.yaml:3",
                        "chart/values.yaml:3",
                        "chart/values.yaml:6",
                        "chart/values.yaml:6",
                        "chart/values.yaml:6");
        assertThat(result.repairs()).hasSize(5).allMatch(Repair::isDone);
        assertThat(result.files()).containsExactly("chart/values.yaml");
        assertThat(result.repairs())
                .allSatisfy(repair -> assertThat(repair.attempts())
                        .as(repair.finding().policy().id())
                        .hasSize(1)
                        .allMatch(attempt -> attempt.path()
                                .equals(repair.finding().location().path())));
        Repair first = result.repairs().stream()
                .filter(repair -> repair.proposal() != null)
                .findFirst()
                .orElseThrow();
        assertThat(first.attempts().get(0).line())
                .isEqualTo(first.finding().location().line());
    }

    @Test
    void aSwitchIsSwitchedOnAgainWhereItWasSwitchedOff() throws Exception {
        project.chart(
                "{{- if .Values.hardened }}",
                "securityContext: {runAsNonRoot: true}",
                "{{- end }}",
                "containers: [{name: web, image: a:1}]");
        project.file("chart/values.yaml", "hardened: true");
        project.file("chart/values-prod.yaml", "# of prod", "hardened: false");
        project.policies(TestProject.CHART, "pod/run-as-non-root");

        FixResult result = project.fix();
        result.write();

        Finding finding = TestProject.only(result).finding();
        assertThat(shown(finding.location())).isEqualTo("chart/values-prod.yaml:2");
        assertThat(finding.environments()).containsExactly("prod");
        assertThat(TestProject.only(result).isDone()).isTrue();
        assertThat(project.read("chart/values-prod.yaml")).isEqualTo("# of prod\nhardened: true\n");
    }

    /** The finding is about the pod, where no value says anything; the container's setting did as well, until prod took it away. */
    @Test
    void whatStandsForTheFieldIsNamedWhereItWasTakenAway() throws Exception {
        project.chart(
                "{{- with .Values.podSecurityContext }}",
                "securityContext: {{- toYaml . | nindent 4 }}",
                "{{- end }}",
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    {{- with .Values.containers }}",
                "    securityContext: {{- toYaml . | nindent 8 }}",
                "    {{- end }}");
        project.file("chart/values.yaml", "podSecurityContext: {}", "containers: {runAsNonRoot: true, runAsUser: 1}");
        project.file("chart/values-prod.yaml", "# of prod", "containers: null");
        project.policies(TestProject.CHART, "pod/run-as-non-root");

        FixResult result = project.fix();
        result.write();

        assertThat(shown(TestProject.only(result).finding().location())).isEqualTo("chart/values-prod.yaml:2");
        // a fix of one field gives back no other one
        assertThat(TestProject.only(result).refusal()).startsWith("it changes something else, too");
        assertThat(result.files()).isEmpty();
    }

    /** No condition asks for the value: only a render without it shows that it took the field away. */
    @Test
    void aTextThatTookAFieldAwayGoes() throws Exception {
        project.chart("{{ tpl .Values.extra . | nindent 2 }}", "containers: [{name: web, image: a:1}]");
        project.file("chart/values.yaml", "extra: 'securityContext: {runAsNonRoot: true}'");
        project.file("chart/values-prod.yaml", "a: 1", "extra: ''");
        project.policies(TestProject.CHART, "pod/run-as-non-root");

        FixResult result = project.fix();
        result.write();

        assertThat(shown(TestProject.only(result).finding().location())).isEqualTo("chart/values-prod.yaml:2");
        assertThat(TestProject.only(result).isDone()).isTrue();
        assertThat(project.read("chart/values-prod.yaml")).isEqualTo("a: 1\n");
    }

    /** One key switches off twelve workloads: that is one finding with twelve occurrences. */
    @Test
    void workloadsThatOneKeySwitchesOffAreOneFinding() throws Exception {
        project.chart("containers: []");
        project.text(
                "chart/templates/pod.yaml",
                "{{- range $i := until 12 }}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: web-{{ $i }}}\nspec:\n"
                        + "  {{- if $.Values.hardened }}\n  securityContext: {runAsNonRoot: true}\n  {{- end }}\n"
                        + "  containers: [{name: web, image: a:1}]\n{{- end }}\n");
        project.file("chart/values.yaml", "hardened: true");
        project.file("chart/values-prod.yaml", "hardened: false");
        project.policies(TestProject.CHART, "pod/run-as-non-root");

        Finding finding = TestProject.only(project.fix()).finding();

        assertThat(finding.occurrences()).hasSize(12);
        assertThat(shown(finding.location())).isEqualTo("chart/values-prod.yaml:1");
    }

    /** Keys without a block in any file share the first line, and are edits of their own all the same. */
    @Test
    void blocksThatNoFileHasAreFindingsOfTheirOwn() throws Exception {
        project.chart(
                "containers:",
                "  - name: first",
                "    image: a:1",
                "    {{- with .Values.first }}",
                "    securityContext: {{- toYaml . | nindent 8 }}",
                "    {{- end }}",
                "  - name: second",
                "    image: a:1",
                "    {{- with .Values.second }}",
                "    securityContext: {{- toYaml . | nindent 8 }}",
                "    {{- end }}");
        project.file("chart/values.yaml", "replicas: 1");
        project.file("chart/values-prod.yaml", "replicas: 2");
        project.policies(TestProject.CHART, "pod/privilege-escalation");

        FixResult result = project.fix();
        result.write();

        assertThat(result.before().findings()).hasSize(2);
        assertThat(result.repairs()).hasSize(2).allMatch(Repair::isDone);
        assertThat(project.read("chart/values.yaml"))
                .isEqualTo(
                        "replicas: 1\nfirst:\n  allowPrivilegeEscalation: false\nsecond:\n  allowPrivilegeEscalation: false\n");
    }

    /** The pod's own context is missing in both environments; in prod that of its container makes it pass. */
    @Test
    void theLineThatMakesAnotherEnvironmentPassIsNamedWhereAnotherFieldDoes() throws Exception {
        created();
        project.file("chart/values-prod.yaml", "securityContext:", "  runAsNonRoot: true");
        project.policies(TestProject.CHART, "pod/run-as-non-root");

        Finding finding = TestProject.only(project.fix()).finding();

        assertThat(finding.environments()).containsExactly("dev");
        assertThat(finding.passesIn()).hasSize(1);
        assertThat(String.valueOf(finding.passesIn().get(0).setAt())).isEqualTo("chart/values-prod.yaml:2:3");
    }

    /** A field of that name that the failing resource has, too, is not what makes the other one pass. */
    @Test
    void aFieldThatBothEnvironmentsHaveIsNotNamed() throws Exception {
        project.chart(
                "{{- if .Values.both }}",
                "securityContext: {fsGroup: 1}",
                "{{- end }}",
                "containers:",
                "  - name: first",
                "    image: a:1",
                "    securityContext: {runAsNonRoot: true}",
                "  - name: second",
                "    image: a:1",
                "    securityContext: {{- toYaml .Values.securityContext | nindent 8 }}");
        project.file("chart/values.yaml", "securityContext: {}");
        project.file("chart/values-prod.yaml", "securityContext: {runAsNonRoot: true}");
        project.policies(TestProject.CHART, "pod/run-as-non-root");

        Finding finding = TestProject.only(project.fix()).finding();

        assertThat(finding.passesIn())
                .allSatisfy(right -> assertThat(String.valueOf(right.setAt())).startsWith("chart/values-prod.yaml:1:"));
    }

    /** What no values can supply stays a finding of the template, and is fixed there. */
    @Test
    void whatNoValueSuppliesIsFixedInTheTemplate() throws Exception {
        project.chart(
                "nodeSelector: {{- toYaml .Values.nodeSelector | nindent 4 }}",
                "containers: [{name: web, image: a:1}]");
        project.file("chart/values.yaml", "nodeSelector: {}");
        project.policies(TestProject.CHART, "pod/run-as-non-root");

        FixResult result = project.fix();

        assertThat(TestProject.only(result).finding().location().role()).isEqualTo(Role.TEMPLATE);
        assertThat(result.files()).containsExactly("chart/templates/pod.yaml");
    }

    /** The finding asks for the pod's setting; the values have a block for that of its container, which does as well. */
    @Test
    void aBlockOfTheContainerIsFilledRatherThanTheTemplateEdited() throws Exception {
        project.chart(
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    securityContext:",
                "      {{- toYaml .Values.securityContext | nindent 8 }}");
        project.file("chart/values.yaml", "# of the container", "securityContext: {}");
        project.policies(
                TestProject.CHART, "pod/run-as-non-root", "pod/seccomp-profile", "pod/read-only-root-filesystem");

        FixResult result = project.fix();
        result.write();

        assertThat(result.repairs()).hasSize(3).allMatch(Repair::isDone);
        assertThat(result.files()).containsExactly("chart/values.yaml");
        assertThat(project.read("chart/values.yaml"))
                .contains("runAsNonRoot: true", "seccompProfile:", "readOnlyRootFilesystem: true");
        assertThat(result.repairs().stream()
                        .map(repair -> repair.finding().policy().id() + " "
                                + repair.effect().map(RunEffect::toString).orElse("-")))
                .containsExactlyInAnyOrder(
                        "pod/run-as-non-root user",
                        "pod/seccomp-profile -",
                        "pod/read-only-root-filesystem read-only root");
    }

    /** A block of the first container does not stand for the pod while the second one has none. */
    @Test
    void aBlockOfOneOfTwoContainersDoesNotStandForThePod() throws Exception {
        project.chart(
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    securityContext: {{- toYaml .Values.securityContext | nindent 8 }}",
                "  - {name: proxy, image: b:1}");
        project.file("chart/values.yaml", "securityContext: {}");
        project.policies(TestProject.CHART, "pod/run-as-non-root");

        FixResult result = project.fix();

        assertThat(result.repairs()).allMatch(Repair::isDone);
        assertThat(result.files()).containsExactly("chart/templates/pod.yaml");
    }

    /** False beside a value that may become true is refused by the API server the day it does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "privileged: {{ .Values.agent.privileged }}",
                "privileged: {{ .Values.agent.privileged | default false }}",
                "privileged: {{ and .Values.agent.privileged .Values.agent.other }}",
                "{{- if .Values.agent.privileged }}~      privileged: true~      {{- end }}~      runAsUser: 1",
                "{{- if eq .Values.agent.mode \"root\" }}~      privileged: true~      {{- end }}~      runAsUser: 1",
                "{{- with .Values.agent.privileged }}~      privileged: {{ . }}~      {{- end }}~      runAsUser: 1",
                "privileged: {{ .Values.agent.privileged }}~      {{- toYaml .Values.agent.context | nindent 8 }}",
                "{{- include \"web.context\" . | nindent 8 }}",
            })
    void escalationIsNotForbiddenWherePrivilegedComesFromValues(String context) throws Exception {
        project.chart(
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    securityContext:",
                "      " + context.replace("~", "\n  "));
        project.text(
                "chart/templates/_helpers.tpl",
                "{{- define \"web.context\" -}}\nprivileged: {{ .Values.agent.privileged }}\n{{- end -}}\n");
        project.file(
                "chart/values.yaml",
                "agent:",
                "  mode: user",
                "  privileged: false",
                "  other: false",
                "  context: {runAsUser: 1}");
        project.policies(TestProject.CHART, "pod/privilege-escalation");

        FixResult result = project.fix();

        assertThat(result.files()).isEmpty();
        assertThat(TestProject.only(result).refusal())
                .contains("the API server refuses allowPrivilegeEscalation: false where they make it true");
    }

    /** Who writes the one into the block sees the other there. */
    @ParameterizedTest
    @ValueSource(strings = {"privileged: false", "{{- toYaml .Values.agent.context | nindent 8 }}"})
    void escalationIsForbiddenWherePrivilegedIsNoValueOfItsOwn(String context) throws Exception {
        project.chart("containers:", "  - name: web", "    image: a:1", "    securityContext:", "      " + context);
        project.file("chart/values.yaml", "agent:", "  context: {runAsUser: 1}");
        project.policies(TestProject.CHART, "pod/privilege-escalation");

        assertThat(TestProject.only(project.fix()).isDone()).isTrue();
    }

    /** A list in values replaces the default: one item of it cannot be written alone. */
    @Test
    void anItemOfAListThatNoFileHasIsNotWritten() throws Exception {
        String values = "cache: {enabled: true}\n";
        var at = new SourceLocation("chart/values.yaml", 1, 1, Role.VALUES);
        var list = new DecidingValue("cache.workers", at, List.of("workers"), false, null, true, false, List.of());
        FieldPath field = FieldPath.parse("spec.containers[0].securityContext.readOnlyRootFilesystem");
        var edits = new DecidedEdits(
                SourceText.of(values.getBytes(StandardCharsets.UTF_8)), new YamlText(values, false, false), at, list);
        var fix = new Fix(Fix.Action.SET, field, FieldPath.parse("spec.containers[0]"), true, false);

        assertThatThrownBy(() -> edits.of(fix, field))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reason())
                                .startsWith("values replace a list and do not merge it: copy cache.workers"));
    }

    /** A switch takes no value of the field: the advice is the switch. */
    @Test
    void theAdviceForASwitchIsTheSwitch() throws Exception {
        project.chart(
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    {{- if .Values.containerSecurityContext.enabled }}",
                "    securityContext: {{- omit .Values.containerSecurityContext \"enabled\" | toYaml | nindent 8 }}",
                "    {{- end }}");
        project.file(
                "chart/values.yaml", "containerSecurityContext:", "  enabled: false", "  readOnlyRootFilesystem: true");
        project.policies(TestProject.CHART, "pod/read-only-root-filesystem");

        Repair repair = TestProject.only(project.fix());

        assertThat(shown(repair.finding().location())).isEqualTo("chart/values.yaml:2");
        assertThat(repair.finding().advice())
                .isEqualTo("set containerSecurityContext.enabled: true, which makes the chart write the field");
        assertThat(repair.isDone()).isTrue();
    }

    /** One edit would change nothing: the reader is told both, and nothing is written. */
    @Test
    void ofTwoValuesThatAreNeededNoneIsEditedAlone() throws Exception {
        project.chart(
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    {{- if .Values.hardened }}",
                "    {{- with .Values.containerSecurityContext }}",
                "    securityContext: {{- toYaml . | nindent 8 }}",
                "    {{- end }}",
                "    {{- end }}");
        project.file("chart/values.yaml", "hardened: false", "containerSecurityContext: {}");
        project.policies(TestProject.CHART, "pod/read-only-root-filesystem");

        Repair repair = TestProject.only(project.fix());

        assertThat(shown(repair.finding().location())).isEqualTo("chart/values.yaml:2");
        assertThat(repair.finding().advice()).endsWith("; the chart writes it only where hardened: true is set, too");
        assertThat(repair.finding().mayBeFixed()).isFalse();
        assertThat(repair.refusal())
                .isEqualTo("one edit is not enough: the chart writes the field only where hardened: true is set, too");
    }

    private static String shown(SourceLocation at) {
        return Stream.of(at.path(), String.valueOf(at.line()))
                .reduce((one, other) -> one + ":" + other)
                .orElseThrow();
    }
}
