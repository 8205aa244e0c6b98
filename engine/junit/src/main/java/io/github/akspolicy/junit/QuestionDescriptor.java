package io.github.akspolicy.junit;

import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.environment.RenderedRelease;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;

/** The test: one {@link PolicyRule} method on one environment or release. */
final class QuestionDescriptor extends LeafDescriptor {
    static final String SEGMENT = "question";

    private final RuleDescriptor owner;
    private final String environment;
    private final @Nullable ReleaseId release;

    /** @param release null when the method asks the environment as a whole */
    QuestionDescriptor(UniqueId uniqueId, RuleDescriptor owner, String environment, @Nullable ReleaseId release) {
        super(
                uniqueId,
                SafeText.line(asked(environment, release)),
                SafeText.line(asked(environment, release) + " > "
                        + owner.rule().method().getName()),
                owner.getSource().orElse(null));
        this.owner = owner;
        this.environment = environment;
        this.release = release;
    }

    private static String asked(String environment, @Nullable ReleaseId release) {
        return release == null ? environment : release.toString();
    }

    @Override
    public Set<TestTag> getTags() {
        return owner.rule().tags();
    }

    @Override
    public PolicyExecutionContext execute(PolicyExecutionContext context, DynamicTestExecutor tests) throws Exception {
        Environment asked = context.environment(owner.verification(), environment);
        RenderedRelease rendered = release == null ? null : release(asked, release);
        List<Problem> problems =
                rendered == null || owner.rule().takesEnvironment() ? asked.problems() : asked.problems(rendered);
        if (!problems.isEmpty()) {
            throw ResourceDescriptor.withoutTrace(new IllegalStateException(problems.stream()
                    .map(problem -> "\n  " + SafeText.line(problem.toString()))
                    .collect(Collectors.joining(
                            "",
                            (rendered == null ? asked.toString() : rendered.toString()) + " cannot be asked:",
                            ""))));
        }
        try {
            owner.rule().call(owner.testClass(), asked, rendered);
        } catch (Exception | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            // a method may throw what is neither, and a node of JUnit may not
            throw new IllegalStateException(thrown);
        }
        return context;
    }

    private static RenderedRelease release(Environment environment, ReleaseId wanted) {
        return environment.releases().stream()
                .filter(candidate -> candidate.id().equals(wanted))
                .findFirst()
                .orElseThrow();
    }
}
