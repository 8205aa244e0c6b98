package io.github.akspolicy.signing.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.signing.TestAuthority;
import io.github.akspolicy.signing.TestPolicies;
import io.github.akspolicy.signing.TestSigner;
import io.github.akspolicy.signing.base.Descriptor;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.notation.NamedStores;
import io.github.akspolicy.signing.notation.NotationResult;
import io.github.akspolicy.signing.notation.NotationVerifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Mutated envelopes: none leads to an exception, none takes long, and none is accepted that says anything else than the
 * original. What is accepted differs in bytes that nobody signs, such as the name of the signing agent.
 */
class EnvelopeFuzzTest {
    private static final long SEED = 20261124;
    private static final long MAX_MILLIS = 2_000;
    private static final Descriptor IMAGE =
            new Descriptor("application/vnd.oci.image.manifest.v1+json", "sha256:" + "a".repeat(64), 345);
    private static final Descriptor OTHER =
            new Descriptor("application/vnd.oci.image.manifest.v1+json", "sha256:" + "b".repeat(64), 345);

    private final TestAuthority authority = new TestAuthority("Contoso", "secp256r1");
    private final NotationVerifier verifier = new NotationVerifier(
            TestPolicies.level("strict"),
            new NamedStores(Map.of("ca:contoso", authority.rootPem()), null),
            TestAuthority.NOW);

    @Test
    void fourThousand() throws VerificationFailure {
        mutate(2_000);
    }

    @Test
    @Tag("deep")
    void aHundredThousand() throws VerificationFailure {
        mutate(50_000);
    }

    private void mutate(int times) throws VerificationFailure {
        var signer = new TestSigner(authority, "ES256");
        mutate(signer.jws(IMAGE), signer.jws(OTHER), Envelope.JWS, times);
        mutate(signer.cose(IMAGE), signer.cose(OTHER), Envelope.COSE, times);
    }

    private void mutate(byte[] original, byte[] other, String mediaType, int times) throws VerificationFailure {
        Envelope expected = Envelope.read(original, mediaType);
        var mutations = new MutatedEnvelopes(SEED);
        int accepted = 0;
        long worst = 0;
        for (int i = 0; i < times; i++) {
            byte[] mutated = mutations.mutate(original, other);
            long start = System.nanoTime();
            NotationResult result = verifier.verify(mutated, mediaType, IMAGE, "contoso.azurecr.io/store/app");
            worst = Math.max(worst, System.nanoTime() - start);
            if (result.isGood()) {
                accepted++;
                assertSameMeaning(Envelope.read(mutated, mediaType), expected, i);
            }
        }
        System.out.printf(
                "%s: %d mutated envelopes, %d accepted with the same meaning, slowest %.1f ms%n",
                mediaType, times, accepted, worst / 1e6);
        assertThat(worst / 1_000_000).isLessThan(MAX_MILLIS);
    }

    /** The signed bytes, the signer's key and its root: all that the acceptance rests on. */
    private void assertSameMeaning(Envelope mutated, Envelope expected, int number) throws VerificationFailure {
        assertThat(mutated.signedBytes()).as("mutation %d", number).isEqualTo(expected.signedBytes());
        assertThat(mutated.payload()).isEqualTo(expected.payload());
        assertThat(mutated.attributes()).isEqualTo(expected.attributes());
        List<byte[]> chain = mutated.chain();
        assertThat(chain).hasSameSizeAs(expected.chain());
        assertThat(io.github.akspolicy.signing.certificate.Certificates.chain(chain))
                .element(0)
                .satisfies(
                        leaf -> assertThat(Arrays.equals(leaf.getTBSCertificate(), authority.leaf.getTBSCertificate()))
                                .isTrue());
    }
}
