package io.github.akspolicy.configuration;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Says when what is evaluated was committed, so that a commit has the same findings whenever it is built. Found by {@link
 * java.util.ServiceLoader}; {@code aks-policy-changes} brings the one there is.
 */
public interface CommitDay {
    /**
     * The day of the current commit, in UTC.
     *
     * @param root a folder of the repository
     * @return empty where there is no commit, or none that can be read
     */
    Optional<LocalDate> of(Path root);
}
