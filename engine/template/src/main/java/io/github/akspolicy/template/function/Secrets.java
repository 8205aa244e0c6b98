package io.github.akspolicy.template.function;

import static io.github.akspolicy.template.value.GoType.STRING;

import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Value;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Sprig's functions with passwords. Where Helm's result depends on chance, a stand-in is the result. */
final class Secrets {
    private static final String HASH = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int HASH_LENGTH = 53;
    private static final int LONGEST = 72;
    private static final int BLOCK = 16;
    private static final int KEY = 32;

    private Secrets() {}

    static void addTo(FunctionTable table) {
        table.add("bcrypt", List.of(STRING), in -> StandIns.text("bcrypt", in, bcrypt(in.bytes(0))))
                .add("htpasswd", List.of(STRING, STRING), in -> StandIns.text("htpasswd", in, entry(in)))
                .add("encryptAES", List.of(STRING, STRING), in -> StandIns.text("encryptAES", in, encrypted(in)))
                .add(
                        "decryptAES",
                        List.of(STRING, STRING),
                        in -> Value.of(in.text(1).as(decrypted(in.bytes(0), in.bytes(1))))
                                .and(in.sources()))
                .add(
                        "derivePassword",
                        List.of(GoType.UINT32, STRING, STRING, STRING, STRING),
                        in -> Value.of(in.text(2).as(DerivedPassword.of(in))).and(in.sources()));
    }

    private static String bcrypt(String password) {
        return password.length() > LONGEST
                ? "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes"
                : "$2a$10$" + StandIns.characters(HASH, HASH_LENGTH);
    }

    private static String entry(Arguments in) {
        return in.bytes(0).contains(":") ? "invalid username: " + in.bytes(0) : in.bytes(0) + ":" + bcrypt(in.bytes(1));
    }

    private static byte[] cipher(int mode, String password, byte[] start, byte[] content) {
        byte[] key = Arrays.copyOf(Encodings.bytes(password), KEY);
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
            return cipher.doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Encrypted as Go does it, but that the first block, which is chance, is fixed. */
    private static String encrypted(Arguments in) {
        String plain = in.bytes(1);
        if (plain.isEmpty()) {
            return "";
        }
        int padding = BLOCK - plain.length() % BLOCK;
        byte[] content = Encodings.bytes(plain + String.valueOf((char) padding).repeat(padding));
        String start = StandIns.random(BLOCK);
        byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, in.bytes(0), Encodings.bytes(start), content);
        return BaseEncoding.BASE64.encode(start + Encodings.text(encrypted));
    }

    private static String decrypted(String password, String text) throws FunctionException {
        if (text.isEmpty()) {
            return "";
        }
        String bytes = BaseEncoding.BASE64.decode(text);
        int capacity = text.length() / 4 * 3;
        if (capacity < BLOCK) {
            throw new FunctionException("runtime error: slice bounds out of range [:16] with capacity " + capacity);
        }
        if (bytes.length() < BLOCK) {
            throw new FunctionException("runtime error: slice bounds out of range [16:" + bytes.length() + "]");
        }
        byte[] content = Encodings.bytes(bytes.substring(BLOCK));
        if (content.length % BLOCK != 0) {
            throw new FunctionException("crypto/cipher: input not full blocks");
        }
        if (content.length == 0) {
            throw new FunctionException("runtime error: index out of range [-1]");
        }
        byte[] start = Encodings.bytes(bytes.substring(0, BLOCK));
        String plain = Encodings.text(cipher(Cipher.DECRYPT_MODE, password, start, content));
        int end = plain.length() - plain.charAt(plain.length() - 1);
        if (end < 0) {
            throw new FunctionException("runtime error: slice bounds out of range [:" + end + "]");
        }
        return plain.substring(0, end);
    }
}
