package io.github.akspolicy.maven;

import io.github.akspolicy.run.Command;
import io.github.akspolicy.run.ExemptionsCommand;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Lists every exemption, of the file and of annotations, with its owner, its end and its line, and what the baseline holds: for an audit.
 * Without a configuration it lists the annotations of what <code>scan</code> finds.
 *
 * @since 0.1.0
 */
@Mojo(name = "exemptions", requiresProject = false, aggregator = true, threadSafe = true)
public final class ExemptionsMojo extends PoliciesMojo {
    /**
     * Prints JSON, for programs: <code>exemptions</code> with <code>policy</code>, <code>owner</code>, <code>until</code>,
     * <code>daysLeft</code>, <code>location</code> and more, and <code>baseline</code>.
     */
    @Parameter(property = "aks-policy.json", defaultValue = "false")
    private boolean json;

    @Override
    Command command() {
        return new ExemptionsCommand(invocation(), json);
    }
}
