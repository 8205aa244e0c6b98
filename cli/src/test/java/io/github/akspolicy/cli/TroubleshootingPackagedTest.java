package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each message of docs/how-to/troubleshooting.md, made to happen, and none else is there. Those of Maven are made by the integration
 * build first-minutes.
 */
@Tag("deep")
class TroubleshootingPackagedTest {
    private static final Path PAGE = Path.of("../docs/how-to/troubleshooting.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| .+ \\| .+ \\|$");

    /** A long message goes on in deeper lines. */
    private static final Pattern FOLDED = Pattern.compile("\\R {4,}");

    private static final String CHART = "apiVersion: v2\nname: shop\nversion: 1.0.0\n";
    private static final String OBJECT = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop}\n";
    private static final String MANIFESTS = "schemaVersion: 1\nsources: [{manifests: k8s}]\n";

    @TempDir
    private Path folder;

    private final Map<String, String> shown = new LinkedHashMap<>();

    @BeforeEach
    void repository() throws IOException {
        write(".git/HEAD", "");
    }

    private void write(String file, String text) throws IOException {
        Packaged.write(folder, file, text);
    }

    /** What the command line prints to a person in the folder. */
    private void message(String message, Map<String, String> environment, List<String> java, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(Packaged.java().toString()));
        command.addAll(java);
        command.addAll(List.of("-jar", Packaged.jar().toString()));
        command.addAll(List.of(arguments));
        Packaged.Run run = Packaged.run(folder, command, environment);
        assertThat(run.code()).as(message).isNotZero();
        shown.put(message, FOLDED.matcher(run.out() + run.err()).replaceAll(" "));
    }

    private void message(String message, String... arguments) throws Exception {
        message(message, Map.of(), List.of(), arguments);
    }

    private void emptyFolder() throws Exception {
        Files.delete(folder.resolve(".git/HEAD"));
        Files.delete(folder.resolve(".git"));
        message("aks-policy evaluated nothing", "verify");
        message("this folder holds no Helm chart (Chart.yaml), no manifest", "scan");
        message("Unknown policy \"…\": did you mean", "explain", "--policy=pod/privilegd");
        message("unknown threshold \"…\"", "scan", "--fail-on=hig");
        write("k8s/shop.yaml", OBJECT);
        write("aks-policy.yaml", MANIFESTS);
        message("… is in no git repository", "verify", "--base=origin/main");
    }

    private void charts() throws Exception {
        write(".git/HEAD", "");
        write("aks-policy.yaml", "schemaVersion: 1\nsources: [{chart: shop}]\n");
        write("shop/Chart.yaml", CHART);
        write("shop/values.yaml", "enabled: false\n");
        write("shop/templates/shop.yaml", "{{ if .Values.enabled }}{{ .Files.Get \"x\" }}{{ end }}");
        message("chart … yields no resource: nothing was evaluated", "verify");
        write("shop/templates/shop.yaml", OBJECT);
        message("there is no embedded Helm for …", Map.of("PATH", "/"), List.of("-Dos.arch=riscv64"), "verify");
        message("the temporary folder … cannot be written", Map.of(), List.of("-Djava.io.tmpdir=/proc"), "verify");
        write(
                "shop/Chart.yaml",
                CHART + "dependencies: [{name: redis, version: 1.0.0, repository: \"https://charts.example.com\"}]\n");
        message("the dependency … is not in charts/", "verify");
        message("nothing was evaluated: … found …", "scan", "--directory=shop");
    }

    private void configuration() throws Exception {
        write("aks-policy.yaml", MANIFESTS + "profil: recommended\n");
        message("unknown key \"…\"", "verify");
        write("aks-policy.yaml", "schemaVersion: 1\nsources: [{manifests: deploi}]\n");
        message("manifests \"…\" does not exist", "verify");
        write("aks-policy.yaml", MANIFESTS + "baseline: policy-baseline.yaml\n");
        message("baseline \"…\" does not exist", "verify");
        write("aks-policy.yaml", MANIFESTS + "exemptions: policy-exemptions.yaml\nfailOn: medium\n");
        write("policy-exemptions.yaml", """
                schemaVersion: 1
                exemptions:
                  - {policy: pod/privileged, resource: Pod/web, reason: r, owner: o, approvedBy: a, until: 2020-01-31}
                """);
        message("exempts nothing", "verify");
    }

    @Test
    void eachMessageIsPrinted() throws Exception {
        emptyFolder();
        charts();
        configuration();
        // a disk may not take such a name
        write("k8s/stra\u00dfe.yaml", OBJECT);
        message(
                "the name … has characters that the character set of this process does not have",
                Map.of("LC_ALL", "C"),
                List.of(),
                "scan",
                "--strict");

        String page = Files.readString(PAGE).split("## Messages of Maven")[0];
        List<String> messages = ROW.matcher(page)
                .results()
                .map(row -> row.group(1))
                .filter(message -> !message.equals("message"))
                .toList();
        assertThat(shown.keySet()).containsExactlyInAnyOrderElementsOf(messages);
        for (String message : messages) {
            String words = Stream.of(message.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".+?"));
            assertThat(shown.get(message)).as(message).containsPattern(words);
        }
    }
}
