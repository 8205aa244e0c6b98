package io.github.akspolicy.helm.template;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts that stand for keys, certificates, slow hashes and random words in copies of templates. Helm makes new ones with each
 * render, which takes most of its time where a chart asks for keys, and which a copy that only tells lines does not need. A text
 * has as many lines as what Helm makes mostly has. Source: {@code crypto.go} of Sprig 3.
 */
public enum StandIns {
    /** Helm makes them. */
    NONE,
    /** Texts of ours for what takes time. */
    KEYS,
    /** Texts and numbers of ours for what takes time and for what is random: two renders are equal. */
    SOME,
    /** Others: what differs from a render with {@link #SOME} depends on what is made or random. */
    OTHERS,
    /** Those of another moment, with another time. */
    LATER;

    private static final int WIDTH = 64;

    /** No random text of a chart is longer. */
    private static final int LONGEST = 512;

    private static final Pattern MADE = Pattern.compile("\\b(?:gen[A-Z]\\w*|derivePassword|bcrypt|htpasswd)\\b");
    private static final Map<String, Integer> LINES_OF_CERTIFICATE = Map.of(
            "genCA", 17,
            "genCAWithKey", 17,
            "genSelfSignedCert", 16,
            "genSelfSignedCertWithKey", 16,
            "genSignedCert", 18,
            "genSignedCertWithKey", 18);
    private static final int LINES_OF_KEY = 25;

    /** The night of a leap day, on a weekend: as little as can be is what it is when charts are tested. */
    private static final String LATE = "(toDate \"2006-01-02 15:04:05\" \"2048-02-29 03:07:09\")";

    private static final int LINES_OF_LONG_KEY = 49;

    /** A chart that knew it could tell a copy from itself. */
    private final String letters;

    StandIns() {
        byte[] random = new byte[LONGEST];
        new SecureRandom().nextBytes(random);
        this.letters = HexFormat.of().formatHex(random);
    }

    /** Whether a template may make what takes time. */
    public static boolean mayMakeKeys(String template) {
        return MADE.matcher(template).find();
    }

    /** What to write for the name of a function: it takes any arguments, as {@code coalesce} does; null when it stays. */
    @Nullable
    String of(String function) {
        if (this == NONE) {
            return null;
        }
        Integer lines = LINES_OF_CERTIFICATE.get(function);
        if (lines != null) {
            return "coalesce (dict \"Cert\" " + pem("CERTIFICATE", lines) + " \"Key\" "
                    + pem("RSA PRIVATE KEY", LINES_OF_KEY) + ")";
        }
        return switch (function) {
            case "genPrivateKey" -> "coalesce " + pem("RSA PRIVATE KEY", LINES_OF_LONG_KEY);
            case "derivePassword", "bcrypt", "htpasswd" -> "coalesce " + quoted(letters(0));
            case "uuidv4" -> this == KEYS ? null : "coalesce " + quoted(letters(0));
            case "randInt" -> this == SOME ? "min" : this == OTHERS ? "max" : null;
            case "now" -> this == LATER ? LATE : null;
            default -> null;
        };
    }

    /** What to write behind the name of a function and its one argument, a number of characters; null when it stays. */
    @Nullable
    String cut(String function) {
        return switch (function) {
            case "randAlphaNum", "randAlpha", "randAscii", "randNumeric", "randBytes" ->
                this == KEYS || this == NONE ? null : quoted(letters);
            default -> null;
        };
    }

    /** Whether {@code randInt} gives the last number of its range. */
    boolean areLastNumbers() {
        return this == LATER;
    }

    /** What a text that becomes a template is given to for another time; null when it stays. */
    @Nullable
    String guardOfTime() {
        return this == LATER ? "`${1}" + LATE + "${2}`" : null;
    }

    private String pem(String kind, int lines) {
        var text = new StringBuilder("-----BEGIN " + kind + "-----\\n");
        for (int i = 0; i < lines; i++) {
            text.append(letters(i)).append("\\n");
        }
        return quoted(text + "-----END " + kind + "-----\\n");
    }

    private String letters(int line) {
        int from = line * WIDTH % (letters.length() - WIDTH + 1);
        return letters.substring(from, from + WIDTH);
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
