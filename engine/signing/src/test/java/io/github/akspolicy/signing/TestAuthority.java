package io.github.akspolicy.signing;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of the tests, with one signer. */
public final class TestAuthority {
    /** When everything in the tests happens. */
    public static final Instant NOW = Instant.parse("2026-11-24T18:00:00Z");

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2036-01-01T00:00:00Z");

    private final KeyPair rootKey;
    public final X509Certificate root;
    public final PrivateKey key;
    public final X509Certificate leaf;

    public TestAuthority(String organisation, String curve) {
        this(organisation, keys("EC", curve), TO);
    }

    public TestAuthority(String organisation, KeyPair signer, Instant leafEnds) {
        try {
            rootKey = keys("EC", "secp256r1");
            var name = new X500Name("C=US,ST=WA,O=" + organisation + ",CN=" + organisation + " Root");
            var authority = new JcaX509v3CertificateBuilder(
                    name, BigInteger.ONE, Date.from(FROM), Date.from(TO), name, rootKey.getPublic());
            authority.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            authority.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            root = sign(authority);
            key = signer.getPrivate();
            var certificate = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.TWO,
                    Date.from(FROM),
                    Date.from(leafEnds),
                    new X500Name("C=US,ST=WA,O=" + organisation + ",OU=Release,CN=builder"),
                    signer.getPublic());
            certificate.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            certificate.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
            leaf = sign(certificate);
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private X509Certificate sign(JcaX509v3CertificateBuilder builder) throws Exception {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(rootKey.getPrivate())));
    }

    public static KeyPair keys(String algorithm, String curveOrSize) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec(curveOrSize));
            } else {
                generator.initialize(Integer.parseInt(curveOrSize));
            }
            return generator.generateKeyPair();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public List<X509Certificate> chain() {
        return List.of(leaf, root);
    }

    public String rootPem() {
        return pem("CERTIFICATE", encoded(root));
    }

    public static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }
}
