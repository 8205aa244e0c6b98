package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.evaluate.Debt;
import io.github.akspolicy.policy.signature.ImageTrust;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Makes verifications without a configuration file. */
final class Unconfigured {
    private Unconfigured() {}

    static Verification scan(Path directory, Overrides overrides) throws ConfigurationException {
        Workspace workspace = Workspace.of(directory).with(overrides.edits());
        String shown = workspace.relative(directory);
        var problems = new Problems(shown);
        boolean isStrict = overrides.isStrict() || !overrides.require().isEmpty();
        var scan = new DirectoryScan(
                directory,
                workspace,
                new ChartRenderers(overrides.classLoader(), problems),
                new ClusterReaders(overrides.classLoader(), problems),
                overrides.values(),
                problems);
        // first: Helm starts beside what follows
        List<PlannedRelease> planned = scan.plan(isStrict);
        KnownPolicies known = KnownPolicies.find(overrides.classLoader(), problems);
        List<EnvironmentSettings> all = scan.environments();
        LocalDate today = DebtReader.today(overrides, problems);
        var enforcements = new Enforcements(all, today, problems);
        DateSettings.Chosen date = DateSettings.NONE.choose(workspace.root(), today, overrides);
        PolicySelection chosen = PolicySelection.of(Settings.NONE, known, overrides, enforcements, date, problems);
        PolicySelection selection = isStrict ? chosen : chosen.tolerant();
        List<EnvironmentSettings> environments = EnvironmentChoice.choose(all, overrides, problems);
        List<PlannedRelease> releases = planned.stream()
                .filter(release -> EnvironmentChoice.contains(environments, release))
                .toList();
        Debt debt = new DebtReader(directory, workspace, known, all, problems)
                .read(Settings.NONE, today, VerificationLoader.sources(releases), false);
        problems.throwIfAny();
        return new Verification(
                "none, " + shown + " is scanned",
                workspace,
                known,
                selection,
                Settings.NONE,
                environments,
                releases,
                debt,
                new KnownImages(ImageTrust.NONE, directory, directory));
    }

    static Verification withoutSources(Path directory, Overrides overrides) throws ConfigurationException {
        Workspace workspace = Workspace.of(directory);
        var problems = new Problems(workspace.relative(directory));
        KnownPolicies known = KnownPolicies.find(overrides.classLoader(), problems);
        List<EnvironmentSettings> all = List.of(EnvironmentSettings.DEFAULT);
        LocalDate today = DebtReader.today(overrides, problems);
        PolicySelection selection = PolicySelection.of(
                Settings.NONE,
                known,
                overrides,
                new Enforcements(all, today, problems),
                DateSettings.NONE.choose(workspace.root(), today, overrides),
                problems);
        List<EnvironmentSettings> environments = EnvironmentChoice.choose(all, overrides, problems);
        Debt debt =
                new DebtReader(directory, workspace, known, all, problems).read(Settings.NONE, today, Set.of(), false);
        problems.throwIfAny();
        return new Verification(
                "none",
                workspace,
                known,
                selection,
                Settings.NONE,
                environments,
                List.of(),
                debt,
                new KnownImages(ImageTrust.NONE, directory, directory));
    }
}
