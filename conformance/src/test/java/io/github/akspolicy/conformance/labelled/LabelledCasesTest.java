package io.github.akspolicy.conformance.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.conformance.Runs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledCasesTest {
    private static final String PRIVILEGED_POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: p, namespace: %s}
            spec:
              containers:
                - name: c
                  image: registry.example.com/tool:1
                  securityContext: {privileged: true}
            """;

    @TempDir
    Path folder;

    @Test
    void anyFindingOfTheMappedPolicyIsAFailure() throws IOException {
        write("pod.yaml", PRIVILEGED_POD.formatted("default"));

        assertThat(
                        judge(
                                "{'id':'a','check':'kyverno/disallow-privileged-containers','expect':'fail','files':['pod.yaml']}"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.actual()).isEqualTo("fail");
                    assertThat(entry.agrees()).isTrue();
                });
    }

    @Test
    void aDisagreementIsUnexplainedAndNamesTheFinding() throws IOException {
        write("pod.yaml", PRIVILEGED_POD.formatted("default"));

        assertThat(
                        judge(
                                "{'id':'a','check':'kyverno/disallow-privileged-containers','expect':'pass','files':['pod.yaml']}"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.isUnexplained()).isTrue();
                    assertThat(entry.reason()).contains("pod/privileged").contains("privileged is true");
                });
    }

    @Test
    void aKnownDifferenceIsCountedButExplained() throws IOException {
        write("pod.yaml", PRIVILEGED_POD.formatted("default").replace("tool:1", "tool:latest"));

        assertThat(judge("{'id':'a','check':'kyverno/imagepullpolicy-always','expect':'fail','files':['pod.yaml']}"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.agrees()).isFalse();
                    assertThat(entry.isUnexplained()).isFalse();
                    assertThat(entry.reason()).startsWith(Entry.KNOWN_DIFFERENCE);
                });
    }

    @Test
    void aViolationStandsWhateverElseCannotBeRead() throws IOException {
        write("pod.yaml", PRIVILEGED_POD.formatted("default") + "---\nno object\n");

        String line = "{'id':'a','check':'%s','expect':'fail','files':['pod.yaml']}";
        assertThat(judge(line.formatted("kyverno/disallow-privileged-containers")))
                .allMatch(Entry::agrees);
        assertThat(judge(line.formatted("kube-linter/host-pid")))
                .singleElement()
                .satisfies(entry -> assertThat(entry.actual()).isEqualTo("error"));
    }

    @Test
    void theParametersOfTheCaseBecomeSettings() throws IOException {
        write("pod.yaml", PRIVILEGED_POD.formatted("default"));

        assertThat(judge(
                        "{'id':'a','check':'gatekeeper/K8sPSPPrivilegedContainer','expect':'pass','files':['pod.yaml'],"
                                + "'params':{'exemptImages':['registry.example.com/*']}}"))
                .allMatch(Entry::agrees);
    }

    @Test
    void aParameterOfTheCaseLeavesAPolicyOut() throws IOException {
        write("ingress.yaml", """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: i, annotations: {kubernetes.io/ingress.allow-http: "false"}}
                """);

        String line = "{'id':'a','check':'gatekeeper/K8sHttpsOnly','expect':'%s','files':['ingress.yaml'],"
                + "'params':{'tlsOptional':%s}}";
        assertThat(judge(line.formatted("pass", "true"))).allMatch(Entry::agrees);
        assertThat(judge(line.formatted("fail", "false"))).allMatch(Entry::agrees);
    }

    @Test
    void theMappingAddsToAListOfTheCase() throws IOException {
        write("untagged.yaml", PRIVILEGED_POD.formatted("default").replace("tool:1", "tool"));
        write("tagged.yaml", PRIVILEGED_POD.formatted("default"));

        String line = "{'id':'a','check':'gatekeeper/K8sDisallowedTags','expect':'%s','files':['%s'],"
                + "'params':{'tags':['testing']}}";
        assertThat(judge(line.formatted("fail", "untagged.yaml"))).allMatch(Entry::agrees);
        assertThat(judge(line.formatted("pass", "tagged.yaml"))).allMatch(Entry::agrees);
    }

    @Test
    void onlyFindingsOfTheSeverityOfTheMappingCount() throws IOException {
        String role = """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: r}
                rules: [{apiGroups: [%s], resources: ["*"], verbs: ["*"]}]
                """;
        write("group.yaml", role.formatted("apps"));
        write("everything.yaml", role.formatted("'*'"));

        String line = "{'id':'a','check':'trivy/KSV-0044','expect':'%s','files':['%s']}";
        assertThat(judge(line.formatted("pass", "group.yaml"))).allMatch(Entry::agrees);
        assertThat(judge(line.formatted("fail", "everything.yaml"))).allMatch(Entry::agrees);
    }

    @Test
    void aVersionOfKubernetesBecomesAMinorVersion() throws IOException {
        write("pod.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec:
                  securityContext: {sysctls: [{name: net.ipv4.tcp_rmem, value: "1"}]}
                  containers: [{name: c}]
                """);

        String line = "{'id':'a','check':'trivy/KSV-0026','expect':'%s','files':['pod.yaml'],'params':%s}";
        assertThat(judge(line.formatted("fail", "{'k8sVersion':'1.31.9'}"))).allMatch(Entry::agrees);
        assertThat(judge(line.formatted("pass", "{'k8sVersion':'v1.32.0-rc.1'}")))
                .allMatch(Entry::agrees);
        assertThat(judge(line.formatted("pass", "{}"))).allMatch(Entry::agrees);
    }

    @Test
    void aCaseOfUnknownKindsOnlyIsNotCovered() throws IOException {
        String other = "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\n";
        write("other.yaml", other);
        write("both.yaml", other + "---\n" + PRIVILEGED_POD.formatted("default"));

        String line = "{'id':'a','check':'kube-linter/privileged-container','expect':'fail','files':['%s'],"
                + "'schema':['example.com/v1 Widget: not a kind/version of the core Kubernetes API (1.32 types)']}";
        assertThat(judge(line.formatted("other.yaml"))).noneMatch(Entry::covered);
        assertThat(judge(line.formatted("both.yaml"))).allMatch(Entry::agrees);
    }

    @Test
    void pairsOfAListBecomeOneSettingEach() throws IOException {
        write("pod.yaml", PRIVILEGED_POD.formatted("default").replace("name: p,", "name: p, annotations: {a: b1},"));

        String line = "{'id':'a','check':'azure-policy/enforce-required-annotation','expect':'%s','files':['pod.yaml'],"
                + "'params':{'kind':'Pod','annotations':{'annotations':[{'key':'a','allowedRegex':'%s'}]}}}";
        assertThat(judge(line.formatted("pass", "b[0-9]"))).allMatch(Entry::agrees);
        assertThat(judge(line.formatted("fail", "c[0-9]"))).allMatch(Entry::agrees);
    }

    @Test
    void aConstraintJudgesWhatItMatchesOnly() throws IOException {
        write("pod.yaml", PRIVILEGED_POD.formatted("kube-system"));

        String line = "{'id':'a','check':'gatekeeper/K8sPSPPrivilegedContainer','expect':'pass','files':['pod.yaml'],"
                + "'match':{'kinds':[{'apiGroups':[''],'kinds':['%s']}],'excludedNamespaces':['%s']}}";
        assertThat(judge(line.formatted("Pod", "kube-system"))).allMatch(Entry::agrees);
        assertThat(judge(line.formatted("Service", "other"))).allMatch(Entry::agrees);
        assertThat(judge(line.formatted("Pod", "other"))).noneMatch(Entry::agrees);
    }

    @Test
    void whatNobodyMappedIsNotCoveredAndSaysSo() throws IOException {
        write("pod.yaml", PRIVILEGED_POD.formatted("default"));

        assertThat(judge("{'id':'a','check':'other/unheard-of','expect':'pass','files':['pod.yaml']}"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.covered()).isFalse();
                    assertThat(entry.actual()).isNull();
                    assertThat(entry.reason()).isNotEmpty();
                });
    }

    @Test
    void aTopicMaySayWhyNoneOfItsChecksIsMapped() throws IOException {
        write("pod.yaml", PRIVILEGED_POD.formatted("default"));

        assertThat(
                        judge(
                                "{'id':'a','check':'other/unheard-of','topic':'control-plane','expect':'pass','files':['pod.yaml']}"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.covered()).isFalse();
                    assertThat(entry.reason()).contains("AKS runs its own");
                });
    }

    @Test
    void aFileThatCannotBeReadIsAnErrorNotAPass() throws IOException {
        write("pod.yaml", "a: [");

        assertThat(
                        judge(
                                "{'id':'a','check':'kyverno/disallow-privileged-containers','expect':'pass','files':['pod.yaml']}"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.actual()).isEqualTo("error"));
    }

    @Test
    void aBrokenIndexNamesItsLine() {
        assertThatThrownBy(() -> judge("{'id':'a'}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("index.jsonl:1:")
                .hasMessageContaining("check");
    }

    @Test
    void everyEntryIsWrittenOnALineOfItsOwn() throws IOException {
        write("pod.yaml", PRIVILEGED_POD.formatted("default"));
        Path index = index(
                "{'id':'a','check':'kyverno/disallow-privileged-containers','expect':'fail','files':['pod.yaml']}\n"
                        + "{'id':'b','check':'other/unheard-of','expect':'pass','files':['pod.yaml']}");
        var log = new ByteArrayOutputStream();

        new Runs(folder)
                .execute(new LabelledCases(), List.of(index), folder.resolve("target"), new PrintStream(log, true));

        assertThat(Files.readAllLines(folder.resolve("target/conformance.json")))
                .containsExactly(
                        "[",
                        "{\"id\":\"a\",\"check\":\"kyverno/disallow-privileged-containers\",\"covered\":true,"
                                + "\"expect\":\"fail\",\"actual\":\"fail\",\"agrees\":true,\"reason\":null}",
                        ",{\"id\":\"b\",\"check\":\"other/unheard-of\",\"covered\":false,\"expect\":\"pass\","
                                + "\"actual\":null,\"agrees\":false,"
                                + "\"reason\":\"no policy corresponds to this check yet\"}",
                        "]");
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("kyverno", "total", "unknown: 1 of 2 checks covered")
                .contains("  other/unheard-of (1): no policy corresponds to this check yet");
    }

    private List<Entry> judge(String lines) throws IOException {
        return new LabelledCases().judge(List.of(index(lines)), System.out);
    }

    private Path index(String lines) throws IOException {
        write("index.jsonl", lines.replace('\'', '"'));
        return folder.resolve("index.jsonl");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
