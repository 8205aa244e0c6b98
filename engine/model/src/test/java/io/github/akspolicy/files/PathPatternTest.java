package io.github.akspolicy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns of paths mean what they mean to the JDK, and take no longer than pattern and path are long. */
class PathPatternTest {
    @ParameterizedTest
    @CsvSource({
        "drafts/**, drafts/a/b.yaml, true",
        "drafts/*, drafts/a/b.yaml, false",
        "**/*-test.yaml, k8s/a-test.yaml, true",
        "'*.{yml,yaml}', a.yaml, true",
        "'*.{yml,yaml}', a.json, false",
        "'[!a-c].yaml', d.yaml, true",
        "'[!a-c].yaml', b.yaml, false",
        "'a\\*.yaml', a*.yaml, true",
        "'a\\*.yaml', ab.yaml, false",
        "'a{,.b}/c', a/c, true",
        "'a{,.b}/c', a.b/c, true",
        "?.yaml, 😀.yaml, true"
    })
    void aGlobMeansWhatItSays(String glob, String path, boolean matches) {
        assertThat(PathPattern.glob(glob).matches(path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a,b", "[a", "a\\", "{a,{b,c}}", "[a/b]", "[z-a]", "[]"})
    void aBrokenGlobIsRefused(String glob) {
        assertThatThrownBy(() -> PathPattern.glob(glob)).isInstanceOf(PatternSyntaxException.class);
    }

    @Test
    void globsMeanWhatTheyMeanToTheJdk() {
        assumeTrue(File.separatorChar == '/', "the JDK compares \\ on this system");
        var random = new Random(31);
        int compared = 0;
        for (int i = 0; i < 40_000; i++) {
            String glob = text(random, "ab/-.*?[]!^{},\\", 10);
            String path = text(random, "ab/-.", 7).replaceAll("/+", "/").replaceAll("^/|/$", "");
            if (glob.contains("-\\") || glob.contains("-[")) {
                // the end of a range there leaves the JDK's own expression
                continue;
            }
            PathMatcher expected = jdk(glob);
            if (expected == null) {
                assertThat(catchThrowable(() -> PathPattern.glob(glob)))
                        .as(glob)
                        .isInstanceOf(PatternSyntaxException.class);
            } else {
                assertThat(PathPattern.glob(glob).matches(path))
                        .as(glob + " on " + path)
                        .isEqualTo(expected.matches(Path.of(path)));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(10_000);
    }

    private static PathMatcher jdk(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException broken) {
            return null;
        }
    }

    private static String text(Random random, String characters, int longest) {
        var text = new StringBuilder();
        for (int length = random.nextInt(longest + 1); length > 0; length--) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }

    /** Each of these takes a matcher that goes back longer than the universe is old. */
    @Test
    void noPatternTakesLongerThanPatternAndPathAreLong() {
        String path = "a/".repeat(2_000) + "b";
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (String glob : List.of(
                    "**a".repeat(500) + "c",
                    "*a*/".repeat(500) + "c",
                    "{a,**}".repeat(500) + "c",
                    "{,a/}".repeat(500) + "c",
                    "**/*".repeat(200) + "c")) {
                assertThat(PathPattern.glob(glob).matches(path)).isFalse();
            }
        });
    }
}
