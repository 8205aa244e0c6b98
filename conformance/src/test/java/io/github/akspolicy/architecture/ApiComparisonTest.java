package io.github.akspolicy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build of a module whose public types are compared with those of its last release, as the root POM says. */
@Tag("deep")
class ApiComparisonTest {
    private static final Path PARENT = Path.of("../pom.xml").toAbsolutePath().normalize();

    private static final String TWO = "/** An API. */\npublic class Api {\n"
            + "    /** Stays. */\n    public int one() {\n        return 1;\n    }\n\n"
            + "    /** Goes. */\n    public int two() {\n        return 2;\n    }\n}\n";

    private static final String ONE = TWO.replaceAll("(?s)\n    /\\*\\* Goes.*", "}\n");

    private static final String THREE =
            TWO.replace("/** Goes. */", "/** Comes. */\n    public void three() {}\n\n    /** Goes. */");

    @TempDir
    private Path folder;

    private record Answer(int status, String text) {}

    /** Builds the module offline; what it installs is seen by this test only. */
    private Answer build(String version, String source, String phase) throws Exception {
        Files.createDirectories(folder.resolve("src/main/java"));
        Files.writeString(folder.resolve("src/main/java/Api.java"), source);
        Files.writeString(
                folder.resolve("pom.xml"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <parent>
                    <groupId>io.github.akspolicy</groupId>
                    <artifactId>aks-policy-parent</artifactId>
                    <version>0.1.0-SNAPSHOT</version>
                    <relativePath>%s</relativePath>
                  </parent>
                  <artifactId>api-fixture</artifactId>
                  <version>%s</version>
                  <properties>
                    <automatic.module.name>fixture</automatic.module.name>
                  </properties>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>com.github.siom79.japicmp</groupId>
                        <artifactId>japicmp-maven-plugin</artifactId>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """.formatted(folder.toRealPath().relativize(PARENT), version));
        String local = System.getProperty("localRepository", System.getProperty("maven.repo.local"));
        String tail = System.getProperty("maven.repo.local.tail", "");
        var command = new ArrayList<>(List.of(
                "mvn",
                "-B",
                "-ntp",
                "-o",
                "-Pdemo",
                "-Denforcer.skip",
                "-Dmaven.repo.local=" + folder.resolve("repository"),
                "-Dmaven.repo.local.tail=" + local + (tail.isEmpty() ? "" : "," + tail),
                "clean",
                phase));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    @Test
    void aPublicMethodThatIsGoneFailsTheBuild() throws Exception {
        Answer first = build("0.0.9", TWO, "install");
        assertThat(first.status()).as(first.text()).isZero();
        assertThat(first.text()).contains("Ignoring missing old artifact version");

        assertThat(build("0.1.0", THREE, "verify").status()).isZero();

        Answer gone = build("0.1.0", ONE, "verify");
        assertThat(gone.status()).isNotZero();
        assertThat(gone.text()).contains("incompatibility: Api.two():METHOD_REMOVED");
    }
}
