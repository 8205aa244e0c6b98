package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.JsonValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All exemptions with owners and ends, for an audit. */
class ExemptionsCommandTest {
    private static final String EXEMPTIONS = """
        schemaVersion: 1
        exemptions:
          - policy: pod/privileged
            resource: DaemonSet/agent
            environments: [prod]
            reason: it loads a module of the kernel
            owner: team-platform
            approvedBy: kim@contoso.com
            until: 2026-12-10
          - policy: pod/host-namespaces
            resource: DaemonSet/agent
            reason: it reads the counters of the node
            owner: team-platform
            approvedBy: kim@contoso.com
            until: 2026-11-30
          - policy: image/tag-not-latest
            kind: false-positive
            resource: DaemonSet/gone
            ruleVersion: 1
            reason: the controller replaces the tag
            owner: team-web
        """;

    private static final String AGENT = """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
          annotations:
            akspolicy.github.io/exempt.pod.host-path-volumes: "until=2027-12-31;owner=team-logs;reason=it reads logs"
        spec:
          selector: {matchLabels: {app: agent}}
          template:
            metadata: {labels: {app: agent}}
            spec:
              hostPID: true
              containers:
                - name: agent
                  image: contoso.azurecr.io/agent:1.2.3
                  securityContext: {privileged: true}
              volumes: [{name: logs, hostPath: {path: /var/log}}]
        """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makeRepository() throws IOException {
        Packaged.write(folder, ".git/HEAD", "");
        Packaged.write(folder, "k8s/agent.yaml", AGENT);
        Packaged.write(folder, "policy-exemptions.yaml", EXEMPTIONS);
        Packaged.write(folder, "aks-policy.yaml", """
            schemaVersion: 1
            profile: pss-baseline
            environments: {dev: {namespace: shop-dev}, prod: {namespace: shop}}
            sources: [{manifests: k8s}]
            exemptions: policy-exemptions.yaml
            baseline: policy-baseline.yaml
            """);
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return new CommandLineTool(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        folder,
                        Map.of())
                .run(arguments);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void eachHasItsOwnerItsEndAndItsLine() {
        assertThat(run("baseline", "--today=2026-12-01")).as(printed()).isZero();

        assertThat(run("exemptions", "--today=2026-12-01")).as(printed()).isZero();

        assertThat(printed().lines())
                .containsSubsequence(
                        "expired on 2026-11-30, 1 day ago: pod/host-namespaces for DaemonSet/agent",
                        "    owner team-platform, approved by kim@contoso.com",
                        "    policy-exemptions.yaml:10:5   risk-accepted in all environments; exempts 0 findings",
                        "    reason: it reads the counters of the node",
                        "",
                        "until 2026-12-10, 9 days left: pod/privileged for DaemonSet/agent",
                        "    policy-exemptions.yaml:3:5   risk-accepted in prod; exempts 1 finding",
                        "until 2027-12-31, 395 days left: pod/host-path-volumes for DaemonSet/agent",
                        "    owner team-logs",
                        "    k8s/agent.yaml:6:5   risk-accepted, an annotation, in dev, prod; exempts 1 finding",
                        "until the rule has another version than 1: image/tag-not-latest for DaemonSet/gone",
                        "    owner team-web",
                        "4 exemptions on 2026-12-01: 1 expired, 1 within 30 days of the end.");
        assertThat(printed()).containsPattern("exemption/unused: .*\\s+.*no\\s+finding\\s+matches");
        // of dev, where nothing exempts it, and what the expired one exempted
        assertThat(printed()).containsPattern("Baseline policy-baseline\\.yaml: \\d+ entries, 2 findings in it\\.");
    }

    @Test
    void programsGetJson() throws IOException {
        Packaged.write(folder, "policy-baseline.yaml", "schemaVersion: 1\nfindings: {}\n");

        assertThat(run("exemptions", "--json", "--today=2026-12-01")).isZero();

        var listed = (Map<?, ?>) JsonValues.parse(printed());
        assertThat(listed.get("date")).isEqualTo("2026-12-01");
        assertThat(listed.get("complete")).isEqualTo(true);
        assertThat(listed.get("unusable")).asList().isEmpty();
        assertThat(listed.get("baseline"))
                .isEqualTo(Map.of("path", "policy-baseline.yaml", "entries", 0L, "findings", 0L));
        List<?> exemptions = (List<?>) listed.get("exemptions");
        assertThat(exemptions).hasSize(4);
        var first = (Map<?, ?>) exemptions.get(0);
        assertThat(first.get("policy")).isEqualTo("pod/host-namespaces");
        assertThat(first.get("resource")).isEqualTo("DaemonSet/agent");
        assertThat(first.get("owner")).isEqualTo("team-platform");
        assertThat(first.get("approvedBy")).isEqualTo("kim@contoso.com");
        assertThat(first.get("until")).isEqualTo("2026-11-30");
        assertThat(first.get("daysLeft")).isEqualTo(-1L);
        assertThat(first.get("expired")).isEqualTo(true);
        assertThat(first.get("annotation")).isEqualTo(false);
        assertThat(first.get("location"))
                .isEqualTo(Map.of("path", "policy-exemptions.yaml", "line", 10L, "column", 5L));
        var annotation = (Map<?, ?>) exemptions.get(2);
        assertThat(annotation.get("annotation")).isEqualTo(true);
        assertThat(annotation.get("environments")).isEqualTo(List.of("dev", "prod"));
        assertThat(annotation.get("namespace")).isNull();
        var last = (Map<?, ?>) exemptions.get(3);
        assertThat(last.get("until")).isNull();
        assertThat(last.get("daysLeft")).isNull();
        assertThat(last.get("expired")).isEqualTo(false);
        assertThat(last.get("ruleVersion")).isEqualTo(1L);
        assertThat(last.get("remarks")).asList().singleElement().asString().startsWith("exemption/unused: ");
    }

    /** Maven's log has a level before each line; JSON does not. */
    @Test
    void theGoalPrintsTheSameJson() throws Exception {
        Packaged.write(folder, "policy-baseline.yaml", "schemaVersion: 1\nfindings: {}\n");
        assertThat(run("exemptions", "--json", "--today=2026-12-01")).isZero();
        PrintStream before = System.out;
        var goal = new ByteArrayOutputStream();
        System.setOut(new PrintStream(goal, true, StandardCharsets.UTF_8));
        try {
            assertThat(Goal.run(
                            "exemptions",
                            folder,
                            Map.of("aks-policy.json", "true", "aks-policy.today", "2026-12-01"),
                            new SystemStreamLog()))
                    .isZero();
        } finally {
            System.setOut(before);
        }
        assertThat(goal.toString(StandardCharsets.UTF_8)).isEqualTo(printed());
    }

    @Test
    void whatExemptsNothingIsNamed() throws IOException {
        Packaged.write(folder, "policy-baseline.yaml", "schemaVersion: 1\nfindings: {}\n");
        Packaged.write(folder, "policy-exemptions.yaml", """
            schemaVersion: 1
            exemptions:
              - policy: pod/privilegd
                resource: DaemonSet/agent
                reason: a misspelt policy
                owner: team-platform
                approvedBy: kim
                until: 2027-01-31
              - policy: pod/privileged
                resource: DaemonSet/agent
                reason: longer than the gate allows
                owner: team-platform
                approvedBy: kim
                until: 2036-01-31
            """);
        Files.writeString(
                folder.resolve("aks-policy.yaml"),
                Files.readString(folder.resolve("aks-policy.yaml")) + "gate: {annotations: false, maxDays: 100}\n");

        assertThat(run("exemptions", "--today=2026-12-01")).as(printed()).isZero();

        String text = printed().replaceAll("\\s+", " ");
        assertThat(text)
                .contains(
                        "pod/privileged for DaemonSet/agent owner team-platform",
                        "exempts 0 findings",
                        "exemption/invalid: exemption from pod/privileged for DaemonSet/agent exempts nothing:"
                                + " gate.maxDays is 100",
                        "[WARNING] exempts nothing: ",
                        "policy-exemptions.yaml:3:",
                        "gate.annotations is false",
                        "1 exemption on 2026-12-01");
    }

    /** An annotation may stand in what cannot be read: a list without it is not complete. */
    @Test
    void whatCannotBeReadMakesItIncomplete() throws IOException {
        Packaged.write(folder, "policy-baseline.yaml", "schemaVersion: 1\nfindings: {}\n");
        Packaged.write(folder, "k8s/broken.yaml", "apiVersion: v1\nkind: Pod\n  metadata: {}\n");

        assertThat(run("exemptions", "--today=2026-12-01")).isEqualTo(CommandLineTool.ERROR);
        assertThat(printed()).contains("k8s/broken.yaml:3", "4 exemptions");
        assertThat(err.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " "))
                .contains("The list is not complete", "aks-policy verify says what cannot");

        assertThat(run("exemptions", "--json")).isEqualTo(CommandLineTool.ERROR);
        assertThat(((Map<?, ?>) JsonValues.parse(printed())).get("complete")).isEqualTo(false);
    }

    @Test
    void withoutConfigurationAnnotationsAreListed() throws IOException {
        Files.delete(folder.resolve("aks-policy.yaml"));

        assertThat(run("exemptions", "k8s", "--today=2026-12-01")).as(printed()).isZero();
        assertThat(printed())
                .contains(
                        "pod/host-path-volumes for DaemonSet/agent",
                        "1 exemption on 2026-12-01: 0 expired, 0 within 30 days of the end.",
                        "No baseline.");

        Packaged.write(folder, "k8s/agent.yaml", AGENT.replaceAll("(?m)^ +(annotations|akspolicy).*\n", ""));
        assertThat(run("exemptions", "k8s", "--today=2026-12-01")).as(printed()).isZero();
        assertThat(printed()).contains("No exemption on 2026-12-01: neither a file nor an annotation states one.");
    }

    /** People write reasons; a terminal and a CI system obey none of them. */
    @Test
    void aReasonCommandsNothing() throws IOException {
        Packaged.write(folder, "policy-baseline.yaml", "schemaVersion: 1\nfindings: {}\n");
        Packaged.write(
                folder,
                "policy-exemptions.yaml",
                EXEMPTIONS.replace("it loads a module of the kernel", "\"\\e[31m ##vso[task.complete]\\n::error::x\""));

        assertThat(run("exemptions")).as(printed()).isZero();
        assertThat(printed()).contains("task.complete").doesNotContain("\u001b", "##vso", "\n::error");
        assertThat(run("exemptions", "--json")).isZero();
        assertThat(printed()).doesNotContain("\u001b", "##vso", "\n::error");
    }
}
