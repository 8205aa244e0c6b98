package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Text;

/** Texts that may not be UTF-8. */
final class Utf8 {
    private Utf8() {}

    /** The text with a replacement character for each byte that is not UTF-8, as JSON has it. */
    static Text valid(Text text) {
        String bytes = text.bytes();
        if (Bytes.isAscii(bytes)) {
            return text;
        }
        var valid = new Text.Builder();
        int done = 0;
        for (int at = 0; at < bytes.length(); at += Bytes.widthAt(bytes, at)) {
            if (bytes.charAt(at) >= 0x80 && Bytes.widthAt(bytes, at) == 1) {
                valid.append(text, done, at).append(Bytes.of("\uFFFD"), text.markAt(at));
                done = at + 1;
            }
        }
        return done == 0 ? text : valid.append(text, done, bytes.length()).build();
    }

    /**
     * The characters of bytes.
     *
     * @throws EncodeException in the words of go-yaml, where they are not UTF-8, or a character that YAML does not have
     */
    static String decoded(String bytes) throws EncodeException {
        for (int at = 0; at < bytes.length(); at += Bytes.widthAt(bytes, at)) {
            int rune = Bytes.runeAt(bytes, at);
            if (rune == Bytes.INVALID && Bytes.widthAt(bytes, at) == 1) {
                throw new EncodeException("yaml: invalid leading UTF-8 octet");
            }
            if (!YamlText.isAllowed(rune)) {
                throw new EncodeException("yaml: control characters are not allowed");
            }
        }
        return Bytes.text(bytes);
    }
}
