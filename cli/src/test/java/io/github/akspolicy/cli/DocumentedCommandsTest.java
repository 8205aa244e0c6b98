package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/exemptions.md and docs/command-line.md show can be copied: files into a folder that has what they name, then the commands. */
class DocumentedCommandsTest {
    private static final String EXEMPTIONS = "exemptions.md";
    private static final Pattern FILE = Pattern.compile("```yaml\\n# ([\\w.-]+)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SHELL = Pattern.compile("```shell\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `mvn (aks-policy:[^`]+)` \\| `aks-policy ([^`]+)` \\|$");

    /** The objects that the first example of the page exempts, and nothing else that is wrong. */
    private static final String OBJECTS = """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: node-agent}
            spec:
              selector: {matchLabels: {app: agent}}
              template:
                metadata: {labels: {app: agent}}
                spec:
                  hostPID: true
                  containers: [{name: agent, image: "contoso.azurecr.io/agent:1.2.3"}]
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: preview-shop}
            spec:
              selector: {matchLabels: {app: shop}}
              template:
                metadata: {labels: {app: shop}}
                spec:
                  containers: [{name: app, image: "contoso.azurecr.io/app:latest"}]
            """;

    @TempDir
    private Path folder;

    private String printed = "";

    @BeforeEach
    void makeRepository() throws IOException {
        Packaged.write(folder, ".git/HEAD", "");
        Packaged.write(folder, "k8s/objects.yaml", OBJECTS);
    }

    private static String page(String name) throws IOException {
        return Files.readString(Path.of("..", "docs", name));
    }

    /** The files that a page shows, in their order. */
    private static List<MatchResult> files(String page) throws IOException {
        return FILE.matcher(page(page)).results().toList();
    }

    private int run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        int code = new CommandLineTool(stream, stream, folder).run(arguments);
        printed = out.toString(StandardCharsets.UTF_8);
        return code;
    }

    /** {@code aks-policy:verify -Daks-policy.failOn=never}, as Maven runs it where the POM declares the plugin. */
    private int runGoal(String command) throws Exception {
        String[] words = command.split(" ");
        Map<String, String> properties = new LinkedHashMap<>();
        for (String word : List.of(words).subList(1, words.length)) {
            String[] property = word.substring("-D".length()).split("=", 2);
            properties.put(property[0], property.length == 1 ? "true" : property[1]);
        }
        String goal = words[0].substring("aks-policy:".length());
        return Goal.run(goal.equals("verify") ? "verify-folder" : goal, folder, properties);
    }

    @Test
    void theFirstExampleExemptsWhatItNames() throws Exception {
        for (MatchResult file : files(EXEMPTIONS).subList(0, 2)) {
            Packaged.write(folder, file.group(1), file.group(2));
        }
        assertThat(folder.resolve("aks-policy.yaml")).exists();
        assertThat(folder.resolve("policy-exemptions.yaml")).exists();

        assertThat(run("verify", "--today=2026-11-24")).isEqualTo(CommandLineTool.FINDINGS);

        assertThat(printed)
                .doesNotContain("exemption/", "image/tag-not-latest", "problem,")
                .contains("2 findings are suppressed: 2 exempt (the next ends on 2027-06-30), 0 in the baseline");
    }

    @Test
    void everyConfigurationOfThePageIsAccepted() throws Exception {
        List<MatchResult> configurations = files(EXEMPTIONS).stream()
                .filter(file -> file.group(1).equals("aks-policy.yaml"))
                .toList();
        assertThat(configurations).hasSize(4);
        for (MatchResult file : files(EXEMPTIONS)) {
            Packaged.write(folder, file.group(1), file.group(2));
        }
        Packaged.write(folder, "deploy/store/Chart.yaml", "apiVersion: v2\nname: store\nversion: 1.0.0\n");
        Packaged.write(folder, "deploy/store/templates/objects.yaml", OBJECTS);
        for (MatchResult configuration : configurations) {
            Packaged.write(folder, "aks-policy.yaml", configuration.group(2));
            if (configuration.group(2).contains("baseline:")) {
                assertThat(run("baseline")).as(printed).isZero();
            }
            assertThat(run("explain-config")).as(printed).isZero();
        }
    }

    @Test
    void aBaselineMakesItPass() throws Exception {
        MatchResult configuration = files(EXEMPTIONS).stream()
                .filter(file -> file.group(2).contains("baseline:"))
                .findFirst()
                .orElseThrow();
        Packaged.write(folder, "aks-policy.yaml", configuration.group(2));
        assertThat(page(EXEMPTIONS)).contains("`mvn aks-policy:baseline`");

        assertThat(run("verify")).isEqualTo(CommandLineTool.ERROR);
        assertThat(printed).contains("fix: write it with aks-policy baseline");
        assertThat(runGoal("aks-policy:baseline")).isZero();
        assertThat(run("verify")).as(printed).isZero();
    }

    /** In place of {@code helm dependency build}, which asks a repository, the chart has what it would have fetched. */
    @Test
    void theCommandsOfThePageWork() throws Exception {
        Packaged.write(folder, "aks-policy.yaml", "schemaVersion: 1\nsources: [{chart: deploy/store}]\n");
        Packaged.write(folder, "deploy/store/Chart.yaml", """
                apiVersion: v2
                name: store
                version: 1.0.0
                dependencies: [{name: redis, version: 18.1.0, repository: "https://charts.example.com"}]
                """);
        Packaged.write(
                folder, "deploy/store/charts/redis/Chart.yaml", "apiVersion: v2\nname: redis\nversion: 18.1.0\n");
        Packaged.write(folder, "deploy/store/charts/redis/templates/objects.yaml", OBJECTS);
        int run = 0;
        for (MatchResult block : SHELL.matcher(page(EXEMPTIONS)).results().toList()) {
            for (String line : block.group(1).lines().toList()) {
                String command =
                        line.replaceFirst(" +#.*", "").replace("\"$(git show -s --format=%cs HEAD)\"", "2026-11-24");
                if (command.equals("helm dependency build deploy/store")) {
                    continue;
                }
                assertThat(command).startsWith("mvn ");
                String goal =
                        command.replace("mvn verify", "mvn aks-policy:verify").substring("mvn ".length());
                int expected = goal.contains("verify") ? CommandLineTool.FINDINGS : CommandLineTool.PASSED;
                assertThat(runGoal(goal)).as(line).isEqualTo(expected);
                run++;
            }
        }
        assertThat(run).isEqualTo(3);
        assertThat(folder.resolve("aks-policy-charts.lock")).content().contains("redis", "18.1.0", "sha256:");
    }

    @Test
    void aCommandIsItsGoal() throws Exception {
        List<MatchResult> rows = ROW.matcher(page("command-line.md")).results().toList();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(4);
        Packaged.write(folder, "aks-policy.yaml", "schemaVersion: 1\nsources: [{manifests: k8s}]\n");
        Packaged.write(folder, "shop/aks-policy.yaml", "schemaVersion: 1\nsources: [{manifests: k8s}]\n");
        Packaged.write(folder, "shop/k8s/objects.yaml", OBJECTS);
        for (MatchResult row : rows) {
            int code = run(row.group(2).split(" "));
            assertThat(code).as(row.group() + printed).isNotEqualTo(CommandLineTool.ERROR);
            // Maven's own goal prints the descriptor of the plugin
            if (!row.group(1).startsWith("aks-policy:help")) {
                assertThat(runGoal(row.group(1))).as(row.group()).isEqualTo(code);
            }
        }
        assertThat(run("--help")).isZero();
        assertThat(run("verify", "-Daks-policy.failOn=never")).isZero();
    }
}
