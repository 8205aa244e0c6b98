package io.github.akspolicy.template.function;

import io.github.akspolicy.manifest.GoText;
import io.github.akspolicy.template.text.Bytes;

/** Classes of characters as Go's {@code unicode} has them. */
final class Runes {
    private Runes() {}

    static boolean isUpper(int rune) {
        return Character.getType(rune) == Character.UPPERCASE_LETTER;
    }

    static boolean isTitle(int rune) {
        return Character.getType(rune) == Character.TITLECASE_LETTER;
    }

    static boolean isLower(int rune) {
        return Character.getType(rune) == Character.LOWERCASE_LETTER;
    }

    /** What {@code strings.Title} sees between two words. */
    static boolean isSeparator(int rune) {
        if (rune < 0x80) {
            return !Character.isLetterOrDigit(rune) && rune != '_';
        }
        return !Character.isLetter(rune) && !Character.isDigit(rune) && GoText.isSpace(rune);
    }

    /** A character in UTF-8; what is not one becomes the replacement character. */
    static String bytes(int rune) {
        boolean valid = Character.isValidCodePoint(rune) && (rune < 0xD800 || rune > 0xDFFF);
        return Bytes.of(Character.toString(valid ? rune : Bytes.INVALID));
    }
}
