package io.github.akspolicy.junit;

import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;

/** What runs a configuration: a class, or the configuration file itself. */
abstract class VerificationDescriptor extends ContainerDescriptor {
    /** The kind of the tests that tell what is wrong with configuration and rules. */
    static final String PROBLEM = "configuration";

    private final Path configuration;
    private final @Nullable Verification verification;
    private final List<Problem> problems;
    private final boolean isAlone;

    /**
     * @param configuration the configuration file, or where it would be
     * @param verification null when there is none, or when it cannot be read
     * @param problems of the configuration and of rules
     * @param isAlone whether the run selects nothing but policy tests
     */
    VerificationDescriptor(
            UniqueId uniqueId,
            String displayName,
            TestSource source,
            Path configuration,
            @Nullable Verification verification,
            List<Problem> problems,
            boolean isAlone) {
        super(uniqueId, displayName, source);
        this.configuration = configuration;
        this.verification = verification;
        this.problems = List.copyOf(problems);
        this.isAlone = isAlone;
    }

    Optional<Verification> verification() {
        return Optional.ofNullable(verification);
    }

    /** The container of a release; empty when there is none of this id. */
    Optional<ReleaseDescriptor> release(UniqueId id) {
        String value = id.getLastSegment().getValue();
        return verification()
                .flatMap(known -> known.releases().stream()
                        // that the upgrade is evaluated, too, is known once the chart was rendered
                        .flatMap(release -> Stream.of(release, release.asUpgrade()))
                        .filter(release ->
                                ReleaseDescriptor.segmentValue(release).equals(value))
                        .findFirst()
                        .map(release -> new ReleaseDescriptor(id, known, release)));
    }

    /** The ids of its releases. */
    List<UniqueId> releases() {
        return verification().map(Verification::releases).orElse(List.of()).stream()
                .map((ReleaseId release) ->
                        getUniqueId().append(ReleaseDescriptor.SEGMENT, ReleaseDescriptor.segmentValue(release)))
                .toList();
    }

    @Override
    public PolicyExecutionContext execute(PolicyExecutionContext context, DynamicTestExecutor tests)
            throws InterruptedException {
        boolean isUnselected = isEmptied();
        ProblemDescriptor.runAll(this, PROBLEM, problems, workspace(), tests);
        if (isUnselected) {
            UnselectedDescriptor.run(this, isAlone, tests);
            return context;
        }
        Verification known = verification;
        if (known != null && judges(known)) {
            // problems that belong to no release: a configuration that yields nothing, for one
            var homeless = context.evaluation(known).problems().stream()
                    .filter(problem -> problem.releases().isEmpty())
                    .map(problem -> problem.problem())
                    .toList();
            ProblemDescriptor.runAll(this, ReleaseDescriptor.PROBLEM, homeless, known.workspace(), tests);
            ExemptionDescriptor.runAll(this, context.evaluation(known).findings(), known.workspace(), tests);
            unplanned(known, context.evaluation(known), tests);
        }
        return context;
    }

    /** Runs the releases that are evaluated though no configuration names them, such as the upgrade of a chart that hides one. */
    private void unplanned(Verification known, Evaluation evaluation, DynamicTestExecutor tests)
            throws InterruptedException {
        Map<ReleaseId, ReleaseDescriptor> planned = new HashMap<>();
        for (TestDescriptor child : getChildren()) {
            if (child instanceof ReleaseDescriptor release) {
                planned.put(release.release(), release);
            }
        }
        for (ReleaseAccount account : evaluation.ledger().releases()) {
            ReleaseId id = account.id();
            ReleaseDescriptor installation = planned.get(id.asInstallation());
            if (installation == null || installation.isEmptied() || planned.containsKey(id)) {
                continue;
            }
            var release = new ReleaseDescriptor(
                    getUniqueId().append(ReleaseDescriptor.SEGMENT, ReleaseDescriptor.segmentValue(id)), known, id);
            if (release.planPoliciesOf(installation)) {
                addChild(release);
                tests.execute(release);
            }
        }
    }

    /** What the places of problems are relative to, with or without a configuration that can be read. */
    private Workspace workspace() {
        Path folder = configuration.toAbsolutePath().normalize().getParent();
        return Workspace.of(folder == null ? configuration : folder);
    }

    /** Whether anything of it is judged in this run, and not only asked or tested. */
    private boolean judges(Verification known) {
        return known.releases().isEmpty()
                || getChildren().stream()
                        .anyMatch(child -> child instanceof ReleaseDescriptor release && !release.isEmptied());
    }
}
