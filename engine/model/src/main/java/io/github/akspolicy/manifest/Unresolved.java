package io.github.akspolicy.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A value that is known only at deployment, as a scalar of a {@link Node}: an ARM expression that depends on what is
 * deployed, an attribute that Terraform computes.
 *
 * @param expression what the file says, for messages: {@code [parameters('location')]}
 * @param partial as much of the value as is known, with the rest in {@code ⟨⟩}: two values that are written alike here
 *     are the same
 */
public record Unresolved(String expression, String partial) {
    /** What is longer is read in the file, whose line the finding names. */
    private static final int LONGEST_SHOWN = 160;

    /** What stands for a part that is not known. */
    public static final String HOLE = "⟨⟩";

    private static final String ID = "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}";

    private static final Pattern GUID = Pattern.compile(ID);

    /** An attribute that is one by the schema of the provider, or a placeholder with one as default. */
    private static final Pattern ID_OF_ENTRA = Pattern.compile(
            "⟨(?:(?:[^⟨⟩]*\\.)?azure(?:ad|rm)_\\w+\\.[^⟨⟩]*\\.(?:object|principal|client|application|tenant)_id"
                    + "|\\$\\{\\w+:?[-=]" + ID + "\\})⟩");

    /** The id of a resource, which begins with a slash. */
    private static final Pattern ID_OF_AZURE = Pattern.compile(
            "⟨(?:[^⟨⟩]*\\.)?(?:azurerm_\\w+|terraform_remote_state)\\.[^⟨⟩]*\\.id⟩|⟨resourceId\\([^⟨⟩]*\\)⟩");

    private static final String LEFT_OUT = "(known after apply, not in the configuration)";

    /**
     * An attribute that the configuration of Terraform leaves out, and the provider or the service fills: known after apply like
     * others, but no file writes it.
     *
     * @param at where it would be
     */
    public static Unresolved leftOut(Position at) {
        return new Unresolved(LEFT_OUT, "⟨known after apply at " + at + "⟩");
    }

    /** Whether the configuration leaves it out: {@link #leftOut}. */
    public boolean isLeftOut() {
        return expression.equals(LEFT_OUT);
    }

    /** The expression for a message: the beginning of one that is longer than a line. */
    public String shown() {
        return expression.length() <= LONGEST_SHOWN ? expression : expression.substring(0, LONGEST_SHOWN) + "…";
    }

    /** What is known of the text: the parts around those that stand in {@code ⟨ ⟩}, in time that grows with the text. */
    public List<String> knownParts() {
        var parts = new ArrayList<String>();
        int from = 0;
        int open = partial.indexOf('⟨');
        int close = open < 0 ? -1 : partial.indexOf('⟩', open);
        while (close >= 0) {
            parts.add(partial.substring(from, open));
            from = close + 1;
            open = partial.indexOf('⟨', from);
            close = open < 0 ? -1 : partial.indexOf('⟩', open);
        }
        parts.add(partial.substring(from));
        return parts;
    }

    /** What is not known, without the text around it, which may be a secret: {@code ${USER}} and {@code ${PASSWORD}}. */
    public List<String> placeholders() {
        var parts = new ArrayList<String>();
        int open = partial.indexOf('⟨');
        int close = open < 0 ? -1 : partial.indexOf('⟩', open);
        while (close >= 0) {
            parts.add(partial.substring(open + 1, close));
            open = partial.indexOf('⟨', close);
            close = open < 0 ? -1 : partial.indexOf('⟩', open);
        }
        return parts;
    }

    /** The text with {@code ⟨⟩} for each part that is not known. */
    public String withHoles() {
        return String.join(HOLE, knownParts());
    }

    /** Whether the text with holes may come out as this one, whatever fills them. */
    public static boolean mayBe(String withHoles, String text) {
        String[] known = withHoles.split(HOLE, -1);
        String last = known[known.length - 1];
        int from = known[0].length();
        int end = text.length() - last.length();
        if (known.length == 1 || end < from || !text.startsWith(known[0]) || !text.endsWith(last)) {
            return known.length == 1 && text.equals(withHoles);
        }
        for (int i = 1; i < known.length - 1; i++) {
            int at = text.indexOf(known[i], from);
            if (at < 0 || at + known[i].length() > end) {
                return false;
            }
            from = at + known[i].length();
        }
        return true;
    }

    /** Whether it may come out as a text: what is known of it, and of its kind, leaves that open. */
    public boolean mayBe(String text) {
        return mayBe(withHoles(), text) && mayBeOfItsKind(text);
    }

    /** Whether something of its kind may come out as a text: an id of Entra ID or of Azure is no other word. */
    public boolean mayBeOfItsKind(String text) {
        return (!isIdOfEntra() || GUID.matcher(text).matches()) && (!isIdOfAzure() || text.startsWith("/"));
    }

    /** Whether it may begin with a text that is longer than an id. */
    public boolean mayBegin(String text) {
        String first = knownParts().get(0);
        return (first.startsWith(text) || text.startsWith(first)) && !isIdOfEntra();
    }

    /** Whether it is the id of a resource: an attribute that is one, or a path of a provider, with parts that are known. */
    private boolean isIdOfAzure() {
        return ID_OF_AZURE.matcher(partial).matches() || withHoles().contains("/providers/Microsoft.");
    }

    /** Whether it is the id of an object of Entra ID and nothing else. */
    private boolean isIdOfEntra() {
        return ID_OF_ENTRA.matcher(partial).matches();
    }

    /**
     * What the text itself says: without placeholders, except those that may hold a default value, {@code ${NAME:-value}}.
     */
    public String literal() {
        List<String> placeholders = placeholders();
        List<String> known = knownParts();
        var literal = new StringBuilder(known.get(0));
        for (int i = 0; i < placeholders.size(); i++) {
            literal.append(placeholders.get(i).startsWith("${") ? placeholders.get(i) : "")
                    .append(i + 1 < known.size() ? known.get(i + 1) : "");
        }
        return literal.toString();
    }

    /** Whether some of the text is known. */
    public boolean isPartlyKnown() {
        return knownParts().stream().anyMatch(part -> !part.isBlank());
    }

    /** The expression, so that text that is made of the value still says where it is from. */
    @Override
    public String toString() {
        return expression;
    }
}
