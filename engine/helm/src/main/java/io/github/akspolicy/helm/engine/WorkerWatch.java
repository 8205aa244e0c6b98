package io.github.akspolicy.helm.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Kills a process during a call when that takes too much time or memory, or when its caller is interrupted. */
final class WorkerWatch implements AutoCloseable {
    private static final long PERIOD_MILLIS = 25;

    /** Where {@code ps} has to be run to learn it. */
    private static final long SLOW_PERIOD_MILLIS = 250;

    private static final boolean PROC = Files.isReadable(Path.of("/proc/self/status"));

    private static final int KILOBYTES = 1024;

    private final Process process;
    private final Thread caller;
    private final Thread watcher;
    private final long end;
    private final long limit;
    private final HelmFailure tookTooLong;
    private final HelmFailure neededTooMuch;
    private boolean over;
    private @Nullable HelmFailure reason;

    private WorkerWatch(Process process, long seconds, HelmFailure tookTooLong, HelmFailure neededTooMuch) {
        this.process = process;
        this.tookTooLong = tookTooLong;
        this.neededTooMuch = neededTooMuch;
        this.caller = Thread.currentThread();
        this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        this.limit = HelmEngines.memoryMegabytes() * KILOBYTES * KILOBYTES;
        this.watcher = new Thread(this::run, "aks-policy-helm-watch");
        watcher.setDaemon(true);
    }

    /** Watches a start until closed, for the thread that calls this. */
    static WorkerWatch ofStart(Process process, long seconds) {
        return start(new WorkerWatch(
                process, seconds, HelmEngines.startTookTooLong(seconds), HelmEngines.startNeededTooMuch()));
    }

    /** Watches a call until closed, for the thread that calls this. */
    static WorkerWatch ofCall(Process process) {
        return start(new WorkerWatch(
                process, HelmEngines.timeoutSeconds(), HelmEngines.tookTooLong(), HelmEngines.neededTooMuch()));
    }

    private static WorkerWatch start(WorkerWatch watch) {
        watch.watcher.start();
        return watch;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PROC ? PERIOD_MILLIS : SLOW_PERIOD_MILLIS);
                HelmFailure exceeded = exceeded();
                synchronized (this) {
                    if (over) {
                        return;
                    }
                    if (exceeded != null) {
                        reason = exceeded;
                        process.descendants().forEach(ProcessHandle::destroyForcibly);
                        process.destroyForcibly();
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            // the call has ended
        }
    }

    private @Nullable HelmFailure exceeded() throws InterruptedException {
        if (caller.isInterrupted()) {
            return HelmFailure.ofEngine("interrupted");
        }
        if (System.nanoTime() - end > 0) {
            return tookTooLong;
        }
        return residentBytes(process) > limit ? neededTooMuch : null;
    }

    /** Why the process was killed, or null when it was not. */
    synchronized @Nullable HelmFailure reason() {
        return reason;
    }

    /** Ends the watch: from here on the process is not killed. */
    @Override
    public void close() {
        synchronized (this) {
            over = true;
        }
        watcher.interrupt();
    }

    private static Path status(Process process) {
        return Path.of("/proc", Long.toString(process.pid()), "status");
    }

    /** The memory of a process in bytes, what is swapped out included; 0 when the system does not say. */
    static long residentBytes(Process process) throws InterruptedException {
        if (PROC) {
            try {
                return Files.readAllLines(status(process), StandardCharsets.ISO_8859_1).stream()
                        .filter(line -> line.startsWith("VmRSS:") || line.startsWith("VmSwap:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KILOBYTES)
                        .sum();
            } catch (IOException | NumberFormatException e) {
                return 0;
            }
        }
        if (Files.isExecutable(Path.of("/bin/ps"))) {
            try {
                Process ps = new ProcessBuilder("/bin/ps", "-o", "rss=", "-p", Long.toString(process.pid())).start();
                ps.getOutputStream().close();
                String text = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
                ps.waitFor();
                return text.isEmpty() ? 0 : Long.parseLong(text) * KILOBYTES;
            } catch (IOException | NumberFormatException e) {
                return 0;
            }
        }
        return 0;
    }
}
