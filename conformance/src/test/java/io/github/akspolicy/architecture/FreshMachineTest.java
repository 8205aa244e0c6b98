package io.github.akspolicy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the build may not rely on, since a machine that has built nothing before does not have it. */
class FreshMachineTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern OFFLINE =
            Pattern.compile("[\"']mvn\\b[^;]*?[\"' ](-o|--offline)[\"' ]", Pattern.DOTALL);

    /** {@code mvn verify} fetches no plugin of these phases: a build offline finds them on machines only that have built before. */
    private static final Pattern NOT_FETCHED = Pattern.compile("[\"' ](clean|install|deploy|site)[\"' ]");

    private static List<Path> files(String pattern) {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> {
                        String path = ROOT.relativize(file).toString();
                        return path.matches(pattern) && !path.contains("target/") && !path.startsWith(".git/");
                    })
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The statements of a source that start Maven offline and name a phase whose plugin may be missing. */
    private static List<String> faults(String source) {
        return OFFLINE.matcher(source)
                .results()
                .map(call -> source.substring(
                        call.start(),
                        source.indexOf(';', call.end()) < 0 ? source.length() : source.indexOf(';', call.end())))
                .filter(call -> NOT_FETCHED.matcher(call).find())
                .toList();
    }

    @Test
    void buildsOfflineNeedThePluginsOfVerifyOnly() {
        List<Path> sources = files("([^/]+/)+src/(test|it|it-deep)/.*\\.(java|groovy)");
        assertThat(sources.stream()
                        .filter(source -> OFFLINE.matcher(text(source)).find()))
                .as("tests that start Maven offline")
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(sources.stream()
                        .filter(source -> !source.endsWith("FreshMachineTest.java"))
                        .flatMap(source ->
                                faults(text(source)).stream().map(call -> ROOT.relativize(source) + ": " + call)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"List.of(\"mvn\", \"-B\", \"-o\", \"clean\", phase);", "sh('mvn -o install')"})
    void aPluginThatMayBeMissingIsSeen(String source) {
        assertThat(faults(source)).hasSize(1);
    }

    /** {@code mvn install}, then {@code mvn -pl MODULE verify}: the other modules come from the local repository. */
    @Test
    void everyModuleIsInstalled() {
        List<Path> poms = files("(|[^/]+/|engine/[^/]+/|samples/[^/]+/)pom\\.xml");
        assertThat(poms).hasSizeGreaterThan(30);
        assertThat(poms).noneMatch(pom -> text(pom).contains("<maven.install.skip>true"));
    }

    /** {@code mvn install -DskipTests} is the first command of the README: it may not run the plugin's real builds. */
    @Test
    void realBuildsAreTestsThatCanBeSkipped() {
        assertThat(text(ROOT.resolve("pom.xml"))).contains("<invoker.skip>${skipTests}</invoker.skip>");
        assertThat(text(ROOT.resolve("maven-plugin/pom.xml"))).doesNotContain("<skipInvocation>", "<invoker.skip>");
    }
}
