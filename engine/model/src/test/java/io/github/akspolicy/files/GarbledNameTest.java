package io.github.akspolicy.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere names do not depend on the locale")
class GarbledNameTest {
    @TempDir
    private Path folder;

    /** Prints what is wrong with the names in a folder. */
    public static void main(String[] arguments) throws Exception {
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            files.map(GarbledName::problem)
                    .sorted((one, other) -> one.toString().compareTo(other.toString()))
                    .forEach(System.out::println);
        }
    }

    private String names(String locale) throws Exception {
        // a file whose name no locale has to know: made by bytes
        Process made = new ProcessBuilder(
                        "sh", "-c", "printf x > \"$(printf 'gr\\303\\266\\303\\237e.yaml')\" && printf x > plain.yaml")
                .directory(folder.toFile())
                .start();
        assertThat(made.waitFor()).isZero();
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                GarbledNameTest.class.getName(),
                folder.toString());
        builder.environment().put("LC_ALL", locale);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed;
    }

    @Test
    void aNameThatTheLocaleHasNoLettersForIsNamedByItsBytes() throws Exception {
        assertThat(names("C"))
                .contains(
                        "Optional.empty",
                        "the name gr%C3%B6%C3%9Fe.yaml has characters that the character set of this process");
    }

    @Test
    void whereTheLocaleHasThemNothingIsWrong() throws Exception {
        assertThat(names("C.UTF-8").lines()).containsExactly("Optional.empty", "Optional.empty");
    }
}
