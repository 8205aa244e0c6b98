package io.github.akspolicy.signing.cosign;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A public key that images may be signed with.
 *
 * @param name how messages call it: the file it was read from
 * @param key the key
 */
public record CosignKey(String name, PublicKey key) {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]*+)-----END PUBLIC KEY-----");
    private static final int MIN_RSA = 2048;

    /**
     * Reads a key as {@code cosign public-key} writes it.
     *
     * @throws IllegalArgumentException when the text holds none, or one that is too weak
     */
    public static CosignKey read(String name, String pem) {
        Matcher block = PEM.matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException("no block BEGIN PUBLIC KEY");
        }
        byte[] encoded = Base64.getDecoder().decode(block.group(1).replaceAll("\\s", ""));
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            try {
                PublicKey key = KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
                if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < MIN_RSA) {
                    throw new IllegalArgumentException("an RSA key of less than " + MIN_RSA + " bits");
                }
                return new CosignKey(name, key);
            } catch (InvalidKeySpecException other) {
                // a key of another algorithm
                continue;
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        throw new IllegalArgumentException("a key that is none of EC, RSA, Ed25519");
    }

    /** Whether a signature over some bytes is of this key. */
    boolean verifies(byte[] signed, byte[] signature) {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "Ed25519";
        };
        if (key.getAlgorithm().equals("EC") && hasZero(signature)) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    /** JDK 17.0.0 to 17.0.2 accept zero for every text (CVE-2022-21449). */
    private static boolean hasZero(byte[] der) {
        int at = 2;
        for (int i = 0; i < 2; i++) {
            if (at + 2 > der.length || der[at] != 2 || at + 2 + der[at + 1] > der.length || der[at + 1] <= 0) {
                // two integers of at most 127 bytes: true of all curves but P-521's long form
                return false;
            }
            if (new BigInteger(der, at + 2, der[at + 1]).signum() == 0) {
                return true;
            }
            at += 2 + der[at + 1];
        }
        return false;
    }
}
