package io.github.akspolicy.deployment;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a substitution of a shell ends, and what some that everybody writes give. */
final class ShellSubstitution {
    /** The folder of the script. */
    static final String SCRIPT_FOLDER = "script-folder";

    /** The folder in which a command runs. */
    static final String CURRENT_FOLDER = "current-folder";

    /** The root of the repository. */
    static final String ROOT = "repository";

    private static final String THIS = "\"?\\$(?:0|\\{0\\}|BASH_SOURCE|\\{BASH_SOURCE(?:\\[0\\])?(?::-\\$0)?\\})\"?";
    private static final String RESOLVED =
            "(?:" + THIS + "|\"?\\$\\(\\s*(?:readlink\\s+-f|realpath)\\s+" + THIS + "\\s*\\)\"?)";
    private static final String FOLDER = "\\$\\(\\s*dirname\\s+(?:--\\s+)?" + RESOLVED + "\\s*\\)";

    /** What is entered with {@code cd} may be above it: the group holds how far. */
    private static final Pattern ENTERED = Pattern.compile(
            "\\$\\(\\s*(?:CDPATH=(?:\"\"|'')?\\s+)?cd\\s+(?:-P\\s+)?(?:--\\s+)?\"?" + FOLDER
                    + "\"?((?:/[\\w.-]+){0,6})/?\"?\\s*(?:&?>\\s*/dev/null\\s*(?:2>&1)?\\s*)?(?:&&|;)\\s*pwd(?:\\s+-P)?\\s*\\)");

    private static final Map<Pattern, String> KNOWN = Map.of(
            Pattern.compile(FOLDER), SCRIPT_FOLDER,
            Pattern.compile("\\$\\(\\s*pwd(?:\\s+-P)?\\s*\\)"), CURRENT_FOLDER,
            Pattern.compile("\\$\\(\\s*git\\s+rev-parse\\s+--show-toplevel\\s*\\)"), ROOT);

    /** {@code $(cd "$SCRIPT_DIR/.." && pwd)}: the groups hold the variable and what is behind it. */
    private static final Pattern FROM_VARIABLE = Pattern.compile(
            "\\$\\(\\s*cd\\s+\"?\\$\\{?([A-Za-z_]\\w*)\\}?\"?((?:/[\\w.-]+){0,6})/?\"?\\s*(?:&&|;)\\s*pwd(?:\\s+-P)?\\s*\\)");

    /** {@code $(dirname "$SCRIPT_DIR")}. */
    private static final Pattern ABOVE =
            Pattern.compile("\\$\\(\\s*dirname\\s+\"?\\$\\{?([A-Za-z_]\\w*)\\}?\"?\\s*\\)");

    private static final int LONGEST = 200;

    private ShellSubstitution() {}

    /** What a substitution gives, by its text: one of the folders as a variable, else something unknown. */
    static String value(String substitution) {
        if (substitution.length() <= LONGEST) {
            Matcher entered = ENTERED.matcher(substitution);
            if (entered.matches()) {
                return OpenText.variable(SCRIPT_FOLDER) + entered.group(1);
            }
            Matcher from = FROM_VARIABLE.matcher(substitution);
            if (from.matches()) {
                return OpenText.variable(from.group(1)) + from.group(2);
            }
            Matcher above = ABOVE.matcher(substitution);
            if (above.matches() && !above.group(1).equals("BASH_SOURCE")) {
                return OpenText.variable(above.group(1)) + "/..";
            }
            for (Map.Entry<Pattern, String> known : KNOWN.entrySet()) {
                if (known.getKey().matcher(substitution).matches()) {
                    return OpenText.variable(known.getValue());
                }
            }
        }
        return OpenText.unknown("command");
    }

    /**
     * The index behind the bracket that closes the one at {@code open}; the end of the text where none does.
     *
     * @param open the index of <code>(</code> or <code>{</code>
     */
    static int end(String text, int open, int to) {
        char opening = text.charAt(open);
        char closing = opening == '(' ? ')' : '}';
        int depth = 0;
        int inner = 0;
        boolean inQuotes = false;
        for (int i = open; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                inQuotes = !inQuotes;
            } else if (c == '\'' && !inQuotes) {
                int end = text.indexOf('\'', i + 1);
                i = end < 0 || end >= to ? to : end;
            } else if (inQuotes) {
                inner += c == opening && text.charAt(i - 1) == '$' ? 1 : c == closing && inner > 0 ? -1 : 0;
            } else if (c == opening) {
                depth++;
            } else if (c == closing && --depth == 0) {
                return i + 1;
            }
        }
        return to;
    }
}
