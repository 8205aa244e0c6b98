package io.github.akspolicy.cluster.value;

import static io.github.akspolicy.cluster.value.Function.Parameter.TEXT;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** The functions that hash the bytes of a text in UTF-8. */
final class HashFunctions {
    /** RFC 4122, appendix C. */
    private static final Map<String, String> NAMESPACES = Map.of(
            "dns", "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "url", "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
            "oid", "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
            "x500", "6ba7b814-9dad-11d1-80b4-00c04fd430c8");

    private static final Pattern PLAIN_UUID = Pattern.compile("[0-9a-fA-F]{32}");
    private static final Pattern DASHED_UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private HashFunctions() {}

    static Map<String, Function> all() {
        return Map.of(
                "md5", hex("MD5"),
                "sha1", hex("SHA-1"),
                "sha256", hex("SHA-256"),
                "sha512", hex("SHA-512"),
                "base64sha256", base64("SHA-256"),
                "base64sha512", base64("SHA-512"),
                "uuidv5", Function.of(HashFunctions::uuid, TEXT, TEXT));
    }

    private static Function hex(String algorithm) {
        return Function.of(call -> call.made(HexFormat.of().formatHex(hash(algorithm, bytes(call.text(0))))), TEXT);
    }

    private static Function base64(String algorithm) {
        return Function.of(
                call -> call.made(Base64.getEncoder().encodeToString(hash(algorithm, bytes(call.text(0))))), TEXT);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hash(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has " + algorithm, missing);
        }
    }

    private static Value uuid(Call call) {
        UUID namespace = namespace(call);
        byte[] space = ByteBuffer.allocate(16)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .array();
        byte[] hash = Arrays.copyOf(hash("SHA-1", space, bytes(call.text(1))), 16);
        hash[6] = (byte) (hash[6] & 0x0f | 0x50);
        hash[8] = (byte) (hash[8] & 0x3f | 0x80);
        ByteBuffer uuid = ByteBuffer.wrap(hash);
        return call.made(new UUID(uuid.getLong(), uuid.getLong()).toString());
    }

    private static UUID namespace(Call call) {
        String given = call.text(0);
        String name = NAMESPACES.getOrDefault(given, given);
        String plain = name.startsWith("{") && name.endsWith("}")
                ? name.substring(1, name.length() - 1)
                : name.regionMatches(true, 0, "urn:uuid:", 0, 9) ? name.substring(9) : name;
        boolean isPlain = plain.equals(name) && PLAIN_UUID.matcher(plain).matches();
        if (!isPlain && !DASHED_UUID.matcher(plain).matches()) {
            throw call.wrong("\"" + given + "\" is not a namespace: dns, url, oid, x500 or a UUID");
        }
        String digits = plain.replace("-", "");
        return new UUID(
                new BigInteger(digits.substring(0, 16), 16).longValue(),
                new BigInteger(digits.substring(16), 16).longValue());
    }
}
