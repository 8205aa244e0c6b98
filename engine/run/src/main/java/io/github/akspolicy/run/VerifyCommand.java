package io.github.akspolicy.run;

import io.github.akspolicy.changes.BaseException;
import io.github.akspolicy.changes.Changes;
import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Ledger;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.evaluate.Weakening;
import io.github.akspolicy.evaluator.Evaluated;
import io.github.akspolicy.evaluator.EvaluationRequest;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.source.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Evaluates what a configuration names, compared with a base where one is named. */
public class VerifyCommand extends EvaluatingCommand {
    private final @Nullable String base;
    private final boolean onlyNew;
    private final @Nullable Changes changes;

    /**
     * @param base a branch, tag or commit that findings are compared with; null or empty for none
     * @param onlyNew whether findings that the base has fail nothing
     */
    public VerifyCommand(Invocation invocation, Presentation presentation, @Nullable String base, boolean onlyNew) {
        super(invocation, presentation);
        this.base = base == null || base.isEmpty() ? null : base;
        this.onlyNew = onlyNew;
        this.changes = this.base == null ? null : new Changes(this.base, onlyNew, invocation.overrides());
    }

    @Override
    final Path subject() {
        return configuration();
    }

    @Override
    final Evaluated evaluate(Progress progress) throws ConfigurationException {
        return evaluate(request(), progress);
    }

    private EvaluationRequest request() {
        EvaluationRequest request = EvaluationRequest.ofConfiguration(configuration(), overrides());
        return base == null ? request : request.against(base, onlyNew);
    }

    /** What a change does to a gate that does not run in it; empty where nothing is evaluated and nothing is weaker. */
    public final Optional<Evaluation> weakened() {
        if (changes == null) {
            return Optional.empty();
        }
        Evaluation nothing = new Evaluation(List.of(), List.of(), new Ledger(List.of()), List.of(), Thresholds.NONE);
        try {
            List<Weakening> weaker = changes.notRun(configuration());
            return weaker.isEmpty() ? Optional.empty() : Optional.of(nothing.withGate(weaker, true));
        } catch (BaseException unreadable) {
            return Optional.of(nothing.withProblem(Problem.of(String.valueOf(unreadable.getMessage()))));
        }
    }

    /** Whether a change sets options of the build that runs it. What cannot be read may. */
    public final boolean changesBuild() {
        if (changes == null) {
            return false;
        }
        try {
            return changes.changesBuild(configuration());
        } catch (BaseException unreadable) {
            return true;
        }
    }

    @Override
    public void run() throws CommandException, FindingsException {
        if (Files.exists(configuration())) {
            super.run();
            return;
        }
        clearReports();
        Optional<Evaluation> weakened = weakened();
        if (weakened.isEmpty()) {
            throw new CommandException(
                    nothingEvaluated(" Looked for " + invocation().shown(configuration()) + ".", commandLine("scan")));
        }
        show(Evaluated.of(weakened.get()));
    }

    /**
     * What to say where there was nothing to evaluate at all.
     *
     * @param where the places that were looked at, as a sentence with a blank before it, or empty
     * @param scan the command that needs no configuration
     */
    public static String nothingEvaluated(String where, String scan) {
        return "aks-policy evaluated nothing, which is an error." + where + " What needs no configuration: " + scan
                + ". If this is intended, set " + CommandText.option("skip") + ".";
    }
}
