package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Debt;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.evaluate.Weakening;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.source.ChartRelease;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code aks-policy.yaml} asks for, checked and ready to run: the one entry point of every door.
 *
 * <p>Making one reads configuration only and never renders; {@link #evaluate(Progress)} does the work. A verification
 * is immutable and may be evaluated more than once.
 */
public final class Verification {
    /** The name of the configuration file. */
    public static final String FILE_NAME = "aks-policy.yaml";

    /** The environment of a configuration that names none. */
    public static final String DEFAULT_ENVIRONMENT = "default";

    private final String shownConfiguration;
    private final Workspace workspace;
    private final KnownPolicies known;
    private final PolicySelection selection;
    private final Settings settings;
    private final List<EnvironmentSettings> environments;
    private final List<PlannedRelease> releases;
    private final Debt debt;
    private final KnownImages images;

    Verification(
            String shownConfiguration,
            Workspace workspace,
            KnownPolicies known,
            PolicySelection selection,
            Settings settings,
            List<EnvironmentSettings> environments,
            List<PlannedRelease> releases,
            Debt debt,
            KnownImages images) {
        this.shownConfiguration = shownConfiguration;
        this.workspace = workspace;
        this.known = known;
        this.selection = selection;
        this.settings = settings;
        this.environments = List.copyOf(environments);
        this.releases = List.copyOf(releases);
        this.debt = debt;
        this.images = images;
    }

    /**
     * Reads and checks a configuration file.
     *
     * @throws ConfigurationException with everything that is wrong, a missing file included
     */
    public static Verification load(Path configurationFile, Overrides overrides) throws ConfigurationException {
        return load(configurationFile, configurationFile, overrides);
    }

    /**
     * The sources that lie around one configuration file, evaluated as another one says, with the other one's exemptions,
     * baseline and policy files: what a change holds, by the rules of its base.
     *
     * @param place where the configuration file would be: paths of sources are relative to its folder
     * @param written the configuration file that is read, in a folder like that of {@code place}
     * @throws ConfigurationException with everything that is wrong, such as a source that is not there any more
     */
    public static Verification load(Path place, Path written, Overrides overrides) throws ConfigurationException {
        return ConfigurationException.guard(written, () -> VerificationLoader.load(place, written, overrides));
    }

    /**
     * A verification without configuration file: every chart, every manifest and every definition of a cluster below a
     * directory, in one environment, judged by the profile {@code recommended}.
     *
     * @throws ConfigurationException when there is neither chart nor manifest, or an override is wrong
     */
    public static Verification scan(Path directory, Overrides overrides) throws ConfigurationException {
        return ConfigurationException.guard(directory, () -> Unconfigured.scan(directory, overrides));
    }

    /**
     * A verification without configuration file and sources, in one environment, by {@code recommended}: for other sources.
     *
     * @param directory what paths in reports are relative to the repository of
     * @throws ConfigurationException when an override is wrong
     */
    public static Verification withoutSources(Path directory, Overrides overrides) throws ConfigurationException {
        return Unconfigured.withoutSources(directory, overrides);
    }

    static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    /**
     * This verification with more policies, which are on with their own severity and default settings.
     *
     * @throws ConfigurationException when one has the id of another policy
     */
    public Verification withPolicies(List<? extends Policy> added) throws ConfigurationException {
        KnownPolicies more = known.copy();
        more.add(added);
        List<Problem> conflicts = more.conflicts();
        if (conflicts.size() > known.conflicts().size()) {
            throw new ConfigurationException(conflicts.subList(known.conflicts().size(), conflicts.size()));
        }
        return new Verification(
                shownConfiguration,
                workspace,
                more,
                selection.with(added),
                settings,
                environments,
                releases,
                debt.with(added),
                images);
    }

    /**
     * This verification with the rules of test classes known: those that are no policies are named as what only the tests ask.
     *
     * @param questions their names; may be empty
     */
    public Verification withQuestions(List<String> questions) {
        KnownPolicies more = known.copy();
        more.addQuestions(questions);
        return new Verification(
                shownConfiguration, workspace, more, selection, settings, environments, releases, debt, images);
    }

    /**
     * This verification under the gate of its base: exemptions count as the base's {@code gate} and code owners say, since a
     * change may not relax them.
     *
     * @param base the configuration of the base, with its own files
     */
    public Verification gatedBy(Verification base) {
        return new Verification(
                shownConfiguration,
                workspace,
                known,
                selection,
                settings.with(base.settings.gate()),
                environments,
                releases,
                debt.with(VerificationLoader.rules(base.workspace, base.settings.gate(), true)),
                images);
    }

    /** Whether {@code gate.gateFrom} is {@code base}: then the base's configuration evaluates a change. */
    public boolean isGatedFromBase() {
        return settings.gate().fromBase();
    }

    /**
     * Whether a change that makes this gate weaker fails: unless {@code gate.weakening} is {@code report}, or the file says
     * that nothing fails at all.
     */
    public boolean failsOnWeakening() {
        return settings.failsOnWeakening();
    }

    /**
     * What of this configuration lets more pass than that of its base. Exemptions and baseline are compared by {@link
     * io.github.akspolicy.evaluate.AcceptedComparison}.
     *
     * @param base the configuration of the base; like this one, of all environments and without overrides
     */
    public List<Weakening> weakerThan(Verification base) {
        return new GateComparison(base, this).weakenings();
    }

    KnownPolicies known() {
        return known;
    }

    /** The day that is evaluated for, and what says so. */
    DateSettings.Chosen date() {
        return selection.date();
    }

    Settings settings() {
        return settings;
    }

    /** Where the configuration file is. */
    public Path configurationFile() {
        return workspace.root().resolve(shownConfiguration);
    }

    /** The sources of this verification judged by the policies and thresholds of another one. */
    public Verification judgedLike(Verification other) {
        return new Verification(
                shownConfiguration,
                workspace,
                other.known,
                other.selection,
                settings,
                environments,
                releases,
                debt,
                images);
    }

    /** What is known and accepted. */
    public Debt debt() {
        return debt;
    }

    /** The baseline that the configuration names, there or not yet; empty when it names none. */
    public Optional<Path> baselineFile() {
        String path = debt.baseline().path();
        return path.isEmpty() ? Optional.empty() : Optional.of(workspace.root().resolve(path));
    }

    /** What of the dependencies of all charts can be recorded as third-party, and the file that holds it. Renders nothing. */
    public ChartsLockUpdate chartsLock() {
        Path folder = parent(workspace.root().resolve(shownConfiguration));
        return ChartsLockUpdate.of(folder.resolve(ChartsLock.FILE_NAME), sources());
    }

    /** The budget of access that the configuration names, there or not yet; empty when it names none. */
    public Optional<Path> rbacBudgetFile() {
        Located<String> written = settings.rbacBudget();
        return written == null
                ? Optional.empty()
                : Optional.of(parent(workspace.root().resolve(shownConfiguration))
                        .resolve(written.value())
                        .normalize());
    }

    /** What paths in reports are relative to: the root of the repository. */
    public Workspace workspace() {
        return workspace;
    }

    /** The environments in the order of the file, {@link #DEFAULT_ENVIRONMENT} when it names none. */
    public List<String> environments() {
        return environments.stream().map(EnvironmentSettings::name).toList();
    }

    /** Every source of every environment, in the order of the file; known without rendering. */
    public List<ReleaseId> releases() {
        return releases.stream().map(PlannedRelease::id).toList();
    }

    /**
     * The sources of every environment as they are judged, in the order of {@link #releases()}. A chart is rendered once,
     * whether it is judged or read here first.
     */
    public List<Release> sources() {
        return releases.stream().map(PlannedRelease::release).toList();
    }

    List<PlannedRelease> planned() {
        return releases;
    }

    /** The policies that are on, sorted by id. */
    public List<ActivePolicy> policies() {
        return selection.active();
    }

    /** Every policy there is, on or off, sorted by id. */
    public List<Policy> knownPolicies() {
        return known.all();
    }

    /** Where objects carry pods, with what the configuration adds. */
    public PodTemplates podTemplates() {
        return settings.allPodTemplates();
    }

    /** The limits for each text that is read. */
    public ReadLimits limits() {
        return settings.limits();
    }

    /** What fails the build. */
    public Thresholds thresholds() {
        return selection.thresholds();
    }

    /**
     * Reads and judges every release of every environment. It is a problem when a release yields no resource or no policy
     * is on: what was not judged is not green.
     */
    public Evaluation evaluate(Progress progress) {
        Evaluation evaluation = noted(evaluator().evaluate(releases, policies(), progress));
        boolean isWhole = environments.size() >= settings.environments().size();
        return (isWhole ? Emptiness.checkCharts(evaluation, known) : evaluation)
                .ofProfile(selection.profile().name());
    }

    /**
     * Reads and judges the releases of one environment.
     *
     * @throws IllegalArgumentException when there is no such environment
     */
    public Evaluation evaluate(String environment, Progress progress) {
        if (!environments().contains(environment)) {
            throw new IllegalArgumentException("no environment " + environment);
        }
        return evaluator()
                .evaluate(
                        releases.stream()
                                .filter(release -> release.environment().equals(environment))
                                .toList(),
                        policies(),
                        progress);
    }

    /**
     * Renders and reads one environment as a whole, to be asked. What cannot be rendered or read, or yields no resource,
     * is among its problems.
     *
     * @throws IllegalArgumentException when there is no such environment
     */
    public Environment environment(String environment) {
        if (!environments().contains(environment)) {
            throw new IllegalArgumentException("no environment " + environment);
        }
        return evaluator().environment(environment, releases);
    }

    /**
     * Judges other releases than those of the configuration, such as what runs in a cluster. Exemptions hold for them, and
     * none is called unused; whether there is anything in them is for the caller to tell.
     *
     * @param others of environments of this verification
     * @param policies the policies to judge by, such as {@link #policies()}
     */
    public Evaluation judge(List<Release> others, List<ActivePolicy> policies, Progress progress) {
        return evaluator().evaluate(others, policies, debt.elsewhere(), progress);
    }

    private ReleaseEvaluator evaluator() {
        List<ChartRequest> rendered = releases.stream()
                .map(PlannedRelease::original)
                .filter(ChartRelease.class::isInstance)
                .map(release -> ((ChartRelease) release).request())
                .toList();
        return new ReleaseEvaluator(known, settings, environments, thresholds(), debt, images, workspace, rendered);
    }

    /** What is known of images: the lock, and whose signatures count. */
    public KnownImages images() {
        return images;
    }

    /**
     * Every image that the pods of all releases name, as written and sorted.
     *
     * @param progress hears of each release before it is read
     */
    public ImagesInUse imagesInUse(Progress progress) {
        return ImageCollector.inUse(sources(), settings, thresholds(), progress);
    }

    /** What this evaluation leaves to the tests of the project. */
    private Evaluation noted(Evaluation evaluation) {
        Path file = configurationFile();
        Optional<String> note = known.questions()
                .map(RulesInTests::asked)
                .orElseGet(() ->
                        Files.isRegularFile(file) ? RulesInTests.note(parent(file), workspace) : Optional.empty());
        return note.map(evaluation::withNote).orElse(evaluation);
    }

    /**
     * What is in force and why: profile, thresholds, each policy with its severity and settings, each environment with
     * its releases; each with the line that says so. Holds no values of {@code set}.
     */
    public String explain() {
        return Explanation.of(shownConfiguration, selection, settings, environments, releases);
    }
}
