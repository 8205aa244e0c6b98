package io.github.akspolicy.template.function;

import io.github.akspolicy.template.value.Arguments;
import java.util.List;
import java.util.Map;

/** The algorithm of Master Password: a password of a site from that of a user, always the same. */
final class DerivedPassword {
    private static final String SEED = "com.lyndir.masterpassword";
    private static final int KEY = 64;

    /** Patterns of passwords by their type: each letter is a class of characters. */
    private static final Map<String, List<String>> PATTERNS = Map.of(
            "maximum", words("anoxxxxxxxxxxxxxxxxx axxxxxxxxxxxxxxxxxno"),
            "long",
                    words("CvcvnoCvcvCvcv CvcvCvcvnoCvcv CvcvCvcvCvcvno CvccnoCvcvCvcv CvccCvcvnoCvcv CvccCvcvCvcvno"
                            + " CvcvnoCvccCvcv CvcvCvccnoCvcv CvcvCvccCvcvno CvcvnoCvcvCvcc CvcvCvcvnoCvcc CvcvCvcvCvccno"
                            + " CvccnoCvccCvcv CvccCvccnoCvcv CvccCvccCvcvno CvcvnoCvccCvcc CvcvCvccnoCvcc CvcvCvccCvccno"
                            + " CvccnoCvcvCvcc CvccCvcvnoCvcc CvccCvcvCvccno"),
            "medium", words("CvcnoCvc CvcCvcno"),
            "short", words("Cvcn"),
            "basic", words("aaanaaan aannaaan aaannaaa"),
            "pin", words("nnnn"));

    private static final String VOWELS = "AEIOU";
    private static final String CONSONANTS = "BCDFGHJKLMNPQRSTVWXYZ";
    private static final String SMALL_VOWELS = "aeiou";
    private static final String SMALL_CONSONANTS = "bcdfghjklmnpqrstvwxyz";
    private static final String ALL = VOWELS + SMALL_VOWELS + CONSONANTS + SMALL_CONSONANTS;

    private DerivedPassword() {}

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    private static String characters(char kind) {
        return switch (kind) {
            case 'V' -> VOWELS;
            case 'C' -> CONSONANTS;
            case 'v' -> SMALL_VOWELS;
            case 'c' -> SMALL_CONSONANTS;
            case 'a' -> ALL;
            case 'n' -> "0123456789";
            case 'o' -> "@&%?,=[]_:-+*$#!'^~;()/.";
            default -> ALL + "0123456789!@#$%^&*()";
        };
    }

    /** The password that arguments ask for: counter, type, password, user and site. */
    static String of(Arguments in) {
        List<String> patterns = PATTERNS.get(in.bytes(1));
        if (patterns == null) {
            return "cannot find password template " + in.bytes(1);
        }
        String user = in.bytes(3);
        String site = in.bytes(4);
        in.caller().reserve(Scrypt.MEMORY);
        byte[] key = Scrypt.key(in.bytes(2), SEED + number(user.length()) + user, KEY);
        byte[] seed = Scrypt.mac(key, SEED + number(site.length()) + site + number(in.integer(0)));
        String pattern = patterns.get((seed[0] & 0xFF) % patterns.size());
        var out = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            String characters = characters(pattern.charAt(i));
            out.append(characters.charAt((seed[i + 1] & 0xFF) % characters.length()));
        }
        return out.toString();
    }

    /** Four bytes, the highest first. */
    private static String number(long value) {
        var out = new StringBuilder();
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.append((char) (value >> shift & 0xFF));
        }
        return out.toString();
    }
}
