package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial and the guides work as they are written: their commands in order, in a folder that holds what the page speaks of. */
@Tag("deep")
class GuidesPackagedTest {
    private static final Path SAMPLES = Path.of("..", "samples").toAbsolutePath();

    /** A DaemonSet that is wrong on purpose, and that no fix may change. */
    private static final String AGENT = """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: node-agent, namespace: shop}
        spec:
          selector: {matchLabels: {app: agent}}
          template:
            metadata: {labels: {app: agent}}
            spec:
              containers:
                - name: agent
                  image: contoso.azurecr.io/agent:1.2.3
                  securityContext: {privileged: true}
        """;

    private static final String AGENT_IS_EXEMPT = """
        schemaVersion: 1
        exemptions:
          - policy: pod/privileged
            resource: DaemonSet/node-agent
            reason: it reads the counters of the node
            owner: team-platform
            approvedBy: kim@contoso.com
            until: 2027-06-30
        """;

    @TempDir
    private Path folder;

    private String log = "";

    private List<Integer> follow(String page, Map<String, String> instead) throws Exception {
        var guide = new GuidePage(page, folder, instead);
        List<Integer> codes = guide.follow();
        log = guide.log();
        return codes;
    }

    private void needs(String... tools) {
        for (String tool : tools) {
            assumeTrue(
                    Stream.of(System.getenv("PATH").split(":"))
                            .anyMatch(path -> Files.isExecutable(Path.of(path, tool))),
                    tool + " is not on the PATH");
        }
    }

    private void sample(String name, String path) throws IOException {
        Path sample = SAMPLES.resolve(name);
        try (Stream<Path> files = Files.walk(sample)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Packaged.write(folder, path + "/" + sample.relativize(file), Files.readString(file));
            }
        }
    }

    private void chart(String path) throws IOException {
        sample("first-chart/deploy/shop", path);
    }

    private void git() throws Exception {
        needs("git");
        Packaged.run(folder, List.of("git", "init", "-q"), Map.of());
    }

    @Test
    void gettingStarted() throws Exception {
        assertThat(follow(
                        "docs/getting-started.md",
                        Map.of(
                                "git clone https://github.com/akspolicy/aks-policy\n",
                                "mkdir -p aks-policy/samples && cp -r " + SAMPLES
                                        + "/first-chart aks-policy/samples/\n",
                                "mvn -B -ntp install -DskipTests\n",
                                "",
                                "alias aks-policy=\"java -jar $PWD/cli/target/aks-policy-0.1.0-SNAPSHOT-all.jar\"",
                                "")))
                .containsExactly(1, 0, 0, 0, 1);
    }

    @Test
    void adopt() throws Exception {
        git();
        chart("charts/shop");
        Packaged.write(folder, "k8s/agent.yaml", AGENT);
        assertThat(follow(
                        "docs/how-to/adopt.md",
                        Map.of(
                                "aks-policy verify --base=origin/main --only-new",
                                "git add -A && git commit -qm gate && git update-ref refs/remotes/origin/main HEAD\n"
                                        + "aks-policy verify --base=origin/main --only-new")))
                .containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(folder.resolve("policy-baseline.yaml"))
                .content()
                .doesNotContain("pod/seccomp-profile|charts", "pod/privileged")
                .contains("pod/privilege-escalation|k8s|DaemonSet/node-agent");
    }

    @Test
    void auditExemptions() throws Exception {
        git();
        needs("jq");
        Packaged.write(folder, "k8s/agent.yaml", AGENT);
        Packaged.write(folder, "policy-exemptions.yaml", AGENT_IS_EXEMPT);
        Packaged.write(folder, "CODEOWNERS", "* @contoso/security\n");
        Packaged.write(
                folder,
                "aks-policy.yaml",
                "schemaVersion: 1\nsources: [{manifests: k8s}]\nexemptions: policy-exemptions.yaml\n");
        assertThat(follow("docs/how-to/audit-exemptions.md", Map.of())).containsExactly(0, 0, 1, 1);
    }

    @Test
    void gitOps() throws Exception {
        git();
        needs("kubectl");
        chart("charts/shop");
        Packaged.write(folder, "apps/base/agent.yaml", AGENT);
        Packaged.write(folder, "apps/base/kustomization.yaml", "resources: [agent.yaml]\n");
        Packaged.write(folder, "apps/overlays/prod/kustomization.yaml", "namespace: web\nresources: [../../base]\n");

        assertThat(follow("docs/how-to/gitops.md", Map.of())).containsExactly(1, 1, 1);
        assertThat(log)
                .contains("charts/shop/values-prod.yaml", "rendered/prod/web.yaml:")
                .doesNotContain("HelmRelease shop");
    }

    @Test
    void terraformAndBicep() throws Exception {
        git();
        sample("store-insecure/infra/terraform", "infra");
        sample("store-insecure/infra/bicep", "bicep");

        assertThat(follow(
                        "docs/how-to/terraform-and-bicep.md",
                        Map.of(
                                "terraform -chdir=infra plan -out=plan.bin\n",
                                "",
                                "terraform -chdir=infra show -json plan.bin > plan.json\n",
                                "",
                                "az bicep build --file bicep/main.bicep\n",
                                "")))
                .containsExactly(1, 1, 0, 1);
        assertThat(log).contains("bicep/prod.bicepparam:3:29");
    }

    /** The steps of the pipeline, in an agent's checkout of a pull request. */
    @Test
    void jenkins() throws Exception {
        git();
        chart("deploy/shop");
        Packaged.write(folder, "aks-policy.yaml", "schemaVersion: 1\nsources: [{chart: deploy/shop}]\n");
        assertThat(follow("docs/how-to/jenkins.md", Map.of())).isEmpty();
        Packaged.run(
                folder,
                List.of(
                        "bash",
                        "-c",
                        "git remote add origin . && git add . && git -c user.name=a -c user.email=a@b commit -qm shop"
                                + " && git branch -q release"),
                Map.of());
        List<String> steps = Pattern.compile(" sh '(.*)'")
                .matcher(Files.readString(folder.resolve("Jenkinsfile")))
                .results()
                .map(step -> step.group(1))
                .toList();
        assertThat(steps).hasSize(3);
        for (String step : steps) {
            Packaged.Run run = Packaged.run(
                    folder,
                    List.of("sh", "-c", step.replaceFirst("^java ", Packaged.java() + " ")),
                    Map.of("AKS_POLICY", Packaged.jar().toString(), "CHANGE_TARGET", "release"));
            // everything was there before the change
            int code = step.endsWith(" verify") ? CommandLineTool.FINDINGS : CommandLineTool.PASSED;
            assertThat(run.code()).as(step + run.out() + run.err()).isEqualTo(code);
        }
        assertThat(folder.resolve("target/aks-policy/aks-policy.sarif")).exists();
    }

    @Test
    void airGap() throws Exception {
        git();
        chart("deploy/shop");
        assertThat(follow("docs/how-to/air-gap.md", Map.of())).containsExactly(1, 1);
    }

    @Test
    void macOsAndWindows() throws Exception {
        assertThat(follow("docs/how-to/macos-and-windows.md", Map.of())).isEmpty();
        assertThat(Files.readString(Path.of("../docs/how-to/macos-and-windows.md"))
                        .split(Packaged.jar().getFileName().toString(), -1))
                .as("the jar that the build writes, for three shells")
                .hasSize(4);
    }

    @Test
    void migrate() throws Exception {
        git();
        chart("deploy/shop");
        Packaged.write(folder, "policies/shop.policytest.yaml", """
            policy: pod/privileged
            cases:
              - name: violating
                manifests: |
                  apiVersion: v1
                  kind: Pod
                  metadata: {name: web}
                  spec:
                    containers:
                      - {name: web, image: "web:1", securityContext: {privileged: true}} # finding
            """);
        String page = Files.readString(Path.of("../docs/how-to/migrate.md"));
        List<String> commands = Pattern.compile("(?m)^\\| .* \\| `(aks-policy [^`]+)`[^|]*\\|$")
                .matcher(page)
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(commands).hasSize(8);
        for (String command : commands) {
            var words = new ArrayList<>(
                    List.of(Packaged.java().toString(), "-jar", Packaged.jar().toString()));
            words.addAll(List.of(command.split(" ")).subList(1, command.split(" ").length));
            Packaged.Run run = Packaged.run(folder, words, Map.of());
            boolean fails = command.equals("aks-policy scan");
            assertThat(run.code())
                    .as(command + run.out() + run.err())
                    .isEqualTo(fails ? CommandLineTool.FINDINGS : CommandLineTool.PASSED);
        }
        assertThat(folder.resolve("target/aks-policy/aks-policy.sarif")).exists();

        List<MatchResult> ids = Pattern.compile("(?m)^\\| (`CKV_[^|]*)\\|([^|]*)\\|([^|]*)\\| `([^`]+)` \\|$")
                .matcher(page)
                .results()
                .toList();
        assertThat(ids).hasSize(9);
        for (MatchResult row : ids) {
            answers("checkov", row.group(1), row.group(4));
            answers("kube-linter", row.group(2), row.group(4));
            answers("psrule", row.group(3), row.group(4));
        }
    }

    /** A rule of a catalogue names the policy of its row. */
    private void answers(String catalogue, String rule, String policy) throws IOException {
        if (!rule.isBlank()) {
            Path file = Path.of(
                    "../policies/src/main/resources/io/github/akspolicy/policies/catalogues", catalogue + ".yaml");
            assertThat(Files.readAllLines(file))
                    .anyMatch(line -> line.startsWith("    " + rule.strip().replace("`", "") + ": {")
                            && line.matches(".* policies: \\[([^]]+, )?" + policy + "[],].*"));
        }
    }
}
