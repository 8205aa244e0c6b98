package io.github.akspolicy.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the third-party charts of a release write without the templates, the defaults and the values files of the repository. */
@FunctionalInterface
public interface ThirdPartyManifests {
    /** What nobody knows. */
    ThirdPartyManifests UNKNOWN = () -> null;

    /**
     * The files, with the paths of those that the release hands over; all charts together, those that the repository switches
     * off among them. Where their lines are written is not told.
     *
     * @return null when the charts do not render alone
     */
    @Nullable
    List<ManifestFile> alone();
}
