package io.github.akspolicy.changes;

import io.github.akspolicy.configuration.CommitDay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** The day of the commit that git has checked out. */
public final class GitCommitDay implements CommitDay {
    @Override
    public Optional<LocalDate> of(Path root) {
        FileRepositoryBuilder builder =
                new FileRepositoryBuilder().readEnvironment().findGitDir(root.toFile());
        if (builder.getGitDir() == null) {
            return Optional.empty();
        }
        try (Repository repository = builder.setMustExist(true).build();
                var walk = new RevWalk(repository)) {
            ObjectId head = repository.resolve(Constants.HEAD);
            return head == null
                    ? Optional.empty()
                    : Optional.of(LocalDate.ofInstant(
                            Instant.ofEpochSecond(walk.parseCommit(head).getCommitTime()), ZoneOffset.UTC));
        } catch (IOException | RuntimeException unreadable) {
            // a folder .git that is no repository, or a shallow copy without the commit
            return Optional.empty();
        }
    }
}
