package io.github.akspolicy.template.function;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key derivation of RFC 7914, with the parameters of {@code derivePassword}. The JDK has none, and a library of
 * cryptography would be ten times as large as this module.
 */
final class Scrypt {
    private static final int COST = 32_768;
    private static final int BLOCK_SIZE = 8;
    private static final int PARALLEL = 2;
    private static final int WORDS = 32 * BLOCK_SIZE;

    /** How many bytes a call needs for a moment. */
    static final long MEMORY = 4L * WORDS * COST;

    private Scrypt() {}

    static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            // a key without bytes is the same as one of a zero, which Java accepts
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256"));
            return mac.doFinal(Encodings.bytes(text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** PBKDF2 with one round. */
    private static byte[] stretched(byte[] password, String salt, int length) {
        var out = new StringBuilder();
        for (int block = 1; out.length() < length; block++) {
            out.append(Encodings.text(mac(password, salt + "\0\0\0" + (char) block)));
        }
        return Encodings.bytes(out.substring(0, length));
    }

    static byte[] key(String password, String salt, int length) {
        byte[] secret = Encodings.bytes(password);
        byte[] blocks = stretched(secret, salt, PARALLEL * WORDS * 4);
        for (int i = 0; i < PARALLEL; i++) {
            mix(blocks, i * WORDS * 4);
        }
        return stretched(secret, Encodings.text(blocks), length);
    }

    private static void mix(byte[] bytes, int from) {
        int[] block = new int[WORDS];
        for (int i = 0; i < WORDS; i++) {
            int at = from + 4 * i;
            block[i] =
                    bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
        }
        int[][] seen = new int[COST][];
        for (int i = 0; i < COST; i++) {
            seen[i] = block;
            block = mixed(block);
        }
        for (int i = 0; i < COST; i++) {
            int[] other = seen[block[WORDS - 16] & COST - 1];
            int[] both = new int[WORDS];
            for (int k = 0; k < WORDS; k++) {
                both[k] = block[k] ^ other[k];
            }
            block = mixed(both);
        }
        for (int i = 0; i < WORDS; i++) {
            for (int k = 0; k < 4; k++) {
                bytes[from + 4 * i + k] = (byte) (block[i] >>> 8 * k);
            }
        }
    }

    /** Mixes the parts of a block, each with the one before it; even parts come first. */
    private static int[] mixed(int[] block) {
        int[] result = new int[WORDS];
        int[] last = Arrays.copyOfRange(block, WORDS - 16, WORDS);
        for (int i = 0; i < 2 * BLOCK_SIZE; i++) {
            for (int k = 0; k < 16; k++) {
                last[k] ^= block[16 * i + k];
            }
            last = salsa(last);
            System.arraycopy(last, 0, result, 16 * (i / 2 + i % 2 * BLOCK_SIZE), 16);
        }
        return result;
    }

    /** Salsa20 with eight rounds: over the columns, then over the rows. */
    private static int[] salsa(int[] input) {
        int[] x = input.clone();
        for (int round = 0; round < 8; round += 2) {
            for (int i = 0; i < 4; i++) {
                quarter(x, 5 * i % 16, (5 * i + 4) % 16, (5 * i + 8) % 16, (5 * i + 12) % 16);
            }
            for (int i = 0; i < 4; i++) {
                quarter(x, 5 * i, 4 * i + (i + 1) % 4, 4 * i + (i + 2) % 4, 4 * i + (i + 3) % 4);
            }
        }
        for (int i = 0; i < 16; i++) {
            x[i] += input[i];
        }
        return x;
    }

    private static void quarter(int[] x, int a, int b, int c, int d) {
        x[b] ^= Integer.rotateLeft(x[a] + x[d], 7);
        x[c] ^= Integer.rotateLeft(x[b] + x[a], 9);
        x[d] ^= Integer.rotateLeft(x[c] + x[b], 13);
        x[a] ^= Integer.rotateLeft(x[d] + x[c], 18);
    }
}
