package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.EnvironmentVariable;
import java.util.HashSet;

/** Of two variables with one name the program sees the last: kubernetes/kubernetes, pkg/api/pod/warnings.go, at v1.35.4. */
final class VariablesMustNotBeSetTwice extends BuiltInPolicy<Container> {
    VariablesMustNotBeSetTwice() {
        super(
                Container.VIEW,
                policy("workload/duplicate-variables", LOW, "No environment variable may be set twice")
                        .fix("keep the one of the two variables that the program needs")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Container container, Judgement judgement) {
        var names = new HashSet<String>();
        for (EnvironmentVariable variable : container.variables()) {
            // a value that extends the one before, such as PATH, is meant so
            boolean isExtended = variable.value().written().contains("$(" + variable.name() + ")");
            if (!variable.name().isEmpty() && !names.add(variable.name()) && !isExtended) {
                judgement.fail(variable.field(), variable.name() + " is set before, and that value is lost");
            }
        }
    }
}
