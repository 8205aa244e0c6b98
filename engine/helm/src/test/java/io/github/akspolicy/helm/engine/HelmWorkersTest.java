package io.github.akspolicy.helm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.worker.Frames;
import io.github.akspolicy.helm.worker.Frames.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A second process of Helm is started where calls wait, and not before. */
class HelmWorkersTest {
    private static Request request(EngineChart chart, String release) {
        HelmCall call = chart.call();
        return new Request(
                Frames.TEMPLATE,
                List.of(release, call.chart().toString(), call.namespace(), call.kubeVersion(), "", ""));
    }

    private static HelmWorkers workers() throws Exception {
        return new HelmWorkers(() -> NativeCache.unpack(Objects.requireNonNull(NativeHelm.find())));
    }

    @Test
    void callsOfOneThreadNeedOneProcess() throws Exception {
        HelmWorkers workers = workers();
        EngineChart chart = new EngineChart().file("templates/a.yaml", "kind: {{ .Release.Name | title }}\n");

        for (int i = 0; i < 20; i++) {
            assertThat(workers.call(request(chart, "r" + i)).output()).contains("kind: R" + i + "\n");
        }

        assertThat(workers.count()).isEqualTo(1);
    }

    @Test
    void callsThatWaitGetAnotherOneAndTheirOwnAnswers() throws Exception {
        HelmWorkers workers = workers();
        EngineChart chart = new EngineChart()
                .file(
                        "templates/a.yaml",
                        "kind: {{ .Release.Name | title }}\nkey: {{ genPrivateKey \"rsa\" | sha256sum }}\n");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            var answers = new ArrayList<Future<HelmAnswer>>();
            for (int i = 0; i < 16; i++) {
                Request request = request(chart, "r" + i);
                answers.add(threads.submit(() -> workers.call(request)));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get().output()).contains("kind: R" + i + "\n");
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(workers.count()).isEqualTo(Math.min(2, Runtime.getRuntime().availableProcessors()));
    }

    @Test
    void aCallThatEndsItsProcessLeavesTheNextOneAnother() throws Exception {
        HelmWorkers workers = workers();
        EngineChart endless = new EngineChart()
                .file("templates/a.yaml", "{{ $_ := set .Values \"a\" .Values }}{{ .Values | toString }}");
        EngineChart chart = new EngineChart().file("templates/a.yaml", "kind: Next\n");

        for (int i = 0; i < 3; i++) {
            try {
                assertThat(workers.call(request(endless, "r")).failed()).isTrue();
            } catch (HelmFailure ended) {
                assertThat(ended.isOfEngine()).isTrue();
            }
            assertThat(workers.call(request(chart, "r")).output()).contains("kind: Next");
        }

        assertThat(workers.count()).isEqualTo(1);
    }
}
