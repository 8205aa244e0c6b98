package io.github.akspolicy.template.print;

import io.github.akspolicy.manifest.GoText;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.text.Floats;
import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.GoInteger;
import java.util.Locale;
import java.util.Optional;

/** The verbs of {@code fmt} for numbers. */
record NumberVerbs(Flags flags) {
    /** What a verb prints of a whole number; empty where it is not one for them. */
    Optional<String> integer(GoInteger value, int verb) {
        boolean unsigned = value.type().kind().isUnsigned();
        return switch (verb) {
            case 'v' ->
                Optional.of(flags.sharpV && unsigned ? based(value, 16, "0x", false) : based(value, 10, "", false));
            case 'd' -> Optional.of(based(value, 10, "", false));
            case 'b' -> Optional.of(based(value, 2, "0b", false));
            case 'o' -> Optional.of(based(value, 8, "0", false));
            case 'O' -> Optional.of(based(value, 8, "0o", false));
            case 'x' -> Optional.of(based(value, 16, "0x", false));
            case 'X' -> Optional.of(based(value, 16, "0X", true));
            case 'c' -> Optional.of(flags.pad(Bytes.of(Character.toString(valid(value.value())))));
            case 'q' -> Optional.of(flags.pad(Quote.quoteRune(value.value())));
            case 'U' -> Optional.of(unicode(value.value()));
            default -> Optional.empty();
        };
    }

    private static int valid(long rune) {
        return rune < 0 || rune > Character.MAX_CODE_POINT || rune >= 0xD800 && rune <= 0xDFFF
                ? Bytes.INVALID
                : (int) rune;
    }

    private String based(GoInteger value, int base, String prefix, boolean upper) {
        boolean unsigned = value.type().kind().isUnsigned();
        boolean negative = !unsigned && value.value() < 0;
        String digits = unsigned ? Long.toUnsignedString(value.value(), base) : magnitude(value.value(), base);
        if (upper) {
            digits = digits.toUpperCase(Locale.ROOT);
        }
        boolean zeros = flags.zero && !flags.minus && flags.precision < 0 && flags.width >= 0;
        if (flags.precision == 0 && value.value() == 0) {
            // no digits at all, and no sign
            return flags.padWithSpaces("");
        }
        int least = flags.precision;
        if (zeros) {
            least = flags.width - (negative || flags.plus || flags.space ? 1 : 0);
        }
        digits = "0".repeat(Math.max(least - digits.length(), 0)) + digits;
        boolean octal = prefix.equals("0");
        if (octal
                ? flags.sharp && !digits.startsWith("0")
                : prefix.equals("0o") || flags.sharp && base != 10 || flags.sharpV && base == 16) {
            digits = prefix + digits;
        }
        String sign = negative ? "-" : flags.plus ? "+" : flags.space ? " " : "";
        return flags.padWithSpaces(sign + digits);
    }

    private static String magnitude(long value, int base) {
        return value == Long.MIN_VALUE ? Long.toUnsignedString(value, base) : Long.toString(Math.abs(value), base);
    }

    private String unicode(long value) {
        String digits = Long.toHexString(value).toUpperCase(Locale.ROOT);
        int least = Math.max(flags.precision, 4);
        String name = "U+" + "0".repeat(Math.max(least - digits.length(), 0)) + digits;
        boolean shows =
                flags.sharp && value >= 0 && value <= Character.MAX_CODE_POINT && GoText.isPrintable((int) value);
        return flags.padWithSpaces(shows ? name + " '" + Bytes.of(Character.toString((int) value)) + "'" : name);
    }

    /** What a verb prints of a floating point number; empty where it is not one for them. */
    Optional<String> floating(double value, int verb) {
        return switch (verb) {
            case 'v' -> Optional.of(padded(value, 'g', flags.precision));
            case 'e', 'E', 'f', 'F' ->
                Optional.of(padded(value, (char) verb, flags.precision < 0 ? 6 : flags.precision));
            case 'g', 'G' -> Optional.of(padded(value, (char) verb, flags.precision));
            case 'x', 'X', 'b' -> Optional.of(padded(value, (char) verb, flags.precision));
            default -> Optional.empty();
        };
    }

    private String padded(double value, char verb, int precision) {
        String number = verb == 'x' || verb == 'X'
                ? hexadecimal(value, verb)
                : verb == 'b' ? binary(value) : Floats.format(value, verb == 'F' ? 'f' : verb, precision);
        String signed = number.startsWith("-") || number.startsWith("+") ? number : "+" + number;
        if (flags.space && signed.charAt(0) == '+' && !flags.plus) {
            signed = " " + signed.substring(1);
        }
        if (Double.isNaN(value) && !flags.space && !flags.plus) {
            return flags.padWithSpaces("NaN");
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return flags.padWithSpaces(signed);
        }
        if (flags.sharp && verb != 'b') {
            signed = signed.charAt(0) + withPoint(signed.substring(1), verb, precision);
        }
        if (!flags.plus && signed.charAt(0) == '+') {
            return flags.pad(signed.substring(1));
        }
        if (flags.zero && !flags.minus && flags.width > signed.length()) {
            return signed.charAt(0) + "0".repeat(flags.width - signed.length()) + signed.substring(1);
        }
        return flags.pad(signed);
    }

    /** {@code #}: the point is always there, and {@code g} keeps its zeros. */
    private static String withPoint(String number, char verb, int precision) {
        int exponentAt = indexOfExponent(number, "xX".indexOf(verb) < 0 ? 'e' : 'p');
        String mantissa = number.substring(0, exponentAt);
        String exponent = number.substring(exponentAt);
        int wanted = "gGxX".indexOf(verb) < 0 ? 0 : precision < 0 ? 6 : precision;
        String digits = mantissa.replace(".", "");
        int known = digits.replaceFirst("^0+", "").length();
        String shown = mantissa.indexOf('.') < 0 ? mantissa + "." : mantissa;
        return shown + "0".repeat(Math.max(wanted - Math.max(known, digits.equals("0") ? 1 : 0), 0)) + exponent;
    }

    private static int indexOfExponent(String number, char mark) {
        int at = Math.max(number.indexOf(mark), number.indexOf(Character.toUpperCase(mark)));
        return at < 0 ? number.length() : at;
    }

    private static String binary(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >> 52 & 0x7FF);
        long mantissa = bits & 0xFFFFFFFFFFFFFL;
        if (exponent == 0) {
            exponent++;
        } else {
            mantissa |= 1L << 52;
        }
        int shift = exponent - 1075;
        return (bits < 0 ? "-" : "") + mantissa + "p" + (shift < 0 ? "" : "+") + shift;
    }

    private static String hexadecimal(double value, char verb) {
        String java = Double.toHexString(value);
        int p = java.indexOf('p');
        String mantissa = java.substring(0, p).replaceFirst("\\.0$", "");
        int exponent = Integer.parseInt(java.substring(p + 1));
        String shown = mantissa + "p" + (exponent < 0 ? "-" : "+") + String.format("%02d", Math.abs(exponent));
        return verb == 'X' ? shown.toUpperCase(Locale.ROOT) : shown;
    }
}
