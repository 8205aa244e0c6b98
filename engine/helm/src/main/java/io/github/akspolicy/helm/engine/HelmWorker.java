package io.github.akspolicy.helm.engine;

import io.github.akspolicy.helm.worker.Frames;
import io.github.akspolicy.helm.worker.Frames.Answer;
import io.github.akspolicy.helm.worker.Frames.Request;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One process of Helm, for one call at a time. */
final class HelmWorker {
    private static final long START_SECONDS = 60;
    private static final Duration LOG_PATIENCE = Duration.ofSeconds(5);

    /** What may come before the first answer, as when a JVM warns of its options. */
    private static final int MAX_PREFACE = 1 << 16;

    /** How often to look at its memory, in calls: the bound for one call holds all the time. */
    private static final int MEMORY_EVERY = 8;

    private final Process process;
    private final DataOutputStream requests;
    private final DataInputStream answers;
    private final WorkerLog log;
    private final String isolation;
    private long calls;

    private HelmWorker(
            Process process, DataOutputStream requests, DataInputStream answers, WorkerLog log, String isolation) {
        this.process = process;
        this.requests = requests;
        this.answers = answers;
        this.log = log;
        this.isolation = isolation;
    }

    /** The native library as a file, which takes a while to be found whole. */
    interface Library {
        Path file() throws IOException;
    }

    /**
     * Starts a process and waits until it can be called.
     *
     * @throws IOException when it does not start, or cannot load the native library; the message says why
     * @throws HelmFailure when that took too much time or memory
     */
    static HelmWorker start(Library library) throws IOException, HelmFailure {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        Process process = WorkerCommand.of(RunFolder.root(), token).start();
        // before it is waited for: the JVM may end meanwhile
        RunFolder.endsBefore(process);
        try (WorkerWatch watch = WorkerWatch.ofStart(process, START_SECONDS)) {
            var log = new WorkerLog(process.getErrorStream(), token);
            var requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
            var answers = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
            // the JVM of the process starts meanwhile
            String file = library.file().toString();
            try {
                Frames.write(requests, new Request(Frames.LOAD, List.of(file)));
                skipTo(answers, Frames.mark(token));
                Answer first = Frames.readAnswer(answers);
                if (first.status() != Frames.ANSWERED) {
                    throw new IOException(text(first.error()));
                }
                return new HelmWorker(process, requests, answers, log, text(first.output()));
            } catch (EOFException e) {
                HelmFailure reason = watch.reason();
                if (reason != null) {
                    throw HelmFailure.ofMachine(reason.getMessage());
                }
                throw new IOException(ending(process, log.take(1, LOG_PATIENCE)), e);
            }
        } catch (IOException | HelmFailure | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static void skipTo(DataInputStream answers, byte[] mark) throws IOException {
        int matched = 0;
        for (int i = 0; i < MAX_PREFACE; i++) {
            byte next = answers.readByte();
            matched = next == mark[matched] ? matched + 1 : next == mark[0] ? 1 : 0;
            if (matched == mark.length) {
                return;
            }
        }
        throw new IOException("the process of Helm does not answer");
    }

    /**
     * Makes one call. When this fails, the process is gone.
     *
     * @return what Helm wrote to the last character
     * @throws IOException when the process ended before it took the call: another may be asked
     */
    HelmAnswer call(Request request) throws IOException, HelmFailure {
        calls++;
        Answer answer;
        try (WorkerWatch watch = WorkerWatch.ofCall(process)) {
            Frames.write(requests, request);
            try {
                answer = Frames.readAnswer(answers);
            } catch (IOException e) {
                HelmFailure reason = watch.reason();
                process.destroyForcibly();
                throw reason == null ? HelmFailure.ofEngine(ending(process, log.take(calls, LOG_PATIENCE))) : reason;
            }
        }
        String errors = log.take(calls, LOG_PATIENCE);
        return switch (answer.status()) {
            case Frames.ANSWERED, Frames.UNPROVEN ->
                new HelmAnswer(
                        text(answer.output()), text(answer.error()), errors, false, answer.status() == Frames.ANSWERED);
            case Frames.TOO_LONG ->
                throw HelmFailure.ofEngine(
                        "the chart renders to more than " + (Frames.MAX_BLOCK >> 20) + " MiB, the limit for one");
            case Frames.CUT -> throw new HelmFailure(HelmMessages.CUT);
            default -> throw HelmFailure.ofEngine("the embedded Helm failed: " + text(answer.error()));
        };
    }

    /** Bytes that are not UTF-8 become replacement characters. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String ending(Process process, String log) {
        @Nullable Integer code = null;
        try {
            if (process.waitFor(5, TimeUnit.SECONDS)) {
                code = process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return HelmMessages.ending(code, log);
    }

    /** Whether it may be called again: alive, and without the memory of earlier calls. */
    boolean isFit() throws InterruptedException {
        long limit = HelmEngines.memoryMegabytes() << 20;
        return process.isAlive() && (calls % MEMORY_EVERY != 0 || WorkerWatch.residentBytes(process) <= limit / 2);
    }

    /** What the process gave up, in words. */
    String isolation() {
        return isolation;
    }

    /** Kills the process and waits until it is gone, so that the folder of the run can be deleted. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
