package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.branch.ConditionScans;
import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartLoader;
import io.github.akspolicy.helm.chart.ChartOwnership;
import io.github.akspolicy.helm.template.TemplateReader;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.ThirdPartyCharts;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an environment does not change is not scanned for it again; what it changes is. */
class ConditionScansTest {
    @TempDir
    private Path folder;

    private final ConditionScans scans = new ConditionScans(new TemplateReader());

    private List<DeploymentCondition> scan(Map<String, String> values) throws SourceException {
        Chart chart = ChartLoader.load(
                folder.resolve("chart"), new Workspace(folder), new ChartOwnership(List.of(), ThirdPartyCharts.NONE));
        return scans.of(List.of(chart), values);
    }

    @Test
    void whatChangesNothingIsScannedOnce() throws Exception {
        var chart = new TestChart(folder)
                .file("templates/a.yaml", "{{ if .Release.IsUpgrade }}a: b{{ end }}{{ tpl .Values.t . }}");
        List<DeploymentCondition> first = scan(Map.of("dev.yaml", "a: 1"));

        assertThat(first).hasSize(1);
        assertThat(scan(Map.of("prod.yaml", "a: 2"))).isSameAs(first);
        assertThat(scan(Map.of("prod.yaml", "t: '{{ if .Release.IsUpgrade }}a: b{{ end }}'")))
                .hasSize(2);
        chart.file("templates/b.yaml", "{{ if .Release.IsInstall }}a: b{{ end }}");
        assertThat(scan(Map.of())).hasSize(2);
        chart.file("templates/a.yaml", "a: b");
        assertThat(scan(Map.of())).hasSize(1);
    }

    /** As in libraries that call one part of themselves or another by a name in a loop: each call may be that of any of them. */
    @Test
    @Timeout(40)
    void templatesThatCallEachOtherByComposedNamesAreGivenUpInTime() throws Exception {
        var helpers = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            helpers.append("{{ define \"p" + i
                    + ".render\" }}{{ if .Release.IsUpgrade }}a: b{{ end }}{{ range $k, $v := .v }}"
                    + "{{ include (printf \"%s.render\" $k) (dict \"k" + i + "\" $ \"v\" $v) }}"
                    + "{{ end }}{{ end }}\n");
        }
        new TestChart(folder)
                .file("templates/_h.tpl", helpers.toString())
                .file("templates/a.yaml", "{{ include \"p0.render\" (dict \"v\" .Values) }}");

        assertThat(scan(Map.of())).isNotEmpty();
    }
}
