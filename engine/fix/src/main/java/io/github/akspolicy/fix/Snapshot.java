package io.github.akspolicy.fix;

import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one state of the files means: the verdicts, and the manifests of every environment.
 *
 * @param evaluation the verdicts
 * @param manifests the text of each manifest file, by release and path
 */
record Snapshot(Evaluation evaluation, Map<ReleaseId, Map<String, String>> manifests) {
    static Snapshot of(Verification verification, Progress progress) {
        Evaluation evaluation = verification.evaluate(progress);
        return new Snapshot(evaluation, rendered(verification));
    }

    /** The manifests alone. */
    static Map<ReleaseId, Map<String, String>> rendered(Verification verification) {
        var manifests = new TreeMap<ReleaseId, Map<String, String>>();
        for (Release release : verification.sources()) {
            manifests.put(release.id(), read(release));
        }
        return manifests;
    }

    private static Map<String, String> read(Release release) {
        var texts = new TreeMap<String, String>();
        try {
            release.read(new Release.Receiver() {
                @Override
                public void file(ManifestFile file) {
                    texts.put(file.path(), file.text());
                }

                @Override
                public void problem(Problem problem) {
                    // the evaluation has it
                }
            });
        } catch (SourceException unreadable) {
            // so it is when the evaluation asks
            texts.clear();
        }
        return texts;
    }
}
