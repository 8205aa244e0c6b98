package io.github.akspolicy.cluster.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small configurations with all that they come to, in the {@code *.cases} beside this class: a case begins with {@code ===} and its
 * name, a file with {@code ---} and its path; {@code --- -var-file PATH} and {@code --- workspace NAME} are options; behind {@code
 * >>>} stands what {@link Described} says of it. The root module is the folder {@code root} where there is one.
 */
class EvaluatedCasesTest {
    private static final List<String> TOPICS = List.of(
            "combinations",
            "conditionals",
            "expressions",
            "functions",
            "modules",
            "repetition",
            "resources",
            "syntax",
            "variables");

    /** A case of a file. */
    record Case(String topic, String name, String input, String expected) {
        @Override
        public String toString() {
            return topic + ": " + name;
        }
    }

    static Stream<Case> cases() {
        return TOPICS.stream().flatMap(topic -> cases(topic).stream());
    }

    private static List<Case> cases(String topic) {
        var cases = new ArrayList<Case>();
        for (String text : ("\n" + text(topic + ".cases")).split("\n=== ")) {
            if (!text.isBlank()) {
                int line = text.indexOf('\n');
                int answer = text.indexOf("\n>>>\n");
                cases.add(new Case(
                        topic,
                        text.substring(0, line),
                        text.substring(line, answer),
                        text.substring(answer + 5).strip()));
            }
        }
        return cases;
    }

    private static String text(String name) {
        try (InputStream in = Objects.requireNonNull(EvaluatedCasesTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void evaluates(Case each, @TempDir Path folder) throws IOException {
        RootModule module = read(each.input(), folder.toRealPath());
        assertThat(Described.all(module)).isEqualTo(each.expected());
    }

    /** Writes the files of a case, and reads them. */
    static RootModule read(String input, Path folder) throws IOException {
        var varFiles = new ArrayList<String>();
        String workspace = null;
        for (String part : input.split("\n--- ")) {
            int line = part.indexOf('\n');
            String header = line < 0 ? part.strip() : part.substring(0, line);
            if (header.startsWith("-var-file ")) {
                varFiles.add(header.substring("-var-file ".length()));
            } else if (header.startsWith("workspace ")) {
                workspace = header.substring("workspace ".length());
            } else if (!header.isBlank()) {
                Path file = folder.resolve(header);
                Files.createDirectories(file.getParent());
                Files.writeString(file, part.substring(line + 1) + "\n");
            }
        }
        return read(folder, varFiles, workspace);
    }

    private static RootModule read(Path folder, List<String> varFiles, @Nullable String workspace) {
        Path inner = folder.resolve("root");
        Path root = Files.isDirectory(inner) ? inner : folder;
        return RootModule.read(
                root,
                varFiles.stream().map(root::resolve).toList(),
                workspace,
                new Workspace(folder),
                ReadLimits.DEFAULT);
    }
}
