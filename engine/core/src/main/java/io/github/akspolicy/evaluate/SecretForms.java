package io.github.akspolicy.evaluate;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** The forms in which templates and error messages show a value: quoted as JSON, in an address, in base64. */
final class SecretForms {
    private static final int CHARACTERS_OF_THREE_BYTES = 4;

    private SecretForms() {}

    /** Adds the other forms of a value. */
    static void add(String value, Set<String> forms) {
        String quoted = value.replace("\\", "\\\\").replace("\"", "\\\"");
        add(value, quoted, forms);
        add(value, quoted.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"), forms);
        add(value, URLEncoder.encode(value, StandardCharsets.UTF_8), forms);
        // what stands before it decides at which of three bits-offsets base64 begins
        for (int before = 0; before < 3; before++) {
            String encoded =
                    Base64.getEncoder().encodeToString((" ".repeat(before) + value).getBytes(StandardCharsets.UTF_8));
            int from = before == 0 ? 0 : before + 1;
            int to = encoded.indexOf('=') < 0 ? encoded.length() : encoded.length() - CHARACTERS_OF_THREE_BYTES;
            if (to - from >= MaskingScope.SHORTEST) {
                add(value, encoded.substring(from, to), forms);
                add(value, encoded.substring(from, to).replace('+', '-').replace('/', '_'), forms);
            }
        }
    }

    private static void add(String value, String form, Set<String> forms) {
        if (!form.equals(value)) {
            forms.add(form);
        }
    }
}
