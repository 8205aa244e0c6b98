package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.ContextKinds;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads who may do what at most, and puts it into the surroundings of the environments.
 *
 * @param folder the folder of the configuration file
 */
record AccessBudgetReader(Path folder, Workspace workspace, Problems problems) {
    /** A budget has a line for each rule of a large estate. */
    private static final int LONGEST = 32 << 20;

    /**
     * @param named the file as the configuration names it, or null when it names none
     * @param chosen the environments in question
     * @param all all environments of the configuration
     * @param policies those that are on
     * @param isWritten whether the file is about to be written, so that what it says does not matter
     * @return the chosen environments, each with its budget
     */
    List<EnvironmentSettings> read(
            @Nullable Located<String> named,
            List<EnvironmentSettings> chosen,
            List<EnvironmentSettings> all,
            List<ActivePolicy> policies,
            boolean isWritten) {
        if (named == null) {
            return chosen;
        }
        Path file =
                new PathResolver(folder, workspace, problems).written(named, "rbacBudget", "rbac-budget", isWritten);
        if (file == null || isWritten || !Files.exists(file)) {
            return chosen;
        }
        if (policies.stream().noneMatch(AccessBudgetReader::asks)) {
            problems.add(
                    named.at(),
                    "rbacBudget is not used: no policy that is on asks for it",
                    "turn rbac/expected-access on");
        }
        Field environments = environments(file);
        if (environments == null) {
            return chosen;
        }
        checkEnvironments(environments, all, named);
        var budgeted = new ArrayList<EnvironmentSettings>();
        for (EnvironmentSettings environment : chosen) {
            Field subjects = environments.get(environment.name());
            budgeted.add(
                    subjects.isPresent() || subjects.isWritten()
                            ? environment.with(
                                    new Context(named.at(), workspace.relative(file), List.of(resource(subjects))))
                            : environment);
        }
        return List.copyOf(budgeted);
    }

    private static boolean asks(ActivePolicy active) {
        return active.policy() instanceof EnvironmentPolicy<?> joint
                && joint.reads().contains(AccessFacts.BUDGETS);
    }

    /** The value of {@code environments}; null when the file cannot be used, which has been reported. */
    private @Nullable Field environments(Path file) {
        var found = new Problems(workspace.relative(file));
        Node document = DocumentFile.read(file, LONGEST, workspace, found);
        if (document == null && found.isEmpty()) {
            found.add(Position.START, "the file is empty", "write it with " + CommandText.command("rbac-budget"));
        }
        if (document != null) {
            new ShapeCheck(found).check(AccessBudgetSchema.shape(), Field.root(document));
        }
        boolean isUsable = found.isEmpty();
        found.moveTo(problems);
        return document == null || !isUsable ? null : Field.root(document).get("environments");
    }

    /** An environment that the file forgot is not one without limits, and one that it has too much is a slip. */
    private void checkEnvironments(Field environments, List<EnvironmentSettings> all, Located<String> named) {
        List<String> names = all.stream().map(EnvironmentSettings::name).toList();
        List<String> written = environments.fields().stream().map(Field::key).toList();
        for (String name : names) {
            if (!written.contains(name)) {
                problems.add(
                        named.at(),
                        "rbacBudget " + ShapeCheck.quote(named.value()) + " has no environment "
                                + ShapeCheck.quote(name),
                        "run " + CommandText.command("rbac-budget") + " " + CommandText.option("overwrite")
                                + ", or add \"" + name + ":\" for no access");
            }
        }
        for (String name : written) {
            if (!names.contains(name)) {
                problems.add(
                        named.at(),
                        "rbacBudget " + ShapeCheck.quote(named.value()) + " names the unknown environment "
                                + ShapeCheck.quote(name),
                        DidYouMean.fix(name, names, "environments"));
            }
        }
    }

    private static Resource resource(Field subjects) {
        Position at = subjects.place().key();
        var entries = new ArrayList<Node.Entry>();
        entries.add(new Node.Entry("apiVersion", at, new Node.Scalar(ContextKinds.API_VERSION, at)));
        entries.add(new Node.Entry("kind", at, new Node.Scalar(ContextKinds.ACCESS_BUDGET, at)));
        entries.add(new Node.Entry("metadata", at, new Node.Mapping(List.of(), at)));
        if (subjects.node() instanceof Node.Mapping mapping) {
            entries.add(new Node.Entry("subjects", at, mapping));
        }
        return Resource.of(Field.root(new Node.Mapping(entries, at)), null, PodTemplates.KNOWN);
    }
}
