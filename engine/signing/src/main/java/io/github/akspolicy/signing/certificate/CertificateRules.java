package io.github.akspolicy.signing.certificate;

import io.github.akspolicy.signing.base.VerificationFailure;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Notation demands of certificates, whoever trusts them (signature-specification.md, "Certificate requirements").
 * Not the JDK's path validation: that refuses unknown critical extensions, which Notation ignores.
 */
public final class CertificateRules {
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
    private static final String ANY_USAGE = "2.5.29.37.0";

    private static final int DIGITAL_SIGNATURE = 0;
    private static final int CERT_SIGN = 5;
    /** keyEncipherment, dataEncipherment, keyAgreement, keyCertSign, cRLSign, encipherOnly, decipherOnly. */
    private static final int[] FORBIDDEN = {2, 3, 4, 5, 6, 7, 8};

    private static final Map<String, String> FORBIDDEN_PURPOSES = Map.of(
            "1.3.6.1.5.5.7.3.1",
            "serverAuth",
            "1.3.6.1.5.5.7.3.2",
            "clientAuth",
            "1.3.6.1.5.5.7.3.4",
            "emailProtection",
            TIME_STAMPING,
            "timeStamping",
            "1.3.6.1.5.5.7.3.9",
            "OCSPSigning");

    private final boolean timestamping;
    private final List<String> deviations;

    private CertificateRules(boolean timestamping, List<String> deviations) {
        this.timestamping = timestamping;
        this.deviations = deviations;
    }

    /**
     * Checks the chain of a signer.
     *
     * @param deviations receives what the specification forbids and notation-go 1.3.2 accepts
     * @throws VerificationFailure for the first rule that is broken
     */
    public static void checkSigning(List<X509Certificate> chain, List<String> deviations) throws VerificationFailure {
        new CertificateRules(false, deviations).check(chain);
    }

    /**
     * Checks the chain of a time stamping authority.
     *
     * @throws VerificationFailure for the first rule that is broken
     */
    public static void checkTimestamping(List<X509Certificate> chain, List<String> deviations)
            throws VerificationFailure {
        new CertificateRules(true, deviations).check(chain);
    }

    private void check(List<X509Certificate> chain) throws VerificationFailure {
        if (chain.isEmpty()) {
            throw VerificationFailure.invalid("there is no certificate");
        }
        for (X509Certificate certificate : chain) {
            checkAlgorithm(certificate);
        }
        int last = chain.size() - 1;
        for (int i = 0; i <= last; i++) {
            X509Certificate certificate = chain.get(i);
            boolean root = i == last;
            if (root && !isIssuedBy(certificate, certificate)) {
                throw broken(certificate, "ends the chain, but is not self-signed: the root is missing");
            }
            if (!root && isIssuedBy(certificate, certificate)) {
                throw broken(certificate, "is self-signed, but not the last of the chain");
            }
            if (!root && !isIssuedBy(certificate, chain.get(i + 1))) {
                throw broken(certificate, "is not issued by the next one, " + Certificates.subject(chain.get(i + 1)));
            }
            if (i == 0) {
                leaf(certificate);
            } else {
                authority(certificate, i - 1);
            }
        }
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        return Arrays.equals(
                        certificate.getIssuerX500Principal().getEncoded(),
                        issuer.getSubjectX500Principal().getEncoded())
                && Certificates.isSignedBy(certificate, issuer);
    }

    private static void checkAlgorithm(X509Certificate certificate) throws VerificationFailure {
        String name = certificate.getSigAlgName().toUpperCase(Locale.ROOT).replace("-", "");
        String hash = name.contains("PSS") ? pssHash(certificate) : name;
        if (hash.startsWith("SHA1") || hash.startsWith("MD") || hash.isEmpty()) {
            throw broken(certificate, "is signed with a broken hash, " + certificate.getSigAlgName());
        }
    }

    private static String pssHash(X509Certificate certificate) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(certificate.getSigAlgParams());
            return parameters
                    .getParameterSpec(PSSParameterSpec.class)
                    .getDigestAlgorithm()
                    .toUpperCase(Locale.ROOT)
                    .replace("-", "");
        } catch (GeneralSecurityException | IOException | RuntimeException unreadable) {
            // parameters that are absent or malformed: no hash that the caller could accept
            return "";
        }
    }

    private void authority(X509Certificate certificate, int below) throws VerificationFailure {
        int pathLength = certificate.getBasicConstraints();
        if (pathLength < 0) {
            throw broken(certificate, "issues others, but is not a CA");
        }
        if (!isCritical(certificate, BASIC_CONSTRAINTS)) {
            deviations.add(text(certificate, "has basic constraints that are not critical"));
        }
        if (pathLength < below) {
            throw broken(certificate, "allows a shorter chain than this one");
        }
        boolean[] usage = keyUsage(certificate);
        if (!usage[CERT_SIGN]) {
            throw broken(certificate, "issues others, but lacks the key usage keyCertSign");
        }
    }

    private void leaf(X509Certificate certificate) throws VerificationFailure {
        if (certificate.getBasicConstraints() >= 0) {
            throw broken(certificate, "signs, but is a CA");
        }
        boolean[] usage = keyUsage(certificate);
        if (!usage[DIGITAL_SIGNATURE]) {
            throw broken(certificate, "lacks the key usage digitalSignature");
        }
        for (int bit : FORBIDDEN) {
            if (usage.length > bit && usage[bit]) {
                throw broken(certificate, "has a key usage beside digitalSignature and nonRepudiation");
            }
        }
        List<String> purposes = purposes(certificate);
        if (timestamping) {
            if (!purposes.equals(List.of(TIME_STAMPING)) || !isCritical(certificate, EXTENDED_KEY_USAGE)) {
                throw broken(certificate, "lacks timeStamping as its only, critical extended key usage");
            }
        } else {
            for (String purpose : purposes) {
                if (FORBIDDEN_PURPOSES.containsKey(purpose)) {
                    throw broken(certificate, "has the extended key usage " + FORBIDDEN_PURPOSES.get(purpose));
                }
                if (purpose.equals(ANY_USAGE)) {
                    deviations.add(text(certificate, "has the extended key usage anyExtendedKeyUsage"));
                }
            }
        }
        SigningAlgorithm.of(certificate.getPublicKey());
    }

    private static List<String> purposes(X509Certificate certificate) throws VerificationFailure {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null ? List.of() : purposes;
        } catch (CertificateParsingException malformed) {
            throw broken(certificate, "has an extended key usage that cannot be read");
        }
    }

    private boolean[] keyUsage(X509Certificate certificate) throws VerificationFailure {
        boolean @Nullable [] usage = certificate.getKeyUsage();
        if (usage == null) {
            throw broken(certificate, "has no key usage");
        }
        if (!isCritical(certificate, KEY_USAGE) && !timestamping) {
            throw broken(certificate, "has a key usage that is not critical");
        }
        return usage.length > CERT_SIGN ? usage : Arrays.copyOf(usage, CERT_SIGN + 4);
    }

    private static boolean isCritical(X509Certificate certificate, String extension) {
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        return critical != null && critical.contains(extension);
    }

    private static VerificationFailure broken(X509Certificate certificate, String rule) {
        return VerificationFailure.invalid(text(certificate, rule));
    }

    private static String text(X509Certificate certificate, String rule) {
        return "the certificate " + Certificates.subject(certificate) + " " + rule;
    }
}
