package io.github.akspolicy.signing.registry;

import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.envelope.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks registries by the protocol of the OCI distribution specification. Credentials go to the registry itself and to its
 * token service only: never to the target of a redirect, never over plain HTTP unless the registry is this machine.
 */
public final class RegistryClient {
    private static final Duration CONNECT = Duration.ofSeconds(30);
    /** Logging in and redirects included: ten megabytes come within it by a line of 1.5 Mbit/s. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_TOKEN = 1 << 20;
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?");

    private final HttpClient http;
    private final DockerConfiguration configuration;
    private final Duration patience;
    private final Map<String, String> authorizations = new ConcurrentHashMap<>();
    private final Map<String, Login> logins = new ConcurrentHashMap<>();

    /** @param configuration where credentials are looked up, once for each registry */
    public RegistryClient(DockerConfiguration configuration) {
        this(configuration, HttpClient.newBuilder(), ANSWER);
    }

    /** @param patience the time within which an answer must be complete */
    RegistryClient(DockerConfiguration configuration, HttpClient.Builder http, Duration patience) {
        this.http = http.followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
        this.configuration = configuration;
        this.patience = patience;
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param body at most as long as allowed
     * @param mediaType of the body, without parameters; empty when none is stated
     * @param link the header Link, or empty
     */
    record Answer(int status, byte[] body, String mediaType, String link) {}

    /**
     * Asks for something of a repository.
     *
     * @param most the largest body that is read, in bytes
     * @param deadline of all that is asked about one image
     * @throws VerificationFailure when there is no answer, one of 401 or 403 after logging in, or one that is too large or
     *     does not come in time
     */
    Answer get(String registry, String repository, String path, String accept, int most, Deadline deadline)
            throws VerificationFailure {
        Deadline answer = deadline.orIn(patience);
        URI uri = base(registry).resolve("/v2/" + repository + path);
        String key = registry + "/" + repository;
        HttpResponse<InputStream> response = send(uri, accept, authorizations.get(key), answer);
        if (response.statusCode() == 401) {
            discard(response);
            // a helper has its own time limit
            Login login = logins.computeIfAbsent(registry, configuration::find);
            answer = deadline.orIn(patience);
            String authorization = authorize(registry, repository, response, login, answer);
            response = send(uri, accept, authorization, answer);
            if (response.statusCode() == 401 || response.statusCode() == 403) {
                discard(response);
                throw unauthorized(registry, login);
            }
            authorizations.put(key, authorization);
        }
        for (int redirects = 0; isRedirect(response.statusCode()); redirects++) {
            discard(response);
            uri = target(uri, response, redirects);
            response = send(uri, accept, isSameOrigin(base(registry), uri) ? authorizations.get(key) : null, answer);
        }
        return answer(uri, response, most, answer);
    }

    private static URI base(String registry) {
        String host = registry.equals("docker.io") ? "registry-1.docker.io" : registry;
        return URI.create((LOOPBACK.matcher(host).matches() ? "http://" : "https://") + host);
    }

    private HttpResponse<InputStream> send(URI uri, String accept, @Nullable String authorization, Deadline deadline)
            throws VerificationFailure {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", accept);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return send(request, deadline);
    }

    /** Until the header of the answer is there. */
    private HttpResponse<InputStream> send(HttpRequest.Builder builder, Deadline deadline) throws VerificationFailure {
        HttpRequest request = builder.timeout(deadline.left()).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException late) {
            throw late(request.uri(), deadline);
        } catch (IOException | IllegalArgumentException failed) {
            throw new VerificationFailure(
                    SignatureCode.REGISTRY_ERROR,
                    shown(request.uri()) + " does not answer: "
                            + failed.getClass().getSimpleName());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new VerificationFailure(SignatureCode.REGISTRY_ERROR, "interrupted");
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static URI target(URI from, HttpResponse<InputStream> response, int redirects) throws VerificationFailure {
        return target(from, response.headers().firstValue("Location").orElse(""), redirects);
    }

    /** Where a redirect leads to; never from https to http. */
    static URI target(URI from, String location, int redirects) throws VerificationFailure {
        if (redirects >= MAX_REDIRECTS) {
            throw redirect(from, "redirects more than " + MAX_REDIRECTS + " times");
        }
        try {
            URI target = from.resolve(location);
            if (target.getHost() == null
                    || !("http".equals(target.getScheme()) || "https".equals(target.getScheme()))) {
                throw redirect(from, "redirects to no address of the web");
            }
            if ("https".equals(from.getScheme()) && !"https".equals(target.getScheme())) {
                throw redirect(from, "redirects from https to http, to " + target.getHost());
            }
            return target;
        } catch (IllegalArgumentException malformed) {
            throw redirect(from, "redirects to no address of the web");
        }
    }

    private static VerificationFailure redirect(URI from, String what) {
        return new VerificationFailure(SignatureCode.REGISTRY_REDIRECT, shown(from) + " " + what);
    }

    private static boolean isSameOrigin(URI one, URI other) {
        return one.getScheme().equals(other.getScheme()) && one.getAuthority().equals(other.getAuthority());
    }

    private static Answer answer(URI uri, HttpResponse<InputStream> response, int most, Deadline deadline)
            throws VerificationFailure {
        InputStream body = response.body();
        // a client of HTTP knows no limit for a body: closing it from outside ends the reading, even of a byte that
        // never comes
        var isLate = new AtomicBoolean();
        CompletableFuture<Void> end = CompletableFuture.runAsync(
                () -> {
                    isLate.set(true);
                    close(body);
                },
                CompletableFuture.delayedExecutor(deadline.left().toMillis(), TimeUnit.MILLISECONDS));
        try (body) {
            byte[] bytes = body.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new VerificationFailure(
                        SignatureCode.REGISTRY_TOO_LARGE, shown(uri) + " answers with more than " + most + " bytes");
            }
            String type = response.headers().firstValue("Content-Type").orElse("");
            int semicolon = type.indexOf(';');
            return new Answer(
                    response.statusCode(),
                    bytes,
                    (semicolon < 0 ? type : type.substring(0, semicolon)).strip(),
                    response.headers().firstValue("Link").orElse(""));
        } catch (IOException broken) {
            if (isLate.get()) {
                throw late(uri, deadline);
            }
            throw new VerificationFailure(SignatureCode.REGISTRY_ERROR, shown(uri) + " breaks off its answer");
        } finally {
            end.cancel(false);
        }
    }

    private static VerificationFailure late(URI uri, Deadline deadline) {
        return new VerificationFailure(
                SignatureCode.REGISTRY_TIMEOUT, shown(uri) + " does not complete its answer within " + deadline);
    }

    /** What such an answer says beside its header is of no interest, and is not waited for. */
    private static void discard(HttpResponse<InputStream> response) {
        close(response.body());
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException ignored) {
            // it is not read any more
        }
    }

    private String authorize(
            String registry, String repository, HttpResponse<InputStream> response, Login login, Deadline deadline)
            throws VerificationFailure {
        Credentials credentials = login.credentials();
        List<Challenge> challenges = response.headers().allValues("WWW-Authenticate").stream()
                .flatMap(header -> Challenge.read(header).stream())
                .toList();
        for (Challenge challenge : challenges) {
            if (challenge.scheme().equals("bearer")) {
                return "Bearer " + token(registry, repository, challenge, login, deadline);
            }
            if (credentials != null && !credentials.isRefreshToken()) {
                return credentials.basic();
            }
        }
        throw unauthorized(registry, login);
    }

    private String token(String registry, String repository, Challenge challenge, Login login, Deadline deadline)
            throws VerificationFailure {
        URI realm = realm(registry, challenge);
        boolean loopback = LOOPBACK.matcher(registry).matches();
        if (!"https".equals(realm.getScheme()) && !(loopback && "http".equals(realm.getScheme()))) {
            throw new VerificationFailure(
                    SignatureCode.REGISTRY_ERROR, registry + " sends credentials to a token service without https");
        }
        Credentials credentials = login.credentials();
        String service = challenge.parameters().getOrDefault("service", registry);
        String scope = "repository:" + repository + ":pull";
        HttpRequest.Builder request;
        if (credentials != null && credentials.isRefreshToken()) {
            String form = "grant_type=refresh_token&service=" + encoded(service) + "&scope=" + encoded(scope)
                    + "&refresh_token=" + encoded(credentials.secret());
            request = HttpRequest.newBuilder(realm)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form));
        } else {
            String query = "service=" + encoded(service) + "&scope=" + encoded(scope);
            request = HttpRequest.newBuilder(URI.create(realm + (realm.getQuery() == null ? "?" : "&") + query));
            if (credentials != null) {
                request.header("Authorization", credentials.basic());
            }
        }
        Answer answer = answer(realm, send(request, deadline), MAX_TOKEN, deadline);
        if (answer.status() != 200) {
            throw unauthorized(registry, login);
        }
        try {
            Map<String, @Nullable Object> json = StrictJson.read(answer.body(), "answer of the token service")
                    .object();
            Object token = json.get("access_token") instanceof String access ? access : json.get("token");
            if (token instanceof String text && text.matches("[\\x21-\\x7e]+")) {
                return text;
            }
        } catch (VerificationFailure malformed) {
            // no token either
        }
        throw new VerificationFailure(SignatureCode.REGISTRY_ERROR, shown(realm) + " answers with no token");
    }

    private static URI realm(String registry, Challenge challenge) throws VerificationFailure {
        try {
            URI realm = URI.create(challenge.parameters().getOrDefault("realm", ""));
            if (realm.getHost() != null) {
                return realm;
            }
        } catch (IllegalArgumentException malformed) {
            // as good as none
        }
        throw new VerificationFailure(
                SignatureCode.REGISTRY_ERROR, registry + " names a token service that is not an address");
    }

    private static VerificationFailure unauthorized(String registry, Login login) {
        return new VerificationFailure(
                SignatureCode.REGISTRY_UNAUTHORIZED,
                registry + " wants another login (tried: " + String.join(", ", login.tried())
                        + "): log in with az acr login or docker login");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** An address without what could be a secret. */
    static String shown(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    }
}
