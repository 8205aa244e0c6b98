package io.github.akspolicy.evaluate;

import io.github.akspolicy.source.AbsentFields;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A release of texts, for tests of the evaluation. */
final class TextRelease implements Release {
    private final ReleaseId id;
    private final List<ManifestFile> files = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private List<String> provided = List.of();
    private @Nullable Problem unreadable;
    private @Nullable AbsentFields absentFields;

    TextRelease(String environment, String source) {
        this.id = new ReleaseId(environment, source, source.substring(source.lastIndexOf('/') + 1));
    }

    TextRelease file(String path, String text) {
        return file(path, text, OriginMap.identity(path, SourceLocation.Role.MANIFEST));
    }

    TextRelease file(String path, String text, OriginMap origins) {
        files.add(new ManifestFile(path, text, origins));
        return this;
    }

    TextRelease problem(Problem problem) {
        problems.add(problem);
        return this;
    }

    TextRelease unreadable(Problem problem) {
        unreadable = problem;
        return this;
    }

    TextRelease provided(String... keys) {
        provided = List.of(keys);
        return this;
    }

    TextRelease absentFields(AbsentFields fields) {
        absentFields = fields;
        return this;
    }

    @Override
    public @Nullable AbsentFields absentFields() {
        return absentFields;
    }

    @Override
    public ReleaseId id() {
        return id;
    }

    @Override
    public @Nullable String namespace() {
        return id.environment();
    }

    @Override
    public List<String> provided() {
        return provided;
    }

    @Override
    public void read(Receiver receiver) throws SourceException {
        if (unreadable != null) {
            throw new SourceException(unreadable);
        }
        files.forEach(receiver::file);
        problems.forEach(receiver::problem);
    }
}
