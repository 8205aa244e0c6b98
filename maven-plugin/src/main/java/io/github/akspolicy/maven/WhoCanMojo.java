package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.Verification;
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
        AccessRequest request = request();
        Verification verification = verification();
        var lines = new ArrayList<String>();
        for (String environment : verification.environments()) {
            lines.addAll(new WhoCanTable(readable(verification, environment)).lines(request));
            lines.add("");
        }
        lines.forEach(getLog()::info);
    }

    private AccessRequest request() throws MojoExecutionException {
        List<String> rest = new ArrayList<>();
        if (name != null) {
            rest.add("aks-policy.name");
        }
        if (namespace != null) {
            rest.add("aks-policy.namespace");
        }
        if (resource.startsWith("/")) {
            if (!rest.isEmpty()) {
                throw new MojoExecutionException(
                        "A URL is in no namespace and has no objects: leave " + String.join(" and ", rest) + " out.");
            }
            return AccessRequest.ofPath(verb, resource);
        }
        try {
            return AccessRequest.ofQualified(
                    verb, resource, name == null ? "" : name, namespace == null ? "" : namespace);
        } catch (IllegalArgumentException unknown) {
            throw new MojoExecutionException("aks-policy.resource: " + unknown.getMessage());
        }
    }
}
