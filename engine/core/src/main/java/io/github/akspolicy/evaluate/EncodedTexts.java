package io.github.akspolicy.evaluate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Masks a secret in a message also where a template or an error shows it encoded: in base64, base32 or hexadecimal digits with
 * whatever stands before and behind it, quoted, or escaped for an address or a page. Of an escaped text the secret alone is
 * masked; what is encoded in digits is masked as a whole, since its ends hold parts of the secret, too.
 */
final class EncodedTexts {
    /** A text that is encoded twice is still found. */
    private static final int DEPTH = 2;

    /** Finds secrets in a text. */
    interface Finder {
        /** The least number of characters that a secret has. */
        int shortest();

        /**
         * The secrets in a text.
         *
         * @param isDecoded whether the text was encoded in digits, so that it holds a secret by no chance
         */
        List<Span> find(String text, boolean isDecoded);
    }

    /** A part of a text, without its end. */
    record Span(int from, int to) {}

    /** Digits of some bits each; a text may begin within a byte. */
    private enum Digits {
        BASE64(6, 4, "[A-Za-z0-9+/_-]+={0,2}", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"),
        BASE32(5, 8, "[A-Z2-7]+=*", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
        HEXADECIMAL(4, 2, "[0-9A-Fa-f]+", "0123456789abcdef"),
        /** As {@code % x}, {@code %# x} and C write bytes. */
        BYTES(
                4,
                1,
                "(?<![0-9A-Za-z])(?:0[xX]|\\\\x)?[0-9A-Fa-f]{2}(?:(?:[ :,]{1,2}(?:0[xX]|\\\\x)?|\\\\x)[0-9A-Fa-f]{2})+",
                HEXADECIMAL.alphabet);

        private static final Pattern BETWEEN_BYTES = Pattern.compile("0[xX]|\\\\x|[ :,]");

        private final int bits;
        private final int beginnings;
        private final Pattern run;
        private final String alphabet;

        Digits(int bits, int beginnings, String run, String alphabet) {
            this.bits = bits;
            this.beginnings = beginnings;
            this.run = Pattern.compile(run);
            this.alphabet = alphabet;
        }

        private String digits(String text) {
            return this == BYTES ? BETWEEN_BYTES.matcher(text).replaceAll("") : text;
        }

        /** What the digits say from one of them on. */
        private String decoded(String digits, int from) {
            var bytes = new byte[(digits.length() - from) * bits / Byte.SIZE];
            int length = 0;
            int pending = 0;
            int value = 0;
            for (int i = from; i < digits.length() && length < bytes.length; i++) {
                value = (value << bits) | Math.max(0, digit(digits.charAt(i)));
                pending += bits;
                if (pending >= Byte.SIZE) {
                    pending -= Byte.SIZE;
                    bytes[length++] = (byte) (value >> pending);
                }
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }

        private int digit(char c) {
            return switch (this) {
                case BASE64 -> alphabet.indexOf(c == '-' ? '+' : c == '_' ? '/' : c);
                case BASE32 -> alphabet.indexOf(c);
                case HEXADECIMAL, BYTES -> Character.digit(c, 16);
            };
        }
    }

    /** Marks that stand for other characters. */
    private enum Escapes {
        QUOTED("\\\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", EncodedTexts::unquoted),
        SINGLE_QUOTED("''", mark -> "'"),
        ADDRESS("(?:%[0-9A-Fa-f]{2})+", EncodedTexts::unescaped),
        FORM("(?:%[0-9A-Fa-f]{2})+|\\+", mark -> mark.equals("+") ? " " : unescaped(mark)),
        PAGE("&(?:#34|#39|#43|lt|gt|amp|quot);", mark -> PAGE_MARKS.getOrDefault(mark, mark));

        private final Pattern mark;
        private final UnaryOperator<String> meaning;

        Escapes(String mark, UnaryOperator<String> meaning) {
            this.mark = Pattern.compile(mark);
            this.meaning = meaning;
        }
    }

    private static final Map<String, String> PAGE_MARKS =
            Map.of("&#34;", "\"", "&#39;", "'", "&#43;", "+", "&lt;", "<", "&gt;", ">", "&amp;", "&", "&quot;", "\"");

    private static final Map<Character, Character> CONTROLS = Map.of('n', '\n', 't', '\t', 'r', '\r');

    private EncodedTexts() {}

    /** The message with a mask in place of each secret. */
    static String masked(String message, Finder finder, String mask) {
        List<Span> spans = spans(message, finder, false, DEPTH);
        if (spans.isEmpty()) {
            return message;
        }
        var hidden = new BitSet();
        spans.forEach(span -> hidden.set(span.from(), span.to()));
        var masked = new StringBuilder();
        for (int from = 0; from < message.length(); ) {
            int begin = hidden.nextSetBit(from);
            masked.append(message, from, begin < 0 ? message.length() : begin);
            if (begin >= 0) {
                masked.append(mask);
            }
            from = begin < 0 ? message.length() : hidden.nextClearBit(begin);
        }
        return masked.toString();
    }

    private static List<Span> spans(String text, Finder finder, boolean isDecoded, int depth) {
        var spans = new ArrayList<>(finder.find(text, isDecoded));
        if (depth == 0) {
            return spans;
        }
        for (Escapes escapes : Escapes.values()) {
            Reading reading = Reading.of(text, escapes);
            if (reading != null) {
                spans(reading.text, finder, isDecoded, depth - 1).forEach(span -> spans.add(reading.original(span)));
            }
        }
        for (Digits encoding : Digits.values()) {
            Matcher run = encoding.run.matcher(text);
            while (run.find()) {
                if ((run.end() - run.start()) * encoding.bits / Byte.SIZE >= finder.shortest()
                        && holdsSecret(encoding, encoding.digits(run.group()), finder, depth)) {
                    spans.add(new Span(run.start(), run.end()));
                }
            }
        }
        return spans;
    }

    private static boolean holdsSecret(Digits encoding, String digits, Finder finder, int depth) {
        for (int from = 0; from < encoding.beginnings && from < digits.length(); from++) {
            if (!spans(encoding.decoded(digits, from), finder, true, depth - 1).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** What marks of one kind stand for, with the place of each character in the text as it is written. */
    private record Reading(String text, int[] from, int[] to) {
        static @Nullable Reading of(String written, Escapes escapes) {
            Matcher mark = escapes.mark.matcher(written);
            if (!mark.find()) {
                return null;
            }
            var text = new StringBuilder(written.length());
            var from = new int[written.length()];
            var to = new int[written.length()];
            int at = 0;
            do {
                for (; at < mark.start(); at++) {
                    from[text.length()] = at;
                    to[text.length()] = at + 1;
                    text.append(written.charAt(at));
                }
                for (char c : escapes.meaning.apply(mark.group()).toCharArray()) {
                    from[text.length()] = mark.start();
                    to[text.length()] = mark.end();
                    text.append(c);
                }
                at = mark.end();
            } while (mark.find());
            for (; at < written.length(); at++) {
                from[text.length()] = at;
                to[text.length()] = at + 1;
                text.append(written.charAt(at));
            }
            return new Reading(text.toString(), from, to);
        }

        Span original(Span span) {
            return new Span(from[span.from()], to[span.to() - 1]);
        }
    }

    private static String unquoted(String mark) {
        if (mark.length() > 2) {
            return String.valueOf((char) Integer.parseInt(mark.substring(2), 16));
        }
        char c = mark.charAt(1);
        return String.valueOf(CONTROLS.getOrDefault(c, c));
    }

    private static String unescaped(String mark) {
        var bytes = new byte[mark.length() / 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(mark.substring(3 * i + 1, 3 * i + 3), 16);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
