package io.github.akspolicy.signing.envelope;

import java.util.Arrays;
import java.util.Random;

/** Changes envelopes as an attacker, a broken disk or a careless tool would: bits, bytes, pieces, lengths. */
final class MutatedEnvelopes {
    private final Random random;

    MutatedEnvelopes(long seed) {
        random = new Random(seed);
    }

    byte[] mutate(byte[] original, byte[] other) {
        byte[] bytes = original.clone();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            bytes = once(bytes, other);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes, byte[] other) {
        if (bytes.length < 2) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(7)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 3 -> {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(64));
                return splice(bytes, at, length, new byte[0]);
            }
            case 4 -> {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(64));
                return splice(bytes, random.nextInt(bytes.length), 0, Arrays.copyOfRange(bytes, at, at + length));
            }
            case 5 -> {
                int from = random.nextInt(other.length);
                int length = Math.min(Math.min(other.length - from, bytes.length - at), 1 + random.nextInt(256));
                return splice(bytes, at, length, Arrays.copyOfRange(other, from, from + length));
            }
            default -> bytes[at] = (byte) "{}[]\",:=-_A0".charAt(random.nextInt(12));
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int at, int removed, byte[] added) {
        byte[] result = new byte[bytes.length - removed + added.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(added, 0, result, at, added.length);
        System.arraycopy(bytes, at + removed, result, at + added.length, bytes.length - at - removed);
        return result;
    }
}
