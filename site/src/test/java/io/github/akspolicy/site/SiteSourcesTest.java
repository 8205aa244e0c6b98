package io.github.akspolicy.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the published site is built from, beside the pages. */
class SiteSourcesTest {
    private static final Path SOURCES = Path.of("src/main/vitepress");

    /** A hand-written page has one place in the navigation: a new one is found by its readers. */
    @Test
    void everyPageHasOnePlaceInTheNavigation() throws Exception {
        List<String> named = json("navigation.json").fields().stream()
                .flatMap(kind -> kind.strings().stream())
                .toList();
        assertThat(named).doesNotHaveDuplicates();
        assertThat(named.stream().filter(page -> !page.contains("*")))
                .allSatisfy(page -> assertThat(Path.of("target/site", page)).isRegularFile());
        try (Stream<Path> pages = Files.list(Path.of("../docs"))) {
            assertThat(pages.map(page -> page.getFileName().toString()).filter(name -> name.endsWith(".md")))
                    .as("pages without a place in %s/navigation.json", SOURCES)
                    .isSubsetOf(named);
        }
    }

    /** The four kinds of documentation, and no other. */
    @Test
    void theNavigationHasTheFourKinds() throws Exception {
        assertThat(json("navigation.json").fields())
                .extracting(Field::key)
                .containsExactly("Tutorial", "How-to guides", "Reference", "Explanation");
    }

    /** The lock file names no registry, and the hash of each package. */
    @Test
    void packagesAreFetchedFromAnyRegistryAndChecked() throws Exception {
        List<Field> packages = json("package-lock.json").get("packages").fields().stream()
                .filter(entry -> !"".equals(entry.key()))
                .toList();
        assertThat(packages).hasSizeGreaterThan(50).allSatisfy(entry -> {
            assertThat(entry.get("resolved").isPresent()).as(entry.key()).isFalse();
            assertThat(entry.get("integrity").stringOr("")).as(entry.key()).startsWith("sha512-");
        });
        assertThat(json("package.json").get("devDependencies").fields())
                .allSatisfy(entry -> assertThat(entry.stringOr("")).matches("\\d+\\.\\d+\\.\\d+"));
    }

    private static Field json(String name) throws Exception {
        return Field.root(ManifestReader.yamlDocument(text(name)));
    }

    private static String text(String name) throws IOException {
        return Files.readString(SOURCES.resolve(name));
    }
}
