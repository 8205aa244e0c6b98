package io.github.akspolicy.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.Overrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change says about the build that evaluates it, in files that Maven and jobs read before. */
class BuildGateTest {
    @TempDir
    private Path root;

    private Git git;

    @BeforeEach
    void base() throws Exception {
        git = Git.init().setDirectory(root.toFile()).setInitialBranch("main").call();
        write("aks-policy.yaml", "schemaVersion: 1\nsources: [{manifests: k8s}]\n");
        write("pom.xml", pom("<failOn>high</failOn>"));
        rebase();
    }

    @AfterEach
    void close() {
        git.close();
    }

    private static String pom(String configuration) {
        return """
                <project>
                  <build><plugins><plugin>
                    <artifactId>aks-policy-maven-plugin</artifactId>
                    <configuration>%s</configuration>
                  </plugin></plugins></build>
                </project>
                """.formatted(configuration);
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void commit(String message) throws Exception {
        git.add().addFilepattern(".").call();
        git.commit().setMessage(message).setSign(false).call();
    }

    /** What there is becomes the base, and the change begins. */
    private void rebase() throws Exception {
        commit("base");
        if (!git.getRepository().getBranch().equals("main")) {
            git.branchCreate().setName("main").setForce(true).call();
        }
        git.checkout()
                .setCreateBranch(true)
                .setName("change" + System.nanoTime())
                .call();
    }

    /** Where the build says otherwise, as {@code pom.xml:3}. */
    private List<String> gate() throws Exception {
        Changes changes = new Changes("main", true, Overrides.NONE);
        return changes.notRun(root.resolve("aks-policy.yaml")).stream()
                .map(weakening -> weakening.at().path() + ":" + weakening.at().line())
                .toList();
    }

    /** An option has many spellings, and an extension needs none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".mvn/maven.config|-f sub/pom.xml",
                ".mvn/maven.config|-fsub/pom.xml",
                ".mvn/maven.config|-f\nsub/pom.xml",
                ".mvn/maven.config|--file=sub",
                ".mvn/maven.config|--file\nsub",
                ".mvn/maven.config|-fn",
                ".mvn/maven.config|-fae",
                ".mvn/maven.config|--fail-never",
                ".mvn/maven.config|-pl\n!:shop",
                ".mvn/maven.config|--projects=:other",
                ".mvn/maven.config|-rf\n:other",
                ".mvn/maven.config|-N",
                ".mvn/maven.config|-DskipTests",
                ".mvn/maven.config|-D=aks-polic",
                ".mvn/maven.config|-Pquick",
                ".mvn/maven.config|-s\nci/settings.xml",
                ".mvn/maven.config|-gs=ci/settings.xml",
                ".mvn/maven.config|-t\nci/toolchains.xml",
                ".mvn/maven.config|-v",
                ".mvn/maven.config|# only a comment",
                ".mvn/jvm.config|-javaagent:tools/a.jar",
                ".mvn/jvm.config|-Dmaven.ext.class.path=tools/a.jar",
                ".mvn/extensions.xml|<extensions/>",
                ".mvn/maven-user.properties|x = y",
                ".mvn/settings.xml|<settings/>",
                ".mvn/wrapper/maven-wrapper.properties|distributionUrl=https://example.com/maven.zip",
                ".mvn/settings/deep/er/x|x",
                ".MVN/maven.config|-fn",
                "mvnw|exit 0",
                "mvnw.cmd|exit 0"
            })
    void whatMavenReadsBeforeIsCompared(String written) throws Exception {
        String[] parts = written.split("\\|", 2);
        write(parts[0], parts[1] + "\n");
        assertThat(gate()).containsExactly(parts[0] + ":1");
        commit("options");
        // where options have led to, nothing is evaluated
        Changes changes = new Changes("main", true, Overrides.NONE);
        assertThat(changes.notRun(root.resolve("sub/aks-policy.yaml"))).hasSize(1);
        assertThat(changes.changesBuild(root.resolve("sub/aks-policy.yaml"))).isTrue();
        // and against itself it is what it was
        assertThat(new Changes("HEAD", true, Overrides.NONE).notRun(root.resolve("sub/aks-policy.yaml")))
                .isEmpty();
    }

    @Test
    void optionsOfAnotherFolderAreCompared() throws Exception {
        write("elsewhere/.mvn/maven.config", "-f\n../sub/pom.xml\n");
        commit("options elsewhere");
        assertThat(gate()).containsExactly("elsewhere/.mvn/maven.config:1");
    }

    /** What an option names is as good as the option. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "maven.config|-s ci/x.xml",
                "maven.config|-s\nci/x.xml",
                "maven.config|-sci/x.xml",
                "maven.config|--settings=ci/x.xml",
                "maven.config|-gs=ci/x.xml",
                "maven.config|-tci/x.xml",
                "maven.config|-Dmaven.ext.class.path=lib/none.jar:ci/x.xml",
                "jvm.config|-javaagent:ci/x.xml=a",
                "jvm.config|@ci/x.xml"
            })
    void whatOptionsOfTheBaseNameIsCompared(String written) throws Exception {
        String[] parts = written.split("\\|", 2);
        write(".mvn/" + parts[0], parts[1] + "\n");
        write("ci/x.xml", "<settings/>\n");
        rebase();
        assertThat(gate()).isEmpty();
        write("ci/x.xml", "<settings><profiles/></settings>\n");
        assertThat(gate()).containsExactly("ci/x.xml:1");
    }

    @Test
    void optionsThatAreTakenAwayAreCompared() throws Exception {
        write(".mvn/maven.config", "--strict-checksums\n-Daks-policy.failOn=low\n");
        commit("options");
        rebase();
        assertThat(gate()).isEmpty();
        write(".mvn/maven.config", "--strict-checksums\n");
        assertThat(gate()).containsExactly(".mvn/maven.config:1");
        Files.delete(root.resolve(".mvn/maven.config"));
        assertThat(gate()).containsExactly(".mvn/maven.config:1");
    }

    @Test
    void theJobThatRunsTheGateIsCompared() throws Exception {
        String job = """
                jobs:
                  policies:
                    steps:
                      - uses: actions/checkout@v7
                      - run: mvn io.github.akspolicy:aks-policy-maven-plugin:1.0.0:pr-folder -Daks-policy.base=origin/main
                """;
        write(".github/workflows/gate.yml", job);
        commit("job");
        rebase();
        for (String harmless : List.of(job.replace("v7", "v8"), job.replace("1.0.0", "1.1.0"), job + "# more\n")) {
            write(".github/workflows/gate.yml", harmless);
            commit("harmless");
            assertThat(gate()).isEmpty();
        }
        for (String weaker : List.of(
                job.replace("base=origin/main", "base=HEAD"),
                job.replace("pr-folder", "help"),
                job.replace("jobs:", "env: {MAVEN_ARGS: -fn}\njobs:"),
                job.replace("jobs:", "env:\n  MAVEN_OPTS: -Daks-policy.skip\njobs:"),
                job.replace("      - run", "      - continue-on-error: true\n        run"),
                "jobs: {}\n")) {
            write(".github/workflows/gate.yml", weaker);
            commit("weaker");
            assertThat(gate()).isNotEmpty().allMatch(text -> text.startsWith(".github/workflows/gate.yml:"));
        }
    }

    /** What the plugin's configuration refers to may be set in a POM above it. */
    @Test
    void aPropertyOfAnotherPomIsCompared() throws Exception {
        write("pom.xml", pom("<skip>${quick}</skip>"));
        write("shop/pom.xml", pom("<skip>${quick}</skip>"));
        write("parent.xml", "<project><properties><quick>false</quick></properties></project>");
        write(
                "pom.xml",
                Files.readString(root.resolve("pom.xml"))
                        .replace("<project>", "<project><parent><relativePath>parent.xml</relativePath></parent>"));
        commit("poms");
        rebase();
        assertThat(gate()).isEmpty();
        write("parent.xml", "<project><properties><quick>true</quick></properties></project>");
        assertThat(gate()).containsExactly("parent.xml:1");
    }
}
