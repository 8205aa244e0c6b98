package io.github.akspolicy.policies;

import io.github.akspolicy.policy.signature.ImageProof;
import io.github.akspolicy.policy.signature.ImageTrust;
import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.policy.signature.SignatureKind;
import io.github.akspolicy.policy.signature.SignatureRequest;
import io.github.akspolicy.policy.signature.SignatureResult;
import io.github.akspolicy.policy.signature.TrustMaterial;
import io.github.akspolicy.resource.image.ImagesLock;
import io.github.akspolicy.resource.image.TrustPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lock of the fixtures, and a verifier whose answer is the name of the image: policies are judged here by what they
 * make of an answer. Real signatures are verified by the tests of engine/signing, and by the builds of the plugin.
 */
final class FixtureTrust {
    private static final Instant NOW = Instant.parse("2026-11-24T18:00:00Z");

    private FixtureTrust() {}

    static ImageTrust of() {
        var lock = new ImagesLock(List.of(
                entry("contoso.azurecr.io/good:1", 'a', NOW),
                entry("contoso.azurecr.io/bad:1", 'b', NOW),
                entry("contoso.azurecr.io/unsigned:1", 'c', NOW),
                entry("contoso.azurecr.io/revocation:1", 'd', NOW),
                entry("contoso.azurecr.io/mixed:1", 'e', NOW),
                entry("contoso.azurecr.io/audit:1", '0', NOW),
                entry("contoso.azurecr.io/old:1", '1', Instant.parse("2026-09-01T00:00:00Z")),
                entry("nginx:latest", '2', NOW),
                entry("contoso.azurecr.io/good@sha256:" + "a".repeat(64), 'a', NOW),
                entry("contoso.azurecr.io/good:1@sha256:" + "a".repeat(64), 'a', NOW),
                entry("contoso.azurecr.io/good@sha256:" + "f".repeat(64), 'a', NOW)));
        var material = new TrustMaterial(
                new TrustPolicy(List.of(), List.of(), List.of()), null, Map.of(), Map.of(), Map.of(), List.of(), null);
        return new ImageTrust(
                lock, "policy/images.lock.yaml", Path.of("evidence"), material, FixtureTrust::verify, NOW);
    }

    private static ImagesLock.Entry entry(String image, char digit, Instant lockedAt) {
        return new ImagesLock.Entry(
                image,
                "sha256:" + String.valueOf(digit).repeat(64),
                "application/vnd.oci.image.manifest.v1+json",
                345,
                Map.of(),
                List.of(),
                lockedAt);
    }

    private static ImageProof verify(SignatureRequest request) {
        if (request.trust().trustPolicy() == null && request.trust().keys().isEmpty()) {
            throw new AssertionError("asked with nobody to trust");
        }
        SignatureResult good = result(null, "");
        SignatureResult bad = result(SignatureCode.SIGNER_UNTRUSTED, "no certificate of the signer is trusted");
        String repository = request.reference().repository();
        return switch (repository) {
            case "good" -> proof(request, good);
            case "bad" -> proof(request, bad, result(SignatureCode.SIGNATURE_EXPIRED, "the signature expired"));
            case "mixed" -> proof(request, bad, good);
            case "revocation" -> proof(request, result(SignatureCode.REVOCATION_UNKNOWN, "no service can be asked"));
            case "audit" ->
                proof(
                        request,
                        new SignatureResult(
                                SignatureKind.NOTATION, "", "", null, "", List.of("SIGNER_UNTRUSTED: only logged")));
            case "unsigned" ->
                ImageProof.without(request.digest(), SignatureCode.NO_SIGNATURE, "no signature of kind notation");
            default ->
                ImageProof.without(
                        request.digest(), SignatureCode.EVIDENCE_MISSING, "the evidence has no such manifest");
        };
    }

    private static SignatureResult result(@Nullable SignatureCode code, String message) {
        return new SignatureResult(SignatureKind.NOTATION, "sha256:0", "", code, message, List.of());
    }

    private static ImageProof proof(SignatureRequest request, SignatureResult... results) {
        return new ImageProof(request.digest(), List.of(results), null, "");
    }
}
