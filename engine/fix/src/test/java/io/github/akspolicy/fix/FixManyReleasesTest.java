package io.github.akspolicy.fix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits of different lines are proven by one render: what time a fix takes does not grow with the number of findings. */
class FixManyReleasesTest {
    private static final int RELEASES = 12;

    @TempDir
    private Path folder;

    private void chart(TestProject project, String name) throws Exception {
        project.file("charts/" + name + "/Chart.yaml", "apiVersion: v2", "name: " + name, "version: 1.0.0");
        project.file(
                "charts/" + name + "/values.yaml",
                "podSecurityContext: {}",
                "  # fsGroup: 2000",
                "",
                "securityContext: {}",
                "  # readOnlyRootFilesystem: true",
                "",
                "resources: {}");
        project.text("charts/" + name + "/templates/deployment.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: {{ .Release.Name }}
                spec:
                  selector: {matchLabels: {app: {{ .Release.Name }}}}
                  template:
                    metadata:
                      labels: {app: {{ .Release.Name }}}
                    spec:
                      securityContext:
                        {{- toYaml .Values.podSecurityContext | nindent 8 }}
                      containers:
                        - name: web
                          image: contoso.azurecr.io/web:1.0.0
                          securityContext:
                            {{- toYaml .Values.securityContext | nindent 12 }}
                """);
    }

    @Test
    void aRenderProvesTheEditsOfAllReleases() throws Exception {
        var project = new TestProject(folder);
        var sources = new StringBuilder();
        for (int i = 1; i <= RELEASES; i++) {
            chart(project, "web" + i);
            sources.append("  - chart: charts/web").append(i).append('\n');
        }
        project.text("aks-policy.yaml", "schemaVersion: 1\nprofile: pss-restricted\nsources:\n" + sources);
        var evaluations = new AtomicInteger();
        FixResult result = new Fixer(
                        edits -> {
                            evaluations.incrementAndGet();
                            return Verification.load(
                                    folder.resolve(Verification.FILE_NAME),
                                    Overrides.NONE.today("2026-11-01").edits(edits));
                        },
                        Progress.NONE,
                        finding -> true)
                .fix();

        assertThat(result.before().findings()).hasSizeGreaterThanOrEqualTo(4 * RELEASES);
        assertThat(result.after().findings()).isEmpty();
        assertThat(evaluations.get()).isLessThanOrEqualTo(8);
        result.write();
        assertThat(project.read("charts/web7/values.yaml"))
                .contains(
                        "runAsNonRoot: true", "type: RuntimeDefault", "allowPrivilegeEscalation: false", "drop: [ALL]")
                .contains("# fsGroup: 2000", "# readOnlyRootFilesystem: true", "resources: {}");
    }

    /** What there was no time for is named, with the command that tries less. */
    @Test
    void whatThereIsNoTimeForIsNotTriedAndSaidSo() throws Exception {
        var project = new TestProject(folder);
        chart(project, "web");
        project.text("aks-policy.yaml", "schemaVersion: 1\nprofile: pss-restricted\nsources:\n  - chart: charts/web\n");
        var evaluations = new AtomicInteger();
        FixResult result = new Fixer(
                        edits -> {
                            evaluations.incrementAndGet();
                            return Verification.load(
                                    folder.resolve(Verification.FILE_NAME),
                                    Overrides.NONE.today("2026-11-01").edits(edits));
                        },
                        Progress.NONE,
                        finding -> true)
                .within(Duration.ZERO)
                .fix();

        assertThat(evaluations.get()).isEqualTo(1);
        assertThat(result.after().findings())
                .hasSameSizeAs(result.before().findings())
                .isNotEmpty();
        assertThat(result.repairs())
                .allSatisfy(repair -> assertThat(repair.refusal())
                        .startsWith("not tried, since 0 seconds are over; fix fewer at once: ")
                        .endsWith("=" + repair.finding().policy().id()));
    }
}
