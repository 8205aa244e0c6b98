package io.github.akspolicy.run;

import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.explain.AccessExplanation;
import io.github.akspolicy.source.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Explains how people get into the clusters of each environment: the mode of authentication, whether local accounts work, who
 * can get a kubeconfig, who decides what they may do, how the API server is reached; each with the line that makes it so and
 * what the policies say of it.
 */
public final class ExplainClusterCommand extends Command {

    public ExplainClusterCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    public void run() throws CommandException {
        Verification verification = verification();
        var lines = new ArrayList<String>();
        for (String name : verification.environments()) {
            Environment environment = verification.environment(name);
            List<Problem> problems = environment.problems();
            if (!problems.isEmpty()) {
                throw new CommandException("The environment " + name + " cannot be read: " + problems.get(0));
            }
            lines.addAll(new AccessExplanation(environment, verification.evaluate(name, Progress.NONE)).lines());
        }
        if (lines.isEmpty()) {
            throw new CommandException("No environment defines a cluster: name its definition under cluster in "
                    + Verification.FILE_NAME + ".");
        }
        show(lines);
    }
}
