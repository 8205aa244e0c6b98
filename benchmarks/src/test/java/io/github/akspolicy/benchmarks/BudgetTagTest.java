package io.github.akspolicy.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** CI runs tests with the tag "budget" apart, in this module only: elsewhere they would never run. */
class BudgetTagTest {
    @Test
    void noOtherModuleHasOne() throws Exception {
        List<Path> tests;
        try (Stream<Path> files = Files.find(
                Path.of(".."),
                Integer.MAX_VALUE,
                (path, attributes) -> path.toString().endsWith("Test.java"))) {
            tests = files.filter(file -> !file.toString().contains("/target/"))
                    .filter(BudgetTagTest::hasTheTag)
                    .toList();
        }
        assertThat(tests)
                .containsExactly(Path.of("../benchmarks/src/test/java/io/github/akspolicy/benchmarks/BudgetTest.java"));
        assertThat(Files.readString(Path.of("../.ci/run")))
                .contains(" -Dtest.excludedGroups=budget ")
                .contains(" -Dtest.groups=budget ")
                .contains(" -pl benchmarks ");
    }

    private static boolean hasTheTag(Path file) {
        try {
            return Files.readString(file).contains("@Tag(\"budget\")\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
