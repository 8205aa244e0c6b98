package io.github.akspolicy.resource.identity;

import java.util.regex.Pattern;

/**
 * Texts that nobody has thought out: keys and tokens of generators. Words have letters of one kind beside each other, and their
 * digits at the end; random texts change between small letters, capitals and digits all the time.
 */
public final class RandomText {
    private static final int SHORTEST = 20;
    private static final int LONGEST = 1_000;
    private static final int FEWEST_CHARACTERS = 9;

    /** Of 100 pairs of neighbours at least so many are of two kinds; random texts have 30 (capitals and digits) to 62 (all three). */
    private static final int FEWEST_CHANGES = 22;

    private static final Pattern WRITTEN = Pattern.compile("[A-Za-z0-9+/_-]+={0,2}");

    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** The beginnings of certificates and public keys in DER, and of public keys of SSH. */
    private static final Pattern PUBLIC = Pattern.compile("MI[IGH].*|AAAA[BCE].*|LS0tLS1CRUdJTi.*");

    private static final Pattern KEY_NAME = Pattern.compile("(?i:(?:.*[_.-])?(?:key|pat))|.*[a-z](?:Key|Pat|PAT)");

    /** Keys that are no secrets: public ones, fingerprints, keys of tables and caches. */
    private static final Pattern PUBLIC_NAME = Pattern.compile(
            "(?i).*(?:public|pub|gpg|pgp|fingerprint|checksum|sha\\d*|host|cache|partition|primary|foreign|sort|idempotency|site)"
                    + "[_.-]?key");

    private RandomText() {}

    /** Whether the value of something that is called a key or a personal access token looks random, and so is one. */
    public static boolean isKey(String name, String value) {
        return (endsWith(name, "key") || endsWith(name, "pat"))
                && KEY_NAME.matcher(name).matches()
                && !PUBLIC_NAME.matcher(name).matches()
                && is(value.strip())
                && !SecretShape.isPublic(name, value.strip());
    }

    private static boolean endsWith(String name, String end) {
        return name.regionMatches(true, name.length() - end.length(), end, 0, end.length());
    }

    /** Whether a text looks random. */
    static boolean is(String text) {
        if (text.length() < SHORTEST
                || text.length() > LONGEST
                || !WRITTEN.matcher(text).matches()
                || UUID.matcher(text).matches()
                || PUBLIC.matcher(text).matches()) {
            return false;
        }
        int changes = 0;
        int runsOfDigits = 0;
        int pairs = 0;
        int last = 0;
        for (int i = 0; i < text.length(); i++) {
            int kind = kind(text.charAt(i));
            if (kind != 0 && last != 0) {
                pairs++;
                changes += kind == last ? 0 : 1;
            }
            runsOfDigits += kind == DIGIT && last != DIGIT ? 1 : 0;
            last = kind;
        }
        return runsOfDigits > 1 && changes * 100 >= pairs * FEWEST_CHANGES && isVaried(text);
    }

    /** Whether it has more than a few characters, unlike {@code xxxxxxxx} and {@code 0000}. */
    static boolean isVaried(String text) {
        return text.chars().distinct().limit(FEWEST_CHARACTERS).count() == FEWEST_CHARACTERS;
    }

    private static final int DIGIT = 1;

    private static int kind(char character) {
        if (character >= '0' && character <= '9') {
            return DIGIT;
        }
        if (character >= 'a' && character <= 'z') {
            return 2;
        }
        return character >= 'A' && character <= 'Z' ? 3 : 0;
    }
}
