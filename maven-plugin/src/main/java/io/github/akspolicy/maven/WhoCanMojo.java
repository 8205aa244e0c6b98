package io.github.akspolicy.maven;

import io.github.akspolicy.run.Command;
import io.github.akspolicy.run.WhoCanCommand;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Lists who may do something in each environment: every user, group and service account that a binding means, with the
 * binding, the role, the rule, their lines, and the authorizer that says so.
 *
 * @since 0.1.0
 */
@Mojo(name = "who-can", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class WhoCanMojo extends EnvironmentsMojo {
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
    Command command() {
        return new WhoCanCommand(invocation(), verb, resource, name, namespace);
    }
}
