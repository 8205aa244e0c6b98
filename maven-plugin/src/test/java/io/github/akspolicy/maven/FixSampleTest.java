package io.github.akspolicy.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.fix.FixResult;
import io.github.akspolicy.fix.Fixer;
import io.github.akspolicy.fix.Repair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fix repairs what the README of the sample with planted faults marks as fixable, and nothing else changes. */
class FixSampleTest {
    private static final Path SAMPLE =
            Path.of("..", "samples", "store-insecure").toAbsolutePath().normalize();
    private static final Pattern ROW = Pattern.compile("\\| [^|]+ \\| `([^`]+)` \\| `([^`]+)` \\|");

    @TempDir
    private Path folder;

    @Test
    void repairsWhatTheReadmeMarks() throws Exception {
        copy();
        List<String> marked = marked();
        assertThat(marked).hasSizeGreaterThanOrEqualTo(20);

        FixResult result = fix();

        List<String> repaired = result.repairs().stream()
                .filter(Repair::isDone)
                .map(repair -> repair.finding().policy().id() + " "
                        + repair.finding().location().path() + ":"
                        + repair.finding().location().line())
                .sorted()
                .toList();
        assertThat(repaired).containsExactlyElementsOf(marked);
        assertThat(result.after().problems()).isEmpty();
        assertThat(keys(result.before().findings()))
                .containsAll(keys(result.after().findings()));

        result.write();
        FixResult again = fix();
        assertThat(again.files()).isEmpty();
        assertThat(keys(again.before().findings()))
                .isEqualTo(keys(result.after().findings()));
    }

    private FixResult fix() throws ConfigurationException {
        Path file = folder.resolve(Verification.FILE_NAME);
        return new Fixer(edits -> Verification.load(file, Overrides.NONE.edits(edits)), Progress.NONE, finding -> true)
                .asking(Set.of("pod/privileged", "pod/host-namespaces", "pod/capabilities-added"))
                .fix();
    }

    private static List<String> keys(List<Finding> findings) {
        return findings.stream()
                .flatMap(finding -> finding.occurrences().stream())
                .map(Occurrence::key)
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> marked() throws IOException {
        List<String> lines = Files.readAllLines(SAMPLE.resolve("README.md"));
        return lines.subList(lines.indexOf("| fixable fault | policy | file:line |"), lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> row.group(1) + " " + row.group(2))
                .sorted()
                .toList();
    }

    private void copy() throws IOException {
        Files.createDirectory(folder.resolve(".git"));
        List<Path> files;
        try (Stream<Path> walk = Files.walk(SAMPLE)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(SAMPLE.resolve("target")))
                    .toList();
        }
        for (Path file : files) {
            Path copy = folder.resolve(SAMPLE.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }
}
