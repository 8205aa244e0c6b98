package io.github.akspolicy.review;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.report.JsonOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One service with one token. No answer can lead the token elsewhere, since redirects are not followed; nothing of it is in a
 * message; waiting has an end.
 */
final class Api {
    private static final int ATTEMPTS = 4;
    private static final long LONGEST_WAIT_SECONDS = 60;
    private static final int LARGEST_ANSWER = 32 << 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String base;
    private final String token;
    private final Pause pause;

    /** How the time between two attempts goes by. */
    @FunctionalInterface
    interface Pause {
        void seconds(long seconds) throws InterruptedException;
    }

    /**
     * @param base the address that paths are appended to
     * @throws ReviewException when the address would show the token to the network, or the token can be none
     */
    Api(String base, String token, Pause pause) throws ReviewException {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        this.token = token.strip();
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

    Json get(String path) throws ReviewException {
        return send("GET", path, null);
    }

    /** The body of a request is written by the writer of reports. */
    interface Body {
        void write(JsonOutput json) throws IOException;
    }

    Json post(String path, Body body) throws ReviewException {
        return send("POST", path, text(body));
    }

    Json patch(String path, Body body) throws ReviewException {
        return send("PATCH", path, text(body));
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

    private Json send(String method, String path, @Nullable String body) throws ReviewException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
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
                HttpResponse<InputStream> answer;
                try {
                    answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                } catch (IOException unreachable) {
                    // the service may have done what a POST asks for: the next run looks before it asks again
                    if (isLast || method.equals("POST")) {
                        throw failure(method, path, unreachable.toString(), 0);
                    }
                    pause.seconds(1L << (attempt - 1));
                    continue;
                }
                byte[] content;
                try (InputStream in = answer.body()) {
                    content = in.readNBytes(LARGEST_ANSWER);
                }
                int status = answer.statusCode();
                if (status == 200 || status == 201) {
                    return Json.parse(content);
                }
                String retryAfter = answer.headers().firstValue("Retry-After").orElse("");
                if (isLast || !mayRepeat(method, status, !retryAfter.isEmpty())) {
                    throw failure(method, path, status + ": " + message(status, content), status);
                }
                pause.seconds(wait(retryAfter, attempt));
            }
        } catch (IOException unreadable) {
            throw failure(method, path, "the answer cannot be read: " + unreadable.getMessage(), 0);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw failure(method, path, "interrupted", 0);
        }
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

    private static String message(int status, byte[] content) {
        String told;
        try {
            told = Json.parse(content).get("message").text();
        } catch (IOException page) {
            told = "";
        }
        String known = switch (status) {
            case 203, 301, 302, 307, 308, 401 -> "the token is not accepted";
            case 403 -> "the token may not do this";
            case 404 -> "not there, or not for this token";
            default -> "";
        };
        return known + (known.isEmpty() || told.isEmpty() ? "" : ": ") + told;
    }

    private ReviewException failure(String method, String path, String what, int status) {
        // whoever echoes the token does not get it into a log
        String text = (method + " " + base + path + " failed: " + what).replace(token, "***");
        return new ReviewException(SafeText.line(text.length() > 600 ? text.substring(0, 600) + "..." : text), status);
    }
}
