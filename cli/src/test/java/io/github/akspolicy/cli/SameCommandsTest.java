package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.run.CommandDescription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each command ends as its goal does, and leaves the same files. */
class SameCommandsTest {
    /** Command, options, and how it ends; what asks a registry, a cluster or a service is in the builds of the plugin. */
    static final List<String> CASES = List.of(
            "baseline | | 0",
            "baseline | --grow | 0",
            "baseline | --configuration=none.yaml | 2",
            "charts-lock | | 0",
            "charts-lock | --configuration=charts.yaml --check | 1",
            "charts-lock | --configuration=none.yaml | 2",
            "exemptions | | 0",
            "exemptions | --json --today=2027-01-31 | 0",
            "exemptions | --configuration=none.yaml | 2",
            "explain | --policy=pod/privileged | 0",
            "explain | --policy=pod/privilegd | 2",
            "explain-cluster | | 2",
            "explain-cluster | --configuration=cluster.yaml | 0",
            "explain-cluster | --configuration=cluster.yaml --profile=hardened --today=2027-01-31 | 0",
            "explain-config | | 0",
            "explain-config | --configuration=none.yaml | 2",
            "explain-image | --image=web:1 | 0",
            "explain-image | --image=@ | 2",
            "explain-workload | --workload=web | 0",
            "explain-workload | --workload=wob | 2",
            "fix | | 0",
            "fix | --fix=apply --fix-policies=pod/seccomp-profile | 0",
            "fix | --fix=wish | 2",
            "fix | --directory=k8s | 0",
            "init | | 2",
            "init | --directory=k8s | 0",
            "init | --directory=k8s --baseline | 0",
            "init | --directory=k8s --baseline --today=2027-01-31 | 0",
            "list | --profile=pss-baseline | 0",
            "list | --profile=none | 2",
            "list | --json | 0",
            "minimal-role | | 0",
            "minimal-role | --role=none | 2",
            "new-policy | --id=contoso/team | 0",
            "new-policy | --id=contoso/team --language=go | 2",
            "new-policy | --id=contoso/team --language=yaml | 0",
            "rbac-budget | --overwrite | 0",
            "rbac-budget | | 2",
            "scan | --directory=k8s --fail-on=never | 0",
            "scan | --directory=k8s --reports=json,markdown | 1",
            "scan | --directory=k8s --profile=none | 2",
            "test | --policy-tests=tests/right.policytest.yaml | 0",
            "test | --policy-tests=tests | 1",
            "test | | 2",
            "verify | --fail-on=never --today=2027-01-31 --reports=json,sarif,html,markdown,gitlab | 0",
            "verify | --profile=none | 2",
            "verify | --environments=prod --require=all-evaluated --profile=hardened | 1",
            "who-can | --verb=get --resource=secrets | 0",
            "who-can | --verb=gte --resource=secrets | 2");

    private static final List<String> ELSEWHERE = List.of("audit", "images-lock", "pr");

    @TempDir
    private Path temporary;

    private static Stream<String> cases() {
        return CASES.stream();
    }

    private Path repository(String name) throws IOException {
        // the report names the folder
        return repository(temporary.resolve(name).resolve("shop"));
    }

    /** What each of the cases finds something in. */
    static Path repository(Path folder) throws IOException {
        Packaged.write(folder, ".git/HEAD", "");
        Packaged.write(folder, "aks-policy.yaml", """
            schemaVersion: 1
            environments: {dev: {namespace: web-dev}, prod: {namespace: web}}
            sources: [{manifests: k8s}]
            baseline: policy-baseline.yaml
            rbacBudget: rbac-budget.yaml
            policies: {rbac/expected-access: on}
            """);
        Packaged.write(folder, "policy-baseline.yaml", "schemaVersion: 1\nfindings: {}\n");
        Packaged.write(folder, "rbac-budget.yaml", """
            schemaVersion: 1
            environments:
              dev: {}
              prod: {}
            """);
        Packaged.write(folder, "charts.yaml", "schemaVersion: 1\nsources: [{chart: shop}]\n");
        Packaged.write(folder, "shop/Chart.yaml", """
            apiVersion: v2
            name: shop
            version: 1.0.0
            dependencies: [{name: redis, version: 18.1.0, repository: "https://charts.example.com"}]
            """);
        Packaged.write(folder, "shop/charts/redis/Chart.yaml", "apiVersion: v2\nname: redis\nversion: 18.1.0\n");
        Packaged.write(folder, "cluster.yaml", "schemaVersion: 1\nsources: [{cluster: main.tf}]\n");
        Packaged.write(folder, "main.tf", """
            resource "azurerm_kubernetes_cluster" "shop" {
              name                   = "shop"
              location               = "westeurope"
              resource_group_name    = "shop"
              local_account_disabled = true
            }
            """);
        String test = """
            policy: pod/privileged
            cases:
              - name: a privileged container
                manifests: |
                  apiVersion: v1
                  kind: Pod
                  metadata: {name: web}
                  spec:
                    containers:
                      - name: web
                        image: "web:1"
                        securityContext:
                          privileged: true%s
            """;
        Packaged.write(folder, "tests/right.policytest.yaml", test.formatted(" # finding"));
        Packaged.write(folder, "tests/wrong.policytest.yaml", test.formatted(""));
        Packaged.write(folder, "k8s/web.yaml", """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                    - name: web
                      image: "web:1"
            """);
        return folder;
    }

    private static Map<String, String> tree(Path folder) throws IOException {
        var tree = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                tree.put(folder.relativize(file).toString(), Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return tree;
    }

    /** "--fail-on" to "aks-policy.failOn". */
    private static Map<String, String> properties(CommandDescription command, List<String> options) {
        var properties = new LinkedHashMap<String, String>();
        for (String option : options) {
            String[] parts = option.split("=", 2);
            command.options().stream()
                    .filter(known -> known.longName().equals(parts[0]))
                    .forEach(known -> properties.put(known.property(), parts.length == 1 ? "true" : parts[1]));
        }
        assertThat(properties).hasSize(options.size());
        return properties;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aCommandDoesWhatItsGoalDoes(String line) throws Exception {
        String[] parts = line.split("\\|");
        String name = parts[0].strip();
        List<String> options = Arrays.stream(parts[1].strip().split(" "))
                .filter(option -> !option.isEmpty())
                .toList();
        int code = Integer.parseInt(parts[2].strip());
        CommandDescription described = CommandModel.catalogue().find(name).orElseThrow();
        Path ofGoal = repository("goal");
        Path ofCommand = repository("command");
        Map<String, String> before = tree(ofGoal);

        int goal = Goal.run(name.equals("verify") ? "verify-folder" : name, ofGoal, properties(described, options));
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var arguments = new ArrayList<>(List.of(name));
        arguments.addAll(options);
        int command = new CommandLineTool(stream, stream, ofCommand).run(arguments.toArray(String[]::new));

        assertThat(command).as(out.toString(StandardCharsets.UTF_8)).isEqualTo(code);
        assertThat(goal).isEqualTo(code);
        assertThat(tree(ofCommand)).isEqualTo(tree(ofGoal));
        if (code == CommandLineTool.ERROR) {
            assertThat(tree(ofCommand)).containsAllEntriesOf(before);
        }
    }

    /** What help promises is what happens: each code of a command that is here has a case, and no case has another. */
    @Test
    void commandsEndAsTheirHelpSays() {
        var ends = new TreeMap<String, Set<String>>();
        for (String line : CASES) {
            String[] parts = line.split("\\|");
            ends.computeIfAbsent(parts[0].strip(), name -> new TreeSet<>()).add(parts[2].strip());
        }
        ends.forEach((name, codes) -> assertThat(CommandModel.of(CommandModel.catalogue(), "1")
                        .subcommands()
                        .get(name)
                        .getCommandSpec()
                        .usageMessage()
                        .exitCodeList()
                        .keySet())
                .as(name)
                .isEqualTo(codes));
    }

    @Test
    void everyCommandIsHereOrElsewhere() {
        var known = new ArrayList<>(ELSEWHERE);
        CASES.forEach(line -> known.add(line.split("\\|")[0].strip()));

        assertThat(CommandModel.catalogue().commands().stream().map(CommandDescription::name))
                .containsExactlyInAnyOrderElementsOf(known.stream().distinct().toList());
    }
}
