package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.run.CommandCatalogue;
import io.github.akspolicy.run.CommandDescription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the command line prints names commands and options as its reader types them, never as Maven does. */
class SpokenWordsTest {
    /** Options of Maven, goals and their properties. The name of a file is none. */
    private static final Pattern OF_MAVEN =
            Pattern.compile(".*(-Daks-policy|\\bmvn\\b|aks-policy:[a-z]|\\b[Gg]oals?\\b|\\bPOM\\b"
                    + "|(?<![\\w/.-])aks-policy\\.(?!(yaml|json|sarif|html|md)\\b)[a-z]).*");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void makeRepository() throws IOException {
        Packaged.repository(folder);
        Packaged.write(folder, "aks-policy.yaml", """
                schemaVersion: 1
                environments: {dev: {namespace: web-dev}, prod: {namespace: web}}
                sources: [{manifests: k8s}, {chart: shop}]
                """);
    }

    /** Options of the engine are properties of the process. */
    @AfterEach
    void clearProperties() {
        CommandCatalogue.ENGINE.forEach(option -> System.clearProperty(option.property()));
    }

    private String run(String... arguments) {
        printed.reset();
        var stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        new CommandLineTool(stream, stream, folder).run(arguments);
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static List<String> ofMaven(String text) {
        return OF_MAVEN.matcher(text).results().map(MatchResult::group).toList();
    }

    private static List<String> commands() {
        return CommandModel.catalogue().commands().stream()
                .map(CommandDescription::name)
                .toList();
    }

    private static List<String> cases() {
        return SameCommandsTest.CASES;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run mvn aks-policy:baseline | true",
                "set -Daks-policy.grow | true",
                "run aks-policy:baseline | true",
                "aks-policy.profile: unknown | true",
                "this goal | true",
                "aks-policy: 3 findings | false",
                "Report: target/aks-policy/aks-policy.json | false",
                "names aks-policy.yaml | false",
                "run aks-policy baseline --grow | false"
            })
    void wordsOfMavenAreSeen(String text, boolean isSeen) {
        assertThat(ofMaven(text).isEmpty()).isEqualTo(!isSeen);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help(String command) {
        assertThat(ofMaven(run(command, "--help"))).isEmpty();
    }

    @Test
    void helpOfTheTool() {
        assertThat(ofMaven(run("--help"))).isEmpty();
        assertThat(ofMaven(run("completion", "--help"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void results(String line) {
        String[] parts = line.split("\\|");
        assertThat(ofMaven(
                        run((parts[0].strip() + " " + parts[1].strip()).strip().split(" +"))))
                .isEmpty();
    }

    /** Each in a repository that the configuration in front of it describes; empty for none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            sources: [{manifests: k8s}]                              | verify --environments=pord
            sources: [{manifests: k8s}]                              | verify --require=all-evaluate
            sources: [{manifests: k8s}]                              | verify --today=soon
            sources: [{manifests: k8s}]                              | verify --base=none
            sources: [{manifests: k8s}]                              | explain-config --today=2027-01-31 --profile=all --fail-on=low --require=others
            sources: [{manifests: k8s}]                              | fix --fix-policies=pod/privilegd
            sources: [{manifests: k8s}]                              | fix
            sources: [{manifests: k8s}]                              | who-can get /metrics web --namespace=web
            sources: [{manifests: k8s}]                              | who-can gett secrets
            sources: [{manifests: k8s}]                              | explain-image @
            sources: [{manifests: k8s}]                              | minimal-role
            sources: [{manifests: k8s}]                              | rbac-budget
            sources: [{manifests: k8s}]                              | audit
            sources: [{manifests: k8s}]                              | test
            sources: [{manifests: k8s}]                              | verify --helm=nowhere
            sources: [{chart: shop}]                                 | verify --helm-memory=1
            sources: [{chart: shop, thirdParty: [shop]}]             | verify
            {sources: [{manifests: k8s}], baseline: none.yaml}       | verify
            {sources: [{manifests: k8s}], rbacBudget: none.yaml}     | verify
            {sources: [{manifests: k8s}], images: {lock: none.yaml}} | verify --profile=all
            {sources: [{manifests: k8s}], profle: talk}              | verify
            sources: [{manifests: gone}]                             | verify
            ''                                                       | verify
            ''                                                       | scan --values=none.yaml
            ''                                                       | scan --profile=all --console=full
            ''                                                       | baseline
            ''                                                       | charts-lock
            ''                                                       | images-lock
            ''                                                       | rbac-budget
            ''                                                       | init --baseline
            ''                                                       | list
            ''                                                       | pr
            """)
    void messages(String configuration, String command) throws IOException {
        if (configuration.equals("''")) {
            Files.delete(folder.resolve("aks-policy.yaml"));
        } else {
            String text = configuration.startsWith("{")
                    ? configuration.replace("{sources", "{schemaVersion: 1, sources")
                    : "{schemaVersion: 1, " + configuration + "}";
            Packaged.write(folder, "aks-policy.yaml", text + "\n");
        }
        assertThat(ofMaven(run(command.split(" ")))).isEmpty();
    }

    /** Pages of policies are written for both; the commands that they show are worded. */
    @Test
    void policies() {
        var pages = new BuiltInPolicies();
        List<String> naming = pages.policies().stream()
                .map(policy -> policy.info().id())
                .filter(id -> pages.documentation(id)
                        .filter(page -> !ofMaven(page).isEmpty())
                        .isPresent())
                .toList();
        assertThat(naming).hasSizeGreaterThan(2);
        for (String policy : naming) {
            assertThat(run("explain", policy)).as(policy).doesNotContain("-Daks-policy", "mvn ");
        }
        assertThat(run("explain", "image/lock-consistent")).contains("aks-policy images-lock --check=true");
    }
}
