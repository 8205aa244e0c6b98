package io.github.akspolicy.template.parse;

import io.github.akspolicy.template.parse.Item.Kind;
import io.github.akspolicy.template.text.Bytes;

/** Finds where a number of a template ends. What it is worth, {@link NumberConstant} reads. */
final class NumberScanner {
    private static final String DECIMAL = "0123456789_";

    private final String input;
    private int position;

    NumberScanner(String input, int position) {
        this.input = input;
        this.position = position;
    }

    /** The first byte behind what has been scanned. */
    int position() {
        return position;
    }

    /** Scans a number, or a sum of two that is a complex constant. Returns its kind, {@link Kind#ERROR} for neither. */
    Kind scan() {
        if (!scanPart()) {
            return Kind.ERROR;
        }
        if (position >= input.length() || "+-".indexOf(input.charAt(position)) < 0) {
            return Kind.NUMBER;
        }
        // a complex constant: no spaces, and it ends in i
        return scanPart() && input.charAt(position - 1) == 'i' ? Kind.COMPLEX : Kind.ERROR;
    }

    private boolean scanPart() {
        accept("+-");
        String digits = DECIMAL;
        String exponents = "eE";
        if (accept("0")) {
            if (accept("xX")) {
                digits = "0123456789abcdefABCDEF_";
                exponents = "pP";
            } else if (accept("oO")) {
                digits = "01234567_";
                exponents = "";
            } else if (accept("bB")) {
                digits = "01_";
                exponents = "";
            }
        }
        acceptAll(digits);
        if (accept(".")) {
            acceptAll(digits);
        }
        if (accept(exponents)) {
            accept("+-");
            acceptAll(DECIMAL);
        }
        accept("i");
        if (position < input.length() && Lexer.isAlphanumeric(Bytes.runeAt(input, position))) {
            position += Bytes.widthAt(input, position);
            return false;
        }
        return true;
    }

    private boolean accept(String valid) {
        if (position < input.length() && valid.indexOf(input.charAt(position)) >= 0) {
            position++;
            return true;
        }
        return false;
    }

    private void acceptAll(String valid) {
        while (accept(valid)) {
            // each accepted byte moves on
        }
    }
}
