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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        tset                                  | unknown command "tset": did you mean "test"? Try: aks-policy --help
        tset --help                           | unknown command "tset": did you mean "test"?
        help tset                             | unknown command "tset": did you mean "test"?
        nonsense                              | unknown command "nonsense": commands: audit, baseline,
        scan --typo                           | unknown option --typo. Try: aks-policy scan --help
        scan --failon=never                   | unknown option --failon: did you mean "--fail-on"?
        scan -Daks-policy.failon=never        | unknown option --failon: did you mean "--fail-on"?
        fix --fail-on=never                   | fix does not use --fail-on; commands that do: audit, explain-config, pr, scan, verify
        baseline --environments=dev           | baseline does not use --environments; commands that do:
        list --helm=helm                      | list does not use --helm; commands that do:
        explain pod/privileged --today=2027-01-31 | explain does not use --today; commands that do:
        scan k8s other                        | unexpected argument "other": scan takes DIR
        completion zsh                        | unexpected argument "zsh": completion takes options only
        scan k8s --directory=k8s              | DIR and --directory are the same: leave one out
        scan --fail-on=low -Daks-policy.failOn=never | --fail-on stands twice: leave one out
        scan nowhere                          | nowhere is not a directory
        fix nowhere                           | --directory: folder
        who-can get                           | RESOURCE is missing: What it is done to
        scan --profile=tlak                   | --profile: unknown profile "tlak"
        scan --reports=jsno                   | --reports: no report format is called "jsno"
        scan --console=loud                   | --console: "loud" is neither auto nor full
        scan --directory=nowhere              | nowhere is not a directory
        verify                                | aks-policy evaluated nothing
        verify --directory=nowhere            | nowhere not found
        verify --configuration=none.yaml      | evaluated nothing
        verify --only-new=perhaps             | --only-new: "perhaps" is neither true nor false
        explain                               | POLICY is missing: The id of the policy
        explain --policy=pod/privilegd        | did you mean "pod/privileged"?
        explain pod/privilegd                 | did you mean "pod/privileged"?
        audit                                 | add io.github.akspolicy:aks-policy-live
        pr --pr-limit=many                    | --pr-limit: "many" is not a number
        new-policy --id=contoso/x --language=go | neither java nor yaml
        """)
    void whatIsWrongIsTwo(String arguments, String message) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(CommandLineTool.ERROR);
        // a long one goes on deeper indented
        assertThat((printed() + refused()).replaceAll("\\s+", " ")).contains(message);
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

    @Test
    void whatACommandIsAboutStandsWithoutAnOption() throws IOException {
        assertThat(run("scan", "k8s", "--profile=pss-baseline")).isEqualTo(CommandLineTool.FINDINGS);
        // what follows a switch is no value of it
        assertThat(run("scan", "--strict", "k8s", "--profile=pss-baseline")).isEqualTo(CommandLineTool.FINDINGS);
        assertThat(run("scan", "--profile=pss-baseline", "--skip", "k8s")).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).startsWith("Skipped");
        assertThat(run("explain", "pod/privileged")).isEqualTo(CommandLineTool.PASSED);
        String explained = printed();
        assertThat(run("explain", "--policy=pod/privileged")).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).isEqualTo(explained);

        write("shop/aks-policy.yaml", "schemaVersion: 1\nsources: [{manifests: ../k8s}]\n");
        assertThat(run("who-can", "get", "secrets", "token", "--directory=shop"))
                .isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).contains("secrets", "token");
        assertThat(run("verify", "shop")).isEqualTo(CommandLineTool.FINDINGS);
    }

    /** A file that cannot be read beside it is named, as by scan, and stops nothing. */
    @Test
    void fixFixesWhatScanFinds() throws IOException {
        write("k8s/broken.yaml", "apiVersion: v1\nkind: Pod\n  metadata: {}\n");
        assertThat(run("scan")).isEqualTo(CommandLineTool.FINDINGS);
        assertThat(printed()).contains("pod/seccomp-profile (high)");

        assertThat(run("fix", "--fix=apply", "--fix-policies=pod/seccomp-profile"))
                .isEqualTo(CommandLineTool.PASSED);

        assertThat(printed())
                .contains("[WARNING] k8s/broken.yaml:3", "fixed: pod/seccomp-profile", "a decision: aks-policy scan");
        assertThat(run("scan")).isEqualTo(CommandLineTool.FINDINGS);
        assertThat(printed()).doesNotContain("pod/seccomp-profile");
        assertThat(folder.resolve("aks-policy.yaml")).doesNotExist();
    }

    /** The reports of the first scan are no content. */
    @Test
    void nothingIsInAnEmptyFolder() throws IOException {
        Files.delete(folder.resolve("k8s/pod.yaml"));
        Files.delete(folder.resolve("k8s"));

        assertThat(run("scan")).isEqualTo(CommandLineTool.ERROR);
        assertThat(run("scan")).isEqualTo(CommandLineTool.ERROR);
        assertThat(run("fix")).isEqualTo(CommandLineTool.ERROR);
        assertThat(printed()).contains("holds no Helm chart");
        assertThat(run("who-can", "get", "secrets")).isEqualTo(CommandLineTool.ERROR);
        assertThat(printed()).contains("aks-policy init writes one from what is here");

        write("README.md", "# Nothing\n");
        assertThat(run("fix")).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).contains("NOTHING TO FIX: there is no chart");
    }

    @Test
    void fixTakesTheValuesThatScanWasGiven() throws IOException {
        write("shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        write("shop/values.yaml", "podSecurityContext: {seccompProfile: {type: RuntimeDefault}}\n");
        write("shop/off.yaml", "podSecurityContext: {seccompProfile: {type: Unconfined}}\n");
        write("shop/templates/pod.yaml", """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              securityContext: {{- toYaml .Values.podSecurityContext | nindent 4 }}
              containers: [{name: web, image: "web:1"}]
            """);

        assertThat(run("fix", "shop", "--fix-policies=pod/seccomp-profile")).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).doesNotContain("would fix: pod/seccomp-profile");
        assertThat(run("fix", "shop", "--values=off.yaml", "--fix-policies=pod/seccomp-profile"))
                .isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).contains("would fix: pod/seccomp-profile", "shop/off.yaml:1");

        write("aks-policy.yaml", "schemaVersion: 1\nsources: [{chart: shop}]\n");
        assertThat(run("fix", "--values=off.yaml")).isEqualTo(CommandLineTool.ERROR);
        assertThat(refused()).contains("--values: aks-policy.yaml names the values files");
    }

    /** A definition of a cluster has no edits: nothing was tried, so that nothing was not kept. */
    @Test
    void fixCountsOnlyWhatThereIs() throws IOException {
        write("infra/main.bicep", """
            resource aks 'Microsoft.ContainerService/managedClusters@2024-05-01' = {
              name: 'shop'
              location: 'westeurope'
              properties: { disableLocalAccounts: false }
            }
            """);

        assertThat(run("fix", "infra")).as(printed()).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed())
                .contains("NOTHING TO FIX", " need a decision: aks-policy scan")
                .doesNotContain("0 fixes", "0 finding");
    }

    /** scan counts what may be fixed of what fails, and promises nothing; fix says how many of these it fixes. */
    @Test
    void fixSaysHowManyOfThoseThatFailItFixes() throws IOException {
        Packaged.repository(folder);

        assertThat(run("scan", "shop")).isEqualTo(CommandLineTool.FINDINGS);
        Matcher scanned = Pattern.compile(
                        "(\\d+) of (\\d+) have an edit to try: aks-policy fix \\(it keeps only what it proves\\)")
                .matcher(printed());
        assertThat(scanned.find()).as(printed()).isTrue();

        assertThat(run("fix", "shop")).isEqualTo(CommandLineTool.PASSED);
        Matcher fixed = Pattern.compile("WOULD FIX: \\d+ of \\d+ findings \\((\\d+) of (\\d+) that fail\\)")
                .matcher(printed());
        assertThat(fixed.find()).as(printed()).isTrue();
        assertThat(fixed.group(2)).isEqualTo(scanned.group(2));
        assertThat(Integer.parseInt(fixed.group(1))).isBetween(1, Integer.parseInt(scanned.group(1)));
    }

    /** What the policies say of a cluster depends on the profile, and what is accepted on the day. */
    @Test
    void explainClusterTakesProfileAndDay() throws IOException {
        write("main.tf", """
            resource "azurerm_kubernetes_cluster" "shop" {
              name                   = "shop"
              location               = "westeurope"
              resource_group_name    = "shop"
              local_account_disabled = false
            }
            """);
        write("aks-policy.yaml", "schemaVersion: 1\nsources: [{cluster: main.tf}]\n");

        assertThat(run("explain-cluster")).isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).contains("✗ cluster/local-accounts-disabled");
        assertThat(run("explain-cluster", "--profile=pss-baseline", "--today=2027-01-31"))
                .isEqualTo(CommandLineTool.PASSED);
        assertThat(printed()).contains("- cluster/local-accounts-disabled is off");
        assertThat(run("explain-cluster", "--today=soon")).isEqualTo(CommandLineTool.ERROR);
        assertThat(printed()).contains("--today: \"soon\" is not a date");
    }

    @Test
    void policiesAreListedForPrograms() throws IOException {
        assertThat(run("list", "--json", "--profile=pss-baseline")).isEqualTo(CommandLineTool.PASSED);

        var policies = (List<?>) JsonValues.parse(printed());
        assertThat(policies)
                .hasSizeGreaterThan(200)
                .allSatisfy(policy -> assertThat(((Map<?, ?>) policy).keySet())
                        .isEqualTo(Set.of("id", "on", "severity", "title", "fix", "profiles", "documentation")));
        assertThat(policies)
                .filteredOn(policy -> ((Map<?, ?>) policy).get("id").equals("pod/privileged"))
                .singleElement()
                .asString()
                .contains("on=true", "severity=critical");
        assertThat(policies).anyMatch(policy -> ((Map<?, ?>) policy).get("on").equals(false));
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
        assertThat(printed()).contains("@arguments is not a directory");
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
            assertThat(printed()).contains("Usage: aks-policy " + command, "Exit codes:");
            String help = printed();
            assertThat(run("help", command)).isEqualTo(CommandLineTool.PASSED);
            assertThat(printed()).isEqualTo(help);
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
