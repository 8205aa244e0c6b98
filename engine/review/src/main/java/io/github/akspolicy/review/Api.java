package io.github.akspolicy.review;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.report.JsonOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One service with one token. No answer can lead the token elsewhere, since redirects are not followed; nothing of it is in a
 * message; waiting has an end, for the last byte of an answer as for its first.
 */
final class Api {
    /** The time within which an answer must be complete. */
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final int ATTEMPTS = 4;
    private static final long LONGEST_WAIT_SECONDS = 60;
    private static final int LARGEST_ANSWER = 32 << 20;
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final String base;
    private final String token;
    private final Duration timeout;
    private final Pause pause;

    /** How the time between two attempts goes by. */
    @FunctionalInterface
    interface Pause {
        void seconds(long seconds) throws InterruptedException;
    }

    /** An answer. */
    private record Answer(int status, HttpHeaders headers, byte[] content) {
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    /**
     * @param base the address that paths are appended to
     * @param timeout the time within which an answer must be complete
     * @throws ReviewException when the address would show the token to the network, or the token can be none
     */
    Api(String base, String token, Duration timeout, Pause pause) throws ReviewException {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        this.token = token.strip();
        this.timeout = timeout;
        this.pause = pause;
        URI uri;
        try {
            uri = URI.create(this.base);
        } catch (IllegalArgumentException invalid) {
            throw new ReviewException(SafeText.line("\"" + base + "\" is not an address of a service"), 0);
        }
        boolean isSafe = "https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme()) && uri.getHost() != null && LOOPBACK.contains(uri.getHost()));
        if (!isSafe || uri.getUserInfo() != null) {
            throw new ReviewException(
                    SafeText.line("\"" + uri.getScheme() + "://" + uri.getHost()
                            + "\" must be an https address without user: the token would be readable on its way"),
                    0);
        }
        if (!TOKEN.matcher(this.token).matches()) {
            throw new ReviewException("the token holds characters that no token has", 0);
        }
    }

    /**
     * What an answer lists under a name. An answer without such a list says nothing about what is there, so that it is an
     * error and not an empty list.
     */
    List<Json> list(String path, String name) throws ReviewException {
        Json list = send("GET", path, null, timeout).get(name);
        if (!list.isList()) {
            throw failure("GET", path, "the answer has no list \"" + name + "\"", 0);
        }
        if (!list.items().stream().allMatch(Json::isObject)) {
            throw failure("GET", path, "the list \"" + name + "\" of the answer must hold objects", 0);
        }
        return list.items();
    }

    /** The body of a request is written by the writer of reports. */
    interface Body {
        void write(JsonOutput json) throws IOException;
    }

    /** Adds something. */
    Json post(String path, Body body) throws ReviewException {
        return send("POST", path, text(body), timeout);
    }

    /** Changes something. */
    void patch(String path, Body body) throws ReviewException {
        send("PATCH", path, text(body), timeout);
    }

    /** The same when something else has failed already: not worth a long wait. */
    void patchSoon(String path, Body body) throws ReviewException {
        send("PATCH", path, text(body), timeout.dividedBy(3));
    }

    private static String text(Body body) {
        var text = new StringWriter();
        try (var json = new JsonOutput(text)) {
            json.object(() -> body.write(json));
        } catch (IOException impossible) {
            throw new IllegalStateException("a string can be written to", impossible);
        }
        return text.toString();
    }

    private Json send(String method, String path, @Nullable String body, Duration patience) throws ReviewException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(patience)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .header("User-Agent", "aks-policy")
                .header("Content-Type", "application/json; charset=utf-8")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            for (int attempt = 1; ; attempt++) {
                boolean isLast = attempt == ATTEMPTS;
                Answer answer;
                try {
                    answer = answer(request, patience);
                } catch (HttpTimeoutException late) {
                    // what does not answer in that time is not asked again: the build must end
                    throw failure(method, path, "no complete answer within " + shown(patience), 0);
                } catch (IOException unreachable) {
                    // the service may have done what a POST asks for: the next run looks before it asks again
                    if (isLast || method.equals("POST")) {
                        throw failure(method, path, unreachable.toString(), 0);
                    }
                    pause.seconds(1L << (attempt - 1));
                    continue;
                }
                if (answer.status() == 200 || answer.status() == 201) {
                    return read(method, path, answer);
                }
                String retryAfter = answer.header("Retry-After");
                if (isLast || !mayRepeat(method, answer.status(), !retryAfter.isEmpty())) {
                    throw failure(method, path, answer.status() + ": " + message(answer), answer.status());
                }
                pause.seconds(wait(retryAfter, attempt));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw failure(method, path, "interrupted", 0);
        }
    }

    /** The timeout of a request ends when the header of its answer is there, and a client knows none for the body. */
    private Answer answer(HttpRequest request, Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        InputStream body = answer.body();
        var isLate = new AtomicBoolean();
        // closing it from outside ends the reading, even of a byte that never comes
        CompletableFuture<Void> closing = CompletableFuture.runAsync(
                () -> {
                    isLate.set(true);
                    close(body);
                },
                CompletableFuture.delayedExecutor(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS));
        try (body) {
            byte[] content = body.readNBytes(LARGEST_ANSWER);
            if (isLate.get()) {
                throw new HttpTimeoutException("late");
            }
            return new Answer(answer.statusCode(), answer.headers(), content);
        } catch (IOException broken) {
            throw isLate.get() ? new HttpTimeoutException("late") : broken;
        } finally {
            closing.cancel(false);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException ignored) {
            // it is not read any more
        }
    }

    private Json read(String method, String path, Answer answer) throws ReviewException {
        Json json;
        try {
            json = Json.parse(answer.content());
        } catch (IOException unreadable) {
            throw failure(method, path, "the answer is not JSON: " + unreadable.getMessage(), 0);
        }
        if (!json.isObject()) {
            throw failure(
                    method,
                    path,
                    "the answer must be an object" + (json.value() == null ? ", it is empty or null" : ""),
                    0);
        }
        return json;
    }

    private static String shown(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /**
     * 429 and 503 say that nothing was done, and so does 403 with a time to wait, by which GitHub limits rates. Any other
     * error of the server says nothing about that, so that a POST would be a second one.
     */
    private static boolean mayRepeat(String method, int status, boolean tellsWhen) {
        return status == 429
                || status == 503
                || (status == 403 && tellsWhen)
                || (status >= 500 && !method.equals("POST"));
    }

    /** What the service asks for within reason. Dates, which it may name too, are not worth a parser. */
    private static long wait(String retryAfter, int attempt) {
        if (retryAfter.matches("[0-9]{1,9}")) {
            return Math.min(Long.parseLong(retryAfter), LONGEST_WAIT_SECONDS);
        }
        return 1L << (attempt - 1);
    }

    private static String message(Answer answer) {
        String told;
        try {
            told = Json.parse(answer.content()).get("message").text();
        } catch (IOException page) {
            told = "";
        }
        int status = answer.status();
        String known = switch (status) {
            // Azure DevOps shows its page to sign in
            case 203, 401 -> "the token is not accepted";
            case 403 -> "the token may not do this";
            case 404 -> "not there, or not for this token";
            default ->
                status >= 300 && status < 400
                        ? redirect(answer.header("Location"))
                        : status < 300 ? "200 or 201 was expected" : "";
        };
        if (known.isEmpty() && told.isEmpty()) {
            return "no reason given";
        }
        return known + (known.isEmpty() || told.isEmpty() ? "" : ": ") + told;
    }

    /** Without query, in which addresses carry secrets. */
    private static String redirect(String location) {
        String to = "";
        try {
            URI target = URI.create(location);
            to = target.getHost() == null
                    ? ""
                    : " to " + target.getScheme() + "://" + target.getHost() + target.getPath();
        } catch (IllegalArgumentException malformed) {
            // as good as none
        }
        return "a redirect" + to
                + ", where the token is not sent; either the token is not accepted, or the repository has moved";
    }

    private ReviewException failure(String method, String path, String what, int status) {
        // whoever echoes the token does not get it into a log
        String text = (method + " " + base + path + " failed: " + what).replace(token, "***");
        return new ReviewException(SafeText.line(text.length() > 600 ? text.substring(0, 600) + "..." : text), status);
    }
}
