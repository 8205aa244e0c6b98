package io.github.akspolicy.signing.registry;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.resource.image.ImagesLock;
import io.github.akspolicy.signing.TestAuthority;
import io.github.akspolicy.signing.base.Descriptor;
import io.github.akspolicy.signing.lock.ImageLocker;
import io.github.akspolicy.signing.lock.LockedImages;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** A project with manifests, a configuration, and a lock with evidence of real signatures; and the registry they came from. */
final class SignedProject implements AutoCloseable {
    final StubRegistry registry = new StubRegistry();
    final Path folder;

    SignedProject(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("k8s"));
    }

    String image(String tag) {
        return registry.name() + "/" + StubRegistry.REPOSITORY + ":" + tag;
    }

    /** One pod for each tag, whose image stands on line 7 of its file. */
    void pods(String... tags) throws IOException {
        for (String tag : tags) {
            manifest(
                    "pod-" + tag,
                    "apiVersion: v1\nkind: Pod\nmetadata: {name: " + tag + "}\nspec:\n  containers:\n    - name: app\n"
                            + "      image: " + image(tag) + "\n");
        }
    }

    void manifest(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve("k8s/" + name + ".yaml"), yaml);
    }

    /** @param verifiers the signatures that count: {@code notation, cosign-key} */
    void configure(String verifiers) throws IOException {
        Files.writeString(
                folder.resolve("aks-policy.yaml"),
                "schemaVersion: 1\nprofile: recommended\nsources:\n  - manifests: k8s\nimages: {verifyAt: \""
                        + TestAuthority.NOW
                        + "\"}\npolicies:\n  image/signature-verified: {parameters: {verifiers: [" + verifiers
                        + "]}}\n");
    }

    void file(String path, String content) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), content);
    }

    /** Signs as cosign does: the payload is a layer of the image under the tag of the digest. */
    void cosign(Descriptor image, KeyPair pair) throws Exception {
        byte[] payload =
                ("{\"critical\":{\"identity\":{\"docker-reference\":\"\"},\"image\":{\"docker-manifest-digest\":\""
                                + image.digest()
                                + "\"},\"type\":\"cosign container image signature\"},\"optional\":null}")
                        .getBytes(StandardCharsets.UTF_8);
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(pair.getPrivate());
        signer.update(payload);
        String signature = Base64.getEncoder().encodeToString(signer.sign());
        registry.cosign(image, payload, "application/vnd.dev.cosign.simplesigning.v1+json", signature);
    }

    void lock(String... tags) throws IOException {
        var client = new RegistryClient(new DockerConfiguration(null), HttpClient.newBuilder(), Duration.ofSeconds(60));
        LockedImages locked = new ImageLocker(
                        (reference, warnings) ->
                                new RegistryStore(client, reference.registry(), reference.repository(), warnings),
                        new ImagesLock(List.of()),
                        TestAuthority.NOW)
                .lock(Stream.of(tags).map(this::image).toList());
        if (!locked.problems().isEmpty()) {
            throw new IOException(locked.problems().toString());
        }
        locked.write(folder.resolve("policy/images.lock.yaml"), folder.resolve("policy/image-evidence"));
    }

    Evaluation evaluate() throws Exception {
        return Verification.load(folder.resolve("aks-policy.yaml"), Overrides.NONE)
                .evaluate(Progress.NONE);
    }

    /** What is found about signatures: the line to edit and the message, sorted. */
    List<String> findings() throws Exception {
        Evaluation evaluation = evaluate();
        if (!evaluation.problems().isEmpty()) {
            throw new IOException(evaluation.problems().toString());
        }
        return evaluation.findings().stream()
                .filter(finding -> finding.policy().id().equals("image/signature-verified"))
                .map(finding -> finding.location() + " " + finding.message())
                .sorted()
                .toList();
    }

    /** Why it could not be judged who signed. */
    List<String> unknown() throws Exception {
        return evaluate().missing().stream()
                .flatMap(missing -> missing.gaps().stream())
                .filter(gap -> gap.policyId().equals("image/signature-verified"))
                .map(gap -> gap.resource().name() + " " + gap.message())
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        registry.close();
    }
}
