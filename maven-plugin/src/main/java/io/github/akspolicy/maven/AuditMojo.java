package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.AuditRequest;
import io.github.akspolicy.configuration.ClusterAudit;
import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates what runs in a cluster by the policies of <code>aks-policy.yaml</code>, and compares it with what the environment is
 * to run. It asks the API server for lists only and changes nothing. Needs the optional artifact <code>aks-policy-live</code>
 * among the plugin's dependencies, and the network.
 */
@Mojo(name = "audit", requiresProject = false, aggregator = true, threadSafe = true)
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
    void run() throws MojoExecutionException, MojoFailureException {
        if (printRole) {
            print();
            return;
        }
        Path reports = reportDirectory == null
                ? Path.of(session().getExecutionRootDirectory(), "target", "aks-policy-audit")
                : reportDirectory.toPath();
        verify(this::read, reports);
    }

    private Verification read() throws ConfigurationException {
        Path file = configurationFile(configuration);
        return configuration == null && !Files.exists(file)
                ? Verification.withoutSources(directory(), overrides())
                : Verification.load(file, overrides());
    }

    private void print() throws MojoExecutionException {
        try {
            Verification verification = read();
            String role = audit().role(verification, request(verification));
            role.lines().forEach(getLog()::info);
        } catch (ConfigurationException invalid) {
            throw unusable(invalid);
        } catch (SourceException unreachable) {
            throw new MojoExecutionException(unreachable.problems().get(0).toString(), unreachable);
        }
    }

    @Override
    Evaluation evaluate(Verification verification, Progress progress) throws ConfigurationException {
        try {
            return audit().audit(verification, request(verification), progress);
        } catch (SourceException unreachable) {
            return Evaluations.broken(unreachable.problems());
        }
    }

    private AuditRequest request(Verification verification) throws ConfigurationException {
        List<String> environments = verification.environments();
        if (environments.size() != 1) {
            throw new ConfigurationException(List.of(new Problem(
                    "a cluster is one environment, and the configuration has " + String.join(", ", environments),
                    null,
                    "name it: -Daks-policy.environments=" + environments.get(environments.size() - 1))));
        }
        return new AuditRequest(
                environments.get(0),
                kubeconfig == null ? null : kubeconfig.toPath(),
                context,
                namespaces == null ? List.of() : namespaces,
                secretMetadata,
                drift,
                owned,
                platform);
    }

    private static ClusterAudit audit() throws ConfigurationException {
        return ServiceLoader.load(ClusterAudit.class, AuditMojo.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(List.of(new Problem(
                        "clusters cannot be read: the client of the API server is not among the plugin's dependencies",
                        null,
                        "add io.github.akspolicy:aks-policy-live to the dependencies of the plugin"))));
    }
}
