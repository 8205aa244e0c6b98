package io.github.akspolicy.evaluator;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluator.Message.Asked;
import io.github.akspolicy.evaluator.Message.Begun;
import io.github.akspolicy.evaluator.Message.Done;
import io.github.akspolicy.evaluator.Message.Failed;
import io.github.akspolicy.evaluator.Message.Refused;
import io.github.akspolicy.evaluator.Message.Settings;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.source.Problem;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A process that evaluates, for one request at a time. */
final class EvaluatorProcess implements AutoCloseable {
    private static final long END_SECONDS = 10;

    /** How SLF4J begins its warning that there is no logger. */
    private static final String NO_LOGGER = "SLF4J";

    /** How a JVM begins to name options of its environment, as Maven's own did. */
    private static final String OPTIONS = "Picked up ";

    /** So many lines of what it printed are shown where it ends without an answer. */
    private static final int LAST_LINES = 5;

    private final Process process;
    private final ObjectOutputStream requests;
    private final ObjectInputStream answers;
    private final Printed printed;
    private final @Nullable ClassArchive archive;

    private EvaluatorProcess(
            Process process,
            ObjectOutputStream requests,
            ObjectInputStream answers,
            Printed printed,
            @Nullable ClassArchive archive) {
        this.archive = archive;
        this.process = process;
        this.requests = requests;
        this.answers = answers;
        this.printed = printed;
    }

    /** What the process prints: a policy of the user's may say something. */
    private static final class Printed extends Thread {
        private final BufferedReader reader;
        private final Consumer<String> log;
        private final Deque<String> last = new ArrayDeque<>();

        private Printed(Process process, Consumer<String> log) {
            super("output of the evaluating process");
            this.reader = new BufferedReader(new InputStreamReader(process.getErrorStream(), Charset.defaultCharset()));
            this.log = log;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    if (isSaid(line)) {
                        keep(line);
                        log.accept(line);
                    }
                }
            } catch (IOException ended) {
                return;
            }
        }

        private static boolean isSaid(String line) {
            return !line.startsWith(NO_LOGGER) && !line.startsWith(OPTIONS);
        }

        private synchronized void keep(String line) {
            last.addLast(line);
            if (last.size() > LAST_LINES) {
                last.removeFirst();
            }
        }

        private String last() throws InterruptedException {
            join(TimeUnit.SECONDS.toMillis(1));
            synchronized (this) {
                return String.join(" ", last);
            }
        }
    }

    /**
     * Starts a process.
     *
     * @param log takes each line that it prints
     * @param archive keeps its classes; null for none
     * @throws IOException when it does not start, or does not answer; the message says why
     */
    static EvaluatorProcess start(
            ProcessBuilder command, Settings settings, Consumer<String> log, @Nullable ClassArchive archive)
            throws IOException {
        Process process = command.start();
        var printed = new Printed(process, log);
        printed.start();
        try {
            var requests = new ObjectOutputStream(new BufferedOutputStream(process.getOutputStream()));
            settings.write(requests);
            var answers = new ObjectInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
            answers.setObjectInputFilter(Message.OWN_DATA);
            return new EvaluatorProcess(process, requests, answers, printed, archive);
        } catch (IOException e) {
            String ending = ending(process, printed, e);
            process.destroyForcibly();
            throw new IOException(ending, e);
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /**
     * Evaluates; the process is gone when this fails in any other way than by an answer.
     *
     * @throws ConfigurationException when the configuration cannot be used, or the process ended
     */
    Evaluated evaluate(EvaluationRequest request, Progress progress) throws ConfigurationException {
        try {
            new Asked(request).write(requests);
            while (true) {
                Message answer = Message.read(answers);
                if (answer instanceof Begun begun) {
                    progress.release(begun.release(), begun.index(), begun.total());
                } else if (answer instanceof Done done) {
                    return done.evaluated();
                } else if (answer instanceof Refused refused) {
                    throw new ConfigurationException(refused.problems());
                } else if (answer instanceof Failed failed) {
                    throw new ConfigurationException(List.of(failed.problem()));
                } else {
                    throw new IOException("it answers " + answer.getClass().getSimpleName());
                }
            }
        } catch (IOException e) {
            String ending = ending(process, printed, e);
            process.destroyForcibly();
            throw new ConfigurationException(List.of(new Problem(
                    "the process that evaluates " + ending,
                    null,
                    "where memory was missing, give Maven more, which hands it on: MAVEN_OPTS=-Xmx2g; to evaluate in Maven's own"
                            + " process: " + CommandText.option("fork") + "=false")));
        }
    }

    private static String ending(Process process, Printed printed, IOException e) {
        try {
            if (process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                String last = printed.last();
                return "ended with exit code " + process.exitValue() + (last.isEmpty() ? "" : ": " + last);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return "does not answer: " + e.getMessage();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process by closing its input. */
    @Override
    public void close() {
        try {
            requests.close();
            boolean ended = process.waitFor(END_SECONDS, TimeUnit.SECONDS);
            if (archive != null) {
                archive.keep(ended && process.exitValue() == 0);
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
