package io.github.akspolicy.template.parse;

/** A text that Go does not take for a template. The message is Go's, with {@code template: NAME:LINE: } before it. */
public final class ParseException extends Exception {
    private static final long serialVersionUID = 1;

    public ParseException(String name, int line, String message) {
        super("template: " + name + ":" + line + ": " + message);
    }
}
