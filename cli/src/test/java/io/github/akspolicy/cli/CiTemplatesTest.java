package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an input of a CI template holds is never part of a script: a branch name or a folder given as input would be a command. */
class CiTemplatesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern SCRIPT = Pattern.compile("\\b(?:cd|mvn|java) ");

    private static final Pattern INPUT = Pattern.compile("\\$\\[\\[|\\$\\{\\{");

    /** Without the name of a variable, as in {@code DIRECTORY: ${{ inputs.directory }}}. */
    private static final Pattern VARIABLE =
            Pattern.compile("^\\s+[A-Z_]+: \"?(?:\\$\\[\\[[^]]+]]|\\$\\{\\{[^}]+}})\"?$");

    @ParameterizedTest
    @CsvSource({
        "action.yml, 4",
        "templates/aks-policy.yml, 3",
        "samples/ci/azure-pipelines-command-line.yml, 3",
    })
    void scriptsReadInputsAsVariables(String file, int variables) throws Exception {
        List<String> lines = Files.readAllLines(ROOT.resolve(file));

        assertThat(lines).anyMatch(line -> SCRIPT.matcher(line).find());
        assertThat(lines)
                .noneMatch(line ->
                        SCRIPT.matcher(line).find() && INPUT.matcher(line).find());
        assertThat(lines.stream().filter(line -> VARIABLE.matcher(line).find())).hasSize(variables);
    }
}
