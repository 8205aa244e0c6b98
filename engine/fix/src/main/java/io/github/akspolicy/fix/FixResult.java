package io.github.akspolicy.fix;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.files.AtomicFile;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What fixing would do: nothing is written until {@link #write()}. */
public final class FixResult {
    private final Workspace workspace;
    private final Evaluation before;
    private final Evaluation after;
    private final List<Repair> repairs;
    private final SortedMap<String, SourceText> changed;
    private final Confidential confidential;

    FixResult(
            Workspace workspace,
            Evaluation before,
            Evaluation after,
            List<Repair> repairs,
            SortedMap<String, SourceText> changed,
            Confidential confidential) {
        this.workspace = workspace;
        this.before = before;
        this.after = after;
        this.repairs = List.copyOf(repairs);
        this.changed = changed;
        this.confidential = confidential;
    }

    /** The verdicts on the files as they are. */
    public Evaluation before() {
        return before;
    }

    /** The verdicts on the files as they would be. */
    public Evaluation after() {
        return after;
    }

    /** One for each finding of {@link #before()}, in its order. */
    public List<Repair> repairs() {
        return repairs;
    }

    /** The edits that are kept, by finding of {@link #before()}; without those that build on another or are confidential. */
    public Map<Finding, ProposedFix> proposals() {
        var proposals = new LinkedHashMap<Finding, ProposedFix>();
        for (Repair repair : repairs) {
            ProposedFix proposal = repair.proposal();
            if (proposal != null) {
                proposals.put(repair.finding(), proposal);
            }
        }
        return proposals;
    }

    /** The files that would change, relative to the root of the repository, sorted. */
    public List<String> files() {
        return List.copyOf(changed.keySet());
    }

    /**
     * The changes as a unified diff that {@code git apply} takes.
     *
     * @throws IOException when that would show a secret that stands in or beside a changed line; the message says where
     */
    public byte[] patch() throws IOException {
        return new UnifiedDiff(confidential).write(changed);
    }

    /**
     * Changes the files, each at once.
     *
     * @throws IOException when one cannot be written; those before it, in the order of {@link #files()}, are changed then
     */
    public void write() throws IOException {
        for (var file : changed.entrySet()) {
            Path path = workspace.root().resolve(file.getKey());
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("not a regular file: " + file.getKey());
            }
            AtomicFile.write(path, file.getValue().bytes());
        }
    }
}
