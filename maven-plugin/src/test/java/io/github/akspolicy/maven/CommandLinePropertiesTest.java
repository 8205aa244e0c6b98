package io.github.akspolicy.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maven takes any property: what has no effect on the goals that run is refused. */
class CommandLinePropertiesTest {
    private static final String PLUGIN = "io.github.akspolicy:aks-policy-maven-plugin";

    @TempDir
    private Path root;

    private PluginDescriptor plugin;

    @BeforeEach
    void readTheGoals() throws Exception {
        try (Reader descriptor = Files.newBufferedReader(Path.of("target/classes/META-INF/maven/plugin.xml"))) {
            plugin = new PluginDescriptorBuilder().build(descriptor);
        }
    }

    /** A module that binds goals of the plugin; none where it does not name it. */
    private static MavenProject module(String... goals) {
        var model = new Model();
        model.setBuild(new Build());
        if (goals.length > 0) {
            var execution = new PluginExecution();
            execution.setGoals(Arrays.asList(goals));
            var declared = new Plugin();
            declared.setGroupId("io.github.akspolicy");
            declared.setArtifactId("aks-policy-maven-plugin");
            declared.addExecution(execution);
            model.getBuild().addPlugin(declared);
        }
        return new MavenProject(model);
    }

    private void check(String tasks, String running, List<String> said, MavenProject... modules) throws Exception {
        var request = new DefaultMavenExecutionRequest();
        request.setGoals(Arrays.asList(tasks.split(" ")));
        request.setMultiModuleProjectDirectory(root.toFile());
        for (String one : said) {
            String[] parts = one.split("=", 2);
            request.getUserProperties().setProperty("aks-policy." + parts[0], parts.length == 1 ? "true" : parts[1]);
        }
        List<MavenProject> projects = modules.length == 0 ? List.of(module()) : List.of(modules);
        @SuppressWarnings("deprecation") // the other constructor needs Maven's container
        var session = new MavenSession(null, request, new DefaultMavenExecutionResult(), projects);
        session.setAllProjects(projects);
        session.setCurrentProject(projects.get(0));
        CommandLineProperties.check(session, new MojoExecution(plugin.getMojo(running)));
    }

    private void assertRefused(String tasks, String running, String said, String... words) {
        assertThatThrownBy(() -> check(tasks, running, List.of(said)))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContainingAll(words);
    }

    /** It wrote the baseline of all environments. */
    @Test
    void anOptionOfAnotherGoalHasNoEffectAndIsRefused() {
        assertRefused(
                "aks-policy:baseline",
                "baseline",
                "environments=dev",
                "-Daks-policy.environments is not an option of aks-policy:baseline, but of audit, ",
                ", verify",
                ". Its options: mvn " + PLUGIN,
                ":help -Ddetail -Dgoal=baseline");
    }

    @ParameterizedTest
    @CsvSource({
        "list, failOn=high",
        "fix, environments=prod",
        "explain, profile=hardened",
        "verify, grow",
        "verify, fix.policies=pod/privileged",
        "scan, base=main",
        "charts-lock, today=2027-01-31"
    })
    void soAreOthers(String goal, String said) {
        assertRefused("aks-policy:" + goal, goal, said, " is not an option of aks-policy:" + goal + ", but of ");
    }

    @ParameterizedTest
    @CsvSource({
        "baseline, grow",
        "baseline, today=2027-01-31",
        "fix, fix.policies=pod/privileged",
        "verify, environments=dev",
        "verify-folder, failOn=never",
        "list, json",
        "explain, skip",
        "explain-config, require=others",
        "list, helm.timeout=5",
        "baseline, cache=elsewhere"
    })
    void itsOwnAreTaken(String goal, String said) {
        assertThatCode(() -> check("aks-policy:" + goal, goal, List.of(said))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "baseline, envronments=dev, 'unknown property \"aks-policy.envronments\": did you mean"
                + " \"aks-policy.environments\"'",
        "verify, failon=never, 'unknown property \"aks-policy.failon\": did you mean \"aks-policy.failOn\"'",
        "verify, somethingElse=1, -Daks-policy.somethingElse is not an option of aks-policy:verify. Its options:",
        "charts-lock, check=ture, 'aks-policy.check: \"ture\" is neither true nor false'"
    })
    void soIsWhatNoGoalTakes(String goal, String said, String message) {
        assertRefused("aks-policy:" + goal, goal, said, message);
    }

    /** In one call the option of one goal is no mistake of the other. */
    @ParameterizedTest
    @CsvSource({
        "aks-policy:list aks-policy:verify",
        "aks-policy:list io.github.akspolicy:aks-policy-maven-plugin:verify-folder",
        "aks-policy:list io.github.akspolicy:aks-policy-maven-plugin:0.1.0-SNAPSHOT:verify@quick"
    })
    void anOptionOfAGoalOfTheSameCallIsTaken(String tasks) {
        assertThatCode(() -> check(tasks, "list", List.of("failOn=high", "environments=dev")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"aks-policy:list other:verify", "aks-policy:list org.example:aks-policy-maven-plugin:verify"})
    void aGoalOfAnotherPluginDoesNotCount(String tasks) {
        assertRefused(tasks, "list", "failOn=high", "is not an option of aks-policy:list");
    }

    @Test
    void aBuildTakesTheOptionsOfAllGoalsThatItsModulesBind() throws Exception {
        check("verify", "test", List.of("environments=dev", "fork=false"), module("test"), module(), module("verify"));
        // of the tests, which the JUnit engine runs
        check("verify", "test", List.of("today=2027-01-31", "execution.parallel.enabled"), module("test"));

        assertThatThrownBy(() -> check("verify", "test", List.of("environments=dev"), module("test"), module()))
                .hasMessageContaining("-Daks-policy.environments is not an option of aks-policy:test");
        assertThatThrownBy(() -> check("aks-policy:test", "test", List.of("environments=dev"), module("verify")))
                .hasMessageContaining("-Daks-policy.environments is not an option of aks-policy:test");
    }

    /** {@code mvn} alone runs what the POM says. */
    @Test
    void theUsualGoalsOfThePomCount() throws Exception {
        MavenProject module = module("verify");
        module.getBuild().setDefaultGoal("clean verify");
        var request = new DefaultMavenExecutionRequest();
        request.getUserProperties().setProperty("aks-policy.environments", "dev");
        @SuppressWarnings("deprecation") // the other constructor needs Maven's container
        var session = new MavenSession(null, request, new DefaultMavenExecutionResult(), List.of(module));

        assertThat(session.getGoals()).isEmpty();
        CommandLineProperties.check(session, new MojoExecution(plugin.getMojo("test")));
    }

    /** Options for all calls of Maven are not said to this goal; a misspelt one is one everywhere. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"-Daks-policy.environments=dev", "-T1C -D aks-policy.environments=dev"})
    void whatStandsInMavenConfigIsForOthers(String line) throws Exception {
        Path file = Files.createDirectory(root.resolve(".mvn")).resolve("maven.config");
        Files.writeString(file, line.replace(' ', '\n') + "\n-Daks-policy.envronments=dev\n");

        check("aks-policy:baseline", "baseline", List.of("environments=dev"));

        assertRefused("aks-policy:baseline", "baseline", "environments=prod", "is not an option of");
        assertRefused("aks-policy:baseline", "baseline", "envronments=dev", "did you mean");
    }

    @Test
    void aPropertyOfThePomIsItsOwn() throws Exception {
        MavenProject module = module();
        module.getModel().addProperty("aks-policy.version", "0.1.0");

        check("aks-policy:list", "list", List.of("version=0.2.0"), module);

        assertRefused("aks-policy:list", "list", "version=0.2.0", "-Daks-policy.version is not an option of");
    }

    @Test
    void theTextOfAPropertyCommandsNoCiSystem() {
        assertThatThrownBy(() -> check("aks-policy:list", "list", List.of("x##vso[task.complete]=1")))
                .hasMessageNotContaining("##vso");
    }
}
