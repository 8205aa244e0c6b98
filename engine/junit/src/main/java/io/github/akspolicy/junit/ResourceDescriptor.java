package io.github.akspolicy.junit;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation.ResourceVerdict;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.evaluate.Suppression;
import io.github.akspolicy.evaluate.Verdict;
import io.github.akspolicy.report.FindingText;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.FilePosition;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** The test: one policy on one resource. */
final class ResourceDescriptor extends LeafDescriptor {
    static final String SEGMENT = "resource";

    private static final Set<Verdict> SUPPRESSED = Set.of(Verdict.EXEMPT, Verdict.BASELINED, Verdict.VENDOR);

    private final ResourceVerdict verdict;
    private final Optional<Problem> failure;

    /** @param failure why the policy could say nothing */
    ResourceDescriptor(
            UniqueId uniqueId,
            ReleaseDescriptor owner,
            ActivePolicy policy,
            ResourceVerdict verdict,
            Optional<Problem> failure) {
        super(
                uniqueId,
                SafeText.line(name(verdict)),
                SafeText.line(owner.release() + " > " + policy.id() + " > " + name(verdict)),
                source(owner, verdict));
        this.verdict = verdict;
        this.failure = failure;
    }

    private static String name(ResourceVerdict verdict) {
        ResourceId resource = verdict.resource().id();
        return resource + (resource.namespace() == null ? "" : " in " + resource.namespace());
    }

    /** The id of a resource; a second one of the same identity gets a number. */
    static String segmentValue(ResourceVerdict verdict, Map<String, Integer> seen) {
        ResourceId resource = verdict.resource().id();
        String value = resource.apiVersion() + ":" + resource.kind() + ":"
                + (resource.namespace() == null ? "" : resource.namespace()) + ":" + resource.name();
        int count = seen.merge(value, 1, Integer::sum);
        return count == 1 ? value : value + "#" + count;
    }

    private static TestSource source(ReleaseDescriptor owner, ResourceVerdict verdict) {
        SourceLocation location = verdict.findings().stream()
                .flatMap(finding -> finding.occurrences().stream())
                .filter(occurrence -> isHere(owner, verdict, occurrence))
                .map(occurrence -> occurrence.origin().primary())
                .findFirst()
                .orElse(verdict.resource().at());
        return fileSource(owner.verification().workspace(), location);
    }

    private static boolean isHere(ReleaseDescriptor owner, ResourceVerdict verdict, Occurrence occurrence) {
        return occurrence.release().equals(owner.release())
                && occurrence.resource().equals(verdict.resource().id());
    }

    /** IDEs jump to a line only for a file source with a position. */
    static FileSource fileSource(Workspace workspace, SourceLocation location) {
        return FileSource.from(
                workspace.root().resolve(location.path()).toFile(),
                FilePosition.from(location.line(), location.column()));
    }

    /** What is exempt, in the baseline or out of reach in a third-party chart is not run, and says why. */
    @Override
    public SkipResult shouldBeSkipped(PolicyExecutionContext context) {
        if (!SUPPRESSED.contains(verdict.verdict())) {
            return SkipResult.doNotSkip();
        }
        return SkipResult.skip(verdict.findings().stream()
                .map(Finding::suppression)
                .filter(Objects::nonNull)
                .map(Suppression::text)
                .distinct()
                .collect(Collectors.joining("; ")));
    }

    @Override
    public PolicyExecutionContext execute(PolicyExecutionContext context, DynamicTestExecutor tests) {
        if (verdict.verdict() == Verdict.ERROR) {
            throw withoutTrace(new IllegalStateException(
                    failure.map(Problem::toString).map(SafeText::line).orElse("the policy broke on this resource")));
        }
        List<Finding> findings =
                verdict.findings().stream().filter(Finding::isOpen).toList();
        if (findings.stream().anyMatch(Finding::fails)) {
            throw withoutTrace(new AssertionFailedError(text(findings)));
        }
        if (!findings.isEmpty()) {
            throw withoutTrace(new TestAbortedException(text(findings)));
        }
        if (!verdict.missing().isEmpty()) {
            throw withoutTrace(new TestAbortedException(SafeText.line(
                    "not evaluated: " + verdict.missing().stream().distinct().collect(Collectors.joining("; ")))));
        }
        return context;
    }

    private static String text(List<Finding> findings) {
        return findings.stream().map(FindingText::of).collect(Collectors.joining("\n"));
    }

    /** The stack would show this engine, never the line to edit. */
    static <T extends Throwable> T withoutTrace(T thrown) {
        thrown.setStackTrace(new StackTraceElement[0]);
        return thrown;
    }
}
