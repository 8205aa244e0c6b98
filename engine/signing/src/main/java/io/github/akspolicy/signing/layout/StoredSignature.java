package io.github.akspolicy.signing.layout;

import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.layout.Manifest.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that is stored as the signature of an image; not yet verified.
 *
 * @param kind how it is stored
 * @param manifest the manifest that holds it
 * @param layer the layer that is it
 */
public record StoredSignature(Kind kind, Manifest manifest, Entry layer) {
    /** The ways in which signatures are stored. */
    public enum Kind {
        NOTATION,
        /** cosign's payload with the signature beside it. */
        COSIGN,
        /** A bundle of sigstore. */
        BUNDLE
    }

    private static final String NOTATION = "application/vnd.cncf.notary.signature";
    private static final String EMPTY_CONFIG = "application/vnd.oci.empty.v1+json";
    private static final String COSIGN_ARTIFACT = "application/vnd.dev.cosign.artifact.sig.v1+json";
    private static final String SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
    private static final String BUNDLE = "application/vnd.dev.sigstore.bundle";

    /**
     * Everything that is stored as a signature of an image, in a fixed order: referrers, cosign's tag, signatures of
     * {@code cosign save}.
     *
     * @throws VerificationFailure when the store cannot be read
     */
    public static List<StoredSignature> of(String digest, ImageStore store) throws VerificationFailure {
        Map<String, StoredSignature> found = new LinkedHashMap<>();
        for (Manifest referrer : store.referrers(digest)) {
            for (StoredSignature signature : referrer(referrer)) {
                found.putIfAbsent(key(signature), signature);
            }
        }
        var tagged = new ArrayList<Manifest>();
        store.tagged(Digests.tag(digest) + ".sig").ifPresent(tagged::add);
        tagged.addAll(store.unlinkedSignatures());
        for (Manifest manifest : tagged) {
            for (Entry layer : manifest.layers()) {
                if (layer.descriptor().mediaType().equals(SIMPLE_SIGNING)) {
                    var signature = new StoredSignature(Kind.COSIGN, manifest, layer);
                    found.putIfAbsent(key(signature), signature);
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static String key(StoredSignature signature) {
        return signature.manifest().digest() + " "
                + signature.layer().descriptor().digest() + " "
                + signature.layer().annotations();
    }

    private static List<StoredSignature> referrer(Manifest manifest) {
        return kind(manifest).stream()
                .flatMap(kind -> manifest.layers().stream().map(layer -> new StoredSignature(kind, manifest, layer)))
                .toList();
    }

    /** By the manifest itself: the entry of an index may say something else of it. */
    private static Optional<Kind> kind(Manifest manifest) {
        String artifact = manifest.artifactType();
        String config = manifest.configType();
        boolean single = manifest.layers().size() == 1;
        if (single
                && (NOTATION.equals(artifact) && EMPTY_CONFIG.equals(config)
                        || artifact == null && NOTATION.equals(config))) {
            return Optional.of(Kind.NOTATION);
        }
        if (manifest.kind().equals(COSIGN_ARTIFACT)) {
            return Optional.of(Kind.COSIGN);
        }
        return single && manifest.kind().startsWith(BUNDLE) ? Optional.of(Kind.BUNDLE) : Optional.empty();
    }
}
