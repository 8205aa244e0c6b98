package io.github.akspolicy.junit;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation.ResourceVerdict;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.source.Problem;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;

/** A policy on a release. Its tests, one for each resource it applies to, are known when the release was rendered. */
final class PolicyDescriptor extends ContainerDescriptor {
    static final String SEGMENT = "policy";

    private final ReleaseDescriptor owner;
    private final ActivePolicy policy;
    private final Set<String> selected;
    private boolean wholly;

    /** @param selected the resources to run when single ones were asked for; filled by discovery */
    PolicyDescriptor(UniqueId uniqueId, ReleaseDescriptor owner, ActivePolicy policy) {
        super(uniqueId, policy.id(), null);
        this.owner = owner;
        this.policy = policy;
        this.selected = new LinkedHashSet<>();
    }

    /** Runs all resources. */
    void selectAll() {
        wholly = true;
    }

    /** Whether all resources run. */
    boolean isWhole() {
        return wholly;
    }

    /** The same policy on another release. */
    PolicyDescriptor on(ReleaseDescriptor release) {
        return new PolicyDescriptor(release.getUniqueId().append(SEGMENT, policy.id()), release, policy);
    }

    /** Runs this resource, and the others only if they are asked for too. */
    void select(String resource) {
        selected.add(resource);
    }

    /** Surefire's {@code -Dtest=Class#method} then leaves it out, unless it names the policy. */
    @Override
    public Optional<TestSource> getSource() {
        return SurefireSource.of(this, owner.release() + " > " + policy.id());
    }

    /** Whether there is no test of it. A container without a test would be green. */
    boolean appliesToNothing(PolicyExecutionContext context) {
        return selected.isEmpty()
                && context.evaluation(owner.verification())
                        .verdicts(owner.release(), policy.id())
                        .isEmpty();
    }

    @Override
    boolean isFiltered() {
        return true;
    }

    @Override
    public Set<TestTag> getTags() {
        var tags = new LinkedHashSet<TestTag>();
        tags.add(TestTag.create(policy.severity().toString()));
        tags.add(TestTag.create(policy.info().group()));
        tags.add(TestTag.create(policy.id()));
        for (Profile profile : policy.info().profiles().keySet()) {
            tags.add(TestTag.create(profile.name()));
        }
        return tags;
    }

    @Override
    public PolicyExecutionContext execute(PolicyExecutionContext context, DynamicTestExecutor tests)
            throws InterruptedException {
        var evaluation = context.evaluation(owner.verification());
        Map<String, Integer> seen = new HashMap<>();
        Set<String> gone = new LinkedHashSet<>(selected);
        for (ResourceVerdict verdict : evaluation.verdicts(owner.release(), policy.id())) {
            String resource = ResourceDescriptor.segmentValue(verdict, seen);
            gone.remove(resource);
            if (wholly || selected.contains(resource)) {
                UniqueId id = getUniqueId().append(ResourceDescriptor.SEGMENT, resource);
                var test = new ResourceDescriptor(
                        id,
                        owner,
                        policy,
                        verdict,
                        evaluation.failure(owner.release(), policy.id(), verdict.resource()));
                addChild(test);
                tests.execute(test);
            }
        }
        // a test that is run again by its id, after its manifest was renamed or taken away
        List<Problem> missing = gone.stream()
                .map(resource -> new Problem(
                        policy.id() + " has nothing to evaluate in " + owner.release() + " that is called " + resource,
                        null,
                        "it was renamed or taken away: run the whole class"))
                .toList();
        ProblemDescriptor.runAll(
                this, ReleaseDescriptor.PROBLEM, missing, owner.verification().workspace(), tests);
        return context;
    }
}
