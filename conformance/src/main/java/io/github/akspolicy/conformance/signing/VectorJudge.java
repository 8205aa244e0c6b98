package io.github.akspolicy.conformance.signing;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.signature.ImageProof;
import io.github.akspolicy.policy.signature.SignatureKind;
import io.github.akspolicy.policy.signature.SignatureResult;
import io.github.akspolicy.policy.signature.TrustMaterial;
import io.github.akspolicy.resource.image.TrustPolicy;
import io.github.akspolicy.signing.ImageVerification;
import io.github.akspolicy.signing.Trust;
import io.github.akspolicy.signing.base.Descriptor;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.certificate.Certificates;
import io.github.akspolicy.signing.certificate.TimestampToken;
import io.github.akspolicy.signing.layout.OciLayout;
import io.github.akspolicy.signing.notation.NotationResult;
import io.github.akspolicy.signing.notation.NotationVerifier;
import io.github.akspolicy.signing.notation.TrustStoreFolder;
import io.github.akspolicy.sigstore.SigstoreBundleVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges one vector of any kind; which kind it is, its members say. */
record VectorJudge(Path folder, Instant now) {
    private static final String GOOD = "ok";
    private static final String BAD = "refused";

    Entry judge(Field labelled) throws IOException {
        try {
            if (labelled.get("envelope").isPresent()) {
                return notation(labelled);
            }
            if (labelled.get("layout").isPresent()) {
                return layout(labelled);
            }
            if (labelled.get("token").isPresent()) {
                return token(labelled);
            }
            if (labelled.get("bundle").isPresent()) {
                return bundle(labelled);
            }
        } catch (ManifestException | CertificateException malformed) {
            throw new IOException(labelled + ": " + malformed.getMessage(), malformed);
        }
        throw new IOException(labelled + " is a vector of no known kind");
    }

    private byte[] bytes(Field path) throws IOException {
        return Files.readAllBytes(folder.resolve(path.stringOr("")));
    }

    private Entry notation(Field labelled) throws IOException {
        Field descriptor = labelled.get("descriptor");
        Long size = descriptor.get("size").integer();
        var image = new Descriptor(
                descriptor.get("mediaType").stringOr(""),
                descriptor.get("digest").stringOr(""),
                size == null ? -1 : size);
        String reference = labelled.get("reference").stringOr("");
        var verifier = new NotationVerifier(
                policy(labelled.get("policy")),
                new TrustStoreFolder(folder.resolve(labelled.get("trustStore").stringOr(""))),
                now);
        NotationResult result = verifier.verify(
                bytes(labelled.get("envelope")),
                labelled.get("mediaType").stringOr(""),
                image,
                reference.substring(0, Math.max(0, reference.lastIndexOf('@'))));
        Field expect = labelled.get("expect");
        String expected = expect.get("check").stringOr("")
                + expect.get("logged").strings().stream().sorted().toList();
        String actual = word(result)
                + (result.isGood()
                        ? result.logged().stream()
                                .map(logged -> String.valueOf(logged.check()))
                                .distinct()
                                .sorted()
                                .toList()
                        : expect.get("logged").strings().stream().sorted().toList());
        return entry(labelled.get("id").stringOr(""), "notation", expected, actual, reason(result));
    }

    private TrustPolicy policy(Field path) throws IOException {
        try {
            return TrustPolicy.read(Field.root(
                    ManifestReader.json(new String(bytes(path), StandardCharsets.UTF_8), ReadLimits.DEFAULT)));
        } catch (ManifestException malformed) {
            return new TrustPolicy(
                    List.of(),
                    List.of(new TrustPolicy.Problem(
                            Field.root(new io.github.akspolicy.manifest.Node.Scalar(
                                            null, io.github.akspolicy.manifest.Position.START))
                                    .place(),
                            malformed.getMessage())),
                    List.of());
        }
    }

    private static String word(NotationResult result) {
        NotationResult.Failure failure = result.failure();
        if (failure == null) {
            return result.isSkipped() ? "skip" : GOOD;
        }
        return failure.check() == null ? "policy" : failure.check().toString();
    }

    private static String reason(NotationResult result) {
        NotationResult.Failure failure = result.failure();
        return failure == null ? "" : failure.code() + ": " + failure.message();
    }

    private Entry layout(Field labelled) throws IOException, ManifestException {
        String digest = labelled.get("digest").stringOr("");
        boolean notation = labelled.get("scheme").stringOr("").equals("notation");
        Path trust = folder.resolve("layouts/trust");
        TrustMaterial material = new TrustMaterial(
                TrustPolicy.read(Field.root(
                        ManifestReader.json(Files.readString(trust.resolve("trustpolicy.json")), ReadLimits.DEFAULT))),
                trust.resolve("truststore"),
                Map.of(),
                Map.of("cosign.pub", Files.readString(trust.resolve("cosign.pub"))),
                Map.of(),
                List.of(),
                null);
        String actual;
        String reason;
        try {
            ImageProof proof = new ImageVerification(
                            OciLayout.open(folder.resolve(labelled.get("layout").stringOr(""))),
                            new Trust(material),
                            now)
                    .verify(
                            "contoso.azurecr.io/team/app",
                            digest,
                            Set.of(notation ? SignatureKind.NOTATION : SignatureKind.COSIGN_KEY));
            actual = proof.isSigned() ? GOOD : BAD;
            reason = proof.code() == null
                    ? proof.signatures().stream()
                            .filter(signature -> !signature.isGood())
                            .map(VectorJudge::said)
                            .collect(Collectors.joining("; "))
                    : proof.code() + ": " + proof.message();
        } catch (VerificationFailure unusable) {
            actual = BAD;
            reason = unusable.code() + ": " + unusable.text();
        }
        String id = labelled.get("layout").stringOr("") + " "
                + labelled.get("scheme").stringOr("")
                + (digest.isEmpty() ? "" : " " + digest.substring(0, Math.min(15, digest.length())));
        return entry(id, "layout", labelled.get("ok").isTrue() ? GOOD : BAD, actual, reason);
    }

    private static String said(SignatureResult signature) {
        return signature.code() + ": " + signature.message();
    }

    private Entry token(Field labelled) throws IOException, CertificateException {
        String actual = GOOD;
        String reason = "";
        try {
            TimestampToken.read(bytes(labelled.get("token")))
                    .checkAuthority(Certificates.file(bytes(labelled.get("root"))));
        } catch (VerificationFailure refused) {
            actual = BAD;
            reason = refused.code() + ": " + refused.text();
        }
        // of the two that were asked the one that is right where they differ: RFC 3161 allows one signer
        boolean good = labelled.get("bouncyCastle187").stringOr("").startsWith(GOOD);
        return entry(labelled.get("token").stringOr(""), "token", good ? GOOD : BAD, actual, reason);
    }

    private Entry bundle(Field labelled) throws IOException {
        byte[] bundle = bytes(labelled.get("bundle"));
        String actual = GOOD;
        String reason = "";
        try {
            SigstoreBundleVerifier.of(bytes(labelled.get("trustedRoot")))
                    .verify(bundle, sha256(labelled.get("artifact")), SignerOfBundle.identities(bundle));
        } catch (VerificationFailure refused) {
            actual = BAD;
            reason = refused.code() + ": " + refused.text();
        }
        boolean good = labelled.get("sigstoreJava200").get("ok").isTrue();
        return entry(labelled.get("bundle").stringOr(""), "keyless", good ? GOOD : BAD, actual, reason);
    }

    private byte[] sha256(Field artifact) throws IOException {
        String named = artifact.stringOr("");
        return HexFormat.of()
                .parseHex(named.startsWith("sha256:") ? named.substring(7) : Certificates.sha256(bytes(artifact)));
    }

    private static Entry entry(String id, String kind, String expected, String actual, String reason) {
        return Entry.covered(id, "signatures/" + kind, kind, expected, actual, reason);
    }
}
