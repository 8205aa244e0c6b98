package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.JsonValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What CI systems and hooks run is run here, but for the download. */
@Tag("deep")
class CiTemplatesPackagedTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** The line that starts the command line, behind the key or dash before it. */
    private static final Pattern START = Pattern.compile("(?m)^\\s*(?:- )?(?:\\w+: )?(java .* -jar .*)$");

    private static final Pattern INPUT = Pattern.compile("\\$\\[\\[ inputs\\.(\\w+) ]]");

    @TempDir
    private Path temporary;

    private Path checkout;

    @BeforeEach
    void checkOut() throws IOException {
        checkout = Packaged.repository(Files.createDirectory(temporary.resolve("check out")));
        Packaged.write(checkout, "aks-policy.yaml", "schemaVersion: 1\nsources: [{chart: shop}, {manifests: k8s}]\n");
        Files.createDirectories(temporary.resolve("aks-policy"));
        Files.copy(Packaged.jar(), temporary.resolve("aks-policy/aks-policy-all.jar"));
    }

    private static String command(String file) throws IOException {
        Matcher start = START.matcher(Files.readString(ROOT.resolve(file)));
        assertThat(start.find()).as(file).isTrue();
        return start.group(1);
    }

    /** As the CI system would, with these values for inputs. */
    private Packaged.Run run(String file, String arguments) throws Exception {
        String command =
                INPUT.matcher(command(file)).replaceAll(input -> input.group(1).equals("arguments") ? arguments : ".");
        var environment = new HashMap<>(Map.of(
                "COMMAND",
                "verify",
                "DIRECTORY",
                ".",
                "ARGUMENTS",
                arguments,
                "AKS_POLICY_DIRECTORY",
                ".",
                "AKS_POLICY_ARGUMENTS",
                arguments,
                "GITHUB_WORKSPACE",
                checkout.toString(),
                "BUILD_SOURCESDIRECTORY",
                checkout.toString(),
                "CI_PROJECT_DIR",
                checkout.toString()));
        environment.put("PATH", Packaged.java().getParent() + java.io.File.pathSeparator + System.getenv("PATH"));
        return Packaged.run(temporary, List.of("bash", "-c", command), environment);
    }

    @ParameterizedTest
    @CsvSource({"action.yml", "templates/aks-policy.yml", "samples/ci/azure-pipelines-command-line.yml"})
    void theyEvaluateTheCheckout(String file) throws Exception {
        Packaged.Run failed = run(file, "");
        assertThat(failed.code()).as(failed.out() + failed.err()).isEqualTo(CommandLineTool.FINDINGS);
        assertThat(failed.out()).contains("pod/privileged");
        assertThat(checkout.resolve("target/aks-policy/aks-policy.sarif")).exists();

        assertThat(run(file, "--fail-on=never --console=full").code()).isEqualTo(CommandLineTool.PASSED);
        assertThat(run(file, "--fail-on=nevr").code()).isEqualTo(CommandLineTool.ERROR);
        run(file, "; touch made; $(touch made)");
        assertThat(temporary.resolve("made")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"action.yml", "templates/aks-policy.yml", "samples/ci/azure-pipelines-command-line.yml"})
    void theyFetchWhatThisBuildMakes(String file) throws Exception {
        String text = Files.readString(ROOT.resolve(file));
        assertThat(text).contains("io.github.akspolicy:aks-policy:").contains(":jar:all");
        assertThat(text).contains("default: " + version());
        assertThat(Packaged.jar()).hasFileName("aks-policy-" + version() + "-all.jar");
    }

    private static String version() throws IOException {
        Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    @Test
    void theCatalogueOfJbangNamesAClassOfTheArtifact() throws Exception {
        var catalogue = (Map<?, ?>) JsonValues.parse(Files.readString(ROOT.resolve("jbang-catalog.json")));
        var alias = (Map<?, ?>) ((Map<?, ?>) catalogue.get("aliases")).get("aks-policy");

        assertThat(alias.get("script-ref")).isEqualTo("io.github.akspolicy:aks-policy:" + version());
        assertThat(alias.get("main")).isEqualTo(Main.class.getName());
    }

    @Test
    void hooksAreCommandsThatThereAre() throws Exception {
        Matcher entries = Pattern.compile("entry: aks-policy (.*)")
                .matcher(Files.readString(ROOT.resolve(".pre-commit-hooks.yaml")));
        int hooks = 0;
        while (entries.find()) {
            hooks++;
            new CommandLine(CommandModel.of(CommandModel.catalogue(), "1"))
                    .parseArgs(entries.group(1).split(" "));
        }
        assertThat(hooks).isEqualTo(3);
    }
}
