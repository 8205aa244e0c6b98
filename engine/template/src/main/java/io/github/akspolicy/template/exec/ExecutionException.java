package io.github.akspolicy.template.exec;

import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.Site;
import io.github.akspolicy.template.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An error while a template is executed, in the words of Go's {@code text/template}. */
public final class ExecutionException extends Exception {
    private static final long serialVersionUID = 1;

    private final String place;
    private final String template;
    private final String context;
    private final String detail;
    private final transient Site site;
    private final transient List<Value> about;

    ExecutionException(
            String template, Site site, String detail, List<Value> about, @Nullable ExecutionException cause) {
        super(
                "template: " + place(site.node()) + ": executing " + Quote.quote(template) + " at <" + site.node()
                        + ">: " + detail,
                cause);
        this.place = place(site.node());
        this.template = template;
        this.context = site.node().toString();
        this.detail = detail;
        this.site = site;
        this.about = List.copyOf(about);
    }

    private static String place(Node node) {
        return node.file().place(node.position());
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
        return site.node();
    }

    /** The node at which it happened, with those that called its template. */
    public Site site() {
        return site;
    }

    /** What could not be used like that: the arguments of the function that failed, or what a field was asked of. */
    public List<Value> about() {
        return about;
    }

    /** The error with which it began: that of the template that was called last. */
    public ExecutionException innermost() {
        ExecutionException inner = inner();
        return inner == null ? this : inner.innermost();
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
