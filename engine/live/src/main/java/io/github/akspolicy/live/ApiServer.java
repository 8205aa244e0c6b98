package io.github.akspolicy.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.github.akspolicy.configuration.AuditRequest;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The API server of a cluster, which is only ever asked with {@code GET}. */
final class ApiServer implements AutoCloseable {
    /** Readers of answers. A key that comes twice would be read differently by different readers. */
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** How often a server that is busy or broken is asked again. */
    static final int RETRIES = 3;

    private static final int TIMEOUT_MILLIS = 60_000;
    /** An answer that says no is short. */
    private static final int LONGEST_REFUSAL = 64 << 10;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;

    private final KubernetesClient client;
    private final String name;

    private ApiServer(KubernetesClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /** An answer that is none. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;
        private final int code;
        private final @Nullable String continueAt;

        Refusal(int code, String message, @Nullable String continueAt) {
            super(message);
            this.code = code;
            this.continueAt = continueAt;
        }

        /**
         * What to do about it.
         *
         * @param kind what was asked for; null for what every identity may ask
         */
        String fix(@Nullable ApiResource kind) {
            return switch (code) {
                case UNAUTHORIZED -> "log in again: the API server does not accept the credential, or no longer";
                case FORBIDDEN ->
                    kind == null
                            ? "every identity that is logged in may ask what a cluster serves (system:discovery)"
                            : "grant list on " + kind.name() + ": see docs/audit.md";
                case NOT_FOUND -> "the cluster served it a moment ago: run the audit again";
                case GONE ->
                    "the list took longer than the API server keeps it: name namespaces, or run the audit again";
                case TOO_MANY_REQUESTS -> "the API server is busy: name namespaces, or run the audit later";
                default -> "";
            };
        }

        /** Where a list goes on whose old place has expired, with the objects of now; null when there is no such place. */
        @Nullable
        String continueAt() {
            return code == GONE ? continueAt : null;
        }
    }

    /**
     * The cluster that a request names.
     *
     * @throws SourceException when there is no such kubeconfig or context
     */
    static ApiServer connect(AuditRequest request) throws SourceException {
        Config config = ClusterAccess.of(request, CredentialPlugin.DEADLINE);
        config.setRequestTimeout(Math.max(config.getRequestTimeout(), TIMEOUT_MILLIS));
        config.setRequestRetryBackoffLimit(RETRIES);
        String context = config.getCurrentContext() == null
                ? ""
                : config.getCurrentContext().getName();
        try {
            return of(config, context);
        } catch (KubernetesClientException | IllegalArgumentException unusable) {
            // the message may show what is not a key, or no address
            throw new SourceException(new Problem(
                    "the kubeconfig leads to an address, certificate or key that cannot be read",
                    null,
                    "write it again: az aks get-credentials --overwrite-existing"));
        }
    }

    /** The cluster that a client's configuration leads to. */
    static ApiServer of(Config config, String context) {
        return new ApiServer(
                new KubernetesClientBuilder().withConfig(config).build(), context.isEmpty() ? "cluster" : context);
    }

    /** The context, as it is named in reports. */
    String name() {
        return name;
    }

    /** The namespace that kubectl would use. */
    String defaultNamespace() {
        String namespace = client.getConfiguration().getNamespace();
        return namespace == null || namespace.isEmpty() ? "default" : namespace;
    }

    /**
     * Asks for something as JSON.
     *
     * @param path with its query
     * @param accept the media type
     * @return the answer, to be closed
     * @throws Refusal when the server does not give it
     * @throws IOException when there is no answer
     */
    InputStream get(String path, String accept) throws Refusal, IOException {
        String base = client.getMasterUrl().toString();
        HttpRequest request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path)
                .header("Accept", accept)
                .build();
        HttpResponse<InputStream> response;
        try {
            response = client.getHttpClient()
                    .sendAsync(request, InputStream.class)
                    .get(2L * TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException failed) {
            throw new IOException(reason(failed.getCause()));
        } catch (TimeoutException slow) {
            throw new IOException("no answer in " + 2 * TIMEOUT_MILLIS / 1000 + " seconds", slow);
        }
        if (response.isSuccessful()) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            throw refusal(response.code(), body);
        }
    }

    /** The address, for messages. */
    String address() {
        return client.getMasterUrl().getProtocol() + "://"
                + client.getMasterUrl().getAuthority();
    }

    private static Refusal refusal(int code, @Nullable InputStream body) {
        String message = "";
        String continueAt = null;
        try {
            if (body != null && JsonTree.read(body.readNBytes(LONGEST_REFUSAL)) instanceof Map<?, ?> status) {
                message = status.get("message") instanceof String text ? text : "";
                continueAt = status.get("metadata") instanceof Map<?, ?> metadata
                                && metadata.get("continue") instanceof String token
                                && !token.isEmpty()
                        ? token
                        : null;
            }
        } catch (IOException noStatus) {
            // a proxy's page, for one: its code is all there is to say
            message = "";
        }
        return new Refusal(code, code + (message.isEmpty() ? "" : " " + message), continueAt);
    }

    /** Why there is no answer, in words: the client's own exceptions often have none. */
    static String reason(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return "its name is not known";
            }
            if (cause instanceof HttpTimeoutException) {
                return "it does not answer in time";
            }
            if (cause instanceof CertificateException || cause instanceof SSLException) {
                return "TLS: " + said(cause);
            }
        }
        if (failure instanceof ConnectException) {
            return failure.getMessage() == null ? "nothing listens there" : "no connection: " + failure.getMessage();
        }
        return said(failure);
    }

    private static String said(@Nullable Throwable failure) {
        if (failure == null) {
            return "no answer";
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        client.close();
    }
}
