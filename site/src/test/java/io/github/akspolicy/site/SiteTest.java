package io.github.akspolicy.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.configuration.ProjectFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    private static final Path BUILT = Path.of("target/site");
    private static final String MAIN = "https://akspolicy.github.io/aks-policy/main/";

    @TempDir
    private Path folder;

    /** What the build has written, written once more: every byte, in a folder that held something else. */
    @Test
    void twoBuildsAreTheSameBytes() throws IOException {
        ProjectFolder.in(folder).file("policies/gone.md", "# of a policy that is gone\n");
        Site.write(DOCS, folder, "0.1.0-SNAPSHOT");
        assertThat(texts(folder)).isEqualTo(texts(BUILT)).hasSizeGreaterThan(300);
    }

    @Test
    void aReleaseLeadsToItself() throws IOException {
        Site.write(DOCS, folder, "1.2.3");
        Map<String, String> texts = texts(folder);
        assertThat(String.join("", texts.values())).doesNotContain(MAIN);
        assertThat(texts.get("configuration.md"))
                .contains("$schema=https://akspolicy.github.io/aks-policy/v1.2.3/aks-policy.schema.json")
                .contains("(policies/index.md)");
        assertThat(texts.get("platforms.md"))
                .contains("(https://github.com/akspolicy/aks-policy/blob/v1.2.3/CONTRIBUTING.md#jdks)");
    }

    /** A committed page of the same name would never be read. */
    @Test
    void aHandWrittenPageDoesNotHideBehindAnother() {
        ProjectFolder docs = ProjectFolder.in(folder.resolve("docs")).file("policies/pod/privileged.md", "# Mine\n");
        assertThatThrownBy(() -> Site.write(docs.root(), folder.resolve("site"), "0.1.0-SNAPSHOT"))
                .hasMessageEndingWith("would be hidden by the page that is made of the policies");
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        var texts = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(
                        folder.relativize(file).toString().replace('\\', '/'),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return texts;
    }
}
