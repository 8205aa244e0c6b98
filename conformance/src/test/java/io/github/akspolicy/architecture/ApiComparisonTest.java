package io.github.akspolicy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private int builds;

    private record Answer(int status, String text, Path jar) {}

    /**
     * Verifies the module in a new folder and offline, with the plugins that a build of this repository has fetched: those of the phases
     * up to verify. The phase install and the plugin of clean would need more, which a machine that has built nothing before lacks.
     */
    private Answer verify(String version, String source) throws Exception {
        Path module = Files.createDirectories(folder.resolve(String.valueOf(builds++)));
        Files.createDirectories(module.resolve("src/main/java"));
        Files.writeString(module.resolve("src/main/java/Api.java"), source);
        Files.writeString(
                module.resolve("pom.xml"), """
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
                """.formatted(module.toRealPath().relativize(PARENT), version));
        String local = System.getProperty("localRepository", System.getProperty("maven.repo.local"));
        String tail = System.getProperty("maven.repo.local.tail", "");
        var command = List.of(
                "mvn",
                "-B",
                "-ntp",
                "-o",
                "-Pdemo",
                "-Denforcer.skip",
                "-Dmaven.repo.local=" + repository(),
                "-Dmaven.repo.local.tail=" + local + (tail.isEmpty() ? "" : "," + tail),
                "verify");
        Process process = new ProcessBuilder(command)
                .directory(module.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text, module.resolve("target/api-fixture-" + version + ".jar"));
    }

    private Path repository() {
        return folder.resolve("repository");
    }

    /** Puts a release where only this test sees it: like ours, its POM does without a parent. */
    private void release(String version, Path jar) throws IOException {
        Path artifact = repository().resolve("io/github/akspolicy/api-fixture");
        Path of = Files.createDirectories(artifact.resolve(version));
        Files.copy(jar, of.resolve("api-fixture-" + version + ".jar"));
        String names = "<groupId>io.github.akspolicy</groupId><artifactId>api-fixture</artifactId>";
        Files.writeString(
                of.resolve("api-fixture-" + version + ".pom"),
                "<project><modelVersion>4.0.0</modelVersion>" + names + "<version>" + version + "</version></project>");
        Files.writeString(
                artifact.resolve("maven-metadata-local.xml"),
                "<metadata>" + names + "<versioning><release>" + version + "</release><versions><version>" + version
                        + "</version></versions></versioning></metadata>");
    }

    @Test
    void aPublicMethodThatIsGoneFailsTheBuild() throws Exception {
        Answer first = verify("0.0.9", TWO);
        assertThat(first.status()).as(first.text()).isZero();
        assertThat(first.text()).contains("Ignoring missing old artifact version");
        release("0.0.9", first.jar());

        Answer more = verify("0.1.0", THREE);
        assertThat(more.status()).as(more.text()).isZero();
        assertThat(more.text()).doesNotContain("Ignoring missing old artifact version");

        Answer gone = verify("0.1.0", ONE);
        assertThat(gone.status()).isNotZero();
        assertThat(gone.text()).contains("incompatibility: Api.two():METHOD_REMOVED");
    }
}
