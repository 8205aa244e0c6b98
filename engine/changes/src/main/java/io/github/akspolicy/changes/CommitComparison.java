package io.github.akspolicy.changes;

import io.github.akspolicy.configuration.BaseComparison;
import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.source.Problem;
import java.util.List;

/** Compares with commits, for entry points that find it on the class path. */
public final class CommitComparison implements BaseComparison {
    @Override
    public Verification verification(Request request, Verification verification) throws ConfigurationException {
        try {
            return changes(request).verification(request.configuration(), verification);
        } catch (BaseException unreadable) {
            throw problem(unreadable);
        }
    }

    @Override
    public Evaluation compare(Request request, Verification verification, Evaluation evaluation, Progress progress)
            throws ConfigurationException {
        try {
            return changes(request).compare(request.configuration(), verification, evaluation, progress);
        } catch (BaseException unreadable) {
            throw problem(unreadable);
        }
    }

    private static Changes changes(Request request) {
        return new Changes(request.base(), request.onlyNew(), request.overrides());
    }

    private static ConfigurationException problem(BaseException unreadable) {
        return new ConfigurationException(List.of(Problem.of(String.valueOf(unreadable.getMessage()))));
    }
}
