package io.github.akspolicy.signing.certificate;

import io.github.akspolicy.signing.base.VerificationFailure;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads X.509 certificates of envelopes, trust stores and configurations. */
public final class Certificates {
    private static final Pattern PEM_BLOCK = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]{1,40}+)-----\\s*+([A-Za-z0-9+/=\\s]*+)-----END ([A-Z0-9 ]{1,40}+)-----");
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_CERTIFICATES = 1000;

    private Certificates() {}

    /**
     * One certificate in DER, and nothing else.
     *
     * @throws CertificateException when the bytes are not exactly that
     */
    public static X509Certificate der(byte[] bytes) throws CertificateException {
        if (bytes.length == 0 || lengthOfFirst(bytes, 0) != bytes.length) {
            throw new CertificateException("not exactly one certificate in DER");
        }
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (RuntimeException unexpected) {
            // the JDK's parser of ASN.1 lets some through
            throw new CertificateException("no certificate", unexpected);
        }
    }

    /**
     * The chain of an envelope.
     *
     * @throws VerificationFailure when one is none
     */
    public static List<X509Certificate> chain(List<byte[]> encoded) throws VerificationFailure {
        var chain = new ArrayList<X509Certificate>();
        for (byte[] bytes : encoded) {
            try {
                chain.add(der(bytes));
            } catch (CertificateException malformed) {
                throw VerificationFailure.invalid(
                        "certificate " + (chain.size() + 1) + " of the envelope cannot be read");
            }
        }
        return chain;
    }

    /**
     * The certificates of a file: PEM blocks, all of which must be certificates, or DER, one after the other.
     *
     * @throws CertificateException when there is none, or something else
     */
    public static List<X509Certificate> file(byte[] bytes) throws CertificateException {
        if (bytes.length > MAX_BYTES) {
            throw new CertificateException("it is larger than " + MAX_BYTES + " bytes");
        }
        var found = new ArrayList<X509Certificate>();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher blocks = PEM_BLOCK.matcher(text);
        while (blocks.find()) {
            if (found.size() >= MAX_CERTIFICATES) {
                throw new CertificateException("it has more than " + MAX_CERTIFICATES + " certificates");
            }
            if (!blocks.group(1).equals(blocks.group(3)) || !blocks.group(1).contains("CERTIFICATE")) {
                throw new CertificateException("it has a PEM block that is not a certificate");
            }
            try {
                found.add(der(Base64.getDecoder().decode(blocks.group(2).replaceAll("\\s", ""))));
            } catch (IllegalArgumentException malformed) {
                throw new CertificateException("it has a PEM block that cannot be read", malformed);
            }
        }
        if (found.isEmpty()) {
            for (int at = 0; at < bytes.length && found.size() < MAX_CERTIFICATES; ) {
                int length = lengthOfFirst(bytes, at);
                found.add(der(Arrays.copyOfRange(bytes, at, at + length)));
                at += length;
            }
        }
        if (found.isEmpty()) {
            throw new CertificateException("it has no certificate");
        }
        return found;
    }

    /** The length of the ASN.1 sequence that begins at an offset. */
    private static int lengthOfFirst(byte[] bytes, int at) throws CertificateException {
        int left = bytes.length - at;
        if (left >= 2 && bytes[at] == 0x30) {
            int first = bytes[at + 1] & 0xff;
            int octets = first & 0x7f;
            if (first < 0x80 && left >= 2 + first) {
                return 2 + first;
            }
            if (first > 0x80 && octets <= 3 && left >= 2 + octets) {
                int length = 0;
                for (int i = 0; i < octets; i++) {
                    length = length << 8 | bytes[at + 2 + i] & 0xff;
                }
                if (length <= left - 2 - octets) {
                    return 2 + octets + length;
                }
            }
        }
        throw new CertificateException("no certificate in PEM or DER");
    }

    /** Whether a certificate is signed with its own key. */
    public static boolean isSelfSigned(X509Certificate certificate) {
        return isSignedBy(certificate, certificate);
    }

    static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException notSigned) {
            // providers throw what they like about keys and signatures that they cannot read: those prove nothing
            return false;
        }
    }

    /** SHA-256 of the certificate in hexadecimal digits. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            return sha256(certificate.getEncoded());
        } catch (CertificateException impossible) {
            return "unknown";
        }
    }

    /** SHA-256 in hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The subject for messages. */
    public static String subject(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName();
        return name.length() > 300 ? name.substring(0, 300) + "…" : name;
    }
}
