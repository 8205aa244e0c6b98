package io.github.akspolicy.template.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.template.chart.ChartNode.ChartFile;
import io.github.akspolicy.template.exec.Observer;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a chart does not look at decides nothing in it: so no way to look may pass unseen. */
class LookedAtTest {
    private static final Release INSTALLED =
            new Release("rel", "default", false, 1, "v1.32.0", List.of("v1", "apps/v1"), "v3.17.2");

    private static final Release UPGRADED =
            new Release("rel", "default", true, 2, "v1.32.0", List.of("v1", "apps/v1"), "v3.17.2");

    private static final Release OTHER_APIS =
            new Release("rel", "default", false, 1, "v1.32.0", List.of("v1", "policy/v1"), "v3.17.2");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ .Release.Name }} {{ .Release.Namespace }} {{ .Release.Service }} {{ .Chart.Name }}",
                "{{ index .Release \"Name\" }}",
                "{{ if semverCompare \">=1.20-0\" .Capabilities.KubeVersion.Version }}a{{ end }}",
                "{{ .Capabilities.KubeVersion.GitVersion }} {{ .Capabilities.HelmVersion.Version }}",
                "{{ with .Capabilities }}{{ .KubeVersion.Minor }}{{ end }}",
                "{{ include \"name\" . }}",
            })
    void anOrdinaryChartLooksAtNothing(String template) throws Exception {
        assertThat(looked(template, INSTALLED)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ .Release.IsUpgrade }}",
                "{{ .Release.Revision }}",
                "{{ index .Release \"IsInstall\" }}",
                "{{ get .Release (printf \"Is%s\" \"Upgrade\") }}",
                "{{ toYaml .Release }}",
                "{{ toJson . }}",
                "{{ .Release }}",
                "{{ printf \"%v\" .Release }}",
                "{{ range .Release }}{{ . }}{{ end }}",
                "{{ range $k, $v := .Release }}{{ if kindIs \"bool\" $v }}{{ $v }}{{ end }}{{ end }}",
                "{{ values .Release | toString }}",
                "{{ (pick .Release \"IsInstall\") | toYaml }}",
                "{{ (omit .Release \"IsInstall\") | toYaml }}",
                "{{ (deepCopy .Release).IsUpgrade }}",
                "{{ (merge (dict) .Release).IsUpgrade }}",
                "{{ (mustMergeOverwrite (dict) .Release).Revision }}",
                "{{ dig \"IsUpgrade\" false .Release }}",
                "{{ pluck \"IsUpgrade\" .Release | first }}",
                "{{ tpl \"{{ .Release.IsUpgrade }}\" . }}",
                "{{ with .Release }}{{ .IsInstall }}{{ end }}",
                "{{ $r := .Release }}{{ $r.Revision }}",
                "{{ eq (toString .Release) \"a\" }}{{ .Release | toString }}",
                "{{ cat .Release }}",
                "{{ join \",\" (list .Release) }}",
                "{{ (dict \"a\" .Release).a.IsUpgrade }}",
                "{{ deepEqual .Release (dict \"Name\" \"rel\" \"Namespace\" \"default\" \"IsUpgrade\" false \"IsInstall\" true"
                        + " \"Revision\" 1 \"Service\" \"Helm\") }}",
                "{{ mustToPrettyJson .Release | sha256sum }}",
                "{{ (set .Release \"x\" 1).IsUpgrade }}",
            })
    void whateverAnUpgradeChangesWasLookedAt(String template) throws Exception {
        assertThat(looked(template, INSTALLED))
                .as("the questions of %s", template)
                .anyMatch(question -> question.startsWith("Release."));
        assertThat(looked(template, UPGRADED)).anyMatch(question -> question.startsWith("Release."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ .Capabilities.APIVersions.Has \"policy/v1\" }}",
                "{{ has \"policy/v1\" .Capabilities.APIVersions }}",
                "{{ .Capabilities.APIVersions }}",
                "{{ .Capabilities }}",
                "{{ printf \"%v\" .Capabilities }}",
                "{{ toYaml .Capabilities }}",
                "{{ toJson . }}",
                "{{ .Capabilities.Copy.APIVersions }}",
                "{{ with .Capabilities }}{{ range .APIVersions }}{{ . }}{{ end }}{{ end }}",
                "{{ $c := .Capabilities }}{{ $c.APIVersions.Has \"policy/v1\" }}",
                "{{ (index .Capabilities.APIVersions 1) }}",
                "{{ tpl \"{{ .Capabilities.APIVersions.Has `policy/v1` }}\" . }}",
                "{{ (deepCopy .Capabilities).APIVersions }}",
                "{{ toToml .Capabilities }}",
                "{{ (dict \"c\" .Capabilities) | toString }}",
            })
    void whateverOtherApisChangeWasLookedAt(String template) throws Exception {
        assertThat(looked(template, OTHER_APIS)).contains("Capabilities.APIVersions");
    }

    private static Set<String> looked(String template, Release release) throws RenderException {
        var looked = new TreeSet<String>();
        Observer observer = new Observer() {
            @Override
            public void looked(String question) {
                looked.add(question);
            }
        };
        GoMap metadata = GoMap.empty();
        metadata.put("name", io.github.akspolicy.template.value.Value.of("c"));
        var files = List.of(
                new ChartFile("templates/_h.tpl", "{{ define \"name\" }}{{ .Release.Name }}{{ end }}"),
                new ChartFile("templates/a.yaml", template));
        var chart = new ChartNode("c", "c", metadata, List.of(), files, GoMap.at(GoType.MAP, ""), List.of());
        try {
            ChartExecution.execute(chart, release, Dialect.HELM_3_20, observer);
        } catch (RenderException refused) {
            // Helm refuses it as well: it may have looked
            return looked;
        }
        return looked;
    }
}
