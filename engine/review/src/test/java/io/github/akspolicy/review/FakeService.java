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

    /** @param echo whether the body repeats what was sent, with the token */
    record Failure(int status, Map<String, String> headers, boolean echo) {
        static final Failure NONE = new Failure(0, Map.of(), false);

        static Failure of(int status) {
            return new Failure(status, Map.of(), false);
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
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
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
        server.stop(0);
    }
}
