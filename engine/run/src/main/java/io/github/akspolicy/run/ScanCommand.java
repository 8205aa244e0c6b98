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
    private final boolean isStrict;

    /**
     * @param values values files for the charts, in the order in which they apply; null for none
     * @param isStrict whether it fails on what cannot be read, too
     */
    public ScanCommand(
            Invocation invocation, Presentation presentation, @Nullable List<String> values, boolean isStrict) {
        super(invocation, presentation);
        this.isStrict = isStrict;
        this.values = values == null ? List.of() : values;
    }

    @Override
    Evaluated evaluate(Progress progress) throws ConfigurationException {
        return evaluate(
                EvaluationRequest.ofFolder(
                        directory(), overrides().values(values).strict(isStrict)),
                progress);
    }
}
