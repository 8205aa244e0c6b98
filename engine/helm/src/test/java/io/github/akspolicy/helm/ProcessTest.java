package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.helm.engine.HelmEngines;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.source.ManifestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Helm beside the process: threads, signals, locale, and what is said where there is none. */
class ProcessTest {
    @TempDir
    private Path folder;

    /** Renders the chart of the folder {@code args[0]}, writes what came out to {@code args[1]} and waits. */
    public static void main(String[] args) throws Exception {
        TestChart chart = new TestChart(Path.of(args[0]));
        String text = args.length > 2
                ? chart.problem() + "\n" + chart.problem()
                : chart.render().text("templates/a.yaml");
        Path part = Path.of(args[1] + ".part");
        Files.writeString(part, text);
        Files.move(part, Path.of(args[1]));
        Thread.sleep(60_000);
    }

    private Process child(Map<String, String> environment, String... arguments) throws IOException {
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-D" + HelmEngines.TIMEOUT + "=3",
                ProcessTest.class.getName(),
                folder.toString(),
                folder.resolve("out").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
        return builder.start();
    }

    private String output(Process child) throws Exception {
        for (int i = 0; i < 600 && child.isAlive() && !Files.exists(folder.resolve("out")); i++) {
            Thread.sleep(50);
        }
        assertThat(folder.resolve("out"))
                .as(Files.readString(folder.resolve("log")))
                .exists();
        return Files.readString(folder.resolve("out"));
    }

    @Test
    void theProcessCanBeStoppedAfterARenderAndTextIsUtf8InAnyLocale() throws Exception {
        new TestChart(folder).file("templates/a.yaml", "kind: Thing\nname: ünïcode-日本\n");

        Process child = child(Map.of("LC_ALL", "C", "LANG", "C"));
        try {
            assertThat(output(child)).contains("ünïcode-日本");
            // SIGTERM, which Helm swallows in its own process
            child.destroy();
            assertThat(child.waitFor(10, TimeUnit.SECONDS))
                    .as("ends on SIGTERM")
                    .isTrue();
            assertThat(child.exitValue()).isEqualTo(143);
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void theUsersClusterAndHelmSettingsAreOutOfReach() throws Exception {
        Path config = Files.writeString(folder.resolve("kubeconfig"), "not: [a kubeconfig");
        new TestChart(folder).file("templates/a.yaml", """
            kind: Thing
            namespace: {{ .Release.Namespace }}
            """);

        Process child =
                child(Map.of("KUBECONFIG", config.toString(), "HELM_NAMESPACE", "theirs", "HELM_DEBUG", "true"));
        try {
            assertThat(output(child)).contains("namespace: default");
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void aRenderThatNeverEndsIsGivenUp() throws Exception {
        new TestChart(folder)
                .file(
                        "templates/a.yaml",
                        "{{ range until 100000 }}{{ range until 100000 }}{{ range until 10 }}{{ end }}{{ end }}{{ end"
                                + " }}");

        Process child = child(Map.of(), "problem");
        try {
            assertThat(output(child))
                    .as("the second render has its own process")
                    .containsSubsequence("longer than 3 seconds", "longer than 3 seconds");
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void aBinaryThatNeverEndsIsGivenUp() throws Exception {
        Path binary = Files.writeString(folder.resolve("helm"), "#!/bin/sh\nexec sleep 100\n");
        assertThat(binary.toFile().setExecutable(true)).isTrue();
        TestChart chart = new TestChart(folder).file("templates/a.yaml", "kind: Thing\n");
        System.setProperty(HelmEngines.TIMEOUT, "1");
        try {
            var renderer = new HelmChartRenderer(HelmEngines.binary(binary));
            assertThatThrownBy(() -> renderer.render(chart.request())).hasMessageContaining("longer than 1 seconds");
        } finally {
            System.clearProperty(HelmEngines.TIMEOUT);
        }
    }

    @Test
    void manyThreadsRenderManyCharts() throws Exception {
        var renderer = new HelmChartRenderer();
        var pool = Executors.newFixedThreadPool(4);
        try {
            var tasks = new ArrayList<Callable<String>>();
            for (int i = 0; i < 40; i++) {
                TestChart chart = new TestChart(folder.resolve("chart-" + i % 5))
                        .file("values.yaml", "number: " + i % 5 + "\n")
                        .file("templates/_h.tpl", "{{ define \"h\" }}n-{{ .Values.number }}{{ end }}")
                        .file("templates/a.yaml", "kind: Thing\nname: {{ include \"h\" . }}\n");
                String expected = "name: n-" + i % 5;
                tasks.add(() -> {
                    List<ManifestFile> files = renderer.render(chart.request()).manifests();
                    return files.get(0).text().contains(expected)
                            ? ""
                            : expected + files.get(0).text();
                });
            }
            for (Future<String> done : pool.invokeAll(tasks)) {
                assertThat(done.get()).isEmpty();
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aPlatformWithoutLibraryIsToldBothWaysOut() {
        String arch = System.getProperty("os.arch");
        System.setProperty("os.arch", "riscv64");
        System.setProperty(HelmEngines.PROPERTY, "embedded");
        try {
            assertThatThrownBy(HelmEngines::choose)
                    .isInstanceOf(HelmFailure.class)
                    .hasMessageContaining("riscv64")
                    .hasMessageContaining("com.marcnuri.helm-java")
                    .hasMessageContaining("install helm 3 or 4 on the PATH");
        } finally {
            System.setProperty("os.arch", arch);
            System.clearProperty(HelmEngines.PROPERTY);
        }
    }

    @Test
    void aBinaryThatIsNoneIsTold() {
        System.setProperty(HelmEngines.PROPERTY, folder.resolve("no-helm").toString());
        try {
            assertThatThrownBy(HelmEngines::choose)
                    .isInstanceOf(HelmFailure.class)
                    .hasMessageContaining("names no executable file");
        } finally {
            System.clearProperty(HelmEngines.PROPERTY);
        }
    }
}
