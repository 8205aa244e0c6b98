package io.github.akspolicy.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.akspolicy.manifest.KubectlComparison;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our reader against kubectl's on any number of generated texts, {@code -Daks-policy.reader=COUNT}. */
class ReaderTest {
    private static final String COUNT = "aks-policy.reader";
    private static final String SEED = "aks-policy.reader.seed";

    /** Texts of one round, each with a seed of its own. */
    private static final int ROUND = 6000;

    @Test
    void kubectlReadsTheSameObjects(@TempDir Path folder) throws Exception {
        int count = Integer.getInteger(COUNT, 0);
        String missing = "reader: no texts; give -D" + COUNT + "=NUMBER";
        if (count == 0) {
            System.out.println(missing);
        }
        assumeTrue(count > 0, missing);
        long seed = Long.getLong(SEED, 1);
        var comparison = KubectlComparison.in(folder);

        for (int round = 0; comparison.files() < count; round++) {
            comparison.texts(seed + round, Math.min(ROUND, count - comparison.files()));
            if (round % 10 == 9) {
                System.out.println(comparison.figures());
            }
        }

        System.out.println(comparison.figures());
        assertThat(comparison.dropped())
                .as("objects that kubectl applies unseen")
                .isZero();
        assertThat(comparison.differences()).isEmpty();
    }
}
