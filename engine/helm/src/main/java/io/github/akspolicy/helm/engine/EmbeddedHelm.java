package io.github.akspolicy.helm.engine;

import com.marcnuri.helm.jni.HelmLib;
import com.marcnuri.helm.jni.Result;
import com.marcnuri.helm.jni.TemplateOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        String files = call.valuesFiles().stream().map(Path::toString).collect(Collectors.joining(","));
        // pairs in random order, which is why there is at most one per key; keys are taken as --set takes them
        String integers = call.integers().stream()
                .map(pair -> {
                    int equals = pair.lastIndexOf('=');
                    return encode(pair.substring(0, equals)) + "=" + encode(pair.substring(equals + 1));
                })
                .collect(Collectors.joining("&"));
        var options = new TemplateOptions(
                call.releaseName(),
                null,
                call.chart().toString(),
                call.namespace(),
                call.kubeVersion(),
                0,
                0,
                integers,
                "",
                files,
                null,
                null,
                null,
                0,
                0,
                null,
                // never debug: it leaks four file descriptors a call and hides some errors
                0,
                null);
        synchronized (LOCK) {
            Result result = call(options);
            try {
                if (!signalsRestored) {
                    signalsRestored = true;
                    signals.restore();
                }
                if (result.err != null && !result.err.isEmpty()) {
                    throw new HelmFailure(HelmMessages.clean(result.err));
                }
                return result.out == null ? "" : result.out;
            } finally {
                library.Free(result);
            }
        }
    }

    /** Native code cannot be interrupted: the thread of a render that never ends is left behind. */
    private Result call(TemplateOptions options) throws HelmFailure {
        if (stuck) {
            throw HelmFailure.ofEngine("an earlier render has not ended; one process can do only one at a time");
        }
        var render = new FutureTask<Result>(() -> library.Template(options));
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
