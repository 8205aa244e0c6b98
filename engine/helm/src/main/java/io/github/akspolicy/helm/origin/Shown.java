package io.github.akspolicy.helm.origin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A text of a manifest, and what it stands for where it is base64, as all data of Secrets is.
 *
 * @param decoded null when the text is not the base64 of other text
 */
record Shown(String text, @Nullable String decoded) {
    /** The base64 of one character. */
    private static final int SHORTEST = 4;

    static Shown of(String text) {
        return new Shown(text, decoded(text));
    }

    private static @Nullable String decoded(String text) {
        if (text.length() < SHORTEST || text.length() % 4 != 0) {
            return null;
        }
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(text)))
                    .toString();
            return decoded.chars().allMatch(Shown::isText) ? decoded : null;
        } catch (IllegalArgumentException | CharacterCodingException otherText) {
            return null;
        }
    }

    private static boolean isText(int c) {
        return !Character.isISOControl(c) || c == '\n' || c == '\r' || c == '\t';
    }

    /** Whether it is base64. */
    boolean isEncoded() {
        return decoded != null;
    }

    /** Whether it is this and nothing else. */
    boolean is(String scalar) {
        return scalar.equals(text) || scalar.equals(decoded);
    }

    /** Whether it is this, or has it inside; letters of base64 have nothing inside. */
    boolean shows(String scalar) {
        return is(scalar) || (decoded == null ? text : decoded).contains(scalar);
    }
}
