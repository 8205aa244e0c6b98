package io.github.akspolicy.helm.worker;

import io.github.akspolicy.helm.worker.Frames.Request;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * Serves calls to Helm through its standard streams, one after the other, until it is told to leave or the process that
 * started it is gone. In the latter case it deletes what that process can no longer delete.
 */
public final class WorkerMain {
    private WorkerMain() {}

    /**
     * Starts the worker.
     *
     * @param arguments the temporary folder of the run, and a random text that introduces the first answer and ends the
     *     errors of each call
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        String token = arguments[1];
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            // else the caller would wait for an answer
            System.err.println("fatal error: " + e);
            Runtime.getRuntime().halt(1);
        });
        OutputStream errors = new FileOutputStream(FileDescriptor.err);
        var answers = new DataOutputStream(Streams.takeOutput());
        BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
        var helm = new Thread(() -> serve(folder, token, requests, answers, errors), "helm");
        helm.setDaemon(true);
        helm.start();
        // this thread keeps what the other one gives up: the right to delete the folder
        try (var in = new DataInputStream(new FileInputStream(FileDescriptor.in))) {
            for (Request request = Frames.readRequest(in);
                    request.kind() != Frames.LEAVE;
                    request = Frames.readRequest(in)) {
                requests.add(request);
            }
        } catch (IOException e) {
            delete(folder);
        }
        // a render may be running, which nothing else stops
        Runtime.getRuntime().halt(0);
    }

    private static void serve(
            Path folder, String token, BlockingQueue<Request> requests, DataOutputStream answers, OutputStream errors) {
        byte[] mark = Frames.mark(token);
        try {
            Path library = Path.of(requests.take().texts().get(0));
            String isolation = Isolation.enter(library, folder);
            HelmCalls helm;
            try {
                helm = new HelmCalls(library, answers, errors);
            } catch (LinkageError e) {
                ready(answers, token, Frames.FAILED, isolation, String.valueOf(e.getMessage()));
                return;
            }
            ready(answers, token, Frames.ANSWERED, isolation, "");
            while (true) {
                helm.answer(requests.take(), mark);
            }
        } catch (IOException | InterruptedException e) {
            // nobody reads the answers any more
            Runtime.getRuntime().halt(1);
        }
    }

    private static void ready(DataOutputStream answers, String token, int status, String isolation, String error)
            throws IOException {
        answers.write(Frames.mark(token));
        answers.writeByte(status);
        Frames.writeBlock(answers, isolation.getBytes(StandardCharsets.UTF_8));
        Frames.writeBlock(answers, error.getBytes(StandardCharsets.UTF_8));
        answers.flush();
    }

    private static void delete(Path folder) {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException e) {
            return;
        }
        for (Path path : paths) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // the next run deletes what is left
            }
        }
    }
}
