package io.github.akspolicy.template.exec;

import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.text.Quote;
import org.jspecify.annotations.Nullable;

/** An error while a template is executed, in the words of Go's {@code text/template}. */
public final class ExecutionException extends Exception {
    private static final long serialVersionUID = 1;

    private final String place;
    private final String template;
    private final String context;
    private final String detail;
    private final transient Node node;

    ExecutionException(String template, Node node, String detail, @Nullable ExecutionException cause) {
        super(
                "template: " + node.file().place(node.position()) + ": executing " + Quote.quote(template) + " at <"
                        + node + ">: " + detail,
                cause);
        this.place = node.file().place(node.position());
        this.template = template;
        this.context = node.toString();
        this.detail = detail;
        this.node = node;
    }

    /** Where it happened: file, line, column in bytes from 0. */
    public String place() {
        return place;
    }

    /** The template that was executed. */
    public String template() {
        return template;
    }

    /** The node at which it happened, as Go prints it. */
    public String context() {
        return context;
    }

    /** What happened, errors of inner templates included. */
    public String detail() {
        return detail;
    }

    /** The node at which it happened. */
    public Node node() {
        return node;
    }

    /** The error of an inner template; null without one. */
    public @Nullable ExecutionException inner() {
        return (ExecutionException) getCause();
    }

    /** The whole message, as bytes. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
