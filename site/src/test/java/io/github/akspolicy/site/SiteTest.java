package io.github.akspolicy.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written into the folder of the site. */
class SiteTest {
    private static final Path DOCS = Path.of("../docs");

    @TempDir
    private Path folder;

    @Test
    void theCommittedPagesAreThoseOfTheBuild() throws IOException {
        Site.write(DOCS, folder);
        assertThat(texts(folder)).isEqualTo(texts(DOCS));
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        var texts = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(each -> !each.toString().endsWith(".png"))
                    .toList()) {
                texts.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return texts;
    }
}
