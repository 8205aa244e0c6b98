package io.github.akspolicy.template.function;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.github.akspolicy.template.text.Bytes;

/** Compiles expressions as Go does, where the library differs from it. */
final class RegexSyntax {
    private static final String DUPLICATE = "duplicate capture group name";

    private RegexSyntax() {}

    /** The compiled expression. */
    static Pattern compile(String regex) {
        for (int at = 0; at < regex.length(); at += Bytes.widthAt(regex, at)) {
            boolean bad = Bytes.runeAt(regex, at) == Bytes.INVALID && Bytes.widthAt(regex, at) == 1;
            if (bad) {
                throw new PatternSyntaxException("invalid UTF-8", Bytes.text(regex.substring(at)));
            }
        }
        String text = Bytes.text(regex);
        RegexLimits.check(text);
        return compileText(text);
    }

    /** Go lets several groups have one name; here only the first of them keeps it. */
    private static Pattern compileText(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException bad) {
            String name = bad.getDescription().startsWith(DUPLICATE) ? bad.getPattern() : "";
            int last = Math.max(regex.lastIndexOf("(?P<" + name + ">"), regex.lastIndexOf("(?<" + name + ">"));
            if (name.isEmpty() || last < 0) {
                throw bad;
            }
            String behind = regex.substring(regex.indexOf('>', last) + 1);
            return compileText(regex.substring(0, last) + "(" + behind);
        }
    }

    /** Go's message, as bytes. */
    static String message(String regex, PatternSyntaxException bad) {
        String message = Bytes.of(String.valueOf(bad.getMessage()));
        if (message.contains("stack underflow")) {
            return "error parsing regexp: unexpected ): `" + regex + "`";
        }
        // Go states the rest of the expression here, too, which is empty
        return message.endsWith("end of expression") ? message + ": ``" : message;
    }
}
