package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.evaluate.Debt;
import io.github.akspolicy.policy.ImageTrust;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes verifications of a configuration file, or of none. */
final class Loading {
    private Loading() {}

    static Verification load(Path configurationFile, Overrides overrides) throws ConfigurationException {
        Path file = configurationFile.toAbsolutePath().normalize();
        Workspace workspace = Workspace.of(parent(file)).with(overrides.edits());
        String shown = workspace.relative(file);
        var problems = new Problems(shown);
        KnownPolicies known = KnownPolicies.find(overrides.classLoader(), problems);
        Settings settings = new ConfigurationFile(
                        file,
                        workspace,
                        known,
                        new PolicyFiles(file, overrides.classLoader(), workspace, problems),
                        problems)
                .read();
        List<EnvironmentSettings> all =
                settings.environments().isEmpty() ? List.of(EnvironmentSettings.DEFAULT) : settings.environments();
        LocalDate today = DebtReader.today(overrides, problems);
        var enforcements = new Enforcements(all, today, problems);
        PolicySelection selection = PolicySelection.of(settings, known, overrides, enforcements, problems);
        List<EnvironmentSettings> chosen = choose(all, overrides, problems);
        var renderers = new ChartRenderers(overrides.classLoader(), problems);
        // all environments are planned, so that a mistake is found wherever one looks
        var clusters = new ClusterReaders(overrides.classLoader(), problems);
        List<PlannedRelease> planned =
                new ReleasePlanner(file, workspace, renderers, clusters, problems).plan(settings, all);
        checkEveryEnvironment(all, planned, problems);
        Debt debt = new DebtReader(parent(file), workspace, known, all, problems)
                .read(settings, today, sources(planned), overrides.writesBaseline());
        List<EnvironmentSettings> budgeted = new AccessBudgetReader(parent(file), workspace, problems)
                .read(settings.rbacBudget(), chosen, all, selection.active(), overrides.writesBudget());
        KnownImages images =
                new ImageTrusts(parent(file), workspace, overrides.classLoader(), problems).read(settings.images());
        problems.throwIfAny();
        List<PlannedRelease> releases =
                planned.stream().filter(release -> contains(chosen, release)).toList();
        return new Verification(shown, workspace, known, selection, settings, budgeted, releases, debt, images);
    }

    static Verification scan(Path directory, Overrides overrides) throws ConfigurationException {
        Workspace workspace = Workspace.of(directory).with(overrides.edits());
        String shown = workspace.relative(directory);
        var problems = new Problems(shown);
        KnownPolicies known = KnownPolicies.find(overrides.classLoader(), problems);
        List<EnvironmentSettings> all = List.of(EnvironmentSettings.DEFAULT);
        LocalDate today = DebtReader.today(overrides, problems);
        var enforcements = new Enforcements(all, today, problems);
        PolicySelection selection = PolicySelection.of(Settings.NONE, known, overrides, enforcements, problems);
        List<EnvironmentSettings> environments = choose(all, overrides, problems);
        var renderers = new ChartRenderers(overrides.classLoader(), problems);
        List<PlannedRelease> releases = new DirectoryScan(
                        directory,
                        workspace,
                        renderers,
                        new ClusterReaders(overrides.classLoader(), problems),
                        problems)
                .plan();
        Debt debt = new DebtReader(directory, workspace, known, all, problems)
                .read(Settings.NONE, today, sources(releases), false);
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
                Settings.NONE, known, overrides, new Enforcements(all, today, problems), problems);
        List<EnvironmentSettings> environments = choose(all, overrides, problems);
        Debt debt = new DebtReader(directory, workspace, known, all, problems)
                .read(Settings.NONE, today, Set.of(), false);
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

    private static Set<String> sources(List<PlannedRelease> releases) {
        return releases.stream().map(release -> release.id().source()).collect(Collectors.toSet());
    }

    static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static List<EnvironmentSettings> choose(
            List<EnvironmentSettings> all, Overrides overrides, Problems problems) {
        List<String> names = all.stream().map(EnvironmentSettings::name).toList();
        for (String wanted : overrides.environments()) {
            if (!names.contains(wanted)) {
                problems.add(new Problem(
                        "aks-policy.environments: there is no environment " + ShapeCheck.quote(wanted),
                        null,
                        DidYouMean.fix(wanted, names, "environments")));
            }
        }
        return overrides.environments().isEmpty()
                ? all
                : all.stream()
                        .filter(environment -> overrides.environments().contains(environment.name()))
                        .toList();
    }

    private static boolean contains(List<EnvironmentSettings> environments, PlannedRelease release) {
        return environments.stream().anyMatch(environment -> environment.name().equals(release.environment()));
    }

    private static void checkEveryEnvironment(
            List<EnvironmentSettings> environments, List<PlannedRelease> planned, Problems problems) {
        if (!problems.isEmpty()) {
            return;
        }
        for (EnvironmentSettings environment : environments) {
            if (environment.at() != null
                    && planned.stream().noneMatch(release -> contains(List.of(environment), release))) {
                problems.add(
                        environment.at(),
                        "nothing is deployed to the environment " + ShapeCheck.quote(environment.name()),
                        "add it to the environments of a source, or remove it");
            }
        }
    }
}
