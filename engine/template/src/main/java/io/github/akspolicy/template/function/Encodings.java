package io.github.akspolicy.template.function;

import static io.github.akspolicy.template.value.GoType.STRING;

import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.Adler32;

/** Sprig's encodings and checksums. Bad input is not an error: its message is the result. */
final class Encodings {
    private Encodings() {}

    static void addTo(FunctionTable table) {
        add(table, "b64enc", BaseEncoding.BASE64::encode);
        add(table, "b64dec", text -> decoded(BaseEncoding.BASE64, text));
        add(table, "b32enc", BaseEncoding.BASE32::encode);
        add(table, "b32dec", text -> decoded(BaseEncoding.BASE32, text));
        add(table, "sha1sum", text -> hash("SHA-1", text));
        add(table, "sha256sum", text -> hash("SHA-256", text));
        add(table, "sha512sum", text -> hash("SHA-512", text));
        add(table, "adler32sum", Encodings::adler);
    }

    private static void add(FunctionTable table, String name, UnaryOperator<String> change) {
        table.add(name, List.of(STRING), in -> Value.of(in.text(0).as(change.apply(in.bytes(0)))));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String decoded(BaseEncoding encoding, String text) {
        try {
            return encoding.decode(text);
        } catch (FunctionException bad) {
            return bad.text();
        }
    }

    static byte[] digest(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes(text));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String hash(String algorithm, String text) {
        return HexFormat.of().formatHex(digest(algorithm, text));
    }

    private static String adler(String text) {
        var sum = new Adler32();
        sum.update(bytes(text));
        return Long.toString(sum.getValue());
    }
}
