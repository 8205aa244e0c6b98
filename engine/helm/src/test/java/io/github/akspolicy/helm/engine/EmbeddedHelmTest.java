package io.github.akspolicy.helm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Helm in a process of its own: its bounds, its end, and what it writes beside its answer. */
class EmbeddedHelmTest {
    private static final String DOUBLINGS =
            "{{ $x := \"aaaaaaaa\" }}{{ range until 40 }}{{ $x = print $x $x }}{{ end }}kind: {{ len $x }}\n";
    private static final String CYCLE = "{{ $_ := set .Values \"a\" .Values }}{{ .Values | toString }}\n";
    private static final String ENDLESS =
            "{{ range until 100000 }}{{ range until 100000 }}{{ range until 10 }}{{ end }}{{ end }}{{ end }}";

    private HelmEngine helm;

    @BeforeEach
    void choose() throws HelmFailure {
        helm = HelmEngines.choose();
    }

    @AfterEach
    void defaults() {
        System.clearProperty(HelmEngines.MEMORY);
        System.clearProperty(HelmEngines.TIMEOUT);
    }

    private void assertNextChartRenders() throws HelmFailure {
        assertThat(helm.render(new EngineChart()
                                .file("templates/a.yaml", "kind: {{ .Values.k }}\n")
                                .values("k: Next")
                                .call())
                        .accepted()
                        .output())
                .contains("kind: Next");
    }

    private HelmFailure failure(EngineChart chart) {
        return catchThrowableOfType(
                HelmFailure.class, () -> helm.render(chart.call()).accepted().output());
    }

    /** The executor follows that version. */
    @Test
    void itSaysItsVersion() throws HelmFailure {
        var chart = new EngineChart().file("templates/a.yaml", "kind: {{ .Capabilities.HelmVersion.Version }}\n");

        assertThat(helm.render(chart.call()).accepted().output()).contains("kind: " + helm.version() + "\n");
    }

    @Test
    void fortyDoublingsEndAtTheBoundAndTheNextChartRenders() throws HelmFailure {
        System.setProperty(HelmEngines.MEMORY, "400");

        HelmFailure failure = failure(new EngineChart().file("templates/a.yaml", DOUBLINGS));

        assertThat(failure)
                .hasMessage("the render needed more than 400 MiB, the limit for one (-Daks-policy.helm.memory)");
        assertThat(failure.isOfEngine()).isTrue();
        assertNextChartRenders();
    }

    @Test
    void aValueThatContainsItselfEndsOnlyItsRender() throws HelmFailure {
        HelmFailure failure = failure(new EngineChart().file("templates/a.yaml", CYCLE));

        assertThat(failure.getMessage()).matches("Helm ended: stack overflow|the render needed more than 1024 MiB, .*");
        assertThat(failure.isOfEngine()).isTrue();
        assertNextChartRenders();
    }

    @Test
    void aRenderThatNeverEndsIsKilledAndTheNextChartRenders() throws HelmFailure {
        System.setProperty(HelmEngines.TIMEOUT, "1");

        assertThat(failure(new EngineChart().file("templates/a.yaml", ENDLESS)))
                .hasMessageContaining("the render took longer than 1 seconds");
        assertNextChartRenders();
    }

    @Test
    void anInterruptEndsTheRender() throws Exception {
        EngineChart chart = new EngineChart().file("templates/a.yaml", ENDLESS);
        var failure = new HelmFailure[1];
        var caller = new Thread(() -> failure[0] = failure(chart));
        caller.start();
        Thread.sleep(500);
        caller.interrupt();
        caller.join(TimeUnit.SECONDS.toMillis(10));

        assertThat(failure[0]).hasMessage("interrupted");
        assertNextChartRenders();
    }

    @Test
    void aProcessThatIsGoneBetweenTwoCallsIsReplaced() throws Exception {
        assertNextChartRenders();
        ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .forEach(child -> {
                    child.destroyForcibly();
                    child.onExit().join();
                });
        assertNextChartRenders();
    }

    @Test
    void warningsAreInTheLogAndOnNoConsole() throws Exception {
        EngineChart chart = new EngineChart()
                .file("values.yaml", "map: {inner: {a: \"\\n::error::owned\\n##vso[task.complete]s3cret\\x1b[31m\"}}\n")
                .file("templates/a.yaml", "kind: A\n")
                .values("map: {inner: text}\n");
        var console = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        HelmAnswer answer;
        try (var print = new PrintStream(console)) {
            System.setOut(print);
            System.setErr(print);
            answer = helm.render(chart.call());
        } finally {
            System.setOut(out);
            System.setErr(err);
        }

        assertThat(answer.output()).contains("kind: A");
        assertThat(answer.log()).contains("::error::owned").contains("##vso[task.complete]s3cret");
        assertThat(console.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(helm.render(new EngineChart()
                                .file("templates/a.yaml", "kind: A\n")
                                .call())
                        .log())
                .as("the log of one call is not that of the next")
                .isEmpty();
    }

    @Test
    void aLogIsBounded() throws HelmFailure {
        var values = new StringBuilder("map:\n");
        var own = new StringBuilder("map:\n");
        for (int i = 0; i < 5000; i++) {
            own.append("  key-").append(i).append(": {a: 1}\n");
            values.append("  key-").append(i).append(": a text instead of a table\n");
        }
        HelmAnswer answer = helm.render(new EngineChart()
                .file("values.yaml", own.toString())
                .file("templates/a.yaml", "kind: A\n")
                .values(values.toString())
                .call());

        assertThat(answer.log().length()).isEqualTo(WorkerLog.LIMIT);
        assertThat(answer.output()).contains("kind: A");
        assertNextChartRenders();
    }

    @Test
    void aNulCharacterHidesNothing() {
        // the YAML of the first document ends before, so that Helm does not mind
        EngineChart chart = new EngineChart()
                .file(
                        "templates/a.yaml",
                        "kind: A\n...\n# {{ repeat 9000 \"x\" }}\n{{ \"AAo=\" | b64dec }}\n---\nkind: B\n")
                .file("templates/b.yaml", "kind: C\n# {{ repeat 200 \"x\" }}\n");

        assertThatThrownBy(() -> helm.render(chart.call()).accepted().output())
                .hasMessageContaining("renders a NUL character");
    }

    @Test
    void textOfAnyLengthIsWhole() throws HelmFailure {
        for (int length = 1; length < 1_000_000; length = length * 3 + 1) {
            String text = helm.render(new EngineChart()
                            .file("templates/a.yaml", "kind: A\n# {{ repeat " + length + " \"x\" }}\n")
                            .call())
                    .accepted()
                    .output();
            assertThat(text.chars().filter(c -> c == 'x').count()).isEqualTo(length);
        }
    }

    @Test
    void whatLiesElsewhereIsRefused() {
        var call =
                new HelmCall(Path.of("/etc"), "release", "default", "1.30.0", java.util.List.of(), java.util.List.of());

        assertThatThrownBy(() -> helm.render(call).accepted().output())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/etc is not in the temporary folder of the run");
    }

    @Test
    void packsAndRefuses() throws HelmFailure, IOException {
        EngineChart chart = new EngineChart().file("templates/a.yaml", "kind: {{ fail \"no\" }}\n");

        assertThat(helm.pack(chart.path(), RunFolder.create("pack").path())).hasFileName("shop-1.0.0.tgz");
        assertThat(helm.render(chart.call()).error())
                .contains("templates/a.yaml:1")
                .contains("no");
        assertThat(helm.isolation()).isNotBlank();
    }

    @Test
    @Tag("deep")
    void thousandsOfCallsNeedNoMoreDescriptorsOrMemory() throws HelmFailure {
        EngineChart chart = new EngineChart().file("templates/a.yaml", "kind: A\n");
        for (int i = 0; i < 2000; i++) {
            assertThat(helm.render(chart.call()).accepted().output()).contains("kind: A");
        }
    }

    @Test
    void aFolderOfTheRunIsPrivate() throws IOException {
        assertThat(Files.getPosixFilePermissions(RunFolder.root())).hasSize(3);
    }
}
