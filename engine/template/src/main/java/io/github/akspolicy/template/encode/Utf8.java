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
        Output valid = null;
        var marks = new Marks(text);
        int done = 0;
        for (int at = 0; at < bytes.length(); ) {
            int width = Bytes.widthAt(bytes, at);
            if (width == 1 && bytes.charAt(at) >= 0x80) {
                valid = valid == null ? new Output() : valid;
                copy(bytes, done, at, marks, valid);
                valid.put(Bytes.of("\uFFFD"), marks.at(at));
                done = at + 1;
            }
            at += width;
        }
        if (valid == null) {
            return text;
        }
        copy(bytes, done, bytes.length(), marks, valid);
        return valid.build();
    }

    private static void copy(String bytes, int from, int to, Marks marks, Output out) {
        for (int at = from; at < to; at++) {
            out.put(bytes.charAt(at), marks.at(at));
        }
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
