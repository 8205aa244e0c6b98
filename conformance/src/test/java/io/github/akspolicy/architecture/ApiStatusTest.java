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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each public type of a published module says whom it is for: by {@code @API} of its package, or by the name "internal". */
class ApiStatusTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("(?m)^public (?:\\w+ |non-sealed )*(?:class|interface|record|enum|@interface) ");

    private static final Pattern STATUS = Pattern.compile("(?m)^@API\\(status = API\\.Status\\.[A-Z]+");

    @ParameterizedTest
    @MethodSource("published")
    void publicTypesSayWhomTheyAreFor(String module) throws IOException {
        assertThat(packagesWithoutStatus(ROOT.resolve(module).resolve("src/main/java")))
                .as(
                        "packages with public types; add @API(status = API.Status.INTERNAL, since = \"…\") to package-info.java,"
                                + " or EXPERIMENTAL where users compile against it")
                .isEmpty();
    }

    @Test
    void whatUsersCompileAgainstIsNotInternal() throws IOException {
        assertThat(status("engine/api/src/main/java/io/github/akspolicy/policy"))
                .contains("Status.EXPERIMENTAL");
        assertThat(status("engine/junit/src/main/java/io/github/akspolicy/junit"))
                .contains("Status.EXPERIMENTAL");
        assertThat(status("engine/helm/src/main/java/io/github/akspolicy/helm/engine"))
                .contains("Status.INTERNAL");
    }

    @Test
    void aPackageWithoutStatusIsSeen(@TempDir Path folder) throws IOException {
        write(folder.resolve("silent/A.java"), "package silent;\n\npublic final class A {}\n");
        write(folder.resolve("silent/package-info.java"), "/** {@code @API} elsewhere. */\npackage silent;\n");
        write(folder.resolve("bare/B.java"), "package bare;\n\npublic record B(int c) {}\n");
        write(folder.resolve("closed/C.java"), "package closed;\n\nfinal class C {}\n");
        write(folder.resolve("a/internal/D.java"), "package a.internal;\n\npublic interface D {}\n");
        write(folder.resolve("open/E.java"), "package open;\n\npublic sealed interface E permits F {}\n");
        write(
                folder.resolve("open/package-info.java"),
                "@API(status = API.Status.STABLE, since = \"1\")\npackage open;\n");
        assertThat(packagesWithoutStatus(folder)).containsExactly("bare", "silent");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String status(String folder) throws IOException {
        return Files.readString(ROOT.resolve(folder).resolve("package-info.java"));
    }

    static Stream<String> published() {
        return ModuleTable.ofReactor().stream()
                .filter(module -> Files.isDirectory(ROOT.resolve(module).resolve("src/main/java")))
                .filter(module -> !text(ROOT.resolve(module).resolve("pom.xml"))
                        .contains("<maven.deploy.skip>true</maven.deploy.skip>"));
    }

    private static List<String> packagesWithoutStatus(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java")
                            && PUBLIC_TYPE.matcher(text(file)).find())
                    .map(Path::getParent)
                    .distinct()
                    .filter(folder -> !hasStatus(folder))
                    .map(folder -> sources.relativize(folder).toString())
                    .filter(name -> !List.of(name.split("/")).contains("internal"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean hasStatus(Path folder) {
        Path info = folder.resolve("package-info.java");
        return Files.isRegularFile(info) && STATUS.matcher(text(info)).find();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
