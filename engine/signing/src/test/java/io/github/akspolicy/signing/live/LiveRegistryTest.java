package io.github.akspolicy.signing.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import io.github.akspolicy.signing.envelope.Envelope;
import io.github.akspolicy.signing.layout.Digests;
import io.github.akspolicy.signing.lock.ImageLocker;
import io.github.akspolicy.signing.lock.LockedImages;
import io.github.akspolicy.signing.registry.DockerConfiguration;
import io.github.akspolicy.signing.registry.RegistryClient;
import io.github.akspolicy.signing.registry.RegistryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real images and signatures of real tools: locked from a real registry, verified when it has been stopped. */
@Tag("deep")
class LiveRegistryTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("Contoso", "secp256r1");

    @TempDir
    private Path folder;

    private LiveRegistry registry;
    private String keys = "";

    @BeforeEach
    void start() throws Exception {
        List<String> missing = LiveRegistry.missingPrograms();
        assumeTrue(missing.isEmpty(), () -> "not installed: " + missing + " (Debian packages of these names)");
        registry = new LiveRegistry(folder);
    }

    @AfterEach
    void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    private LockedImages lock(ImagesLock before, String... tags) {
        var client = new RegistryClient(new DockerConfiguration(null));
        return new ImageLocker(
                        (reference, warnings) ->
                                new RegistryStore(client, reference.registry(), reference.repository(), warnings),
                        before,
                        TestAuthority.NOW)
                .lock(Stream.of(tags)
                        .map(tag -> registry.name + "/store/app:" + tag)
                        .toList());
    }

    private LockedImages written(String... tags) throws Exception {
        LockedImages locked = lock(new ImagesLock(List.of()), tags);
        assertThat(locked.problems()).isEmpty();
        locked.write(folder.resolve("lock/images.lock.yaml"), folder.resolve("lock/evidence"));
        registry.close();
        return locked;
    }

    private ImageProof verify(LockedImages locked, SignatureKind kind, Instant now) {
        ImagesLock.Entry entry = locked.lock().entries().get(0);
        var trust = new TrustMaterial(
                TestPolicies.level("strict"),
                null,
                Map.of("ca:contoso", AUTHORITY.rootPem()),
                keys.isEmpty() ? Map.of() : Map.of("release.pub", keys),
                Map.of(),
                List.of(),
                null);
        return new OfflineSignatureVerifier()
                .verify(new SignatureRequest(
                        ImageReference.parse(entry.image()).orElseThrow(),
                        entry.digest(),
                        Set.of(kind),
                        trust,
                        folder.resolve("lock/evidence"),
                        now));
    }

    private void refuses(LockedImages locked, SignatureKind kind, SignatureCode code, String message) {
        assertThat(verify(locked, kind, TestAuthority.NOW).signatures())
                .singleElement()
                .satisfies(signature -> {
                    assertThat(signature.code()).isEqualTo(code);
                    assertThat(signature.message()).contains(message);
                });
    }

    @Test
    void cosignAndNotationAreVerifiedWithTheRegistryStopped() throws Exception {
        Descriptor image = registry.image("1.0", "first");
        keys = registry.cosign(image, "release");
        registry.notation(image, new TestSigner(AUTHORITY, "ES256").cose(image), Envelope.COSE);

        LockedImages locked = written("1.0");

        ImageProof cosign = verify(locked, SignatureKind.COSIGN_KEY, TestAuthority.NOW);
        assertThat(cosign.isSigned()).as(cosign.toString()).isTrue();
        assertThat(verify(locked, SignatureKind.NOTATION, TestAuthority.NOW).isSigned())
                .isTrue();
        assertThat(Files.exists(folder.resolve("lock/evidence/index.json"))).isTrue();
    }

    @Test
    void anotherKeyIsNotTrusted() throws Exception {
        Descriptor image = registry.image("1.0", "first");
        registry.cosign(image, "other");
        keys = registry.cosign(registry.image("2.0", "second"), "release");

        refuses(written("1.0"), SignatureKind.COSIGN_KEY, SignatureCode.SIGNER_UNTRUSTED, "none of the keys");
    }

    @Test
    void aReplayedSignatureProvesNothing() throws Exception {
        Descriptor first = registry.image("1.0", "first");
        Descriptor second = registry.image("2.0", "second");
        keys = registry.cosign(first, "release");
        registry.moveSignature("store/app", first.digest(), second.digest());

        refuses(written("2.0"), SignatureKind.COSIGN_KEY, SignatureCode.TARGET_MISMATCH, first.digest());
    }

    @Test
    void aMovedTagIsSaidByTheCheck() throws Exception {
        Descriptor first = registry.image("1.0", "first");
        LockedImages before = lock(new ImagesLock(List.of()), "1.0");
        registry.image("1.0", "second");

        assertThat(lock(before.lock(), "1.0").changes())
                .singleElement()
                .asString()
                .startsWith("LOCK_STALE")
                .contains("moved from " + first.digest());
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        Descriptor image = registry.image("1.0", "first");
        registry.notation(image, new TestSigner(AUTHORITY, "ES256").jws(image), Envelope.JWS);

        LockedImages locked = written("1.0");

        assertThat(verify(locked, SignatureKind.NOTATION, Instant.parse("2037-01-01T00:00:00Z"))
                        .signatures())
                .singleElement()
                .satisfies(signature -> assertThat(signature.code()).isEqualTo(SignatureCode.CERT_NOT_VALID));
    }

    @Test
    void aBlobThatTheRegistryLostItsTruthOfIsRefused() throws Exception {
        Descriptor image = registry.image("1.0", "first");
        byte[] envelope = new TestSigner(AUTHORITY, "ES256").jws(image);
        registry.notation(image, envelope, Envelope.JWS);
        String hex = Digests.of(envelope).substring(7);
        Path stored =
                folder.resolve("storage/docker/registry/v2/blobs/sha256/" + hex.substring(0, 2) + "/" + hex + "/data");
        byte[] changed = Files.readAllBytes(stored);
        changed[changed.length - 4] ^= 1;
        Files.write(stored, changed);

        assertThat(lock(new ImagesLock(List.of()), "1.0").problems())
                .singleElement()
                .asString()
                .contains("EVIDENCE_CORRUPT");
    }

    @Test
    void aReferrerOfAnotherDigestIsLeftOut() throws Exception {
        Descriptor first = registry.image("1.0", "first");
        Descriptor second = registry.image("2.0", "second");
        registry.referrer(second, first, new TestSigner(AUTHORITY, "ES256").jws(first), Envelope.JWS);

        LockedImages locked = written("2.0");

        assertThat(locked.warnings())
                .singleElement()
                .asString()
                .contains("REFERRER_MISMATCH")
                .contains("says it belongs to " + first.digest());
        assertThat(verify(locked, SignatureKind.NOTATION, TestAuthority.NOW).code())
                .isEqualTo(SignatureCode.NO_SIGNATURE);
    }

    @Test
    void aBlobThatIsLargerThanAnySignatureIsRefused() throws Exception {
        registry.notation(registry.image("1.0", "first"), new byte[(10 << 20) + 1], Envelope.JWS);

        assertThat(lock(new ImagesLock(List.of()), "1.0").problems())
                .singleElement()
                .asString()
                .contains("REGISTRY_TOO_LARGE")
                .contains("more than 10485760 bytes");
    }
}
