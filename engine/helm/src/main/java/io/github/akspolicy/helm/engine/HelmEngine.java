package io.github.akspolicy.helm.engine;

import java.nio.file.Path;

/**
 * Helm itself, in whatever form. Implementations may be called from several threads. The charts and values files of a call
 * lie below {@link RunFolder}.
 */
public interface HelmEngine {
    /**
     * {@code helm template}: documents behind {@code # Source:} lines. A binary prints hooks last, the library leaves them out:
     * {@link HelmAnswer#hasHooks}. Where a rendered file is not YAML, there is an error and no document.
     *
     * @throws HelmFailure of the engine, as when it takes too long, or when the answer is known not to be whole: see {@link
     *     HelmFailure#isOfEngine}
     */
    HelmAnswer render(HelmCall call) throws HelmFailure;

    /**
     * {@code helm package}: the chart of a folder as Helm loads it.
     *
     * @param destination an empty folder of ours
     * @return the archive in it
     * @throws HelmFailure when Helm refuses the chart
     */
    Path pack(Path chart, Path destination) throws HelmFailure;

    /**
     * What keeps the charts from the network, programs and files of the machine, in words for a report: {@code no network
     * and no programs (seccomp), files confined (Landlock ABI 6)}, or {@code none: } and why.
     */
    String isolation();

    /** Its version, such as {@code v3.21.0}; empty where it does not say it. */
    String version();
}
