package io.github.akspolicy.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No build is left out because of how it is laid out: {@code pomIncludes} of the POM takes these two kinds of folders. */
class IntegrationBuildsTest {
    @ParameterizedTest
    @ValueSource(strings = {"src/it", "src/it-deep"})
    void everyFolderIsABuildThatRuns(String builds) throws Exception {
        try (Stream<Path> entries = Files.list(Path.of(builds))) {
            List<Path> folders = entries.filter(Files::isDirectory).toList();
            assertThat(folders)
                    .isNotEmpty()
                    .allSatisfy(folder -> assertThat(folder)
                            .satisfiesAnyOf(
                                    withPom -> assertThat(withPom.resolve("pom.xml"))
                                            .exists(),
                                    withoutPom -> assertThat(
                                                    withoutPom.getFileName().toString())
                                            .endsWith("-without-pom")));
        }
    }
}
