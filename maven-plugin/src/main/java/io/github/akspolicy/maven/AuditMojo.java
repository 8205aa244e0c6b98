package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.AuditRequest;
import io.github.akspolicy.run.AuditCommand;
import io.github.akspolicy.run.CommandException;
import io.github.akspolicy.run.FindingsException;
import io.github.akspolicy.run.Invocation;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates what runs in a cluster by the policies of <code>aks-policy.yaml</code>, and compares it with what the environment is
 * to run. It asks the API server for lists only and changes nothing. Needs the optional artifact <code>aks-policy-live</code>
 * and the network.
 *
 * @since 0.1.0
 */
@Mojo(name = "audit", requiresProject = false, requiresOnline = true, aggregator = true, threadSafe = true)
public final class AuditMojo extends AbstractVerifyingMojo {
    /** Where the configuration is; without one the profile <code>recommended</code> evaluates, and nothing is compared. */
    @Parameter(property = "aks-policy.configuration")
    private @Nullable File configuration;

    /** Where reports go; <code>target/aks-policy-audit</code> of the current directory when not set. */
    @Parameter(property = "aks-policy.reportDirectory")
    private @Nullable File reportDirectory;

    /** The kubeconfig that leads to the cluster; what kubectl would take when not set. */
    @Parameter(property = "aks-policy.kubeconfig")
    private @Nullable File kubeconfig;

    /** The context of the kubeconfig; the current one when not set. */
    @Parameter(property = "aks-policy.context")
    private @Nullable String context;

    /** Only what lies in these namespaces, separated by commas; the whole cluster when empty. */
    @Parameter(property = "aks-policy.namespaces")
    private @Nullable List<String> namespaces;

    /** Reads names, labels and annotations of Secrets. Their values are never asked for. */
    @Parameter(property = "aks-policy.secretMetadata", defaultValue = "false")
    private boolean secretMetadata;

    /** Compares what runs with what the environment is to run. */
    @Parameter(property = "aks-policy.drift", defaultValue = "true")
    private boolean drift;

    /** Evaluates pods, ReplicaSets and Jobs, too, that an evaluated workload makes from its template. */
    @Parameter(property = "aks-policy.owned", defaultValue = "false")
    private boolean owned;

    /** Evaluates what Kubernetes and AKS bring, too, although it is as they bring it. */
    @Parameter(property = "aks-policy.platform", defaultValue = "false")
    private boolean platform;

    /** Prints the ClusterRole that the audit needs in this cluster, and evaluates nothing. */
    @Parameter(property = "aks-policy.printRole", defaultValue = "false")
    private boolean printRole;

    @Override
    void run() throws MojoExecutionException, CommandException, FindingsException {
        Path reports = reportDirectory == null
                ? Path.of(session().getExecutionRootDirectory(), "target", "aks-policy-audit")
                : reportDirectory.toPath();
        Invocation invocation = invocation(configuration, reports);
        var request = new AuditRequest(
                kubeconfig == null ? null : kubeconfig.toPath(),
                context,
                namespaces == null ? List.of() : namespaces,
                secretMetadata,
                drift,
                owned,
                platform);
        var command = new AuditCommand(invocation, presentation(invocation), request, printRole);
        if (!command.printsRole()) {
            verify(command, reports);
        }
    }
}
