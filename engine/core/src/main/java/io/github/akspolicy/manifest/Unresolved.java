package io.github.akspolicy.manifest;

/**
 * A value that is known only at deployment, as a scalar of a {@link Node}: an ARM expression that depends on what is
 * deployed, an attribute that Terraform computes.
 *
 * @param expression what the file says, for messages: {@code [parameters('location')]}
 * @param partial as much of the value as is known, with the rest in {@code ⟨⟩}: two values that are written alike here
 *     are the same
 */
public record Unresolved(String expression, String partial) {
    /** The expression, so that text that is made of the value still says where it is from. */
    @Override
    public String toString() {
        return expression;
    }
}
