package io.github.akspolicy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.source.SourceLocation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The compiler on the path, played by scripts: a good one, and those that a build must survive. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the compilers here are shell scripts")
class BicepCompilerTest {
    private static final String SOURCE = """
            resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
              name: 'aks'
              properties: {
                disableLocalAccounts: false
              }
            }
            """;
    private static final String COMPILED = """
            {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
             "languageVersion": "2.0", "metadata": {"_generator": {"name": "bicep"}},
             "resources": {"aks": {"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-09-01",
               "name": "aks", "properties": {"disableLocalAccounts": false}}}}
            """;
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Path tools() throws IOException {
        return Files.createDirectories(folder.resolve("tools"));
    }

    private void script(Path at, String text) throws IOException {
        Files.writeString(at, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(at, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Read compiled(String script, Duration longest, ReadLimits limits) throws IOException {
        script(tools().resolve("bicep"), script);
        return onPath(tools().toString(), longest, limits);
    }

    private Read onPath(String path, Duration longest, ReadLimits limits) {
        var reader = new DefinitionReader(new BicepCompiler(path, longest));
        return assertTimeoutPreemptively(BOUND, () -> Read.of(reader, folder, "main.bicep", SOURCE, limits, true));
    }

    private Read compiled(String script) throws IOException {
        return compiled(script, BOUND, ReadLimits.DEFAULT);
    }

    @Test
    void aDefinitionThatIsReadAgainIsNotCompiledAgain() throws IOException {
        Files.writeString(folder.resolve("compiled.json"), COMPILED);
        Path runs = folder.resolve("runs");
        script(tools().resolve("bicep"), "echo run >> " + runs + "; cat " + folder.resolve("compiled.json"));
        var reader = new DefinitionReader(new BicepCompiler(tools().toString(), BOUND));
        for (int i = 0; i < 2; i++) {
            assertThat(Read.of(reader, folder, "main.bicep", SOURCE, ReadLimits.DEFAULT, true)
                            .told())
                    .isEmpty();
        }
        assertThat(Files.readAllLines(runs)).hasSize(1);
    }

    @Test
    void whatItMakesIsReadAndFindingsPointIntoTheSource() throws IOException {
        Files.writeString(folder.resolve("compiled.json"), COMPILED);
        Read read = compiled("echo \"$@\" > " + folder.resolve("asked") + "; cat " + folder.resolve("compiled.json"));
        assertThat(read.told()).isEmpty();
        assertThat(Files.readString(folder.resolve("asked")))
                .as("modules of registries are not downloaded")
                .isEqualTo("build --no-restore --stdout " + folder.resolve("main.bicep") + "\n");
        SourceLocation at = read.files
                .get(0)
                .origins()
                .locate(read.cluster()
                        .get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS)
                        .place())
                .primary();
        assertThat(at).hasToString("main.bicep:4:5");
        assertThat(at.role()).isEqualTo(SourceLocation.Role.MANIFEST);
    }

    @Test
    void withoutOneTheErrorSaysWhatToDo() throws IOException {
        assertThat(onPath(tools().toString(), BOUND, ReadLimits.DEFAULT).told())
                .containsExactly("main.bicep:1:1: Bicep cannot be read: there is no bicep on the path (install it, or"
                        + " run az bicep build --file main.bicep and name the .json that it writes; the .bicep beside it is"
                        + " where findings point)");
    }

    @Test
    void whatTheProjectHoldsIsNeverRun() throws IOException {
        script(folder.resolve("bicep"), "touch " + folder.resolve("ran"));
        Files.createDirectories(tools().resolve("bicep"));
        String path = String.join(File.pathSeparator, "", ".", "tools", tools().toString(), "\0");
        assertThat(onPath(path, BOUND, ReadLimits.DEFAULT).told())
                .singleElement()
                .asString()
                .contains("there is no bicep on the path");
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void whatItFindsIsTold() throws IOException {
        assertThat(compiled("echo 'main.bicep(4,5) : Error BCP035: no location' >&2; exit 1")
                        .told())
                .containsExactly("main.bicep:1:1: bicep build fails: main.bicep(4,5) : Error BCP035: no location");
        assertThat(compiled("echo 'main.bicep(1,1) : Error BCP190: The artifact has not been restored.' >&2; exit 1")
                        .told())
                .singleElement()
                .asString()
                .endsWith("(nothing is downloaded here: run bicep restore main.bicep for modules of registries)");
        assertThat(compiled("yes 'no location' | head -c 3000000 >&2; exit 1").told())
                .singleElement()
                .asString()
                .hasSizeLessThan(3_000);
    }

    @Test
    void oneThatHangsIsEndedWithItsChildren() throws IOException {
        Path pid = folder.resolve("pid");
        Read read = compiled("sleep 600 & echo $! > " + pid + "; wait", Duration.ofSeconds(2), ReadLimits.DEFAULT);
        assertThat(read.told()).containsExactly("main.bicep:1:1: bicep build takes longer than 2 s");
        long child = Long.parseLong(Files.readString(pid).strip());
        assertTimeoutPreemptively(
                BOUND,
                () -> ProcessHandle.of(child)
                        .ifPresent(handle -> handle.onExit().join()));
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void oneThatNeverEndsWritingIsEnded() throws IOException {
        var limits = new ReadLimits(100_000, 500, 1_000, 10);
        assertThat(compiled("yes", BOUND, limits).told())
                .containsExactly("main.bicep:1:1: what bicep build writes is too long");
        assertThat(compiled("yes >&2", BOUND, limits).told())
                .containsExactly("main.bicep:1:1: what bicep build writes is too long");
    }

    @Test
    void whatIsNoTemplateIsAProblem() throws IOException {
        assertThat(compiled("echo 'not json'").told())
                .singleElement()
                .asString()
                .startsWith("main.bicep:1:1: ");
        assertThat(compiled("printf '\\377\\376\\000'").told())
                .singleElement()
                .asString()
                .startsWith("main.bicep:1:1: ");
        assertThat(compiled("true").told()).singleElement().asString().startsWith("main.bicep:1:1: ");
    }
}
