package io.github.akspolicy.conformance.signing;

import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.certificate.Certificates;
import io.github.akspolicy.signing.envelope.StrictJson;
import io.github.akspolicy.signing.keyless.KeylessIdentity;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom the certificate of a bundle names. The vectors were evaluated without asking who signed, which the verifier does not
 * allow: it is told to expect whoever did.
 */
final class SignerOfBundle {
    private static final String ISSUER = "1.3.6.1.4.1.57264.1.1";

    private SignerOfBundle() {}

    static List<KeylessIdentity> identities(byte[] bundle) {
        try {
            X509Certificate leaf = Certificates.der(Base64.getDecoder().decode(leaf(bundle)));
            Collection<List<?>> names = leaf.getSubjectAlternativeNames();
            byte[] issuer = leaf.getExtensionValue(ISSUER);
            if (names != null && issuer != null) {
                // an OCTET STRING of at most 127 bytes around the raw text
                return List.of(new KeylessIdentity(
                        String.valueOf(names.iterator().next().get(1)),
                        new String(issuer, 2, issuer.length - 2, StandardCharsets.UTF_8)));
            }
        } catch (VerificationFailure | CertificateException | IllegalArgumentException unreadable) {
            // the verifier will say so
        }
        return List.of(new KeylessIdentity("none", "none"));
    }

    private static String leaf(byte[] bundle) throws VerificationFailure {
        Map<String, @Nullable Object> root = StrictJson.read(bundle, "bundle").object();
        Map<String, @Nullable Object> material = StrictJson.object(root.get("verificationMaterial"), "material");
        Object chain = material.get("x509CertificateChain");
        Object certificate = chain == null
                ? material.get("certificate")
                : StrictJson.object(chain, "chain").get("certificates") instanceof List<?> list ? list.get(0) : null;
        return String.valueOf(StrictJson.object(certificate, "certificate").get("rawBytes"));
    }
}
