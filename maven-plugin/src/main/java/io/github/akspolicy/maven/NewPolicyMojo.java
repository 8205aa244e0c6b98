package io.github.akspolicy.maven;

import io.github.akspolicy.run.CommandException;
import io.github.akspolicy.run.NewPolicyCommand;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes what a custom policy begins with: the policy, a test with its manifests, and a page. Nothing is overwritten.
 *
 * @since 0.1.0
 */
@Mojo(name = "new-policy", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class NewPolicyMojo extends CommandMojo {
    /** The id of the policy, such as <code>contoso/cost-center</code>. */
    @Parameter(property = "aks-policy.id", required = true)
    private String id;

    /** What the policy is written in: <code>java</code>, or <code>yaml</code> for a JSON Schema in a file. */
    @Parameter(property = "aks-policy.language", defaultValue = "java")
    private String language;

    /** The package of the Java class. */
    @Parameter(property = "aks-policy.package", defaultValue = "policies")
    private String packageName;

    @Override
    NewPolicyCommand command() {
        return new NewPolicyCommand(invocation(), id, language, packageName);
    }

    @Override
    void run() throws CommandException {
        command().run();
        if (language.equals("java")) {
            new TestClassPath(project()).oldSurefire().ifPresent(invocation().output()::warn);
        }
    }
}
