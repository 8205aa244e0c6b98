package io.github.akspolicy.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    private static final String ARCHIVE = "-XX:ArchiveClassesAtExit=";
    private static final String LOG = "-XX:ErrorFile=";

    @TempDir
    private Path folder;

    @BeforeEach
    void cache() {
        System.setProperty("aks-policy.cache", folder.resolve("cache").toString());
    }

    @AfterEach
    void usualCache() {
        System.clearProperty("aks-policy.cache");
    }

    private static String value(List<String> options, String name) {
        return options.stream()
                .filter(option -> option.startsWith(name))
                .findFirst()
                .orElseThrow()
                .substring(name.length());
    }

    private ClassArchive second() throws Exception {
        Path jar = Files.writeString(folder.resolve("a.jar"), "");
        assertThat(archive(jar).options()).isEmpty();
        return archive(jar);
    }

    private static ClassArchive archive(Path jar) {
        return Objects.requireNonNull(ClassArchive.of(List.of(jar.toString())));
    }

    @Test
    void whatAProcessLeavesServesThoseThatFollow() throws Exception {
        ClassArchive archive = second();
        Files.writeString(Path.of(value(archive.options(), ARCHIVE)), "classes");

        archive.keep(true);

        String file = value(archive(folder.resolve("a.jar")).options(), "-XX:SharedArchiveFile=");
        assertThat(Path.of(file)).hasContent("classes");
    }

    /** A JVM that breaks while it writes leaves nothing, in no folder, and is not asked again. */
    @Test
    void aJvmThatBreaksIsAskedOnce() throws Exception {
        ClassArchive archive = second();
        List<String> options = archive.options();
        Path part = Files.writeString(Path.of(value(options, ARCHIVE)), "half");
        Path log = Files.writeString(Path.of(value(options, LOG)), "SIGSEGV");
        assertThat(log).startsWith(folder.resolve("cache"));
        assertThat(options).contains("-XX:-CreateCoredumpOnCrash");

        archive.keep(false);

        assertThat(part).doesNotExist();
        assertThat(log).doesNotExist();
        assertThat(archive(folder.resolve("a.jar")).options()).isEmpty();
        try (Stream<Path> left = Files.list(folder.resolve("cache"))) {
            assertThat(left.map(file -> file.toString().replaceFirst(".*\\.", "")))
                    .containsExactlyInAnyOrder("seen", "none");
        }
    }
}
