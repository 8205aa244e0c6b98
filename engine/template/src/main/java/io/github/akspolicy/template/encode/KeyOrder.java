package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.text.Bytes;
import java.util.Comparator;

/**
 * The order in which go-yaml writes the keys of a map: numbers in them by their value, and letters behind all else.
 *
 * @param lettersAfterDigitsFirst whether a letter behind equal digits comes first, as from version 3 on
 */
record KeyOrder(boolean lettersAfterDigitsFirst) implements Comparator<String> {
    @Override
    public int compare(String first, String second) {
        int[] one = Bytes.text(first).codePoints().toArray();
        int[] two = Bytes.text(second).codePoints().toArray();
        boolean digits = false;
        for (int i = 0; i < one.length && i < two.length; i++) {
            if (one[i] != two[i]) {
                return atDifference(one, two, i, digits);
            }
            digits = Character.isDigit(one[i]);
        }
        int byLength = Integer.compare(one.length, two.length);
        return byLength != 0 ? byLength : first.compareTo(second);
    }

    private int atDifference(int[] one, int[] two, int i, boolean digits) {
        boolean letter = Character.isLetter(one[i]);
        boolean otherLetter = Character.isLetter(two[i]);
        if (letter && otherLetter) {
            return Integer.compare(one[i], two[i]);
        }
        if (letter || otherLetter) {
            boolean firstIsLess = digits && lettersAfterDigitsFirst ? letter : otherLetter;
            return firstIsLess ? -1 : 1;
        }
        long start = (one[i] == '0' || two[i] == '0') && isInNumber(one, i) ? 1 : 0;
        int end = endOfDigits(one, i);
        int otherEnd = endOfDigits(two, i);
        int byValue = Long.compare(number(one, i, end, start), number(two, i, otherEnd, start));
        if (byValue != 0) {
            return byValue;
        }
        int byDigits = Integer.compare(end, otherEnd);
        return byDigits != 0 ? byDigits : Integer.compare(one[i], two[i]);
    }

    /** Whether zeros at a place do not lead their number. */
    private static boolean isInNumber(int[] key, int at) {
        for (int i = at - 1; i >= 0 && Character.isDigit(key[i]); i--) {
            if (key[i] != '0') {
                return true;
            }
        }
        return false;
    }

    private static int endOfDigits(int[] key, int from) {
        int end = from;
        while (end < key.length && Character.isDigit(key[end])) {
            end++;
        }
        return end;
    }

    /** A number that may overflow, as Go's does. */
    private static long number(int[] key, int from, int to, long start) {
        long value = start;
        for (int i = from; i < to; i++) {
            value = value * 10 + key[i] - '0';
        }
        return value;
    }
}
