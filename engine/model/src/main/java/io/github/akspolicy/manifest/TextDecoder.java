package io.github.akspolicy.manifest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Turns the bytes of a file into text, by its byte order mark or by the rules of the YAML specification. */
final class TextDecoder {
    static final String BINARY = "this is a binary file, not a manifest (it holds a NUL character): remove it from the"
            + " manifests or exclude it";

    private TextDecoder() {}

    static String decode(byte[] bytes) throws ManifestException {
        Charset charset = StandardCharsets.UTF_8;
        int start = 0;
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            start = 3;
        } else if (startsWith(bytes, 0xFF, 0xFE, 0, 0) || startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
            throw new ManifestException("the file is written in UTF-32: save it as UTF-8", Position.START);
        } else if (startsWith(bytes, 0xFF, 0xFE)) {
            charset = StandardCharsets.UTF_16LE;
            start = 2;
        } else if (startsWith(bytes, 0xFE, 0xFF)) {
            charset = StandardCharsets.UTF_16BE;
            start = 2;
        } else if (bytes.length >= 2 && bytes[0] != 0 && bytes[1] == 0) {
            charset = StandardCharsets.UTF_16LE;
        } else if (bytes.length >= 2 && bytes[0] == 0 && bytes[1] != 0) {
            charset = StandardCharsets.UTF_16BE;
        }
        String text = decode(bytes, start, charset);
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new ManifestException(BINARY, TextPositions.ofOffset(text, nul));
        }
        return text;
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static String decode(byte[] bytes, int start, Charset charset) throws ManifestException {
        String text = new String(bytes, start, bytes.length - start, charset);
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        // a replacement character: the file's own, or the decoder's for bytes that are no text
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, true);
        if (result.isError()) {
            String valid = out.flip().toString();
            throw new ManifestException(
                    valid.indexOf('\0') >= 0
                            ? BINARY
                            : "these bytes are not valid " + charset.name() + ": this is a binary file, or a text in"
                                    + " another encoding; save it as UTF-8 or exclude it",
                    TextPositions.ofOffset(valid, valid.length()));
        }
        return text;
    }
}
