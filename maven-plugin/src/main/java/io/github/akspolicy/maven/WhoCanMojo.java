package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.explain.AccessWords;
import io.github.akspolicy.explain.WhoCanTable;
import io.github.akspolicy.resource.rbac.AccessRequest;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Lists who may do something in each environment: every user, group and service account that a binding means, with the
 * binding, the role, the rule, their lines, and the authorizer that says so.
 */
@Mojo(name = "who-can", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class WhoCanMojo extends ConfiguredMojo {
    /** What is done, such as <code>get</code>. */
    @Parameter(property = "aks-policy.verb", required = true)
    private String verb;

    /**
     * What it is done to, as kubectl writes it: <code>secrets</code>, <code>pods/exec</code>,
     * <code>deployments.apps</code>, or a URL such as <code>/metrics</code>.
     */
    @Parameter(property = "aks-policy.resource", required = true)
    private String resource;

    /** The only object that it is done to; when not set, any object of that resource. */
    @Parameter(property = "aks-policy.name")
    private @Nullable String name;

    /** The namespace that it is done in; when not set, each of them. */
    @Parameter(property = "aks-policy.namespace")
    private @Nullable String namespace;

    @Override
    void run() throws MojoExecutionException {
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
        lines.forEach(getLog()::info);
    }

    private void requireNoRest() throws MojoExecutionException {
        List<String> rest = new ArrayList<>();
        if (name != null) {
            rest.add("aks-policy.name");
        }
        if (namespace != null) {
            rest.add("aks-policy.namespace");
        }
        if (resource.startsWith("/") && !rest.isEmpty()) {
            throw new MojoExecutionException(
                    "A URL is in no namespace and has no objects: leave " + String.join(" and ", rest) + " out.");
        }
    }

    private AccessRequest request(AccessWords words) throws MojoExecutionException {
        String property = "aks-policy.verb";
        try {
            if (resource.startsWith("/")) {
                AccessWords.requireMethod(verb);
                return AccessRequest.ofPath(verb, resource);
            }
            words.requireVerb(verb);
            property = "aks-policy.namespace";
            if (namespace != null) {
                words.requireNamespace(namespace);
            }
            property = "aks-policy.resource";
            return words.request(verb, resource, name == null ? "" : name, namespace == null ? "" : namespace);
        } catch (IllegalArgumentException unknown) {
            throw new MojoExecutionException(property + ": " + unknown.getMessage());
        }
    }
}
