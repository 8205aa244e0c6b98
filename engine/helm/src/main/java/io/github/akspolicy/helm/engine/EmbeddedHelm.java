package io.github.akspolicy.helm.engine;

import io.github.akspolicy.files.TemporaryFolderException;
import io.github.akspolicy.helm.worker.Frames;
import io.github.akspolicy.helm.worker.Frames.Request;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The Helm of helm-java, in processes of its own. */
final class EmbeddedHelm implements HelmEngine {
    /** What the library says in {@code .Capabilities.HelmVersion}. */
    private static final String VERSION = "v3.21";

    private final HelmWorkers workers;

    /** @throws IOException when no process can be started that loads the library */
    EmbeddedHelm(HelmWorker.Library library) throws IOException, HelmFailure {
        this.workers = new HelmWorkers(library);
    }

    @Override
    public HelmAnswer render(HelmCall call) throws HelmFailure {
        return answer(request(call));
    }

    @Override
    public Path pack(Path chart, Path destination) throws HelmFailure {
        within(chart);
        within(destination);
        answer(new Request(Frames.PACKAGE, List.of(chart.toString(), destination.toString())))
                .accepted();
        return BinaryHelm.only(destination);
    }

    private static Request request(HelmCall call) {
        within(call.chart());
        for (Path file : call.valuesFiles()) {
            within(file);
        }
        return new Request(
                Frames.TEMPLATE,
                List.of(
                        call.releaseName(),
                        call.chart().toString(),
                        call.namespace(),
                        call.kubeVersion(),
                        integers(call),
                        call.valuesFiles().stream().map(Path::toString).collect(Collectors.joining(","))));
    }

    /** What lies elsewhere the process cannot read where it is confined; it must not depend on the platform. */
    private static void within(Path path) {
        if (!RunFolder.holds(path)) {
            throw new IllegalArgumentException(path + " is not in the temporary folder of the run");
        }
    }

    /** Pairs in random order, which is why there is at most one per key; keys are taken as --set takes them. */
    private static String integers(HelmCall call) {
        return call.integers().stream()
                .map(pair -> {
                    int equals = pair.lastIndexOf('=');
                    return encode(pair.substring(0, equals)) + "=" + encode(pair.substring(equals + 1));
                })
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HelmAnswer answer(Request request) throws HelmFailure {
        try {
            HelmAnswer answer = workers.call(request);
            return new HelmAnswer(
                    answer.output(),
                    HelmMessages.clean(answer.error()),
                    answer.log(),
                    answer.hasHooks(),
                    answer.isWhole());
        } catch (TemporaryFolderException e) {
            throw HelmFailure.ofMachine(e.getMessage());
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw HelmFailure.ofEngine("interrupted");
            }
            throw HelmFailure.ofMachine("the embedded Helm cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HelmFailure.ofEngine("interrupted");
        }
    }

    @Override
    public String isolation() {
        return workers.isolation();
    }

    @Override
    public String version() {
        return VERSION;
    }
}
