package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.evaluate.Debt;
import io.github.akspolicy.evaluate.ExemptionRules;
import io.github.akspolicy.source.ThirdPartyCharts;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads and checks a configuration file with everything that it names. Renders nothing. */
final class VerificationLoader {
    private VerificationLoader() {}

    /** As {@link Verification#load(Path, Path, Overrides)}. */
    static Verification load(Path place, Path written, Overrides overrides) throws ConfigurationException {
        Path sources = place.toAbsolutePath().normalize();
        Workspace around = Workspace.of(Verification.parent(sources)).with(overrides.edits());
        Path file = written.toAbsolutePath().normalize();
        Workspace workspace = file.equals(sources) ? around : Workspace.of(Verification.parent(file));
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
        var clusters = new ClusterReaders(overrides.classLoader(), problems);
        List<EnvironmentSettings> all = new ClusterVersions(Verification.parent(sources), around, clusters)
                .of(
                        settings,
                        settings.environments().isEmpty()
                                ? List.of(EnvironmentSettings.DEFAULT)
                                : settings.environments());
        LocalDate today = DebtReader.today(overrides, problems);
        var enforcements = new Enforcements(all, today, problems);
        DateSettings.Chosen date = settings.dates().choose(around.root(), today, overrides);
        PolicySelection selection = PolicySelection.of(settings, known, overrides, enforcements, date, problems);
        List<EnvironmentSettings> chosen = EnvironmentChoice.choose(all, overrides, problems);
        var renderers = new ChartRenderers(overrides.classLoader(), problems);
        // all environments are planned, so that a mistake is found wherever one looks
        ThirdPartyCharts thirdParty =
                new ChartsLock(Verification.parent(file), workspace, problems).read(settings.thirdParty());
        List<PlannedRelease> planned =
                new ReleasePlanner(sources, around, renderers, clusters, thirdParty, problems).plan(settings, all);
        planned = new PlaceholderFiles(Verification.parent(file), workspace, problems)
                .fill(planned, settings.placeholders());
        EnvironmentChoice.checkEveryEnvironment(all, planned, problems);
        Debt debt = new DebtReader(Verification.parent(file), workspace, known, all, problems)
                .read(settings, today, sources(planned), overrides.writesBaseline());
        List<EnvironmentSettings> budgeted = new AccessBudgetReader(Verification.parent(file), workspace, problems)
                .read(settings.rbacBudget(), chosen, all, selection.active(), overrides.writesBudget());
        List<EnvironmentSettings> surrounded = new PrincipalsReader(Verification.parent(file), workspace, problems)
                .read(settings.principals(), budgeted);
        KnownImages images = new ImageTrusts(Verification.parent(file), workspace, overrides.classLoader(), problems)
                .read(settings.images());
        problems.throwIfAny();
        List<PlannedRelease> releases = planned.stream()
                .filter(release -> EnvironmentChoice.contains(chosen, release))
                .toList();
        Debt accepted = debt.with(rules(workspace, settings.gate(), false));
        return new Verification(shown, around, known, selection, settings, surrounded, releases, accepted, images);
    }

    /** @param isCompared whether there is a base, so that exemptions that come with a third-party chart are seen */
    static ExemptionRules rules(Workspace workspace, GateSettings gate, boolean isCompared) {
        return new ExemptionRules(
                gate.annotations(),
                isCompared,
                gate.maxDays(),
                CodeOwners.of(workspace.root(), gate.exemptionOwners()));
    }

    static Set<String> sources(List<PlannedRelease> releases) {
        return releases.stream().map(release -> release.id().source()).collect(Collectors.toSet());
    }
}
