package io.github.akspolicy.review;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.akspolicy.manifest.JsonValues;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A service on this machine: keeps what it is told, notes what it was asked, and fails when it is told to. */
abstract class FakeService implements AutoCloseable {
    static final String TOKEN = "canary-token-5f1e";

    /** {@code METHOD path} of everything that was asked. */
    final List<String> asked = new ArrayList<>();

    /** Answers to the next requests instead of true ones; null lets one pass. */
    final Deque<Failure> failures = new ArrayDeque<>();

    static {
        // else each answer waits 40 ms for the acknowledgement of its headers; read once, when the first server is made
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param echo whether the body repeats what was sent, with the token
     * @param body the bytes of the body instead, or null
     * @param stalls whether the body never ends
     */
    record Failure(
            int status,
            Map<String, String> headers,
            boolean echo,
            @Nullable String body,
            boolean stalls) {
        static final Failure NONE = of(0);

        Failure(int status, Map<String, String> headers, boolean echo) {
            this(status, headers, echo, null, false);
        }

        static Failure of(int status) {
            return new Failure(status, Map.of(), false);
        }

        /** An answer of this body. */
        static Failure answering(int status, String body) {
            return new Failure(status, Map.of(), false, body, false);
        }

        /** An answer whose body begins so and never ends. */
        static Failure stalling(int status, String body) {
            return new Failure(status, Map.of(), false, body, true);
        }
    }

    /** An answer. */
    record Answer(int status, Object body) {}

    FakeService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                serve(exchange);
            } catch (RuntimeException | AssertionError broken) {
                broken.printStackTrace();
                throw broken;
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        asked.add(exchange.getRequestMethod() + " " + path);
        byte[] body = exchange.getRequestBody().readAllBytes();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Failure failure = failures.isEmpty() ? Failure.NONE : failures.removeFirst();
        Answer answer;
        if (failure.status() != 0) {
            failure.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            answer = new Answer(
                    failure.status(), Map.of("message", failure.echo() ? "you sent " + authorization : "as told"));
        } else if (!("Bearer " + TOKEN).equals(authorization)) {
            answer = new Answer(401, Map.of("message", "Bad credentials"));
        } else {
            answer = answer(exchange.getRequestMethod(), path, Json.parse(body));
        }
        byte[] bytes = JsonValues.write(answer.body()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        if (failure.body() != null) {
            raw(exchange, failure, failure.body().getBytes(StandardCharsets.UTF_8));
            return;
        }
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void raw(HttpExchange exchange, Failure failure, byte[] body) throws IOException {
        boolean isEmpty = body.length == 0 && !failure.stalls();
        exchange.sendResponseHeaders(failure.status(), isEmpty ? -1 : body.length + (failure.stalls() ? 1 : 0));
        if (isEmpty) {
            return;
        }
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
        if (failure.stalls()) {
            try {
                closed.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    abstract Answer answer(String method, String path, Json body);

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What was asked that changes something. */
    List<String> writes() {
        return asked.stream().filter(request -> !request.startsWith("GET ")).toList();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
