package io.github.akspolicy.signing;

import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.policy.signature.ImageProof;
import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.policy.signature.SignatureKind;
import io.github.akspolicy.policy.signature.SignatureResult;
import io.github.akspolicy.signing.base.Descriptor;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.cosign.CosignVerifier;
import io.github.akspolicy.signing.cosign.SigstoreBundle;
import io.github.akspolicy.signing.layout.ImageStore;
import io.github.akspolicy.signing.layout.Manifest;
import io.github.akspolicy.signing.layout.OciLayout;
import io.github.akspolicy.signing.layout.StoredSignature;
import io.github.akspolicy.signing.notation.NotationResult;
import io.github.akspolicy.signing.notation.NotationVerifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Verifies every signature that a store holds of an image. */
public final class ImageVerification {
    private final ImageStore store;
    private final Trust trust;
    private final Instant now;

    /** @param now when the verification takes place, as far as validity goes */
    public ImageVerification(ImageStore store, Trust trust, Instant now) {
        this.store = store;
        this.trust = trust;
        this.now = now;
    }

    /**
     * Verifies the signatures of an image.
     *
     * @param repository registry and path
     * @param digest exactly what must be signed; a platform of a signed index is not signed
     * @param kinds the signatures that count
     */
    public ImageProof verify(String repository, String digest, Set<SignatureKind> kinds) {
        try {
            Optional<Manifest> image = store.manifest(digest);
            if (image.isEmpty()) {
                return ImageProof.without(
                        digest,
                        SignatureCode.EVIDENCE_MISSING,
                        "the evidence has no manifest " + digest + ": run " + CommandText.command("images-lock"));
            }
            NotationVerifier notation = trust.notation(now);
            if (kinds.contains(SignatureKind.NOTATION) && notation != null) {
                Optional<NotationResult.Failure> unusable = notation.unusable(repository);
                if (unusable.isPresent() && kinds.size() == 1) {
                    return ImageProof.without(
                            digest, unusable.get().code(), unusable.get().message());
                }
            }
            List<StoredSignature> stored = StoredSignature.of(digest, store);
            var results = new ArrayList<SignatureResult>();
            for (StoredSignature signature : stored.subList(0, Math.min(stored.size(), ImageStore.MAX_SIGNATURES))) {
                verify(signature, repository, image.get().descriptor(), kinds).ifPresent(results::add);
            }
            return results.isEmpty()
                    ? ImageProof.without(digest, SignatureCode.NO_SIGNATURE, unsigned(digest, stored.size(), kinds))
                    : new ImageProof(digest, results, null, "");
        } catch (VerificationFailure broken) {
            return ImageProof.without(digest, broken.code(), broken.text());
        }
    }

    private String unsigned(String digest, int others, Set<SignatureKind> kinds) throws VerificationFailure {
        var text = new StringBuilder("no signature of kind ")
                .append(String.join(
                        ", ",
                        kinds.stream().map(SignatureKind::toString).sorted().toList()))
                .append(": neither a referrer of the digest nor the tag sha256-….sig");
        if (others > 0) {
            text.append("; ").append(others).append(" of another kind");
        }
        if (store instanceof OciLayout layout) {
            for (var entry : layout.entries()) {
                Optional<Manifest> index = layout.manifest(entry.descriptor().digest());
                if (index.isEmpty() || index.get().subject() != null) {
                    continue;
                }
                for (Manifest.Entry child : index.get().children()) {
                    if (child.descriptor().digest().equals(digest)
                            && !StoredSignature.of(index.get().digest(), store).isEmpty()) {
                        return text.append("; the image is ")
                                .append(child.platform().isEmpty() ? "a platform" : child.platform())
                                .append(" of the signed index ")
                                .append(index.get().digest())
                                .append(": deploy that digest")
                                .toString();
                    }
                }
            }
        }
        return text.toString();
    }

    private Optional<SignatureResult> verify(
            StoredSignature signature, String repository, Descriptor image, Set<SignatureKind> kinds) {
        String manifest = signature.manifest().digest();
        SignatureKind kind =
                signature.kind() == StoredSignature.Kind.NOTATION ? SignatureKind.NOTATION : SignatureKind.COSIGN_KEY;
        try {
            if (signature.kind() == StoredSignature.Kind.NOTATION) {
                return kinds.contains(kind) ? Optional.of(notation(signature, repository, image)) : Optional.empty();
            }
            if (signature.kind() == StoredSignature.Kind.COSIGN) {
                return kinds.contains(kind) ? Optional.of(cosign(signature, image)) : Optional.empty();
            }
            byte[] bytes = store.blob(signature.layer().descriptor().digest());
            SigstoreBundle bundle = SigstoreBundle.read(bytes);
            kind = bundle.keyless() ? SignatureKind.COSIGN_KEYLESS : SignatureKind.COSIGN_KEY;
            if (!kinds.contains(kind)) {
                return Optional.empty();
            }
            String signer;
            if (bundle.keyless()) {
                signer = trust.verifyKeyless(bytes, image.digest());
            } else {
                signer = trust.cosign().verify(bundle, image.digest()).signer();
            }
            return Optional.of(new SignatureResult(kind, manifest, signer, null, "", List.of()));
        } catch (VerificationFailure failed) {
            return kinds.contains(kind)
                    ? Optional.of(new SignatureResult(kind, manifest, "", failed.code(), failed.text(), List.of()))
                    : Optional.empty();
        }
    }

    private SignatureResult notation(StoredSignature signature, String repository, Descriptor image)
            throws VerificationFailure {
        NotationVerifier verifier = trust.notation(now);
        if (verifier == null) {
            throw new VerificationFailure(
                    SignatureCode.POLICY_NONE_APPLIES, "there is no trust policy: name it under images.trustPolicy");
        }
        byte[] envelope = store.blob(signature.layer().descriptor().digest());
        NotationResult result =
                verifier.verify(envelope, signature.layer().descriptor().mediaType(), image, repository);
        NotationResult.Failure failure = result.failure();
        String message = failure != null
                ? failure.message()
                : result.isSkipped() ? "not verified: the level of the trust policy is skip" : "";
        return new SignatureResult(
                SignatureKind.NOTATION,
                signature.manifest().digest(),
                result.signer(),
                failure == null ? null : failure.code(),
                message,
                result.logged().stream()
                        .map(logged -> logged.code() + ": " + logged.message())
                        .toList());
    }

    private SignatureResult cosign(StoredSignature signature, Descriptor image) throws VerificationFailure {
        byte[] payload = store.blob(signature.layer().descriptor().digest());
        CosignVerifier.Proof proof =
                trust.cosign().verify(payload, signature.layer().annotations(), image.digest());
        return new SignatureResult(
                SignatureKind.COSIGN_KEY,
                signature.manifest().digest(),
                proof.signer(),
                null,
                proof.reference().isEmpty() ? "" : "signed as " + proof.reference(),
                List.of());
    }
}
