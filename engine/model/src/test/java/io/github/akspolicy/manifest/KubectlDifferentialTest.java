package io.github.akspolicy.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our reader against kubectl itself: the same files, the same objects. */
class KubectlDifferentialTest {
    private static final long SEED = 20261124;

    private @TempDir Path folder;

    @Test
    void chosenCases() throws Exception {
        assertThat(compare(KubectlCases.all())).isGreaterThanOrEqualTo(300);
    }

    @Test
    void generatedCases() throws Exception {
        assertThat(compare(new KubectlCaseGenerator(SEED).cases(1000))).isEqualTo(1000);
    }

    @Test
    void generatedTexts() throws Exception {
        assertThat(compare(new KubectlTextGenerator(SEED).cases(2000))).isEqualTo(2000);
    }

    /** Those of the quick tests among them. */
    @Test
    @Tag("deep")
    void manyGeneratedCases() throws Exception {
        for (int round = 0; round <= 4; round++) {
            assertThat(compare(new KubectlCaseGenerator(SEED + round).cases(6000)))
                    .isEqualTo(6000);
            assertThat(compare(new KubectlTextGenerator(SEED + round).cases(6000)))
                    .isEqualTo(6000);
        }
    }

    private int compare(List<KubectlCase> cases) throws Exception {
        var comparison = KubectlComparison.in(folder);
        comparison.compare(cases);
        System.out.println(comparison.figures());
        assertThat(comparison.differences()).as("differences from kubectl").isEmpty();
        assertThat(comparison.dropped())
                .as("objects that kubectl applies unseen")
                .isZero();
        return comparison.files();
    }
}
