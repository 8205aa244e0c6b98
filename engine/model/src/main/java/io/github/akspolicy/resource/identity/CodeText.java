package io.github.akspolicy.resource.identity;

import java.util.regex.Pattern;

/**
 * What programs say where others write a secret: variables, calls, types, keyword arguments. {@code password=password} is one of
 * those in {@code create_user(name=email, password=password)}, and a password in {@code host=db password=password}.
 */
final class CodeText {
    /** Objects that programs take settings of, and what they ask of them. */
    private static final String OBJECT =
            "(?:process\\.env|os\\.environ|env|config|conf|cfg|settings|options|opts|args|params|self|this|request|req|event|context|ctx|input"
                    + "|vars?|local|data|module|ngx|app|Configuration|Environment)";

    private static final String NAMED = "(?i:[a-z_.]{0,40}(?:pass(?:w(?:or)?d)?|pwd|secret|token|key))";

    private static final Pattern EXPRESSION =
            Pattern.compile(OBJECT + "(?:\\.[A-Za-z_]\\w*+|\\[[^\\]]*+\\])++(?:\\(.*)?" // config.password, env["TOKEN"]
                    + "|[A-Za-z_.]{2,80}\\((?:[^()]*+\\))?" // getenv(NAME), also where the line ends within it
                    + "|%[sqv]|%\\([A-Za-z_]\\w*+\\)s" // of printf and Python
                    + "|\\{" + NAMED + "\\}" // f"{password}"
                    + "|[\"'`]\\s*+\\+.*\\+\\s*+[\"'`]"); // "…:" + password + "@…"

    /** A variable that is called like what it holds. */
    private static final Pattern VARIABLE = Pattern.compile(NAMED);

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*+\"|'[^']*+'|\\([^()]*+\\)");

    /** What of a call stands in front of one of its arguments: an open parenthesis behind a name. */
    private static final Pattern CALL = Pattern.compile("\\w\\([^()\"'`]*$");

    private CodeText() {}

    /** Whether a value is an expression whose result is meant. */
    static boolean isExpression(String value) {
        return EXPRESSION.matcher(value).matches();
    }

    /**
     * Whether a value is that of a keyword argument, and so a variable: in a call, or in a list whose items are parted by a comma and a
     * space, as no connection string is.
     *
     * @param line the line that holds it, without quotes around the value
     * @param at where the value begins
     */
    static boolean isArgument(String line, int at, String value) {
        String before = QUOTED.matcher(line.substring(0, Math.max(0, line.lastIndexOf('=', at - 1))))
                .replaceAll("");
        return CALL.matcher(before).find()
                || (line.contains(", ")
                        && VARIABLE.matcher(value.replaceAll("\\)+$", "")).matches());
    }
}
