package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder with its own Java runtime and an archive of the classes that a run loads. */
@Tag("deep")
class ImagePackagedTest {
    @TempDir
    private static Path folder;

    private static Path image;

    @TempDir
    private Path temporary;

    @BeforeAll
    static void buildImage() throws Exception {
        image = folder.resolve("image");
        ImageBuilder.build(image, Packaged.jar());
    }

    /** There is no Java on the path of these processes. */
    private static Packaged.Run run(Path current, Path launcher, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(launcher.toString());
        command.addAll(List.of(arguments));
        return Packaged.run(current, command, Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", "/nowhere"));
    }

    @Test
    void itGivesTheBytesOfTheGoal() throws Exception {
        Path repository = Packaged.repository(temporary.resolve("shop"));
        Path reports = temporary.resolve("command");

        Packaged.Run run = run(repository, image.resolve("bin/aks-policy"), "scan", "--report-directory=" + reports);

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(CommandLineTool.FINDINGS);
        assertThat(run.err()).isEmpty();
        assertThat(Files.readString(reports.resolve("aks-policy.json")))
                .isEqualTo(Packaged.reportOfGoal(repository, temporary.resolve("goal")));
    }

    @Test
    void itIsFoundBehindALinkAndTakesArgumentsAsTheyAre() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("policy tool"), image.resolve("bin/aks-policy"));
        Path repository = Packaged.repository(temporary.resolve("a shop"));

        assertThat(run(temporary, link, "scan", "--directory=a shop", "--profile=pss-baseline")
                        .code())
                .isEqualTo(CommandLineTool.FINDINGS);
        assertThat(run(repository, link, "scan", "--profile=pss-baseline", "--fail-on", "never")
                        .code())
                .isEqualTo(CommandLineTool.PASSED);
        assertThat(run(repository, link, "scan", "a b").out()).contains("a b is not a directory");
    }

    /** Without the archive a run loads a few thousand classes out of the jar again. */
    @Test
    void theArchiveIsUsedAndMakesTheStartShorter() throws Exception {
        Path repository = Packaged.repository(temporary.resolve("shop"));
        List<String> with = List.of(
                image.resolve("bin/java").toString(),
                "-XX:SharedArchiveFile=" + image.resolve("lib/aks-policy/aks-policy.jsa"),
                "-Xshare:on",
                "-Xlog:class+load:file=" + temporary.resolve("classes.log"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                image.resolve("lib/aks-policy/aks-policy.jar").toString(),
                "scan");

        assertThat(Packaged.run(repository, with, Map.of()).code()).isEqualTo(CommandLineTool.FINDINGS);

        List<String> classes = Files.readAllLines(temporary.resolve("classes.log"));
        long shared = classes.stream()
                .filter(line -> line.contains("source: shared objects file"))
                .count();
        assertThat(shared).isGreaterThan(classes.size() * 9L / 10).isGreaterThan(2000);
        // of the format of Java 5, which an archive that a JVM leaves at its end has not; a few are left out with what
        // they load
        assertThat(classes.stream().filter(line -> line.contains(" picocli.") && line.contains("source: file:")))
                .hasSizeLessThan(10);
    }

    @Test
    void theRuntimeHasTheModulesThatTheJarNeeds() throws IOException {
        var said = new StringWriter();
        var out = new PrintWriter(said, true);
        int code = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        out,
                        out,
                        "--print-module-deps",
                        "--ignore-missing-deps",
                        "--multi-release",
                        "17",
                        Packaged.jar().toString());

        assertThat(code).isZero();
        assertThat(ImageBuilder.MODULES).contains(said.toString().strip().split(","));
    }

    @Test
    void nothingIsOverwritten() {
        assertThatThrownBy(() -> ImageBuilder.build(image, Packaged.jar()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is there already");
    }
}
