package io.github.akspolicy.assertj;

import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.evaluate.Redaction;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.report.FindingText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * The base of the assertions on what is deployed. A failure names each line to edit, as findings do:
 *
 * <pre>{@code
 * expected container web of Deployment store to run as non-root, but
 *   deploy/store/values-prod.yaml:18:5   spec.template.spec.containers[web].securityContext.runAsNonRoot is not set
 *   values: web.securityContext.runAsNonRoot
 *   in: prod/store
 * }</pre>
 *
 * <p>A step to a missing object fails. With soft assertions the chain goes on, and its other steps report nothing.
 *
 * @param <S> the assertion itself
 * @param <A> what it asserts on
 */
public abstract class DeployedAssert<S extends DeployedAssert<S, A>, A> extends AbstractAssert<S, A> {
    private final Asked asked;

    /** @param actual null when the step to it failed */
    DeployedAssert(@Nullable A actual, Class<?> self, Asked asked) {
        super(actual, self);
        this.asked = asked;
    }

    /** What it is, for messages: {@code container web of Deployment store}. */
    abstract String subject(A present);

    Asked asked() {
        return asked;
    }

    Environment environment() {
        return asked.environment();
    }

    /** Whether there is anything to assert on; when not, it was told where it was looked for. */
    boolean isThere() {
        return actual != null;
    }

    /**
     * Expects something of what is there.
     *
     * @param expectation goes on from "expected … to"
     * @param rule every place that does not meet it; none means it is met
     */
    S expect(String expectation, Function<A, List<Fault>> rule) {
        if (isThere()) {
            List<Fault> faults = rule.apply(actual);
            if (!faults.isEmpty()) {
                fail("expected " + subject(actual) + " to " + expectation + ", but", lines(faults));
            }
        }
        return myself;
    }

    /** Fails with a heading and lines below it, or collects the failure. */
    S fail(String heading, List<String> lines) {
        var all = new ArrayList<String>();
        all.add(SafeText.line(heading));
        all.addAll(lines);
        asked.failures().accept(failure("%s", environment().words(String.join("\n", all))));
        return myself;
    }

    /** The lines of faults; a release is named once for those that follow each other in it. */
    private static List<String> lines(List<Fault> faults) {
        var lines = new LinkedHashSet<String>();
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            String statement = Redaction.atPlace(fault.resource().resource(), fault.at(), fault.statement());
            lines.addAll(FindingText.place(fault.resource().origin(fault.at()), statement));
            boolean isLast = i == faults.size() - 1
                    || !faults.get(i + 1)
                            .resource()
                            .release()
                            .equals(fault.resource().release());
            if (isLast) {
                lines.add("  in: " + SafeText.line(fault.resource().release().toString()));
            }
        }
        return List.copyOf(lines);
    }

    /** Where a resource begins, for messages on the resource as a whole. */
    static Fault whole(DeployedResource resource, String statement) {
        return new Fault(resource, resource.resource().root().place(), statement);
    }
}
