package io.github.akspolicy.signing.registry;

import io.github.akspolicy.policy.SignatureCode;
import io.github.akspolicy.signing.VerificationFailure;
import io.github.akspolicy.signing.envelope.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks registries by the protocol of the OCI distribution specification. Credentials go to the registry itself and to its
 * token service only: never to the target of a redirect, never over plain HTTP unless the registry is this machine.
 */
public final class RegistryClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_TOKEN = 1 << 20;
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?");

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();
    private final DockerConfiguration configuration;
    private final Map<String, String> authorizations = new ConcurrentHashMap<>();

    /** @param configuration where credentials are looked up */
    public RegistryClient(DockerConfiguration configuration) {
        this.configuration = configuration;
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
     * @throws VerificationFailure when there is no answer, one of 401 or 403 after logging in, or one that is too large
     */
    Answer get(String registry, String repository, String path, String accept, int most) throws VerificationFailure {
        URI uri = base(registry).resolve("/v2/" + repository + path);
        return get(registry, repository, uri, accept, most);
    }

    /** As {@link #get(String, String, String, String, int)}, for an address that the registry gave. */
    Answer get(String registry, String repository, URI uri, String accept, int most) throws VerificationFailure {
        String key = registry + "/" + repository;
        HttpResponse<InputStream> response = send(uri, accept, authorizations.get(key));
        if (response.statusCode() == 401) {
            close(response);
            var tried = new ArrayList<String>();
            String authorization = authorize(registry, repository, response, tried);
            response = send(uri, accept, authorization);
            if (response.statusCode() == 401 || response.statusCode() == 403) {
                close(response);
                throw unauthorized(registry, tried);
            }
            authorizations.put(key, authorization);
        }
        for (int redirects = 0; isRedirect(response.statusCode()); redirects++) {
            uri = target(uri, response, redirects);
            close(response);
            response = send(uri, accept, isSameOrigin(base(registry), uri) ? authorizations.get(key) : null);
        }
        return answer(uri, response, most);
    }

    private static URI base(String registry) {
        String host = registry.equals("docker.io") ? "registry-1.docker.io" : registry;
        return URI.create((LOOPBACK.matcher(host).matches() ? "http://" : "https://") + host);
    }

    private HttpResponse<InputStream> send(URI uri, String accept, @Nullable String authorization)
            throws VerificationFailure {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(TIMEOUT).header("Accept", accept);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return send(request.build());
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws VerificationFailure {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
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

    private static Answer answer(URI uri, HttpResponse<InputStream> response, int most) throws VerificationFailure {
        try (InputStream body = response.body()) {
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
            throw new VerificationFailure(SignatureCode.REGISTRY_ERROR, shown(uri) + " breaks off its answer");
        }
    }

    private static void close(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            body.readNBytes(MAX_TOKEN);
        } catch (IOException ignored) {
            // what it said is of no interest
        }
    }

    private String authorize(String registry, String repository, HttpResponse<InputStream> response, List<String> tried)
            throws VerificationFailure {
        Optional<Credentials> credentials = configuration.find(registry, tried);
        List<Challenge> challenges = response.headers().allValues("WWW-Authenticate").stream()
                .flatMap(header -> Challenge.read(header).stream())
                .toList();
        for (Challenge challenge : challenges) {
            if (challenge.scheme().equals("bearer")) {
                return "Bearer " + token(registry, repository, challenge, credentials.orElse(null), tried);
            }
            if (credentials.isPresent() && !credentials.get().isRefreshToken()) {
                return credentials.get().basic();
            }
        }
        throw unauthorized(registry, tried);
    }

    private String token(
            String registry,
            String repository,
            Challenge challenge,
            @Nullable Credentials credentials,
            List<String> tried)
            throws VerificationFailure {
        URI realm;
        try {
            realm = URI.create(challenge.parameters().getOrDefault("realm", ""));
        } catch (IllegalArgumentException malformed) {
            throw unauthorized(registry, tried);
        }
        boolean loopback = LOOPBACK.matcher(registry).matches();
        if (!"https".equals(realm.getScheme()) && !(loopback && "http".equals(realm.getScheme()))) {
            throw new VerificationFailure(
                    SignatureCode.REGISTRY_ERROR, registry + " sends credentials to a token service without https");
        }
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
        HttpResponse<InputStream> response = send(request.timeout(TIMEOUT).build());
        Answer answer = answer(realm, response, MAX_TOKEN);
        if (answer.status() != 200) {
            throw unauthorized(registry, tried);
        }
        Map<String, @Nullable Object> json =
                StrictJson.read(answer.body(), "answer of the token service").object();
        Object token = json.get("access_token") instanceof String access ? access : json.get("token");
        if (token instanceof String text && text.matches("[\\x21-\\x7e]+")) {
            return text;
        }
        throw unauthorized(registry, tried);
    }

    private static VerificationFailure unauthorized(String registry, List<String> tried) {
        return new VerificationFailure(
                SignatureCode.REGISTRY_UNAUTHORIZED,
                registry + " wants another login (tried: " + String.join(", ", tried)
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
