package io.github.akspolicy.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestDetectionTest {
    private static final String POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";

    private static ManifestDetection.Result of(String text) {
        return ManifestDetection.of(ManifestFile.asWritten("a.yaml", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0085", "\u2028", "\u2029", "\r"})
    void commentEndsAtEveryLineBreakOfYaml(String end) {
        assertThat(of("# c" + end + POD.replace("\n", end))).isEqualTo(ManifestDetection.Result.MANIFEST);
        assertThat(of("# a: b" + end + "---" + end + POD)).isEqualTo(ManifestDetection.Result.MANIFEST);
        assertThat(of("# a: b\n--- # c" + end + "d\n---\n# c" + end + POD))
                .isEqualTo(ManifestDetection.Result.MANIFEST);
    }

    @Test
    void whatOnlyKubectlTakesForAManifestIsBroken() {
        // behind two byte order marks kubectl reads each line without its first character
        assertThat(of("\ufeff\ufeff#\n" + POD.replaceAll("(?m)^(?=.)", "#")))
                .isEqualTo(ManifestDetection.Result.BROKEN);
    }

    @Test
    void otherFilesAreNone() {
        assertThat(of("# a comment\n---\n# apiVersion: v1\n")).isEqualTo(ManifestDetection.Result.OTHER);
        assertThat(of("a: [\n")).isEqualTo(ManifestDetection.Result.OTHER);
        assertThat(of("name: x\ntext: |\n  \ufeffa\n  b\n")).isEqualTo(ManifestDetection.Result.OTHER);
    }
}
