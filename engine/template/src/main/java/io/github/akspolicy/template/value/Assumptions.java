package io.github.akspolicy.template.value;

/**
 * What an execution assumes where only a deployment knows more.
 *
 * @param isLater whether it is another time, with other results of chance
 * @param findsObjects whether {@code lookup} finds what it is asked for
 */
public record Assumptions(boolean isLater, boolean findsObjects) {
    /** What {@code helm template} assumes: it is now, and there is no cluster. */
    public static final Assumptions OFFLINE = new Assumptions(false, false);
}
