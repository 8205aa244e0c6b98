package io.github.akspolicy.run;

import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.explain.AccessWords;
import io.github.akspolicy.explain.WhoCanTable;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.resource.rbac.AccessRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists who may do something in each environment: every user, group and service account that a binding means, with the
 * binding, the role, the rule, their lines, and the authorizer that says so.
 */
public final class WhoCanCommand extends Command {
    private final String verb;
    private final String resource;
    private final @Nullable String name;
    private final @Nullable String namespace;

    public WhoCanCommand(
            Invocation invocation, String verb, String resource, @Nullable String name, @Nullable String namespace) {
        super(invocation);
        this.verb = verb;
        this.resource = resource;
        this.name = name;
        this.namespace = namespace;
    }

    @Override
    public void run() throws CommandException {
        requireNoRest();
        Verification verification = verification();
        var environments = new ArrayList<Environment>();
        for (String environment : verification.environments()) {
            environments.add(readable(verification, environment));
        }
        AccessRequest request = request(new AccessWords(environments));
        var lines = new ArrayList<String>();
        for (Environment environment : environments) {
            lines.addAll(new WhoCanTable(environment).lines(request));
            lines.add("");
        }
        show(lines);
    }

    private void requireNoRest() throws CommandException {
        List<String> rest = new ArrayList<>();
        if (name != null) {
            rest.add(CommandText.option("name"));
        }
        if (namespace != null) {
            rest.add(CommandText.option("namespace"));
        }
        if (resource.startsWith("/") && !rest.isEmpty()) {
            throw new CommandException(
                    "A URL is in no namespace and has no objects: leave " + String.join(" and ", rest) + " out.");
        }
    }

    private AccessRequest request(AccessWords words) throws CommandException {
        String property = CommandText.option("verb");
        try {
            if (resource.startsWith("/")) {
                AccessWords.requireMethod(verb);
                return AccessRequest.ofPath(verb, resource);
            }
            words.requireVerb(verb);
            property = CommandText.option("namespace");
            if (namespace != null) {
                words.requireNamespace(namespace);
            }
            property = CommandText.option("resource");
            return words.request(verb, resource, name == null ? "" : name, namespace == null ? "" : namespace);
        } catch (IllegalArgumentException unknown) {
            throw new CommandException(property + ": " + unknown.getMessage());
        }
    }
}
