package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file that {@code java -jar} runs. */
class JarPackagedTest {
    @TempDir
    private Path temporary;

    private Packaged.Run run(Path folder, String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(List.of(
                Packaged.java().toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                Packaged.jar().toString()));
        command.addAll(List.of(arguments));
        return Packaged.run(folder, command, Map.of());
    }

    @Test
    void itGivesTheBytesOfTheGoal() throws Exception {
        Path repository = Packaged.repository(temporary.resolve("shop"));
        Path reports = temporary.resolve("command");

        Packaged.Run run = run(repository, "scan", "--report-directory=" + reports);

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(CommandLineTool.FINDINGS);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("[ERROR] pod/privileged", "shop/values.yaml:1:1", "note: Helm ran with no network");
        assertThat(Files.readString(reports.resolve("aks-policy.json")))
                .isEqualTo(Packaged.reportOfGoal(repository, temporary.resolve("goal")));
    }

    /** Files that a JVM, Maven or picocli might read lie in the folder that is evaluated: none has an effect. */
    @Test
    void nothingOfTheFolderIsReadAsConfiguration() throws Exception {
        Path repository = Packaged.repository(temporary.resolve("shop"));
        for (String file : List.of(
                ".hotspotrc",
                ".hotspot_compiler",
                ".mvn/jvm.config",
                ".mvn/maven.config",
                "jvm.config",
                "JDK_JAVA_OPTIONS")) {
            Packaged.write(repository, file, "-XX:+PrintFlagsFinal -Daks-policy.failOn=never\n");
        }
        Packaged.write(repository, "simplelogger.properties", "org.slf4j.simpleLogger.defaultLogLevel=trace\n");
        Packaged.write(repository, "META-INF/services/io.github.akspolicy.spi.PolicyProvider", "example.Hostile\n");
        Packaged.write(repository, "logging.properties", "handlers=example.Hostile\n");

        Packaged.Run run = run(repository, "scan", "--profile=pss-baseline");

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(CommandLineTool.FINDINGS);
        assertThat(run.out()).doesNotContain("PrintFlagsFinal", "Hostile");
    }

    @Test
    void versionAndErrorsNeedNothing() throws Exception {
        assertThat(run(temporary, "--version").out()).matches("aks-policy \\d+\\.\\d+\\.\\d+.*\\s*");
        Packaged.Run wrong = run(temporary, "scna");
        assertThat(wrong.code()).isEqualTo(CommandLineTool.ERROR);
        assertThat(wrong.err())
                .startsWith("[ERROR] unknown command \"scna\": did you mean \"scan\"?")
                .contains("--help");
        assertThat(wrong.out()).isEmpty();
    }
}
