package io.github.akspolicy.template.function;

import io.github.akspolicy.template.value.FunctionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A block of text that encodes a key or a certificate.
 *
 * @param label what it is
 * @param content its bytes
 */
record Pem(String label, String content) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([^\\n-]*)-----[ \\t\\r]*\\n([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final int LINE = 64;
    private static final int HEADER = 4;

    /** The first block of a text; null without one. */
    static @Nullable Pem read(String text) {
        Matcher found = BLOCK.matcher(text);
        if (!found.find()) {
            return null;
        }
        try {
            return new Pem(
                    found.group(1), BaseEncoding.BASE64.decode(found.group(2).replaceAll("\\s", "")));
        } catch (FunctionException bad) {
            return null;
        }
    }

    /** Whether it is a list of ASN.1, as all certificates are. */
    boolean isSequence() {
        return content.startsWith("\u0030\u0082")
                && content.length() == HEADER + (content.charAt(2) << 8 | content.charAt(3));
    }

    /** A block of so many bytes, of which only the first say something. */
    static String standIn(String label, int length) {
        int inner = length - HEADER;
        String content = "\u0030\u0082" + (char) (inner >> 8) + (char) (inner & 0xFF) + StandIns.random(inner);
        String encoded = BaseEncoding.BASE64.encode(content);
        var out = new StringBuilder("-----BEGIN " + label + "-----\n");
        for (int at = 0; at < encoded.length(); at += LINE) {
            out.append(encoded, at, Math.min(at + LINE, encoded.length())).append('\n');
        }
        return out.append("-----END " + label + "-----\n").toString();
    }
}
