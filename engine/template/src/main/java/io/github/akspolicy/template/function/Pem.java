package io.github.akspolicy.template.function;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Blocks of text that encode keys and certificates. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([^\\n-]*)-----[ \\t\\r]*\\n[A-Za-z0-9+/=\\s]*-----END \\1-----");
    private static final int LINE = 64;

    private Pem() {}

    /** What the first block of a text is; empty without one. */
    static String label(String text) {
        Matcher found = BLOCK.matcher(text);
        return found.find() ? found.group(1) : "";
    }

    /** A block of so many bytes that say nothing. */
    static String standIn(String label, int length) {
        String content =
                Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(Encodings.bytes(StandIns.random(length)));
        return "-----BEGIN " + label + "-----\n" + content + "\n-----END " + label + "-----\n";
    }
}
