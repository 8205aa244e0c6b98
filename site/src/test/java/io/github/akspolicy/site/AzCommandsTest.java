package io.github.akspolicy.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Commands that pages and messages name exist, take these arguments and values, and say which extension they need. */
class AzCommandsTest {
    private static final Path DOCS = Path.of("target/site");
    private static final Path SOURCES = Path.of("../policies/src/main/java");
    private static final Pattern IN_PAGES = Pattern.compile("`(az [a-z][^`]*)`|(?m)^\\s*(?:\\$ )?(az [a-z][^|\\n]*)$");
    private static final Pattern IN_TABLES = Pattern.compile("(?m)\\| `(--[^`]+)` \\|$");
    private static final Pattern IN_SOURCES = Pattern.compile("\\b(az [a-z][^\"|;}]*)");

    private final AzCommands commands = AzCommands.read();

    private record Found(Path file, String command) {}

    @Test
    void commandsOfPagesExist() {
        List<Found> found = new ArrayList<>();
        files(DOCS, ".md").forEach(file -> found.addAll(matches(file, IN_PAGES)));
        assertThat(found).hasSizeGreaterThan(100);
        assertThat(problems(found)).isEmpty();
    }

    @Test
    void argumentsOfTablesExist() {
        List<Found> found = new ArrayList<>();
        files(DOCS.resolve("policies"), ".md")
                .forEach(file -> matches(file, IN_TABLES).stream()
                        .map(row -> new Found(
                                file,
                                (file.startsWith(DOCS.resolve("policies/registry"))
                                                ? "az acr update "
                                                : "az aks update ")
                                        + row.command()))
                        .forEach(found::add));
        assertThat(found).hasSizeGreaterThan(20);
        assertThat(problems(found)).isEmpty();
    }

    @Test
    void commandsOfMessagesExist() {
        List<Found> found = new ArrayList<>();
        files(SOURCES, ".java")
                .forEach(file -> matches(file, IN_SOURCES).stream()
                        .filter(match -> commands.knowsGroupOf(match.command()))
                        .forEach(found::add));
        assertThat(found).hasSizeGreaterThan(10);
        assertThat(problems(found)).isEmpty();
    }

    /** A preview that comes with an extension is named as that, on the page that names the command. */
    @Test
    void pagesSayWhichCommandsNeedAnExtension() {
        List<String> silent = files(DOCS.resolve("policies"), ".md")
                .filter(file -> !text(file).contains("aks-preview"))
                .flatMap(file -> Stream.concat(
                                matches(file, IN_PAGES).stream().map(Found::command),
                                matches(file, IN_TABLES).stream().map(row -> "az aks update " + row.command()))
                        .filter(command -> command.startsWith("az aks ") && commands.isOfExtension(command))
                        .map(command -> file + ": " + command))
                .toList();
        assertThat(silent).isEmpty();
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThat(commands.wrong("az aks update -g GROUP -n CLUSTER --enable-oidc-issuer"))
                .isEmpty();
        assertThat(commands.wrong("az aks update --enable-oidc"))
                .hasValueSatisfying(words -> assertThat(words).endsWith("no argument --enable-oidc"));
        assertThat(commands.wrong("az aks update --tier paid"))
                .hasValueSatisfying(words -> assertThat(words).contains("--tier does not take paid"));
        assertThat(commands.wrong("az aks nodepool update -g GROUP -n POOL --enable-fips-image"))
                .hasValueSatisfying(words -> assertThat(words).endsWith("misses --cluster-name"));
        assertThat(commands.wrong("az aks seal")).isPresent();
        assertThat(commands.isOfExtension("az aks update --enable-image-integrity"))
                .isTrue();
        assertThat(commands.isOfExtension("az aks update --enable-oidc-issuer")).isFalse();
    }

    private List<String> problems(List<Found> found) {
        return found.stream()
                .flatMap(match -> commands.wrong(match.command()).map(words -> match.file() + ": " + words).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Found> matches(Path file, Pattern pattern) {
        List<Found> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text(file));
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.group(group) != null) {
                    found.add(new Found(file, matcher.group(group).strip()));
                }
            }
        }
        return found;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    private static Stream<Path> files(Path folder, String suffix) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(folder + ": " + e.getMessage(), e);
        }
    }
}
