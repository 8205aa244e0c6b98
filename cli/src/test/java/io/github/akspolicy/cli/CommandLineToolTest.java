package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exit codes, options and what is printed where. */
class CommandLineToolTest {
    private static final String PRIVILEGED = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop}
            spec:
              containers: [{name: web, image: "contoso.azurecr.io/web:1", securityContext: {privileged: true}}]
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makeRepository() throws IOException {
        Files.createDirectory(folder.resolve(".git"));
        write("k8s/pod.yaml", PRIVILEGED);
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return new CommandLineTool(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        folder)
                .run(arguments);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String refused() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void findingsAreOneAndNoneIsZero() throws IOException {
        assertThat(run("scan", "--profile=pss-baseline")).isEqualTo(CommandLineTool.FINDINGS);
        assertThat(printed()).contains("[ERROR] pod/privileged", "k8s/pod.yaml:5:", "why and how: aks-policy explain");
        assertThat(refused()).isEmpty();
        assertThat(folder.resolve("target/aks-policy/aks-policy.json")).exists();

        assertThat(run("scan", "--profile=pss-baseline", "--fail-on", "never")).isEqualTo(CommandLineTool.PASSED);
        assertThat(run("scan", "-Daks-policy.profile=pss-baseline", "-Daks-policy.failOn=never"))
                .isEqualTo(CommandLineTool.PASSED);

        write("k8s/pod.yaml", PRIVILEGED.replace("privileged: true", "privileged: false"));
        assertThat(run("scan", "--profile=pss-baseline")).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).contains("PASSED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                    | Usage: aks-policy
            typo                                  | Unmatched argument at index 0: 'typo'
            scan --typo                           | Unknown option: '--typo'
            scan k8s                              | Unmatched argument at index 1: 'k8s'
            scan --profile=tlak                   | aks-policy.profile: unknown profile "tlak"
            scan --reports=jsno                   | aks-policy.reports: no report format is called "jsno"
            scan --console=loud                   | aks-policy.console: "loud" is neither auto nor full
            scan --directory=nowhere              | nowhere is not a directory
            verify                                | aks-policy evaluated nothing in this build
            verify --directory=nowhere            | nowhere not found
            verify --configuration=none.yaml      | evaluated nothing
            verify --only-new=perhaps             | aks-policy.onlyNew: "perhaps" is neither true nor false
            explain                               | --policy is missing
            explain --policy=pod/privilegd        | did you mean "pod/privileged"?
            audit                                 | add io.github.akspolicy:aks-policy-live
            pr --pr-limit=many                    | aks-policy.pr.limit: "many" is not a number
            new-policy --id=contoso/x --language=go | neither java nor yaml
            """)
    void whatIsWrongIsTwo(String arguments, String message) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(CommandLineTool.ERROR);
        assertThat(printed() + refused()).contains(message);
    }

    @Test
    void aManifestThatCannotBeReadIsTwoOnlyWhereThatIsAskedForOrNothingElseIsThere() throws IOException {
        write("k8s/broken.yaml", "apiVersion: v1\nkind: Pod\n  metadata: {}\n");

        assertThat(run("scan", "--fail-on=never")).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).contains("[WARNING] k8s/broken.yaml:3", "PASSED what was evaluated: 1 resource");
        assertThat(run("scan")).isEqualTo(CommandLineTool.FINDINGS);
        assertThat(run("scan", "--strict", "--fail-on=never")).isEqualTo(CommandLineTool.ERROR);
        assertThat(printed()).contains("[ERROR] k8s/broken.yaml:3");

        Files.delete(folder.resolve("k8s/pod.yaml"));
        assertThat(run("scan", "--fail-on=never")).isEqualTo(CommandLineTool.ERROR);
    }

    /** Hints name the options of the command line, since that is what the reader typed. */
    @Test
    void hintsNameTheOptionsOfTheCommandLine() throws IOException {
        assertThat(run("scan", "--profile=pss-baseline")).isEqualTo(CommandLineTool.FINDINGS);
        assertThat(printed())
                .contains("aks-policy explain --policy=pod/privileged")
                .doesNotContain("-Daks-policy.");
        assertThat(run("verify")).isEqualTo(CommandLineTool.ERROR);
        assertThat(refused()).contains("set --skip").doesNotContain("-Daks-policy.");

        Files.delete(folder.resolve("k8s/pod.yaml"));
        write("README.md", "# Nothing\n");
        assertThat(run("scan")).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed())
                .contains("holds no Helm chart", "scan another folder with --directory=PATH", "NOTHING TO EVALUATE");
    }

    /** What lies in the folder chooses no options: it may be that of a change that others made. */
    @Test
    void nothingOfTheFolderConfiguresTheTool() throws IOException {
        write("arguments", "--fail-on=never");
        write(".aks-policy.properties", "aks-policy.failOn=never\nscan.fail-on=never\n");
        write("aks-policy.properties", "scan.fail-on=never\n");
        write(".mvn/maven.config", "-Daks-policy.failOn=never\n");
        write(".mvn/jvm.config", "-Daks-policy.failOn=never\n");

        assertThat(run("scan", "--profile=pss-baseline", "@arguments")).isEqualTo(CommandLineTool.ERROR);
        assertThat(refused()).contains("Unmatched argument at index 2: '@arguments'");
        assertThat(run("scan", "--profile=pss-baseline")).isEqualTo(CommandLineTool.FINDINGS);
    }

    @Test
    void aConfigurationIsFoundFromElsewhere() throws IOException {
        write("shop/aks-policy.yaml", "schemaVersion: 1\nprofile: pss-baseline\nsources: [{manifests: ../k8s}]\n");

        assertThat(run("verify", "--directory=shop")).isEqualTo(CommandLineTool.FINDINGS);
        assertThat(run("verify", "--configuration=shop/aks-policy.yaml", "--report-directory=out"))
                .isEqualTo(CommandLineTool.FINDINGS);
        assertThat(folder.resolve("out/aks-policy.sarif")).exists();
        assertThat(run("list", "--directory=shop")).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).contains("on   pod/privileged", "More about one: aks-policy explain");
        assertThat(run("explain-config", "--directory=shop")).isEqualTo(CommandLineTool.PASSED);
        assertThat(run("verify", "--directory=shop", "--skip")).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).startsWith("Skipped");
    }

    @Test
    void everyCommandHasHelp() {
        assertThat(run("--help")).isEqualTo(CommandLineTool.PASSED);
        List<String> commands = printed()
                .lines()
                .filter(line -> line.matches("  [a-z]+(-[a-z]+)*  .*"))
                .map(line -> line.strip().split(" ")[0])
                .toList();
        assertThat(commands).contains("scan", "verify").hasSizeGreaterThan(15);
        for (String command : commands) {
            assertThat(run(command, "--help")).as(command).isEqualTo(CommandLineTool.PASSED);
            assertThat(printed()).contains("Usage: aks-policy " + command, "--helm-timeout");
        }
        assertThat(run("--version")).isEqualTo(CommandLineTool.PASSED);
    }

    @Test
    void textOfTheInputCommandsNoTerminalAndNoCiSystem() throws IOException {
        write(
                "k8s/pod.yaml",
                PRIVILEGED.replace("name: web, namespace", "name: \"we\\e[31mb\\n::error::x\", namespace"));

        run("scan", "--profile=pss-baseline");

        assertThat(printed()).doesNotContain("\u001b", "\n::error");
    }
}
