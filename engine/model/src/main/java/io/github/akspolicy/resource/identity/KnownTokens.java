package io.github.akspolicy.resource.identity;

import io.github.akspolicy.resource.DataTable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tokens and keys of known services, which their form betrays whatever they are called: {@code known-tokens.txt}. */
final class KnownTokens {
    private static final int ASCII = 128;
    private static final List<Form> FORMS = read();

    /** How signs begin, two characters of ASCII each: every line is looked up here. */
    private static final boolean[] BEGINNINGS = beginnings();

    private static final Pattern EXAMPLE = Pattern.compile("(?i)example|placeholder|redacted|x{5}|changeme|your[-_]");

    /** Keys that the emulators of Azure Storage and Cosmos DB have everywhere, as Microsoft's documentation says. */
    private static final List<String> EMULATORS = List.of(
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr",
            "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM");

    private static final String TOKEN = "token";

    private KnownTokens() {}

    /**
     * One form.
     *
     * @param sign what every text of the form contains
     * @param words what it is
     */
    private record Form(String sign, Pattern pattern, String words) {
        boolean isIn(String line) {
            Matcher matcher = pattern.matcher(line);
            while (matcher.find()) {
                boolean named = pattern.pattern().contains("(?<" + TOKEN + ">");
                if (isReal(named ? matcher.group(TOKEN) : matcher.group())) {
                    return true;
                }
            }
            return false;
        }
    }

    private static List<Form> read() {
        return DataTable.lines(KnownTokens.class, "known-tokens.txt").stream()
                .map(line -> line.split("\t"))
                .map(words -> new Form(words[0], Pattern.compile(words[1]), words[2]))
                .toList();
    }

    /** Whether a sign of some form begins with two characters of ASCII. */
    private static boolean[] beginnings() {
        var beginnings = new boolean[ASCII * ASCII];
        for (Form form : FORMS) {
            beginnings[form.sign().charAt(0) * ASCII + form.sign().charAt(1)] = true;
        }
        return beginnings;
    }

    /** Whether a line holds the sign of some form: most hold none. */
    private static boolean mayHold(String line) {
        int length = line.length();
        char first = ASCII;
        for (int i = 0; i < length; i++) {
            int at = i - 1;
            char second = line.charAt(i);
            if (first < ASCII
                    && second < ASCII
                    && BEGINNINGS[first * ASCII + second]
                    && FORMS.stream().anyMatch(form -> line.startsWith(form.sign(), at))) {
                return true;
            }
            first = second;
        }
        return false;
    }

    /** What a line holds of them; empty when it is nothing. */
    static String of(String line) {
        return !mayHold(line)
                ? ""
                : FORMS.stream()
                        .filter(form -> line.contains(form.sign()) && form.isIn(line))
                        .map(Form::words)
                        .findFirst()
                        .orElse("");
    }

    private static boolean isReal(String token) {
        return !EXAMPLE.matcher(token).find()
                && EMULATORS.stream().noneMatch(token::startsWith)
                && RandomText.isVaried(token);
    }
}
