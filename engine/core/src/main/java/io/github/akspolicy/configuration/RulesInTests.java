package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules that test classes of a project bring. They exist as compiled code of its tests only, which nothing but a build of
 * the project may execute: an evaluation without them says so.
 */
final class RulesInTests {
    private static final Path TESTS = Path.of("src", "test");
    private static final Set<String> LANGUAGES = Set.of("java", "kt", "groovy");
    private static final String RULE = "@PolicyRule";

    /** A project has fewer; the number bounds the work for a hostile folder. */
    private static final int MOST_FILES = 20_000;

    private static final int LONGEST = 1 << 20;
    private static final int SHOWN = 3;

    private RulesInTests() {}

    /**
     * What to say of them.
     *
     * @param folder the folder of the configuration
     * @return empty where no test class has a rule
     */
    static Optional<String> note(Path folder, Workspace workspace) {
        List<String> classes = classes(folder.resolve(TESTS)).stream()
                .map(workspace::relative)
                .map(SafeText::line)
                .toList();
        if (classes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("rules of tests are not among these policies: " + shown(classes)
                + "; run the tests of the project to evaluate them");
    }

    /**
     * What to say where the rules of tests are among the policies.
     *
     * @param questions those that are no policies
     * @return empty where there is none
     */
    static Optional<String> asked(List<String> questions) {
        return questions.isEmpty()
                ? Optional.empty()
                : Optional.of("only the tests ask " + shown(questions) + "; run them to evaluate these");
    }

    private static String shown(List<String> names) {
        int more = names.size() - SHOWN;
        return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static List<Path> classes(Path tests) {
        if (!Files.isDirectory(tests)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(tests)) {
            return files.filter(RulesInTests::isSource)
                    .limit(MOST_FILES)
                    .filter(RulesInTests::hasRule)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            // it is compiled by somebody who can read it
            return List.of();
        }
    }

    private static boolean isSource(Path file) {
        String name = file.getFileName().toString();
        return LANGUAGES.contains(name.substring(name.lastIndexOf('.') + 1)) && Files.isRegularFile(file);
    }

    private static boolean hasRule(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1).contains(RULE);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
