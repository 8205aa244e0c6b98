package io.github.akspolicy.run;

import io.github.akspolicy.configuration.AuditRequest;
import io.github.akspolicy.configuration.ClusterAudit;
import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluator.Evaluated;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import java.util.List;
import java.util.ServiceLoader;

/** Evaluates what runs in a cluster, and compares it with what the environment is to run. */
public final class AuditCommand extends EvaluatingCommand {
    private final AuditRequest request;
    private final boolean printRole;

    /** @param printRole whether only the ClusterRole that the audit needs is printed */
    public AuditCommand(Invocation invocation, Presentation presentation, AuditRequest request, boolean printRole) {
        super(invocation, presentation);
        this.request = request;
        this.printRole = printRole;
    }

    @Override
    public void run() throws CommandException, FindingsException {
        if (!printsRole()) {
            super.run();
        }
    }

    /** Prints the role where that is asked for, and says whether it was. */
    public boolean printsRole() throws CommandException {
        if (!printRole) {
            return false;
        }
        try {
            Verification verification = read();
            audit().role(verification, request).lines().forEach(output()::info);
            return true;
        } catch (ConfigurationException invalid) {
            throw unusable(invalid);
        } catch (SourceException unreachable) {
            throw new CommandException(unreachable.problems().get(0).toString(), unreachable);
        }
    }

    private Verification read() throws ConfigurationException {
        Verification verification = isConfigured()
                ? Verification.load(configuration(), overrides())
                : Verification.withoutSources(directory(), overrides());
        List<String> environments = verification.environments();
        if (environments.size() != 1) {
            throw new ConfigurationException(List.of(new Problem(
                    "a cluster is one environment, and the configuration has " + String.join(", ", environments),
                    null,
                    "name it: " + CommandText.option("environments") + "="
                            + environments.get(environments.size() - 1))));
        }
        return verification;
    }

    @Override
    Evaluated evaluate(Progress progress) throws ConfigurationException {
        Verification verification = read();
        try {
            return Evaluated.of(audit().audit(verification, request, progress));
        } catch (SourceException unreachable) {
            return Evaluated.of(Evaluations.broken(unreachable.problems()));
        }
    }

    private ClusterAudit audit() throws ConfigurationException {
        return ServiceLoader.load(ClusterAudit.class, overrides().classLoader())
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(List.of(new Problem(
                        "clusters cannot be read: the client of the API server is not on the class path",
                        null,
                        "add io.github.akspolicy:aks-policy-live to the dependencies of the plugin, or to the class path"
                                + " of the command line"))));
    }
}
