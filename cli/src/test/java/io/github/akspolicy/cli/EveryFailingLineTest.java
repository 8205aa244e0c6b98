package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.akspolicy.report.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What fails the build has its line on the console, of Maven and of the command line, and each number there is that of the JSON report. */
class EveryFailingLineTest {
    private static final int CHARTS = 24;

    private static final Path HELM =
            Path.of("..", "conformance", "target", "helm", "helm3").toAbsolutePath();

    /** Of an environment; what follows is in the chart's own values. */
    private static final String VALUES = "podSecurityContext: {}\n\nsecurityContext: {}\n";

    private static final String TEMPLATE = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: {{ .Release.Name }}}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  securityContext: {{- toYaml .Values.podSecurityContext | nindent 8 }}
                  containers:
                    - name: web
                      image: web:1
                      securityContext: {{- toYaml .Values.securityContext | nindent 12 }}
                      resources: {{- toYaml .Values.resources | nindent 12 }}
            """;

    private static final Pattern GROUP = Pattern.compile(
            "^  (\\S.*): (\\d+) findings? on (\\d+) lines?, (none fails|(\\d+) fails?)(?=$|;)", Pattern.MULTILINE);

    private static final Pattern SEVERAL = Pattern.compile("in (\\d+) charts and folders");

    private static final Pattern NAME = Pattern.compile("charts/service-\\d+(?=[, ])");

    private static final Pattern PLACE =
            Pattern.compile("(?<= )(\\S+\\.yaml):(\\d+)(?:, also line (\\d+(?:, \\d+)*))?(?=[; ]|$)");

    private static final Pattern REST = Pattern.compile(" and (\\d+) more lines?, none fails");

    @TempDir
    Path folder;

    private String chart(int number) {
        return "charts/service-" + number;
    }

    private void configure() throws Exception {
        Packaged.write(folder, ".git/HEAD", "");
        var configuration = new StringBuilder(
                "schemaVersion: 1\n" + "environments: {dev: {namespace: dev}, prod: {namespace: prod}}\nsources:\n");
        for (int i = 0; i < CHARTS; i++) {
            configuration
                    .append("  - chart: ")
                    .append(chart(i))
                    .append("\n    values: {dev: [values-dev.yaml], prod: [values-prod.yaml]}\n");
            Packaged.write(folder, chart(i) + "/values-dev.yaml", VALUES);
            Packaged.write(folder, chart(i) + "/values-prod.yaml", VALUES);
        }
        Packaged.write(folder, "aks-policy.yaml", configuration.toString());
    }

    @Test
    void chartsThatAreWrittenHere() throws Exception {
        configure();
        for (int i = 0; i < CHARTS; i++) {
            Packaged.write(
                    folder, chart(i) + "/Chart.yaml", "apiVersion: v2\nname: service-" + i + "\nversion: 1.0.0\n");
            Packaged.write(folder, chart(i) + "/values.yaml", VALUES + "resources: {}\n");
            Packaged.write(folder, chart(i) + "/templates/web.yaml", TEMPLATE);
        }

        assertBothConsolesAreComplete(CHARTS * 4);
    }

    @Test
    void chartsThatHelmCreates() throws Exception {
        assumeTrue(
                Files.isExecutable(HELM),
                "no helm: sh conformance/src/main/scripts/fetch-helm.sh conformance/target/helm");
        configure();
        for (int i = 0; i < CHARTS; i++) {
            Packaged.write(folder, chart(i) + "/Chart.yaml", "");
            assertThat(Packaged.run(
                                    folder,
                                    List.of(HELM.toString(), "create", chart(i)),
                                    Map.of("HOME", folder.toString()))
                            .code())
                    .isZero();
        }

        assertBothConsolesAreComplete(CHARTS * 4);
    }

    private void assertBothConsolesAreComplete(int leastFailing) throws Exception {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(new CommandLineTool(stream, stream, folder).run("verify"))
                .as(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(CommandLineTool.FINDINGS);
        String console = out.toString(StandardCharsets.UTF_8);
        int failing = assertComplete(console, leastFailing);
        assertThat(console).containsPattern("FAILED: .* " + failing + " of \\d+ findings fail the build");

        // Maven prints the last sentence at the end of the build
        var log = new StringBuilder();
        assertThat(Goal.run("verify-folder", folder, Map.of(), new Recorded(log)))
                .isEqualTo(CommandLineTool.FINDINGS);
        assertComplete(log.toString(), leastFailing);
    }

    /** What Maven prints, without its levels. */
    private static final class Recorded extends SystemStreamLog {
        private final StringBuilder log;

        private Recorded(StringBuilder log) {
            this.log = log;
        }

        @Override
        public void debug(CharSequence line) {
            // is nothing that people see
        }

        @Override
        public void info(CharSequence line) {
            log.append(line).append('\n');
        }

        @Override
        public void warn(CharSequence line) {
            log.append(line).append('\n');
        }

        @Override
        public void error(CharSequence line) {
            log.append(line).append('\n');
        }
    }

    private int assertComplete(String console, int leastFailing) throws Exception {
        Map<String, Object> report =
                new Yaml().load(Files.readString(folder.resolve("target/aks-policy/aks-policy.json")));
        @SuppressWarnings("unchecked")
        var findings = (List<Map<String, Object>>) report.get("findings");
        var failing = new HashSet<String>();
        var all = new HashSet<String>();
        int fails = 0;
        for (Map<String, Object> finding : findings) {
            var at = (Map<?, ?>) finding.get("location");
            String line = at.get("path") + ":" + at.get("line");
            all.add(line);
            if (finding.get("fails").equals(true)) {
                failing.add(line);
                fails++;
            }
        }
        assertThat(failing).hasSizeGreaterThanOrEqualTo(leastFailing);
        assertThat(all).hasSizeGreaterThan(failing.size());

        assertThat(console.lines().filter(line -> line.length() > Screen.USUAL_WIDTH))
                .allMatch(line -> line.strip().startsWith("https://"));
        String list = console.substring(0, console.indexOf("How to fix them"));
        List<MatchResult> groups = GROUP.matcher(list).results().toList();
        assertThat(sum(groups, 2)).isEqualTo(findings.size());
        assertThat(sum(groups, 3)).isEqualTo(all.size());
        assertThat(sum(groups, 5)).isEqualTo(fails);
        var shown = new HashSet<String>();
        for (int i = 0; i < groups.size(); i++) {
            String group = list.substring(
                            groups.get(i).end(),
                            i + 1 < groups.size() ? groups.get(i + 1).start() : list.length())
                    .replaceAll("\\s+", " ");
            Set<String> here = shown(groups.get(i).group(1), group);
            Matcher rest = REST.matcher(group);
            int more = rest.find() ? Integer.parseInt(rest.group(1)) : 0;
            assertThat(here.size() + more)
                    .as(group)
                    .isEqualTo(Integer.parseInt(groups.get(i).group(3)));
            shown.addAll(here);
        }
        assertThat(shown).containsAll(failing);
        return fails;
    }

    /** The lines of a group; where it is one of several charts, those of each. */
    private static Set<String> shown(String name, String group) {
        List<MatchResult> places = PLACE.matcher(group).results().toList();
        List<String> folders = List.of("");
        Matcher several = SEVERAL.matcher(name);
        if (several.matches()) {
            folders = NAME.matcher(group.substring(0, places.get(0).start()))
                    .results()
                    .map(chart -> chart.group() + "/")
                    .toList();
            assertThat(folders).hasSize(Integer.parseInt(several.group(1)));
        }
        var shown = new HashSet<String>();
        for (String folder : folders) {
            for (MatchResult place : places) {
                shown.add(folder + place.group(1) + ":" + place.group(2));
                if (place.group(3) != null) {
                    for (String other : place.group(3).split(", ")) {
                        shown.add(folder + place.group(1) + ":" + other);
                    }
                }
            }
        }
        return shown;
    }

    private static int sum(List<MatchResult> matches, int group) {
        var numbers = new ArrayList<String>();
        matches.forEach(match -> numbers.add(match.group(group) == null ? "0" : match.group(group)));
        return numbers.stream().mapToInt(Integer::parseInt).sum();
    }
}
