package io.github.akspolicy.signing.live;

import io.github.akspolicy.signing.base.Descriptor;
import io.github.akspolicy.signing.layout.Digests;
import io.github.akspolicy.signing.layout.Manifest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Debian's docker-registry with a configuration of its own on 127.0.0.1, and the tools that fill it: umoci makes images,
 * skopeo pushes them, cosign signs them. Notation is in no package: its envelopes come from the signer of the tests and
 * are pushed as notation does, with the tag that takes the place of the referrers API.
 */
final class LiveRegistry implements AutoCloseable {
    private static final String REPOSITORY = "store/app";

    final Path folder;
    final String name;
    final Program tools;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();

    /** What is missing on this machine; empty when nothing is. */
    static List<String> missingPrograms() {
        return Stream.of("docker-registry", "skopeo", "umoci", "cosign")
                .filter(program -> !Program.exists(program))
                .toList();
    }

    LiveRegistry(Path folder) throws Exception {
        this.folder = folder;
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        name = "127.0.0.1:" + port;
        tools = new Program(folder, Map.of("COSIGN_PASSWORD", "", "HOME", folder.toString()));
        Path configuration = Files.writeString(
                folder.resolve("registry.yml"),
                "version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: " + folder.resolve("storage")
                        + "}, delete: {enabled: true}}\nhttp: {addr: " + name + "}\n");
        process = tools.start("docker-registry", "serve", configuration.toString());
        for (int i = 0; !answers(); i++) {
            if (i > 200) {
                throw new IOException(
                        "docker-registry does not start: " + Files.readString(folder.resolve("docker-registry.log")));
            }
            Thread.sleep(100);
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create("http://" + name + "/v2/"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Makes an image and pushes it to the repository {@code store/app}. */
    Descriptor image(String tag, String author) throws Exception {
        return image(REPOSITORY, tag, author);
    }

    /** Makes an image, unless there is one of that author, and pushes it under a tag. */
    Descriptor image(String repository, String tag, String author) throws Exception {
        Path layout = folder.resolve("image-" + author);
        if (!Files.exists(layout)) {
            tools.run("umoci", "init", "--layout", layout.toString());
            tools.run("umoci", "new", "--image", layout + ":v1");
            tools.run("umoci", "config", "--image", layout + ":v1", "--author", author);
        }
        tools.run(
                "skopeo",
                "copy",
                "--dest-tls-verify=false",
                "oci:" + layout + ":v1",
                "docker://" + name + "/" + repository + ":" + tag);
        HttpResponse<byte[]> response = get(repository, "manifests/" + tag);
        return new Descriptor(
                response.headers().firstValue("Content-Type").orElseThrow(),
                Digests.of(response.body()),
                response.body().length);
    }

    private HttpResponse<byte[]> get(String repository, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri(repository, path))
                        .header("Accept", Manifest.OCI_MANIFEST + ", " + Manifest.OCI_INDEX)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private URI uri(String repository, String path) {
        return URI.create("http://" + name + "/v2/" + repository + "/" + path);
    }

    private String putManifest(String repository, String reference, byte[] bytes, String type) throws Exception {
        String digest = Digests.of(bytes);
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(uri(repository, "manifests/" + (reference.isEmpty() ? digest : reference)))
                        .header("Content-Type", type)
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 201) {
            throw new IOException("the registry refuses a manifest: " + response.statusCode() + " " + response.body());
        }
        return digest;
    }

    private String putBlob(byte[] bytes) throws Exception {
        String digest = Digests.of(bytes);
        HttpResponse<Void> begun = http.send(
                HttpRequest.newBuilder(uri(REPOSITORY, "blobs/uploads/"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        String location = begun.headers().firstValue("Location").orElseThrow();
        URI target = URI.create("http://" + name)
                .resolve(location + (location.contains("?") ? "&" : "?") + "digest=" + digest);
        http.send(
                HttpRequest.newBuilder(target)
                        .header("Content-Type", "application/octet-stream")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        return digest;
    }

    /** Pushes a Notation signature as notation does by default: with the tag schema. */
    void notation(Descriptor image, byte[] envelope, String mediaType) throws Exception {
        referrer(image, image, envelope, mediaType);
    }

    /** Lists a Notation signature as a referrer of an image, though it says that it belongs to another. */
    void referrer(Descriptor listed, Descriptor image, byte[] envelope, String mediaType) throws Exception {
        String config = putBlob("{}".getBytes(StandardCharsets.UTF_8));
        String blob = putBlob(envelope);
        byte[] manifest = ("{\"schemaVersion\":2,\"mediaType\":\"" + Manifest.OCI_MANIFEST
                        + "\",\"config\":{\"mediaType\":\"application/vnd.cncf.notary.signature\",\"size\":2,\"digest\":\""
                        + config + "\"},\"layers\":[{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + blob
                        + "\",\"size\":"
                        + envelope.length + "}],\"subject\":{\"mediaType\":\"" + image.mediaType() + "\",\"digest\":\""
                        + image.digest() + "\",\"size\":" + image.size() + "}}")
                .getBytes(StandardCharsets.UTF_8);
        String digest = putManifest(REPOSITORY, "", manifest, Manifest.OCI_MANIFEST);
        byte[] index = ("{\"schemaVersion\":2,\"mediaType\":\"" + Manifest.OCI_INDEX
                        + "\",\"manifests\":[{\"mediaType\":\"" + Manifest.OCI_MANIFEST + "\",\"digest\":\"" + digest
                        + "\",\"size\":" + manifest.length + "}]}")
                .getBytes(StandardCharsets.UTF_8);
        putManifest(REPOSITORY, Digests.tag(listed.digest()), index, Manifest.OCI_INDEX);
    }

    /** Signs an image of {@code store/app} with cosign; the key pair is made when it is first used. */
    String cosign(Descriptor image, String key) throws Exception {
        return cosign(REPOSITORY, image, key, name + "/" + REPOSITORY);
    }

    /**
     * Signs with cosign; the key pair is made when it is first used.
     *
     * @param identity what the signature says the image is called
     * @return the public key
     */
    String cosign(String repository, Descriptor image, String key, String identity) throws Exception {
        Path pair = Files.createDirectories(folder.resolve(key));
        if (!Files.exists(pair.resolve("cosign.key"))) {
            new Program(pair, Map.of("COSIGN_PASSWORD", "", "HOME", folder.toString()))
                    .run("cosign", "generate-key-pair");
        }
        tools.run(
                "cosign",
                "sign",
                "--key",
                pair.resolve("cosign.key").toString(),
                "--tlog-upload=false",
                "--sign-container-identity",
                identity,
                "--yes",
                "--allow-http-registry",
                "--allow-insecure-registry",
                name + "/" + repository + "@" + image.digest());
        return Files.readString(pair.resolve("cosign.pub"));
    }

    /** Gives a signature of cosign to another image, as it is. */
    void moveSignature(String repository, String from, String to) throws Exception {
        byte[] signature =
                get(repository, "manifests/" + Digests.tag(from) + ".sig").body();
        putManifest(repository, Digests.tag(to) + ".sig", signature, Manifest.OCI_MANIFEST);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
