package io.github.akspolicy.helm.template;

/** A template that Go's lexer would refuse. Helm's own message is shown to people; this one only stops our reading. */
final class TemplateSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    TemplateSyntaxException(String message) {
        super(message);
    }
}
