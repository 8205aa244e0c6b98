package io.github.akspolicy.resident;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidentTest {
    @TempDir
    private Path folder;

    private final List<String> log = new ArrayList<>();

    private int build(Resident resident, String... arguments) throws IOException {
        log.clear();
        return resident.build(folder.toFile(), List.of(arguments), log::add);
    }

    @Test
    void buildsComeOneAfterTheOtherWithTheirLinesAndExitCodes() throws IOException {
        Files.writeString(folder.resolve("pom.xml"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>it</groupId>
                  <artifactId>nothing</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <name>nothing ${known} ${env.GREETING}</name>
                </project>
                """);
        Resident resident = Resident.start(
                new JvmSettings("-XX:TieredStopAtLevel=1  -XX:+UseSerialGC", Map.of("GREETING", "hello"), false));
        try {
            assertThat(build(resident, "-B", "-o", "validate", "-Dknown=first")).isZero();
            assertThat(log)
                    .anyMatch(line -> line.contains("Building nothing first hello"))
                    .anyMatch(line -> line.endsWith("BUILD SUCCESS"));

            assertThat(build(resident, "-B", "-o", "no-such-phase", "-Dknown=second"))
                    .isEqualTo(1);
            assertThat(log).anyMatch(line -> line.contains("Unknown lifecycle phase \"no-such-phase\""));

            // what the command line of an earlier build says is forgotten
            assertThat(build(resident, "-B", "-o", "validate")).isZero();
            assertThat(log).anyMatch(line -> line.contains("Building nothing ${known}"));
            assertThat(resident.takesMore()).isTrue();
        } finally {
            resident.end();
        }
    }

    @Test
    void theRootOfABuildIsTheNextFolderUpwardsThatSaysSo() throws IOException {
        File inner = Files.createDirectories(folder.resolve("a/b")).toFile();
        Files.createDirectories(folder.resolve(".mvn"));
        assertThat(Resident.root(inner)).isEqualTo(folder.toFile());
        Files.createDirectories(folder.resolve("a/.mvn"));
        assertThat(Resident.root(inner)).isEqualTo(folder.resolve("a").toFile());
    }
}
