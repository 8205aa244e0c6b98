package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.environment.WorkloadIdentities;
import io.github.akspolicy.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Draws how the pods of a workload reach Azure and Key Vault in each environment: every link with ✓, ✗ or ? and the line
 * that makes it so.
 */
@Mojo(name = "explain-workload", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class ExplainWorkloadMojo extends ConfiguredMojo {
    /** The workload: its name, or <code>namespace/name</code>. */
    @Parameter(property = "aks-policy.workload", required = true)
    private String workload;

    @Override
    void run() throws MojoExecutionException {
        Verification verification = verification();
        var drawn = new ArrayList<String>();
        var names = new TreeSet<String>();
        for (String name : verification.environments()) {
            Environment environment = readable(verification, name);
            environment.resources().workloads().forEach(resource -> names.add(name(resource.id())));
            draw(environment, drawn);
        }
        if (drawn.isEmpty()) {
            throw new MojoExecutionException(
                    "Unknown workload " + workload + ": " + DidYouMean.fix(workload, List.copyOf(names), "workloads"));
        }
        drawn.forEach(getLog()::info);
    }

    /** As it is asked for: with its namespace where that is asked for, too. */
    private String name(ResourceId id) {
        return workload.indexOf('/') < 0 ? id.name() : (id.namespace() == null ? "" : id.namespace()) + "/" + id.name();
    }

    private void draw(Environment environment, List<String> drawn) {
        int slash = workload.indexOf('/');
        var identities = new WorkloadIdentities(environment);
        String namespace = slash < 0 ? null : workload.substring(0, slash);
        for (DeployedResource found : identities.find(namespace, workload.substring(slash + 1))) {
            drawn.addAll(identities.explain(found));
            drawn.add("");
        }
    }
}
