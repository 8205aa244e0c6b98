package io.github.akspolicy.signing.certificate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/** Reads how long the salt of an RSASSA-PSS signature is (RFC 8017, 9.1.2), to say why a signature is refused. */
final class PssSalt {
    private PssSalt() {}

    /** The length of the salt, or -1 when the signature is no such encoding. */
    static int length(RSAPublicKey key, byte[] signature, String hash) throws GeneralSecurityException {
        BigInteger number = new BigInteger(1, signature);
        if (number.compareTo(key.getModulus()) >= 0) {
            return -1;
        }
        int bits = key.getModulus().bitLength() - 1;
        byte[] encoded = bytes(number.modPow(key.getPublicExponent(), key.getModulus()), (bits + 7) / 8);
        MessageDigest digest = MessageDigest.getInstance(hash);
        int hashLength = digest.getDigestLength();
        int maskedLength = encoded.length - hashLength - 1;
        if (maskedLength < 1 || encoded[encoded.length - 1] != (byte) 0xbc) {
            return -1;
        }
        byte[] seed = Arrays.copyOfRange(encoded, maskedLength, maskedLength + hashLength);
        byte[] block = mask(digest, seed, maskedLength);
        for (int i = 0; i < maskedLength; i++) {
            block[i] ^= encoded[i];
        }
        block[0] &= (byte) (0xff >> 8 * encoded.length - bits);
        int at = 0;
        while (at < maskedLength && block[at] == 0) {
            at++;
        }
        return at < maskedLength && block[at] == 1 ? maskedLength - at - 1 : -1;
    }

    /** MGF1 of RFC 8017, B.2.1. */
    private static byte[] mask(MessageDigest digest, byte[] seed, int length) {
        byte[] mask = new byte[length];
        for (int counter = 0, at = 0; at < length; counter++) {
            digest.update(seed);
            digest.update(
                    new byte[] {(byte) (counter >> 24), (byte) (counter >> 16), (byte) (counter >> 8), (byte) counter});
            byte[] part = digest.digest();
            int taken = Math.min(part.length, length - at);
            System.arraycopy(part, 0, mask, at, taken);
            at += taken;
        }
        return mask;
    }

    private static byte[] bytes(BigInteger number, int length) {
        byte[] raw = number.toByteArray();
        byte[] bytes = new byte[length];
        int taken = Math.min(raw.length, length);
        System.arraycopy(raw, raw.length - taken, bytes, length - taken, taken);
        return bytes;
    }
}
