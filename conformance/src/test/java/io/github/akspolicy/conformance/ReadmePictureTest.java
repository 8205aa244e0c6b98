package io.github.akspolicy.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.report.HtmlReport;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The picture of the README has the words of the report as it is. Where it has not, run {@code pictures.sh}, and look at it. */
@Tag("deep")
class ReadmePictureTest {
    private static final Path SCRIPT = Path.of("src/main/scripts/pictures.sh");
    private static final Path WORDS = Path.of("../docs/images/report.txt");

    @TempDir
    private Path folder;

    @BeforeAll
    static void isThere() {
        assumeThat(Path.of("/usr/bin/chromium"))
                .as("Chromium (Debian package chromium)")
                .isExecutable();
    }

    private List<String> words(String page) throws Exception {
        Path file = Files.writeString(folder.resolve("report.html"), page);
        Process process = new ProcessBuilder("bash", SCRIPT.toString(), "words", file.toString())
                .redirectError(folder.resolve("error.log").toFile())
                .start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(words).isZero();
        return words.lines().toList();
    }

    private String page() throws Exception {
        Path page = folder.resolve("written.html");
        try (Writer out = Files.newBufferedWriter(page)) {
            HtmlReport.write(
                    Verification.load(Path.of("../samples/store-insecure/aks-policy.yaml"), Overrides.NONE)
                            .evaluate(Progress.NONE),
                    Map.of(),
                    Map.of(),
                    folder,
                    out);
        }
        return Files.readString(page);
    }

    @Test
    void showsWhatTheReportShows() throws Exception {
        String page = page();
        List<String> shown = Files.readAllLines(WORDS);
        assertThat(words(page)).hasSizeGreaterThan(10).isEqualTo(shown);
        assertThat(words(page.replace("fail the build</h1>", "fail</h1>")))
                .as("another page has other words")
                .isNotEqualTo(shown);
    }
}
