package io.github.akspolicy.signing.certificate;

import io.github.akspolicy.signing.base.VerificationFailure;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.List;

/**
 * The algorithms that Notation knows. The key decides: an algorithm is derived from the signer's key, and what the
 * envelope states is only compared with it.
 */
public enum SigningAlgorithm {
    PS256("SHA-256", 32, 2048, null),
    PS384("SHA-384", 48, 3072, null),
    PS512("SHA-512", 64, 4096, null),
    ES256("SHA-256", 32, 256, "secp256r1"),
    ES384("SHA-384", 48, 384, "secp384r1"),
    ES512("SHA-512", 66, 521, "secp521r1");

    private final String hash;
    /** Length of the hash, or of one half of an ECDSA signature. */
    private final int length;

    private final int keySize;
    private final @org.jspecify.annotations.Nullable String curve;

    SigningAlgorithm(String hash, int length, int keySize, @org.jspecify.annotations.Nullable String curve) {
        this.hash = hash;
        this.length = length;
        this.keySize = keySize;
        this.curve = curve;
    }

    /**
     * The algorithm that a key signs with.
     *
     * @throws VerificationFailure when Notation has none for it
     */
    public static SigningAlgorithm of(PublicKey key) throws VerificationFailure {
        for (SigningAlgorithm algorithm : values()) {
            if (algorithm.fits(key)) {
                return algorithm;
            }
        }
        throw VerificationFailure.invalid(
                "the key of the signing certificate is none of RSA 2048, 3072, 4096 and" + " EC P-256, P-384, P-521");
    }

    private boolean fits(PublicKey key) {
        if (curve == null) {
            return key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() == keySize;
        }
        return key instanceof ECPublicKey ec && isCurve(ec.getParams(), curve);
    }

    /** By the parameters themselves: a curve of the same size is another curve. */
    private static boolean isCurve(ECParameterSpec parameters, String name) {
        try {
            AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
            named.init(new ECGenParameterSpec(name));
            ECParameterSpec expected = named.getParameterSpec(ECParameterSpec.class);
            return expected.getCurve().equals(parameters.getCurve())
                    && expected.getGenerator().equals(parameters.getGenerator())
                    && expected.getOrder().equals(parameters.getOrder())
                    && expected.getCofactor() == parameters.getCofactor();
        } catch (GeneralSecurityException unsupported) {
            return false;
        }
    }

    /**
     * Verifies a signature.
     *
     * @param deviations receives what only a lax reader accepts: a PSS salt of another length than the hash
     * @throws VerificationFailure when it is not the key's
     */
    public void verify(PublicKey key, byte[] signed, byte[] signature, List<String> deviations)
            throws VerificationFailure {
        try {
            if (curve == null ? verifyPss(key, signed, signature, deviations) : verifyEcdsa(key, signed, signature)) {
                return;
            }
        } catch (GeneralSecurityException malformed) {
            // said below: a malformed signature is a wrong one
        }
        throw VerificationFailure.invalid("the signature does not fit what is signed, or is not the certificate's");
    }

    private boolean verifyEcdsa(PublicKey key, byte[] signed, byte[] signature) throws GeneralSecurityException {
        // JDK 17.0.0 to 17.0.2 accept zero for every text (CVE-2022-21449)
        if (signature.length != 2 * length || isZero(signature, 0) || isZero(signature, length)) {
            return false;
        }
        Signature verifier = Signature.getInstance(hash.replace("-", "") + "withECDSAinP1363Format");
        return verify(verifier, key, signed, signature);
    }

    private boolean isZero(byte[] signature, int from) {
        return new BigInteger(1, Arrays.copyOfRange(signature, from, from + length)).signum() == 0;
    }

    private boolean verifyPss(PublicKey key, byte[] signed, byte[] signature, List<String> deviations)
            throws GeneralSecurityException {
        if (verifyPss(key, signed, signature, length)) {
            return true;
        }
        int salt = PssSalt.length((RSAPublicKey) key, signature, hash);
        if (salt >= 0 && salt != length && verifyPss(key, signed, signature, salt)) {
            deviations.add("the salt of the signature has " + salt + " bytes in place of the hash's " + length
                    + " (RFC 7518, 3.5)");
            return true;
        }
        return false;
    }

    private boolean verifyPss(PublicKey key, byte[] signed, byte[] signature, int salt)
            throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("RSASSA-PSS");
        verifier.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, 1));
        return verify(verifier, key, signed, signature);
    }

    private static boolean verify(Signature verifier, PublicKey key, byte[] signed, byte[] signature)
            throws GeneralSecurityException {
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(signature);
    }
}
