package io.github.akspolicy.signing.certificate;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What can be said of revocation without network: a certificate that names no place to ask cannot be revoked; of any
 * other it is unknown.
 */
public final class Revocation {
    private static final String AUTHORITY_INFO_ACCESS = "1.3.6.1.5.5.7.1.1";
    private static final String CRL_DISTRIBUTION_POINTS = "2.5.29.31";
    /** id-ad-ocsp, 1.3.6.1.5.5.7.48.1, in DER. */
    private static final byte[] OCSP = {0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01};

    private Revocation() {}

    /** The first certificate of a chain, the root apart, whose revocation state is unknown. */
    public static Optional<X509Certificate> unknownOf(List<X509Certificate> chain) {
        return chain.stream()
                .limit(Math.max(0, chain.size() - 1))
                .filter(Revocation::canBeRevoked)
                .findFirst();
    }

    private static boolean canBeRevoked(X509Certificate certificate) {
        byte[] access = certificate.getExtensionValue(AUTHORITY_INFO_ACCESS);
        return certificate.getExtensionValue(CRL_DISTRIBUTION_POINTS) != null || access != null && contains(access);
    }

    private static boolean contains(byte[] bytes) {
        outer:
        for (int i = 0; i + OCSP.length <= bytes.length; i++) {
            for (int j = 0; j < OCSP.length; j++) {
                if (bytes[i + j] != OCSP[j]) {
                    continue outer;
                }
            }
            return true;
        }
        return false;
    }
}
