package io.github.akspolicy.run;

import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.explain.MinimalRoles;
import io.github.akspolicy.files.AtomicFile;
import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.resource.rbac.AccessBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Cuts roles down to what the budget of access says is needed, and writes them as YAML to paste: for each environment a
 * file {@code minimal-roles-ENVIRONMENT.yaml}. The files of the roles themselves are left alone.
 */
public final class MinimalRoleCommand extends Command {
    private final @Nullable String role;

    public MinimalRoleCommand(Invocation invocation, @Nullable String role) {
        super(invocation);
        this.role = role;
    }

    @Override
    public void run() throws CommandException {
        try {
            Verification verification = verification();
            if (verification.rbacBudgetFile().isEmpty()) {
                throw new CommandException(
                        "No budget is configured: name one with rbacBudget, and write the first with "
                                + commandLine("rbac-budget"));
            }
            boolean isThere = role == null;
            var names = new TreeSet<String>();
            var manifests = new LinkedHashMap<String, String>();
            for (String name : verification.environments()) {
                Environment environment = readable(verification, name);
                List<AccessBudget> budgets = environment.indexes().all(AccessFacts.BUDGETS);
                if (budgets.isEmpty()) {
                    throw new CommandException("The budget has no entry for the environment " + name + ".");
                }
                var minimal = new MinimalRoles(environment, budgets.get(0));
                names.addAll(minimal.names());
                isThere |= minimal.names().contains(role);
                manifests.put(name, minimal.yaml(role == null ? "" : role));
            }
            if (!isThere) {
                throw new CommandException("No binding means a role " + role + ": "
                        + DidYouMean.fix(String.valueOf(role), List.copyOf(names), "roles that are bound"));
            }
            for (Map.Entry<String, String> manifest : manifests.entrySet()) {
                show(manifest.getKey(), manifest.getValue());
            }
        } catch (IOException e) {
            throw new CommandException("The roles cannot be written: " + e, e);
        }
    }

    private void show(String environment, String yaml) throws IOException {
        Path file = reports().resolve("minimal-roles-" + environment + ".yaml");
        if (yaml.isEmpty()) {
            Files.deleteIfExists(file);
            output().info(environment + ": no role grants more than the budget says is needed.");
            return;
        }
        AtomicFile.write(file, yaml);
        output().info(environment + ": to paste from " + directory().relativize(file.toAbsolutePath()));
        yaml.lines().forEach(line -> output().verbatim("  " + line));
    }
}
