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

        assertThat(entries).hasSize(20).allMatch(Entry::agrees);
        assertThat(entries.stream().filter(entry -> "fail".equals(entry.actual())))
                .extracting(Entry::topic)
                .containsExactly("v1.8", "v1.9");
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
                        """)).singleElement().satisfies(entry -> {
            assertThat(entry.isUnexplained()).isTrue();
            assertThat(entry.reason()).contains("pod/host-namespaces").contains("hostPID is true");
        });
    }

    @Test
    void aFileThatCannotBeReadIsAnError() throws IOException {
        assertThat(judge("P", "", "a: ["))
                .singleElement()
                .satisfies(entry -> assertThat(entry.actual()).isEqualTo("error"));
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
