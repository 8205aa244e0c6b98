package io.github.akspolicy.signing.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.akspolicy.signing.base.Descriptor;
import io.github.akspolicy.signing.layout.Digests;
import io.github.akspolicy.signing.layout.Manifest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A registry on the loopback interface that can be told to misbehave. */
final class StubRegistry implements AutoCloseable {
    static final String REPOSITORY = "store/app";
    private final HttpServer server;
    final Map<String, byte[]> manifests = new LinkedHashMap<>();
    final Map<String, String> types = new LinkedHashMap<>();
    final Map<String, byte[]> blobs = new LinkedHashMap<>();
    final Map<String, List<String>> referrers = new LinkedHashMap<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    /** Whether the referrers API is there. */
    boolean api = true;
    /** Entries of one page of referrers; 0 for all. */
    int page;

    boolean endless;
    /** Where the list of referrers goes on; empty for the next page. */
    String next = "";
    /** The authorization that is asked for; empty for none. */
    String wants = "";

    String challenge = "";
    /** What the token service says. */
    String token = "{\"access_token\":\"pull-token\"}";
    /** Before each answer. */
    Duration delay = Duration.ZERO;
    /** Where blobs are redirected to; empty for not. */
    String redirect = "";

    StubRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String name() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    Descriptor image(String tag, String content) {
        byte[] bytes = ("{\"schemaVersion\":2,\"mediaType\":\"" + Manifest.OCI_MANIFEST
                        + "\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"size\":2,\"digest\":\"sha256:"
                        + "0".repeat(64) + "\"},\"layers\":[],\"annotations\":{\"content\":\"" + content + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
        String digest = manifest(bytes, Manifest.OCI_MANIFEST);
        manifests.put(tag, bytes);
        types.put(tag, Manifest.OCI_MANIFEST);
        return new Descriptor(Manifest.OCI_MANIFEST, digest, bytes.length);
    }

    String manifest(byte[] bytes, String type) {
        String digest = Digests.of(bytes);
        manifests.put(digest, bytes);
        types.put(digest, type);
        return digest;
    }

    /** Stores a Notation signature, as notation does. */
    String notation(Descriptor image, String subject, byte[] envelope, String mediaType) {
        String blob = Digests.of(envelope);
        blobs.put(blob, envelope);
        byte[] bytes = ("{\"schemaVersion\":2,\"mediaType\":\"" + Manifest.OCI_MANIFEST
                        + "\",\"config\":{\"mediaType\":\"application/vnd.cncf.notary.signature\",\"size\":2,\"digest\":\"sha256:"
                        + "0".repeat(64) + "\"},\"layers\":[{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + blob
                        + "\",\"size\":" + envelope.length + "}],\"subject\":{\"mediaType\":\"" + image.mediaType()
                        + "\",\"digest\":\"" + subject + "\",\"size\":" + image.size() + "}}")
                .getBytes(StandardCharsets.UTF_8);
        String digest = manifest(bytes, Manifest.OCI_MANIFEST);
        referrers.computeIfAbsent(image.digest(), unused -> new ArrayList<>()).add(digest);
        return digest;
    }

    /** Stores something that cosign made under the tag of its image. */
    void cosign(Descriptor image, byte[] layer, String mediaType, String signature) {
        String blob = Digests.of(layer);
        blobs.put(blob, layer);
        byte[] bytes = ("{\"schemaVersion\":2,\"mediaType\":\"" + Manifest.OCI_MANIFEST
                        + "\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"size\":2,\"digest\":\"sha256:"
                        + "0".repeat(64) + "\"},\"layers\":[{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + blob
                        + "\",\"size\":" + layer.length
                        + ",\"annotations\":{\"dev.cosignproject.cosign/signature\":\"" + signature + "\"}}]}")
                .getBytes(StandardCharsets.UTF_8);
        manifest(bytes, Manifest.OCI_MANIFEST);
        String tag = Digests.tag(image.digest()) + ".sig";
        manifests.put(tag, bytes);
        types.put(tag, Manifest.OCI_MANIFEST);
    }

    /** Stores a bundle of sigstore as a referrer. */
    void bundle(Descriptor image, byte[] bundle) {
        String type = "application/vnd.dev.sigstore.bundle.v0.3+json";
        String blob = Digests.of(bundle);
        blobs.put(blob, bundle);
        byte[] bytes = ("{\"schemaVersion\":2,\"mediaType\":\"" + Manifest.OCI_MANIFEST + "\",\"artifactType\":\""
                        + type
                        + "\",\"config\":{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"size\":2,\"digest\":\"sha256:"
                        + "0".repeat(64) + "\"},\"layers\":[{\"mediaType\":\"" + type + "\",\"digest\":\"" + blob
                        + "\",\"size\":" + bundle.length + "}],\"subject\":{\"mediaType\":\"" + image.mediaType()
                        + "\",\"digest\":\"" + image.digest() + "\",\"size\":" + image.size() + "}}")
                .getBytes(StandardCharsets.UTF_8);
        referrers
                .computeIfAbsent(image.digest(), unused -> new ArrayList<>())
                .add(manifest(bytes, Manifest.OCI_MANIFEST));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String path = exchange.getRequestURI().getPath();
        pause();
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + authorization);
        if (path.equals("/token")) {
            exchange.getRequestBody().readAllBytes();
            answer(exchange, 200, "application/json", token.getBytes(StandardCharsets.UTF_8));
        } else if (!wants.isEmpty() && !authorization.equals(wants)) {
            exchange.getResponseHeaders().add("WWW-Authenticate", challenge);
            answer(exchange, 401, "text/plain", new byte[0]);
        } else {
            content(exchange, path.replaceFirst("^/v2/" + REPOSITORY + "/", ""));
        }
    }

    private void pause() {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void content(HttpExchange exchange, String path) throws IOException {
        String reference = path.substring(path.indexOf('/') + 1);
        if (path.startsWith("manifests/")) {
            found(exchange, manifests.get(reference), types.get(reference));
        } else if (path.startsWith("blobs/") && !redirect.isEmpty()) {
            exchange.getResponseHeaders().add("Location", redirect + reference);
            answer(exchange, 307, "text/plain", new byte[0]);
        } else if (path.startsWith("blobs/")) {
            found(exchange, blobs.get(reference), "application/octet-stream");
        } else if (path.startsWith("referrers/") && api) {
            referrers(exchange, reference);
        } else {
            answer(exchange, 404, "text/plain", new byte[0]);
        }
    }

    private void referrers(HttpExchange exchange, String digest) throws IOException {
        List<String> all = referrers.getOrDefault(digest, List.of());
        String query = exchange.getRequestURI().getQuery();
        int from = query == null ? 0 : Integer.parseInt(query.substring("from=".length()));
        int to = page == 0 ? all.size() : Math.min(all.size(), from + page);
        if (!next.isEmpty()) {
            exchange.getResponseHeaders().add("Link", "<" + next + ">; rel=\"next\"");
        } else if (endless || to < all.size()) {
            exchange.getResponseHeaders()
                    .add(
                            "Link",
                            "</v2/" + REPOSITORY + "/referrers/" + digest + "?from=" + (endless ? from + 1 : to)
                                    + ">; rel=\"next\"");
        }
        answer(exchange, 200, Manifest.OCI_INDEX, index(all.subList(Math.min(from, to), to)));
    }

    byte[] index(List<String> digests) {
        var text =
                new StringBuilder("{\"schemaVersion\":2,\"mediaType\":\"" + Manifest.OCI_INDEX + "\",\"manifests\":[");
        for (String digest : digests) {
            text.append(text.charAt(text.length() - 1) == '[' ? "" : ",")
                    .append("{\"mediaType\":\"" + Manifest.OCI_MANIFEST + "\",\"digest\":\"" + digest + "\",\"size\":"
                            + manifests.get(digest).length + "}");
        }
        return text.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void found(HttpExchange exchange, byte[] bytes, String type) throws IOException {
        answer(
                exchange,
                bytes == null ? 404 : 200,
                bytes == null ? "text/plain" : type,
                bytes == null ? new byte[0] : bytes);
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        } catch (IOException closed) {
            // a client that has read enough hangs up
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
