package io.github.akspolicy.signing;

import io.github.akspolicy.policy.signature.ImageProof;
import io.github.akspolicy.policy.signature.SignatureRequest;
import io.github.akspolicy.policy.signature.TrustMaterial;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.layout.OciLayout;
import io.github.akspolicy.spi.SignatureVerifier;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Verifies images by the evidence in an OCI layout. Layouts and trust are read once. */
public final class OfflineSignatureVerifier implements SignatureVerifier {
    private final Map<Path, OciLayout> layouts = new ConcurrentHashMap<>();
    private final Map<TrustMaterial, Trust> trusts = new ConcurrentHashMap<>();

    @Override
    public ImageProof verify(SignatureRequest request) {
        try {
            OciLayout layout = layouts.get(request.evidence());
            if (layout == null) {
                layout = OciLayout.open(request.evidence());
                layouts.put(request.evidence(), layout);
            }
            Trust trust = trusts.computeIfAbsent(request.trust(), Trust::new);
            return new ImageVerification(layout, trust, request.now())
                    .verify(request.reference().name(), request.digest(), request.kinds());
        } catch (VerificationFailure unusable) {
            return ImageProof.without(request.digest(), unusable.code(), unusable.text());
        }
    }
}
