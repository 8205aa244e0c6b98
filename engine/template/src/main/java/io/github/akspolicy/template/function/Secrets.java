package io.github.akspolicy.template.function;

import static io.github.akspolicy.template.value.GoType.STRING;

import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Value;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Sprig's functions with passwords. Where Helm's result depends on chance, a stand-in is the result. */
final class Secrets {
    private static final String HASH = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int HASH_LENGTH = 53;
    /** Passwords of the length and form that a type asks for. */
    private static final Map<String, String> PASSWORDS = Map.of(
            "maximum", "Q8*vLm2#xR7!kTz4&Wp9",
            "long", "Besu3#KodiXulo",
            "medium", "Kud6%Xor",
            "short", "Rek4",
            "basic", "aKd73Pwq",
            "pin", "7302");

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
                        in -> StandIns.text("derivePassword", in, derived(in.bytes(1))));
    }

    /** A stand-in, too, though Helm's depends on the arguments alone: it takes 64 MiB, and no chart is known to ask for it. */
    private static String derived(String type) {
        String password = PASSWORDS.get(type);
        return password == null ? "cannot find password template " + type : password;
    }

    private static String bcrypt(String password) {
        return password.length() > LONGEST
                ? "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes"
                : "$2a$10$" + StandIns.characters(HASH, HASH_LENGTH);
    }

    private static String entry(Arguments in) {
        return in.bytes(0).contains(":") ? "invalid username: " + in.bytes(0) : in.bytes(0) + ":" + bcrypt(in.bytes(1));
    }

    private static byte[] cipher(int mode, String password, String start, String content)
            throws GeneralSecurityException {
        byte[] key = Arrays.copyOf(Encodings.bytes(password), KEY);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(Encodings.bytes(start)));
        return cipher.doFinal(Encodings.bytes(content));
    }

    /** Encrypted as Go does it, but that the first block, which is chance, is fixed. */
    private static String encrypted(Arguments in) {
        if (in.bytes(1).isEmpty()) {
            return "";
        }
        String start = StandIns.random(BLOCK);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, in.bytes(0), start, in.bytes(1));
            return BaseEncoding.BASE64.encode(start + Encodings.text(encrypted));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String decrypted(String password, String text) throws FunctionException {
        String bytes = BaseEncoding.BASE64.decode(text);
        if (text.isEmpty()) {
            return "";
        }
        if (bytes.length() < BLOCK) {
            throw new FunctionException(
                    "runtime error: slice bounds out of range [:16] with capacity " + text.length() / 4 * 3);
        }
        try {
            return Encodings.text(
                    cipher(Cipher.DECRYPT_MODE, password, bytes.substring(0, BLOCK), bytes.substring(BLOCK)));
        } catch (GeneralSecurityException bad) {
            throw new FunctionException("crypto/cipher: input not full blocks");
        }
    }
}
