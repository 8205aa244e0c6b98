package io.github.akspolicy.template.print;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.text.Quote;
import java.util.Optional;

/** The verbs of {@code fmt} for strings. */
record TextVerbs(Flags flags) {
    /** What a verb prints of a string; empty where it is not one for strings. */
    Optional<String> verb(String bytes, int verb) {
        return switch (verb) {
            case 'v' -> Optional.of(flags.sharpV ? quoted(bytes) : text(bytes));
            case 's' -> Optional.of(text(bytes));
            case 'q' -> Optional.of(quoted(bytes));
            case 'x', 'X' -> Optional.of(hexadecimal(bytes, verb == 'X'));
            default -> Optional.empty();
        };
    }

    /** The string itself, cut to the precision. */
    String text(String bytes) {
        return flags.pad(flags.precision < 0 ? bytes : Quote.truncate(bytes, flags.precision));
    }

    private String quoted(String bytes) {
        String cut = flags.precision < 0 ? bytes : Quote.truncate(bytes, flags.precision);
        if (flags.sharp && !flags.sharpV && canBackquote(cut)) {
            return flags.pad("`" + cut + "`");
        }
        return flags.pad(flags.plus ? Quote.quoteAscii(cut) : Quote.quote(cut));
    }

    private static boolean canBackquote(String bytes) {
        for (int at = 0; at < bytes.length(); at += Bytes.widthAt(bytes, at)) {
            int rune = Bytes.runeAt(bytes, at);
            boolean control = rune < ' ' && rune != '\t' || rune == 0x7F;
            if (control || rune == '`' || rune == 0xFEFF || rune == Bytes.INVALID) {
                return false;
            }
        }
        return true;
    }

    private String hexadecimal(String bytes, boolean upper) {
        int length = flags.precision >= 0 && flags.precision < bytes.length() ? flags.precision : bytes.length();
        var out = new StringBuilder();
        String format = upper ? "%02X" : "%02x";
        String prefix = upper ? "0X" : "0x";
        for (int i = 0; i < length; i++) {
            if (flags.space && i > 0) {
                out.append(' ');
            }
            if (flags.sharp && (flags.space || i == 0)) {
                out.append(prefix);
            }
            out.append(String.format(format, (int) bytes.charAt(i)));
        }
        return flags.padWithSpaces(out.toString());
    }
}
