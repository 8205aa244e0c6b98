package io.github.akspolicy.helm.engine;

import io.github.akspolicy.helm.worker.Frames.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The processes of Helm that serve the calls of a run, one call each at a time. One is started, and replaced when it ended or has
 * used up what it may. Another one is started when calls have waited for longer than it takes to start, and there is a processor
 * for it. Safe for several threads.
 */
final class HelmWorkers {
    /** Twice as long as a start takes, of which most is the processor's time. */
    private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

    private static final int MOST = 2;

    private final HelmWorker.Library library;
    private final int most;
    private final Deque<HelmWorker> idle = new ArrayDeque<>();
    private final String isolation;
    private int started = 1;
    private long waited;

    /** @throws IOException when no process can be started that loads the library */
    HelmWorkers(HelmWorker.Library library) throws IOException, HelmFailure {
        this.library = library;
        this.most = Math.min(MOST, Runtime.getRuntime().availableProcessors());
        HelmWorker first = HelmWorker.start(library);
        this.isolation = first.isolation();
        idle.add(first);
    }

    String isolation() {
        return isolation;
    }

    /** How many processes there are. */
    synchronized int count() {
        return started;
    }

    /** See {@link HelmWorker#call}; a process that is gone before it took the call is replaced. */
    HelmAnswer call(Request request) throws IOException, InterruptedException, HelmFailure {
        HelmWorker worker = take();
        try {
            if (worker == null) {
                worker = HelmWorker.start(library);
            } else if (!worker.isFit()) {
                worker = replaced(worker);
            }
            try {
                return worker.call(request);
            } catch (IOException e) {
                // it ended while it had nothing to do, so that the chart is not the cause
                worker = replaced(worker);
                return worker.call(request);
            }
        } finally {
            give(worker);
        }
    }

    private HelmWorker replaced(HelmWorker worker) throws IOException, HelmFailure {
        worker.kill();
        return HelmWorker.start(library);
    }

    /** A process for one call; null for a new one. */
    private synchronized @Nullable HelmWorker take() throws InterruptedException {
        while (idle.isEmpty()) {
            if (started == 0 || (started < most && waited > PATIENCE)) {
                started++;
                return null;
            }
            long since = System.nanoTime();
            wait(Duration.ofSeconds(1).toMillis());
            waited += System.nanoTime() - since;
        }
        return idle.pop();
    }

    private synchronized void give(@Nullable HelmWorker worker) {
        if (worker == null) {
            started--;
        } else {
            idle.push(worker);
        }
        notifyAll();
    }
}
