package io.github.akspolicy.run;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluator.Evaluated;
import io.github.akspolicy.evaluator.EvaluationRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates every chart and every manifest below a directory, without configuration. */
public final class ScanCommand extends EvaluatingCommand {
    private final List<String> values;

    /** @param values values files for the charts, in the order in which they apply; null for none */
    public ScanCommand(Invocation invocation, Presentation presentation, @Nullable List<String> values) {
        super(invocation, presentation);
        this.values = values == null ? List.of() : values;
    }

    @Override
    Evaluated evaluate(Progress progress) throws ConfigurationException {
        return evaluate(EvaluationRequest.ofFolder(directory(), overrides().values(values)), progress);
    }
}
