package io.github.akspolicy.conformance.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.conformance.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodSecurityMatrixTest {
    @TempDir
    Path folder;

    @Test
    void judgesEachLevelInEachVersion() throws IOException {
        // allowPrivilegeEscalation is asked about from v1.8 on, at level restricted only
        List<Entry> entries = judge("PPPPPPPPPP", "PPPPPPPPFF", """
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec:
                  securityContext: {runAsNonRoot: true}
                  containers: [{name: c, image: registry.example.com/tool:1}]
                """);

        assertThat(entries).hasSize(40).allMatch(Entry::agrees);
        assertThat(entries.stream().filter(entry -> "fail".equals(entry.actual())))
                .extracting(Entry::topic)
                .containsExactly("v1.8", "v1.8", "v1.9", "v1.9");
    }

    @Test
    void aWrongLetterIsADisagreementThatNamesTheFinding() throws IOException {
        assertThat(judge("P", "", """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: p}
                        spec:
                          hostPID: true
                          containers: [{name: c, image: registry.example.com/tool:1}]
                        """))
                .hasSize(2)
                .allMatch(Entry::isUnexplained)
                .extracting(Entry::reason)
                .containsExactly(
                        "pod/host-namespaces: hostPID is true",
                        "violates PodSecurity \"baseline:v1.0\": host namespaces (hostPID=true)");
    }

    @Test
    void comparesTheQuotedMessagesWordForWord() throws IOException {
        Files.writeString(folder.resolve("index.jsonl"), """
                {"id": "a", "check": "psa/baseline", "files": ["pod.yaml"], "expect": "fail", "expectDetail": {"messages": [\
                {"versions": ["v1.3", "v1.4"], "message": "host namespaces (hostPID=true)"}, \
                {"versions": ["v1.5"], "message": "host namespaces (hostIPC=true)"}]}}
                {"id": "b", "check": "other/check", "files": ["pod.yaml"], "expect": "fail"}
                """);
        List<Entry> entries = judge("", "", """
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec:
                  hostPID: true
                  containers: [{name: c, image: registry.example.com/tool:1}]
                """);

        assertThat(entries).extracting(Entry::id).containsExactly("a@v1.3#message", "a@v1.4#message", "a@v1.5#message");
        assertThat(entries).extracting(Entry::agrees).containsExactly(true, true, false);
    }

    @Test
    void aFileThatCannotBeReadIsAnError() throws IOException {
        assertThat(judge("P", "", "a: ["))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.actual()).isEqualTo("error"));
    }

    @Test
    void aBrokenLineIsRefused() throws IOException {
        Path matrix = folder.resolve("broken.jsonl");
        Files.writeString(matrix, "{");

        assertThatThrownBy(() -> new PodSecurityMatrix().judge(List.of(matrix), System.out))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken.jsonl");
    }

    private List<Entry> judge(String baseline, String restricted, String pod) throws IOException {
        Files.writeString(folder.resolve("pod.yaml"), pod);
        Path matrix = folder.resolve("psa-matrix.jsonl");
        Files.writeString(
                matrix,
                "{\"file\": \"pod.yaml\", \"baseline\": \"%s\", \"restricted\": \"%s\"}%n"
                        .formatted(baseline, restricted));
        return new PodSecurityMatrix().judge(List.of(folder), System.out);
    }
}
