package io.github.akspolicy.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.report.ReportFormat;
import io.github.akspolicy.report.Reports;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorsTest {
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop}
            spec:
              hostNetwork: true
              containers:
              - {name: web, image: "nginx:latest", securityContext: {privileged: true}}
            """;

    @TempDir
    static Path jars;

    @TempDir
    Path folder;

    private final List<String> printed = new ArrayList<>();
    private Evaluators evaluators;

    @BeforeEach
    void start() throws IOException {
        // the library of Helm is unpacked once
        System.setProperty("aks-policy.cache", jars.resolve("cache").toString());
        evaluators = Evaluators.of(loader(jars), List.of(), printed::add);
    }

    @AfterEach
    void end() {
        evaluators.close();
        System.clearProperty("aks-policy.cache");
        assertThat(evaluating()).as("processes that are left").isEmpty();
        assertThat(printed).isEmpty();
    }

    /** The class path of this process, its folders packed as they are in a repository. */
    private static URLClassLoader loader(Path jars) throws IOException {
        var urls = new ArrayList<URL>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                path = jars.resolve(urls.size() + ".jar");
            }
            if (!Files.exists(path)) {
                ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(System.out, System.err, "--create", "--file", path.toString(), "-C", entry, ".");
            }
            urls.add(path.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), null);
    }

    private static List<ProcessHandle> evaluating() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(EvaluatorMain.class.getName()))
                .toList();
    }

    private static List<String> keys(Evaluation evaluation) {
        return evaluation.findings().stream().map(Finding::key).toList();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** A chart with a default that hides a field, a manifest, settings of policies, an exemption and a comparison of environments. */
    private Path everything() throws IOException {
        write("chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 0.1.0\n");
        write("chart/values.yaml", "image: {tag: v1}\nsecurityContext: {}\n");
        write("chart/templates/pod.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: chart, namespace: {{ .Release.Namespace }}}
                spec:
                  {{- if .Release.IsUpgrade }}
                  hostPID: true
                  {{- end }}
                  containers:
                  - name: main
                    image: nginx:{{ .Values.image.tag }}
                    {{- with .Values.securityContext }}
                    securityContext: {{- toYaml . | nindent 6 }}
                    {{- end }}
                """);
        write("prod.yaml", "image: {tag: v2}\n");
        write("manifests/pod.yaml", POD);
        write("manifests/broken.yaml", "kind: [\n");
        return write("aks-policy.yaml", """
                schemaVersion: 1
                profile: recommended
                policies:
                  image/allowed-registries: {parameters: {allowedRegistries: ["shop.azurecr.io"]}}
                environments: {dev: {namespace: dev}, prod: {namespace: prod}}
                sources:
                - {chart: chart, values: {prod: [prod.yaml]}}
                - {manifests: manifests}
                """);
    }

    private Map<String, String> reports(Evaluation evaluation, String name) throws IOException {
        Path directory = folder.resolve("reports").resolve(name);
        Reports.write(
                evaluation,
                Reports.select(List.of("json", "sarif", "html", "markdown", "gitlab"), Map.of()),
                directory,
                Writer.nullWriter());
        var texts = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    @Test
    void reportsAreThoseOfThisProcess() throws Exception {
        EvaluationRequest request = EvaluationRequest.ofConfiguration(everything(), Overrides.NONE);
        Evaluation own = request.evaluate(getClass().getClassLoader(), Progress.NONE);
        assertThat(own.findings()).hasSizeGreaterThan(10);
        assertThat(own.problems()).isNotEmpty();

        Map<String, String> reports =
                reports(evaluators.evaluate(request, Progress.NONE).evaluation(), "other");

        assertThat(reports).hasSizeGreaterThanOrEqualTo(5).isEqualTo(reports(own, "own"));
    }

    @Test
    void reportsAreWrittenWhereTheEvaluationIsMade() throws Exception {
        write("pod.yaml", POD);
        Path directory = folder.resolve("reports/there");
        EvaluationRequest request = EvaluationRequest.ofFolder(folder, Overrides.NONE)
                .writing(Set.of(ReportFormat.JSON, ReportFormat.SARIF), directory, false);

        Evaluated evaluated = evaluators.evaluate(request, Progress.NONE);

        assertThat(evaluated.written())
                .containsExactlyInAnyOrder(directory.resolve("aks-policy.json"), directory.resolve("aks-policy.sarif"))
                .allSatisfy(report -> assertThat(report).isNotEmptyFile());
    }

    /** Printing and failing do not need the evaluation itself. */
    @Test
    void whatIsShownComesBesideTheEvaluation() throws Exception {
        EvaluationRequest request = EvaluationRequest.ofConfiguration(everything(), Overrides.NONE)
                .writing(Set.of(), folder.resolve("reports"), true);
        Evaluation own = request.evaluate(getClass().getClassLoader(), Progress.NONE);

        Evaluated evaluated = evaluators.evaluate(request, Progress.NONE);

        assertThat(evaluated.verdict(false)).isEqualTo(Verdict.of(own, true)).isNotEqualTo(Verdict.of(own, false));
        assertThat(evaluated.verdict(false).details()).isNotEmpty();
        assertThat(keys(evaluated.evaluation())).isEqualTo(keys(own));
    }

    /** Whoever asked writes them again, and says what is wrong. */
    @Test
    void reportsThatCannotBeWrittenAreNone() throws Exception {
        Path file = write("pod.yaml", POD);
        EvaluationRequest request = EvaluationRequest.ofFolder(folder, Overrides.NONE)
                .writing(Set.of(ReportFormat.JSON), file.resolve("inside-a-file"), false);

        Evaluated evaluated = evaluators.evaluate(request, Progress.NONE);

        assertThat(evaluated.written()).isNull();
        assertThat(evaluated.evaluation().findings()).isNotEmpty();
    }

    @Test
    void aFolderWithoutConfigurationIsEvaluatedAndOneProcessAnswersAllRequests() throws Exception {
        write("pod.yaml", POD);
        var begun = new ArrayList<String>();
        EvaluationRequest request = EvaluationRequest.ofFolder(folder, Overrides.NONE);

        Evaluation first = evaluators
                .evaluate(request, (release, index, total) -> begun.add(index + " of " + total))
                .evaluation();
        List<ProcessHandle> after = evaluating();
        Evaluation second = evaluators.evaluate(request, Progress.NONE).evaluation();

        assertThat(keys(first)).isNotEmpty().isEqualTo(keys(second));
        assertThat(begun).containsExactly("1 of 1");
        assertThat(after).hasSize(1).isEqualTo(evaluating());
    }

    @Test
    void aConfigurationThatCannotBeUsedIsRefusedInTheSameWords() throws Exception {
        Path file =
                write("aks-policy.yaml", "schemaVersion: 1\nprofile: no-such-profile\nsources: [{manifests: none}]\n");
        EvaluationRequest request = EvaluationRequest.ofConfiguration(file, Overrides.NONE);

        assertThatThrownBy(() -> evaluators.evaluate(request, Progress.NONE))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        refused -> assertThatThrownBy(
                                        () -> request.evaluate(getClass().getClassLoader(), Progress.NONE))
                                .isInstanceOfSatisfying(
                                        ConfigurationException.class,
                                        own -> assertThat(refused.problems()).isEqualTo(own.problems())));
    }

    @Test
    void aProcessThatIsKilledIsAnErrorAndTheNextRequestGetsAnotherOne() throws Exception {
        write("pod.yaml", POD);
        EvaluationRequest request = EvaluationRequest.ofFolder(folder, Overrides.NONE);

        assertThatThrownBy(() -> evaluators.evaluate(
                        request, (release, index, total) -> evaluating().forEach(ProcessHandle::destroyForcibly)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the process that evaluates ended with exit code 137")
                .hasMessageContaining("-Daks-policy.fork=false");

        assertThat(evaluators.evaluate(request, Progress.NONE).evaluation().findings())
                .isNotEmpty();
    }

    @Test
    void propertiesOfThisProcessHold() throws Exception {
        Path file = everything();
        System.setProperty("aks-policy.helm", folder.resolve("no-helm").toString());
        try {
            EvaluationRequest request = EvaluationRequest.ofConfiguration(file, Overrides.NONE);
            Evaluation own = request.evaluate(getClass().getClassLoader(), Progress.NONE);
            assertThat(own.problems()).hasSizeGreaterThan(1);
            assertThat(evaluators.evaluate(request, Progress.NONE).evaluation().problems())
                    .isEqualTo(own.problems());
        } finally {
            System.clearProperty("aks-policy.helm");
        }
    }

    private static List<String> archives(Path cache) throws IOException {
        try (Stream<Path> entries = Files.list(cache)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .map(name -> name.substring(name.lastIndexOf('.')))
                    .sorted()
                    .toList();
        }
    }

    private Path emptyCache() {
        Path cache = folder.resolve("cache");
        System.setProperty("aks-policy.cache", cache.toString());
        return cache;
    }

    /** The command of a process that evaluates, and what is in the cache when it has ended. */
    private String runOnce() throws Exception {
        var command = new ArrayList<String>();
        EvaluationRequest request = EvaluationRequest.ofFolder(folder.resolve("pods"), Overrides.NONE);
        Evaluation evaluation = evaluators
                .evaluate(
                        request,
                        (release, index, total) -> evaluating()
                                .forEach(process ->
                                        command.add(process.info().commandLine().orElse(""))))
                .evaluation();
        assertThat(evaluation.findings()).isNotEmpty();
        evaluators.close();
        return String.join(" ", command);
    }

    @Test
    void theSecondProcessLeavesItsClassesForThoseThatFollow() throws Exception {
        Path cache = emptyCache();
        write("pods/pod.yaml", POD);

        assertThat(runOnce()).doesNotContain(".jsa").doesNotContain("ArchiveClassesAtExit");
        assertThat(archives(cache)).containsExactly(".seen");
        assertThat(runOnce()).contains("-XX:ArchiveClassesAtExit=");
        assertThat(archives(cache)).containsExactly(".jsa", ".seen");
        assertThat(runOnce()).contains("-XX:SharedArchiveFile=");
        assertThat(archives(cache)).containsExactly(".jsa", ".seen");
        // one that is broken is left alone
        try (Stream<Path> entries = Files.list(cache)) {
            for (Path archive :
                    entries.filter(entry -> entry.toString().endsWith(".jsa")).toList()) {
                Files.write(archive, new byte[] {1, 2, 3});
            }
        }
        assertThat(runOnce()).contains("-XX:SharedArchiveFile=");
    }

    @Test
    void aCacheThatOthersMayWriteToIsNotUsed() throws Exception {
        Path cache = emptyCache();
        write("pods/pod.yaml", POD);
        Files.createDirectories(cache);
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));

        runOnce();

        assertThat(archives(cache)).isEmpty();
    }
}
