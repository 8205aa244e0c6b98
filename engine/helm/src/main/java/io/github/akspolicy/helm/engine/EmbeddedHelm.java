package io.github.akspolicy.helm.engine;

import com.marcnuri.helm.jni.HelmLib;
import com.marcnuri.helm.jni.InstallOptions;
import com.marcnuri.helm.jni.PackageOptions;
import com.marcnuri.helm.jni.Result;
import com.marcnuri.helm.jni.TemplateOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The Helm of helm-java, called within this process. */
final class EmbeddedHelm implements HelmEngine {
    /**
     * Each call swaps the standard streams of the whole native library: one at a time. An interned string is the one lock
     * that the class loaders of a JVM share, as Maven has one for each set of plugin dependencies.
     */
    private static final Object LOCK = "io.github.akspolicy.helm.embedded".intern();

    /** What Helm puts between an error and what was rendered. */
    private static final String OUTPUT = "\n---\n";

    private final HelmLib library;
    private final TerminationSignals signals;
    private boolean signalsRestored;
    private boolean stuck;

    EmbeddedHelm(HelmLib library, TerminationSignals signals) {
        this.library = library;
        this.signals = signals;
    }

    @Override
    public String template(HelmCall call) throws HelmFailure {
        HelmAnswer answer = answer(() -> library.Template(options(call, false)));
        if (answer.failed()) {
            throw new HelmFailure(answer.error());
        }
        return answer.output();
    }

    @Override
    public HelmAnswer templateDebug(HelmCall call) throws HelmFailure {
        HelmAnswer answer = answer(() -> library.Template(options(call, true)));
        if (!answer.failed() && answer.output().isEmpty()) {
            // where the chart cannot be loaded, this loses its error
            return answer(() -> library.Template(options(call, false)));
        }
        // what was rendered is in the error
        int output = answer.error().indexOf(OUTPUT);
        return output < 0
                ? answer
                : new HelmAnswer(
                        answer.error().substring(output + OUTPUT.length()),
                        HelmMessages.clean(answer.error().substring(0, output)));
    }

    @Override
    public HelmAnswer offline(HelmCall call) throws HelmFailure {
        return answer(() -> library.Install(new InstallOptions(
                call.releaseName(),
                0,
                null,
                null,
                call.chart().toString(),
                call.namespace(),
                call.kubeVersion(),
                0,
                0,
                null,
                0,
                0,
                0,
                1,
                "client",
                0,
                0,
                0,
                integers(call),
                "",
                files(call),
                null,
                null,
                null,
                null,
                null,
                0,
                0,
                null,
                0,
                1,
                null)));
    }

    @Override
    public Path pack(Path chart, Path destination) throws HelmFailure {
        HelmAnswer answer = answer(() ->
                library.Package(new PackageOptions(chart.toString(), destination.toString(), 0, null, null, null)));
        if (answer.failed()) {
            throw new HelmFailure(answer.error());
        }
        return BinaryHelm.only(destination);
    }

    private static TemplateOptions options(HelmCall call, boolean debug) {
        return new TemplateOptions(
                call.releaseName(),
                null,
                call.chart().toString(),
                call.namespace(),
                call.kubeVersion(),
                0,
                0,
                integers(call),
                "",
                files(call),
                null,
                null,
                null,
                0,
                0,
                null,
                debug ? 1 : 0,
                null);
    }

    private static String files(HelmCall call) {
        return call.valuesFiles().stream().map(Path::toString).collect(Collectors.joining(","));
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

    private HelmAnswer answer(Callable<Result> work) throws HelmFailure {
        synchronized (LOCK) {
            Result result = call(work);
            try {
                if (!signalsRestored) {
                    signalsRestored = true;
                    signals.restore();
                }
                return new HelmAnswer(
                        result.out == null ? "" : result.out, result.err == null ? "" : HelmMessages.clean(result.err));
            } finally {
                library.Free(result);
            }
        }
    }

    /** Native code cannot be interrupted: the thread of a render that never ends is left behind. */
    private Result call(Callable<Result> work) throws HelmFailure {
        if (stuck) {
            throw HelmFailure.ofEngine("an earlier render has not ended; one process can do only one at a time");
        }
        var render = new FutureTask<Result>(work);
        var thread = new Thread(render, "aks-policy-helm");
        thread.setDaemon(true);
        thread.start();
        try {
            return render.get(HelmEngines.timeoutSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            stuck = true;
            throw HelmEngines.tookTooLong();
        } catch (InterruptedException e) {
            stuck = true;
            Thread.currentThread().interrupt();
            throw HelmFailure.ofEngine("interrupted");
        } catch (ExecutionException e) {
            throw HelmFailure.ofEngine("the embedded Helm failed: " + e.getCause());
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String describe() {
        return "embedded Helm";
    }
}
