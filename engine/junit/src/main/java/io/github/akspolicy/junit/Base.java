package io.github.akspolicy.junit;

import io.github.akspolicy.configuration.BaseComparison;
import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.source.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.platform.engine.ConfigurationParameters;

/** The older state that a run is compared with: the configuration parameters {@code aks-policy.base} and {@code onlyNew}. */
record Base(String name, boolean onlyNew, Overrides overrides) {
    /** Empty where none is named. */
    static Optional<Base> of(ConfigurationParameters parameters, Overrides overrides) {
        return parameters
                .get("aks-policy.base")
                .filter(name -> !name.isBlank())
                .map(name -> new Base(
                        name, parameters.getBoolean("aks-policy.onlyNew").orElse(false), overrides));
    }

    /** What is evaluated: under the gate of the base. */
    Verification gating(Path configuration, Verification verification) throws ConfigurationException {
        return comparison().verification(request(configuration), verification);
    }

    /** Evaluates and compares. A base that cannot be read is a problem, and so a failing test. */
    Evaluation evaluate(Verification verification) {
        Evaluation evaluation = verification.evaluate(Progress.NONE);
        try {
            return comparison()
                    .compare(request(verification.configurationFile()), verification, evaluation, Progress.NONE);
        } catch (ConfigurationException unreadable) {
            var problems = new ArrayList<>(evaluation.problems());
            unreadable.problems().forEach(problem -> problems.add(new InputProblem(problem, List.of())));
            return evaluation.withProblems(problems);
        }
    }

    private BaseComparison.Request request(Path configuration) {
        return new BaseComparison.Request(configuration, name, onlyNew, overrides);
    }

    private BaseComparison comparison() throws ConfigurationException {
        return ServiceLoader.load(BaseComparison.class, overrides.classLoader())
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(List.of(new Problem(
                        "aks-policy.base is set, and nothing on the class path compares with it",
                        null,
                        "add io.github.akspolicy:aks-policy-changes"))));
    }
}
