package io.github.akspolicy.evaluate;

import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ChartValues;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Judges files on several threads and takes the results in the order in which the files came, so that output never
 * depends on timing. Few files are under way at once: reading waits, memory does not grow.
 */
final class FileQueue implements Release.Receiver, AutoCloseable {
    private static final int FILES_PER_WORKER = 8;

    private final ReleaseResult result;
    private final ExecutorService workers;
    private final int capacity;
    private final Plan plan;
    private final ReadLimits limits;
    private final @Nullable String namespace;
    private final Deque<Pending> pending = new ArrayDeque<>();

    /** A file under way. */
    private record Pending(String path, Future<FileResult> result) {}

    FileQueue(ReleaseResult result, ExecutorService workers, int parallelism, Plan plan, ReadLimits limits) {
        this.result = result;
        this.workers = workers;
        this.capacity = parallelism * FILES_PER_WORKER;
        this.plan = plan;
        this.limits = limits;
        this.namespace = result.release().namespace();
    }

    @Override
    public void file(ManifestFile file) {
        add(file.path(), () -> FileEvaluation.evaluate(file, plan, namespace, limits));
    }

    @Override
    public void context(ManifestFile file) {
        ReleaseReading.resources(
                file,
                namespace,
                plan.podTemplates(),
                limits,
                result::context,
                problem -> result.problem(ReleaseReading.problem(problem, file)));
    }

    @Override
    public void note(String text) {
        result.note(text);
    }

    @Override
    public void notEvaluated(NotEvaluated passedOver) {
        result.notEvaluated(passedOver);
    }

    @Override
    public void values(ChartValues values) {
        result.chart(values.chart());
        if (plan.judgesValuesOf(values.chart())) {
            add(values.name(), () -> FileEvaluation.evaluate(values, plan, limits));
        }
    }

    @Override
    public void conditions(List<DeploymentCondition> conditions) {
        result.conditions(conditions);
    }

    private void add(String path, Callable<FileResult> evaluation) {
        if (pending.size() >= capacity) {
            takeFirst();
        }
        pending.add(new Pending(path, workers.submit(evaluation)));
    }

    @Override
    public void problem(Problem problem) {
        result.problem(problem);
    }

    private void takeFirst() {
        Pending first = pending.remove();
        try {
            result.add(first.result().get());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the evaluation was interrupted", stopped);
        } catch (ExecutionException broken) {
            // a defect of ours or of the JVM, such as a full heap: an error at its file, so that nothing is green
            result.problem(ToolError.problem("evaluating " + first.path(), broken));
        }
    }

    @Override
    public void close() {
        while (!pending.isEmpty()) {
            takeFirst();
        }
    }
}
