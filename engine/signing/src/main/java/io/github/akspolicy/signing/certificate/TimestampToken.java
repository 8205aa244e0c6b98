package io.github.akspolicy.signing.certificate;

import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.signing.base.VerificationFailure;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenInfo;

/**
 * A time stamp token of RFC 3161, verified with Bouncy Castle. The only class that knows it: nothing else loads the library.
 */
public final class TimestampToken {
    /** ETSI EN 319 421's baseline policy, whose accuracy is a second when the token states none. */
    private static final String BASELINE_POLICY = "0.4.0.2023.1.1";

    private static final int MAX_BYTES = 1 << 20;
    private static final Map<String, String> HASHES = Map.of(
            "2.16.840.1.101.3.4.2.1", "SHA-256",
            "2.16.840.1.101.3.4.2.2", "SHA-384",
            "2.16.840.1.101.3.4.2.3", "SHA-512");

    private final TimeStampToken token;
    private final X509CertificateHolder signer;

    private TimestampToken(TimeStampToken token, X509CertificateHolder signer) {
        this.token = token;
        this.signer = signer;
    }

    /**
     * Reads a token and verifies that it is signed by the certificate that it holds.
     *
     * @throws VerificationFailure with {@link SignatureCode#TIMESTAMP_INVALID}
     */
    public static TimestampToken read(byte[] bytes) throws VerificationFailure {
        if (bytes.length > MAX_BYTES) {
            throw invalid("is larger than " + MAX_BYTES + " bytes", null);
        }
        try {
            var token = new TimeStampToken(new CMSSignedData(bytes));
            X509CertificateHolder signer = signer(token);
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
            checkSigningCertificate(token, signer);
            if (!HASHES.containsKey(
                    token.getTimeStampInfo().getMessageImprintAlgOID().getId())) {
                throw invalid("stamps a hash that is none of SHA-256, SHA-384, SHA-512", null);
            }
            return new TimestampToken(token, signer);
        } catch (CMSException | TSPException | OperatorCreationException | IOException | CertificateException broken) {
            throw invalid("cannot be verified", broken);
        } catch (GeneralSecurityException broken) {
            throw invalid("is bound to no certificate", broken);
        } catch (RuntimeException malformed) {
            // Bouncy Castle reports malformed ASN.1 by many of them
            throw invalid("cannot be read", malformed);
        }
    }

    private static X509CertificateHolder signer(TimeStampToken token) throws VerificationFailure {
        Collection<X509CertificateHolder> found = token.getCertificates().getMatches(token.getSID());
        if (found.isEmpty()) {
            throw invalid("lacks the certificate of its signer", null);
        }
        return found.iterator().next();
    }

    /** The attribute signing-certificate-v2: Notation accepts no token without, and none bound by SHA-1. */
    private static void checkSigningCertificate(TimeStampToken token, X509CertificateHolder signer)
            throws VerificationFailure, IOException, GeneralSecurityException {
        Collection<SignerInformation> signers =
                token.toCMSSignedData().getSignerInfos().getSigners();
        if (signers.size() != 1) {
            throw invalid("has more than one signer", null);
        }
        Attribute attribute = token.getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        if (attribute == null || attribute.getAttrValues().size() != 1) {
            throw invalid("has no attribute signing-certificate-v2", null);
        }
        ASN1Encodable value = attribute.getAttrValues().getObjectAt(0);
        ESSCertIDv2[] ids = SigningCertificateV2.getInstance(value).getCerts();
        String hash = ids.length == 0
                ? null
                : HASHES.get(ids[0].getHashAlgorithm().getAlgorithm().getId());
        if (hash == null
                || !MessageDigest.isEqual(
                        ids[0].getCertHash(), MessageDigest.getInstance(hash).digest(signer.getEncoded()))) {
            throw invalid("is bound to another certificate than its signer's", null);
        }
    }

    /**
     * Verifies that the token stamps a signature.
     *
     * @throws VerificationFailure when it stamps something else
     */
    public void checkStamps(byte[] signature) throws VerificationFailure {
        TimeStampTokenInfo info = token.getTimeStampInfo();
        try {
            String hash =
                    String.valueOf(HASHES.get(info.getMessageImprintAlgOID().getId()));
            if (!MessageDigest.isEqual(
                    info.getMessageImprintDigest(),
                    MessageDigest.getInstance(hash).digest(signature))) {
                throw invalid("stamps another signature", null);
            }
        } catch (GeneralSecurityException impossible) {
            throw invalid("stamps a hash that is not known", impossible);
        }
    }

    /**
     * Verifies that an authority made the token which one of the roots vouches for.
     *
     * @throws VerificationFailure when no root does
     */
    public Timestamp checkAuthority(Collection<X509Certificate> roots) throws VerificationFailure {
        Date time = token.getTimeStampInfo().getGenTime();
        try {
            var selector = new X509CertSelector();
            X509Certificate leaf = Certificates.der(signer.getEncoded());
            selector.setCertificate(leaf);
            var anchors = new HashSet<TrustAnchor>();
            roots.forEach(root -> anchors.add(new TrustAnchor(root, null)));
            var parameters = new PKIXBuilderParameters(anchors, selector);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known())));
            parameters.setRevocationEnabled(false);
            parameters.setDate(time);
            var result = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            var chain = new ArrayList<X509Certificate>();
            result.getCertPath().getCertificates().forEach(part -> chain.add((X509Certificate) part));
            X509Certificate root = result.getTrustAnchor().getTrustedCert();
            if (chain.isEmpty() || !chain.get(chain.size() - 1).equals(root)) {
                chain.add(root);
            }
            CertificateRules.checkTimestamping(chain, new ArrayList<>());
        } catch (VerificationFailure rule) {
            throw invalid("comes from a certificate that may not stamp: " + rule.text(), null);
        } catch (GeneralSecurityException | IOException untrusted) {
            throw invalid("comes from an authority that no root of the tsa stores vouches for", untrusted);
        } catch (RuntimeException malformed) {
            // the JDK and Bouncy Castle report malformed ASN.1 by many of them
            throw invalid("has certificates that cannot be read", malformed);
        }
        return new Timestamp(time.toInstant(), accuracy());
    }

    private List<X509Certificate> known() throws IOException {
        var known = new ArrayList<X509Certificate>();
        for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
            try {
                known.add(Certificates.der(holder.getEncoded()));
            } catch (CertificateException unreadable) {
                // a certificate that nobody can read builds no path
                continue;
            }
        }
        return known;
    }

    private Duration accuracy() {
        TimeStampTokenInfo info = token.getTimeStampInfo();
        if (info.getGenTimeAccuracy() == null) {
            return info.getPolicy().getId().equals(BASELINE_POLICY) ? Duration.ofSeconds(1) : Duration.ZERO;
        }
        var accuracy = info.getGenTimeAccuracy();
        return Duration.ofSeconds(accuracy.getSeconds())
                .plusMillis(accuracy.getMillis())
                .plusNanos(accuracy.getMicros() * 1000L);
    }

    private static VerificationFailure invalid(String problem, @org.jspecify.annotations.Nullable Throwable cause) {
        return new VerificationFailure(SignatureCode.TIMESTAMP_INVALID, "the time stamp " + problem, cause);
    }
}
