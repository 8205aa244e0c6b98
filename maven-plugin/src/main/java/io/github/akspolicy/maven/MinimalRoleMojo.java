package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.explain.MinimalRoles;
import io.github.akspolicy.files.AtomicFile;
import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.resource.rbac.AccessBudget;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Cuts roles down to what the budget of access says is needed, and writes them as YAML to paste: for each environment a
 * file <code>minimal-roles-ENVIRONMENT.yaml</code>. The files of the roles themselves are left alone.
 */
@Mojo(name = "minimal-role", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class MinimalRoleMojo extends ConfiguredMojo {
    /** Only roles of this name; all when not set. */
    @Parameter(property = "aks-policy.role")
    private @Nullable String role;

    /** Where the files go. */
    @Parameter(property = "aks-policy.reportDirectory")
    private @Nullable File reportDirectory;

    @Override
    void run() throws MojoExecutionException {
        try {
            Verification verification = verification();
            if (verification.rbacBudgetFile().isEmpty()) {
                throw new MojoExecutionException("What is needed is said by a budget: name one with rbacBudget, and"
                        + " write the first with mvn aks-policy:rbac-budget");
            }
            boolean isThere = role == null;
            var names = new TreeSet<String>();
            var manifests = new LinkedHashMap<String, String>();
            for (String name : verification.environments()) {
                Environment environment = readable(verification, name);
                List<AccessBudget> budgets = environment.indexes().all(AccessFacts.BUDGETS);
                if (budgets.isEmpty()) {
                    throw new MojoExecutionException("The budget says nothing of the environment " + name + ".");
                }
                var minimal = new MinimalRoles(environment, budgets.get(0));
                names.addAll(minimal.names());
                isThere |= minimal.names().contains(role);
                manifests.put(name, minimal.yaml(role == null ? "" : role));
            }
            if (!isThere) {
                throw new MojoExecutionException("No binding means a role " + role + ": "
                        + DidYouMean.fix(String.valueOf(role), List.copyOf(names), "roles that are bound"));
            }
            for (Map.Entry<String, String> manifest : manifests.entrySet()) {
                tell(manifest.getKey(), manifest.getValue());
            }
        } catch (IOException e) {
            throw new MojoExecutionException("The roles cannot be written: " + e, e);
        }
    }

    private void tell(String environment, String yaml) throws IOException {
        Path file = reportDirectory(reportDirectory).resolve("minimal-roles-" + environment + ".yaml");
        if (yaml.isEmpty()) {
            Files.deleteIfExists(file);
            getLog().info(environment + ": no role grants more than the budget says is needed.");
            return;
        }
        AtomicFile.write(file, yaml);
        getLog().info(environment + ": to paste from " + directory().relativize(file.toAbsolutePath()));
        yaml.lines().forEach(line -> getLog().info("  " + line));
    }
}
