package io.github.akspolicy.resource.identity;

import io.github.akspolicy.resource.DataTable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tokens and keys of known services, which their form betrays whatever they are called: {@code known-tokens.txt}. */
final class KnownTokens {
    private static final List<Form> FORMS = read();

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

    /** What a line holds of them; empty when it is nothing. */
    static String of(String line) {
        for (Form form : FORMS) {
            if (line.contains(form.sign()) && form.isIn(line)) {
                return form.words();
            }
        }
        return "";
    }

    private static boolean isReal(String token) {
        return !EXAMPLE.matcher(token).find()
                && EMULATORS.stream().noneMatch(token::startsWith)
                && RandomText.isVaried(token);
    }
}
