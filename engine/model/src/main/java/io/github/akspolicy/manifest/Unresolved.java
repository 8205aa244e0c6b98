package io.github.akspolicy.manifest;

import java.util.ArrayList;
import java.util.List;

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
