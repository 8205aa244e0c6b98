package io.github.akspolicy.run;

import io.github.akspolicy.configuration.AccessBudgetText;
import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.files.AtomicFile;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.resource.rbac.AccessBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes who may do what by today's roles and bindings into the file that {@code rbacBudget} of the configuration
 * names: {@code rbac/expected-access} fails on whatever goes beyond it. A file that says something else already is
 * left alone and told apart, unless {@code aks-policy.overwrite} is set.
 */
public final class RbacBudgetCommand extends Command {
    private final boolean overwrite;

    public RbacBudgetCommand(Invocation invocation, boolean overwrite) {
        super(invocation);
        this.overwrite = overwrite;
    }

    private static final int SHOWN = 20;

    @Override
    public void run() throws CommandException {
        Path file = configuration();
        if (!isConfigured()) {
            output().info("No " + file.getFileName() + " here: there is no budget to write.");
            return;
        }
        try {
            Verification verification = Verification.load(file, overrides().writesBudget(true));
            Path budget = verification
                    .rbacBudgetFile()
                    .orElseThrow(
                            () -> new CommandException(verification.workspace().relative(file)
                                    + " names no budget: add \"rbacBudget: rbac-budget.yaml\""));
            write(budget, verification.workspace().relative(budget), AccessBudgetText.of(budgets(verification)));
        } catch (ConfigurationException invalid) {
            throw unusable(invalid);
        } catch (IOException e) {
            throw new CommandException("The budget cannot be written: " + e, e);
        }
    }

    private static Map<String, AccessBudget> budgets(Verification verification) throws CommandException {
        var budgets = new LinkedHashMap<String, AccessBudget>();
        for (String name : verification.environments()) {
            Environment environment = readable(verification, name);
            try {
                budgets.put(name, AccessBudget.granted(environment.indexes().derive(AccessFacts.AUTHORIZER)));
            } catch (IllegalArgumentException unknown) {
                throw new CommandException("In the environment " + name + " "
                        + SafeText.line(String.valueOf(unknown.getMessage()))
                        + ", so that it is unknown where it grants: give it one, or the environment.");
            }
        }
        return budgets;
    }

    private void write(Path budget, String shown, String text) throws IOException, CommandException {
        String before = Files.exists(budget) ? Files.readString(budget) : "";
        if (text.equals(before)) {
            output().info("The budget " + shown + " says what is granted already.");
            return;
        }
        if (!before.isEmpty() && !overwrite) {
            show(before, text);
            throw new CommandException("The budget " + shown + " was not written, since it says something else:"
                    + " see above. Edit it, or replace it with " + CommandText.option("overwrite") + ".");
        }
        AtomicFile.write(AtomicFile.target(budget), text);
        output().info("Budget " + shown + ": "
                + text.lines().filter(RbacBudgetCommand::isRule).count()
                + " rules. rbac/expected-access holds it; turn it on if it is not.");
    }

    /** The lines that the file would lose and win; the order of lines is that of both files. */
    private void show(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> fresh = after.lines().toList();
        Set<String> kept = new LinkedHashSet<>(fresh);
        old.stream()
                .filter(line -> !kept.contains(line))
                .limit(SHOWN)
                .forEach(line -> output().warn("- " + SafeText.line(line)));
        var had = new LinkedHashSet<>(old);
        fresh.stream()
                .filter(line -> !had.contains(line))
                .limit(SHOWN)
                .forEach(line -> output().warn("+ " + SafeText.line(line)));
    }

    private static boolean isRule(String line) {
        return line.startsWith("        - ");
    }
}
