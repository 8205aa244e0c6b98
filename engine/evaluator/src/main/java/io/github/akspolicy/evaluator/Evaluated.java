package io.github.akspolicy.evaluator;

import io.github.akspolicy.evaluate.Evaluation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation, what is shown of it, and the reports that were written where it was made. From another process the evaluation comes
 * as bytes, which are read at the first question: printing and failing need the verdict alone. For one thread at a time.
 */
public final class Evaluated implements Serializable {
    private static final long serialVersionUID = 1;

    private transient @Nullable Evaluation evaluation;
    private @Nullable Verdict verdict;
    private final @Nullable List<String> files;
    private byte[] content = {};

    private Evaluated(Evaluation evaluation, @Nullable Verdict verdict, @Nullable List<String> files) {
        this.evaluation = evaluation;
        this.verdict = verdict;
        this.files = files;
    }

    /** An evaluation without reports yet. */
    public static Evaluated of(Evaluation evaluation) {
        return new Evaluated(evaluation, null, null);
    }

    /**
     * An evaluation with reports.
     *
     * @param reports the absolute paths of the reports; null where none were, so that they are to be written now
     * @param inFull whether each finding is shown in full, however many there are
     */
    static Evaluated of(Evaluation evaluation, @Nullable List<String> reports, boolean inFull) {
        return new Evaluated(evaluation, Verdict.of(evaluation, inFull), reports);
    }

    /** The evaluation. */
    public Evaluation evaluation() {
        Evaluation known = evaluation;
        if (known == null) {
            try (var input = new ObjectInputStream(new ByteArrayInputStream(content))) {
                input.setObjectInputFilter(Message.OWN_DATA);
                known = (Evaluation) input.readObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("the other process has other classes: " + e.getMessage(), e);
            }
            evaluation = known;
            content = new byte[0];
        }
        return known;
    }

    /**
     * What is shown.
     *
     * @param inFull whether each finding is shown in full, where that was not decided when it was evaluated
     */
    public Verdict verdict(boolean inFull) {
        Verdict known = verdict;
        if (known == null) {
            known = Verdict.of(evaluation(), inFull);
            verdict = known;
        }
        return known;
    }

    /** The reports; null where they are to be written now. */
    public @Nullable List<Path> written() {
        return files == null ? null : files.stream().map(Path::of).toList();
    }

    private void writeObject(ObjectOutputStream output) throws IOException {
        if (evaluation != null) {
            var bytes = new ByteArrayOutputStream();
            try (var written = new ObjectOutputStream(bytes)) {
                written.writeObject(evaluation);
            }
            content = bytes.toByteArray();
        }
        output.defaultWriteObject();
    }
}
