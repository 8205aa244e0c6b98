package io.github.akspolicy.run;

import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.environment.WorkloadIdentities;
import io.github.akspolicy.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Draws how the pods of a workload reach Azure and Key Vault in each environment: every link with ✓, ✗ or ? and the line
 * that makes it so.
 */
public final class ExplainWorkloadCommand extends Command {
    private final String workload;

    public ExplainWorkloadCommand(Invocation invocation, String workload) {
        super(invocation);
        this.workload = workload;
    }

    @Override
    public void run() throws CommandException {
        Verification verification = verification();
        var drawn = new ArrayList<String>();
        var names = new TreeSet<String>();
        for (String name : verification.environments()) {
            Environment environment = readable(verification, name);
            environment.resources().workloads().forEach(resource -> names.add(name(resource.id())));
            draw(environment, drawn);
        }
        if (drawn.isEmpty()) {
            throw new CommandException(
                    "Unknown workload " + workload + ": " + DidYouMean.fix(workload, List.copyOf(names), "workloads"));
        }
        show(drawn);
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
