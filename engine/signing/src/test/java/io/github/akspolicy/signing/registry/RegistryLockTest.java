package io.github.akspolicy.signing.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.policy.signature.ImageProof;
import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.policy.signature.SignatureKind;
import io.github.akspolicy.policy.signature.SignatureRequest;
import io.github.akspolicy.policy.signature.TrustMaterial;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.image.ImagesLock;
import io.github.akspolicy.signing.OfflineSignatureVerifier;
import io.github.akspolicy.signing.TestAuthority;
import io.github.akspolicy.signing.TestPolicies;
import io.github.akspolicy.signing.TestSigner;
import io.github.akspolicy.signing.base.Descriptor;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.envelope.Envelope;
import io.github.akspolicy.signing.layout.Manifest;
import io.github.akspolicy.signing.lock.ImageLocker;
import io.github.akspolicy.signing.lock.LockedImages;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images are locked from a registry and verified when it is gone; each way in which a registry can lie has its code. */
class RegistryLockTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("Contoso", "secp256r1");

    @TempDir
    private Path folder;

    private StubRegistry registry;
    private Descriptor image;
    private String tag;

    @BeforeEach
    void start() throws Exception {
        registry = new StubRegistry();
        image = registry.image("1.0", "first");
        tag = registry.name() + "/" + StubRegistry.REPOSITORY + ":1.0";
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private String sign(TestAuthority authority) {
        return registry.notation(image, image.digest(), new TestSigner(authority, "ES256").jws(image), Envelope.JWS);
    }

    private LockedImages lock(ImagesLock before, String config) throws Exception {
        var client =
                new RegistryClient(new DockerConfiguration(Files.writeString(folder.resolve("config.json"), config)));
        return new ImageLocker(
                        (reference, warnings) ->
                                new RegistryStore(client, reference.registry(), reference.repository(), warnings),
                        before,
                        TestAuthority.NOW)
                .lock(List.of(tag));
    }

    /** Two hundred images at a minute each would take hours to say the same. */
    @Test
    void aRegistryThatIsTooSlowIsAskedOnce() throws Exception {
        try (var slow = new SlowServer("", "")) {
            var client =
                    new RegistryClient(new DockerConfiguration(null), HttpClient.newBuilder(), Duration.ofMillis(800));
            List<String> asked = new ArrayList<>();
            String base = slow.name() + "/store/";
            LockedImages locked = new ImageLocker(
                            (reference, warnings) -> {
                                asked.add(reference.text());
                                return new RegistryStore(
                                        client,
                                        reference.registry(),
                                        reference.repository(),
                                        warnings,
                                        Duration.ofSeconds(60));
                            },
                            new ImagesLock(List.of()),
                            TestAuthority.NOW)
                    .lock(List.of(base + "a:1", base + "b:1", tag, base + "c:1"));

            assertThat(asked).as("another registry is asked all the same").containsExactly(base + "a:1", tag);
            assertThat(locked.problems())
                    .hasSize(3)
                    .satisfiesExactly(
                            one -> assertThat(one).startsWith(base + "a:1: REGISTRY_TIMEOUT: http://" + slow.name()),
                            two -> assertThat(two)
                                    .isEqualTo(base + "b:1: REGISTRY_TIMEOUT: not asked for, since its registry did not"
                                            + " answer in time for " + base + "a:1"),
                            three -> assertThat(three).startsWith(base + "c:1: REGISTRY_TIMEOUT: not asked for"));
        }
    }

    private LockedImages lock() throws Exception {
        return lock(new ImagesLock(List.of()), "{}");
    }

    private ImageProof verify(LockedImages locked) throws Exception {
        locked.write(folder.resolve("images.lock.yaml"), folder.resolve("evidence"));
        registry.close();
        return verify(locked.lock().entries().get(0).digest());
    }

    private ImageProof verify(String digest) {
        var trust = new TrustMaterial(
                TestPolicies.level("strict"),
                null,
                Map.of("ca:contoso", AUTHORITY.rootPem()),
                Map.of(),
                Map.of(),
                List.of(),
                null);
        return new OfflineSignatureVerifier()
                .verify(new SignatureRequest(
                        ImageReference.parse(tag).orElseThrow(),
                        digest,
                        Set.of(SignatureKind.NOTATION),
                        trust,
                        folder.resolve("evidence"),
                        TestAuthority.NOW));
    }

    @Test
    void isVerifiedWithTheRegistryGone() throws Exception {
        sign(AUTHORITY);

        LockedImages locked = lock();
        assertThat(locked.problems()).isEmpty();
        assertThat(locked.changes()).hasSize(1);
        assertThat(verify(locked).isSigned()).isTrue();
        assertThat(locked.isWritten(folder.resolve("images.lock.yaml"), folder.resolve("evidence")))
                .isTrue();
    }

    @Test
    void aSecondLockChangesNothing() throws Exception {
        sign(AUTHORITY);
        LockedImages first = lock();
        first.write(folder.resolve("images.lock.yaml"), folder.resolve("evidence"));

        LockedImages second = lock(first.lock(), "{}");

        assertThat(second.changes()).isEmpty();
        assertThat(second.isWritten(folder.resolve("images.lock.yaml"), folder.resolve("evidence")))
                .isTrue();
    }

    @Test
    void theTagThatTakesThePlaceOfTheApiWorksToo() throws Exception {
        String referrer = sign(AUTHORITY);
        registry.api = false;
        String list = image.digest().replace(':', '-');
        registry.manifests.put(list, registry.index(List.of(referrer)));
        registry.types.put(list, Manifest.OCI_INDEX);

        assertThat(verify(lock()).isSigned()).isTrue();
    }

    @Test
    void readsEveryPageAndFindsTheOneGoodSignature() throws Exception {
        for (int i = 0; i < 5; i++) {
            sign(new TestAuthority("Contoso", "secp256r1"));
        }
        sign(AUTHORITY);
        registry.page = 2;

        ImageProof proof = verify(lock());

        assertThat(proof.signatures()).hasSize(6);
        assertThat(proof.isSigned()).isTrue();
        assertThat(proof.signatures())
                .filteredOn(signature -> !signature.isGood())
                .allMatch(signature -> signature.code() == SignatureCode.SIGNER_UNTRUSTED);
    }

    @Test
    void aListWithoutEndIsRefused() throws Exception {
        registry.endless = true;

        assertThat(lock().problems())
                .singleElement()
                .asString()
                .contains("REGISTRY_PAGING")
                .contains("without end");
    }

    @Test
    void aListThatGoesOnElsewhereIsRefused() throws Exception {
        registry.next = "https://[nowhere";
        assertThat(lock().problems())
                .singleElement()
                .asString()
                .contains("REGISTRY_ERROR")
                .contains("at no address");

        registry.next = "https://evil.example/v2/app/referrers/x";
        assertThat(lock().problems())
                .singleElement()
                .asString()
                .contains("REGISTRY_REDIRECT")
                .contains("at another host");

        registry.next = "/v2/other/referrers/x";
        assertThat(lock().problems())
                .singleElement()
                .asString()
                .contains("REGISTRY_REDIRECT")
                .contains("in another repository");
    }

    @Test
    void otherBytesForADigestAreRefused() throws Exception {
        sign(AUTHORITY);
        registry.blobs.replaceAll((digest, bytes) -> "tampered".getBytes(StandardCharsets.UTF_8));

        assertThat(lock().problems()).singleElement().asString().contains("EVIDENCE_CORRUPT");
    }

    @Test
    void aBlobThatWasTamperedWithAfterwardsIsNotTrusted() throws Exception {
        sign(AUTHORITY);
        LockedImages locked = lock();
        locked.write(folder.resolve("images.lock.yaml"), folder.resolve("evidence"));
        String blob = locked.lock().entries().get(0).evidence().get(0).blob();
        Path file = folder.resolve("evidence/blobs/sha256").resolve(blob.substring(7));
        Files.writeString(file, Files.readString(file) + " ");

        assertThat(verify(image.digest()).signatures())
                .singleElement()
                .satisfies(signature -> assertThat(signature.code()).isEqualTo(SignatureCode.EVIDENCE_CORRUPT));
        Files.delete(file);
        assertThat(verify(image.digest()).signatures())
                .singleElement()
                .satisfies(signature -> assertThat(signature.code()).isEqualTo(SignatureCode.EVIDENCE_MISSING));
    }

    @Test
    void aBlobWithoutEndIsRefused() throws Exception {
        registry.notation(image, image.digest(), new byte[11 << 20], Envelope.JWS);

        assertThat(lock().problems()).singleElement().asString().contains("REGISTRY_TOO_LARGE");
    }

    @Test
    void aReferrerOfAnotherImageIsLeftOut() throws Exception {
        registry.notation(
                image, "sha256:" + "e".repeat(64), new TestSigner(AUTHORITY, "ES256").jws(image), Envelope.JWS);

        LockedImages locked = lock();

        assertThat(locked.warnings()).singleElement().asString().contains("REFERRER_MISMATCH");
        assertThat(verify(locked).code()).isEqualTo(SignatureCode.NO_SIGNATURE);
    }

    @Test
    void aMovedTagIsSaid() throws Exception {
        LockedImages first = lock();
        registry.image("1.0", "second");

        assertThat(lock(first.lock(), "{}").changes())
                .singleElement()
                .asString()
                .startsWith("LOCK_STALE")
                .contains("moved from " + image.digest());
    }

    @Test
    void aSignatureOfAnotherImageProvesNothing() throws Exception {
        var other = new Descriptor(image.mediaType(), "sha256:" + "b".repeat(64), image.size());
        registry.notation(image, image.digest(), new TestSigner(AUTHORITY, "ES256").jws(other), Envelope.JWS);

        assertThat(verify(lock()).signatures())
                .singleElement()
                .satisfies(signature -> assertThat(signature.code()).isEqualTo(SignatureCode.TARGET_MISMATCH));
    }

    @Test
    void anotherMediaTypeThanTheManifestsOwnIsRefused() throws Exception {
        registry.types.put("1.0", Manifest.DOCKER_MANIFEST);

        assertThat(lock().problems())
                .singleElement()
                .asString()
                .contains("EVIDENCE_CORRUPT")
                .contains("is served as");
    }

    @Test
    void whatAnIndexSaysOfItsPlatformsBecomesNoYaml() throws Exception {
        byte[] index =
                ("{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"a\",\"size\":1,\"digest\":\"x\\nkind: Evil\","
                                + "\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}},{\"mediaType\":\"a\",\"size\":1,\"digest\":\""
                                + image.digest()
                                + "\",\"platform\":{\"os\":\"linux\\n- image: evil\",\"architecture\":\"arm64\"}}]}")
                        .getBytes(StandardCharsets.UTF_8);
        registry.manifests.put("1.0", index);
        registry.types.put("1.0", Manifest.OCI_INDEX);

        lock().write(folder.resolve("images.lock.yaml"), folder.resolve("evidence"));

        assertThat(Files.readAllLines(folder.resolve("images.lock.yaml")))
                .noneMatch(line -> line.startsWith("kind: Evil") || line.startsWith("- image: evil"))
                .contains("    \"linux\\n- image: evil/arm64\": " + image.digest());
    }

    @Test
    void logsInByPasswordAndByToken() throws Exception {
        String pair = Base64.getEncoder().encodeToString("user:secret-word".getBytes(StandardCharsets.UTF_8));
        registry.challenge = "Basic realm=\"x\"";
        registry.wants = "Basic " + pair;
        String config = "{\"auths\":{\"" + registry.name() + "\":{\"auth\":\"" + pair + "\"}}}";
        assertThat(lock(new ImagesLock(List.of()), config).problems()).isEmpty();
        assertThat(lock().problems())
                .singleElement()
                .asString()
                .contains("REGISTRY_UNAUTHORIZED")
                .doesNotContain("secret-word");

        registry.challenge = "Bearer service=\"s\",realm=\"http://" + registry.name() + "/token\"";
        registry.wants = "Bearer pull-token";
        assertThat(lock(new ImagesLock(List.of()), config).problems()).isEmpty();
        registry.requests.clear();
        String token = "{\"auths\":{\"" + registry.name() + "\":{\"identitytoken\":\"refresh\"}}}";
        assertThat(lock(new ImagesLock(List.of()), token).problems()).isEmpty();
        assertThat(registry.requests).anyMatch(request -> request.startsWith("POST /token"));
    }

    @Test
    void aRedirectToAnotherHostGetsNoCredentials() throws Exception {
        sign(AUTHORITY);
        String pair = Base64.getEncoder().encodeToString("user:secret-word".getBytes(StandardCharsets.UTF_8));
        registry.challenge = "Basic realm=\"x\"";
        registry.wants = "Basic " + pair;
        try (var store = new StubRegistry()) {
            store.blobs.putAll(registry.blobs);
            registry.redirect = "http://" + store.name() + "/v2/" + StubRegistry.REPOSITORY + "/blobs/";

            LockedImages locked = lock(
                    new ImagesLock(List.of()), "{\"auths\":{\"" + registry.name() + "\":{\"auth\":\"" + pair + "\"}}}");

            assertThat(locked.problems()).isEmpty();
            assertThat(store.requests).isNotEmpty().allMatch(request -> request.endsWith(" null"));
            assertThat(verify(locked).isSigned()).isTrue();
        }
    }

    @Test
    void aRedirectFromHttpsToHttpIsRefused() {
        URI from = URI.create("https://contoso.azurecr.io/v2/a/blobs/x");

        assertThatThrownBy(() -> RegistryClient.target(from, "http://contoso.azurecr.io/x", 0))
                .isInstanceOfSatisfying(
                        VerificationFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(SignatureCode.REGISTRY_REDIRECT))
                .hasMessageContaining("from https to http");
        assertThatThrownBy(() -> RegistryClient.target(from, "file:///etc/passwd", 0))
                .hasMessageContaining("no address of the web");
        assertThatThrownBy(() -> RegistryClient.target(from, "/again", 5)).hasMessageContaining("5 times");
    }
}
