package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.run.CommandDescription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What any command prints fits on the screen: nothing is wider but a single word, such as a path or an address, on a line of its own. */
class ConsoleWidthTest {
    private static final Path SAMPLE =
            Path.of("../samples/store-insecure").toAbsolutePath().normalize();

    /** What only other programs read. */
    private static final List<String> DATA = List.of("--json", "completion");

    /** Each prints much about the sample with planted faults. */
    private static final List<String> OF_SAMPLE = List.of(
            "scan --profile=all",
            "scan k8s --console=full",
            "verify",
            "verify --console=full --fail-on=low",
            "fix",
            "explain-config",
            "explain-cluster",
            "explain-image contoso.azurecr.io/store/order-service:1.0.0",
            "explain-workload order-service",
            "who-can get secrets",
            "who-can delete nodes",
            "rbac-budget",
            "rbac-budget --configuration=other.yaml",
            "list",
            "list --profile=all",
            "exemptions",
            "charts-lock",
            "images-lock --configuration=none.yaml",
            "minimal-role",
            "init k8s --baseline",
            "baseline",
            "pr",
            "audit");

    @TempDir
    private Path temporary;

    private String run(Path folder, int width, String... arguments) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new CommandLineTool(stream, stream, folder, Map.of("COLUMNS", String.valueOf(width))).run(arguments);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static boolean isData(String command) {
        return DATA.stream().anyMatch(command::contains);
    }

    /** The lines that are too wide. Code, tables and headings of a page stay as they are: people copy them. */
    static List<String> tooWide(String printed, int width, boolean isPage) {
        boolean[] isCode = {false};
        return printed.lines()
                .filter(line -> {
                    boolean isFence = line.strip().startsWith("```");
                    isCode[0] ^= isFence;
                    return !isPage || !isCode[0] && !isFence && !line.matches("\\s*[#|].*");
                })
                .filter(line -> line.length() > width
                        && line.strip().replaceFirst("^\\[[A-Z]+] ", "").contains(" "))
                .toList();
    }

    private void assertFits(Path folder, int width, String command) {
        String printed = run(folder, width, command.split(" +"));
        assertThat(printed).as(command).isNotBlank();
        assertThat(tooWide(printed, width, command.startsWith("explain ")))
                .as(command)
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12345 789 | 9 | true",
                "12345 7890 | 9 | false",
                "1234567890 | 9 | true",
                "    https://example.com/a | 9 | true",
                "[ERROR] https://example.com/a | 9 | true",
                "[ERROR] a https://example.com/a | 9 | false"
            })
    void onlyASingleWordMayBeWider(String line, int width, boolean fits) {
        assertThat(tooWide(line, width, false).isEmpty()).isEqualTo(fits);
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 100, 140})
    void everyCommand(int width) throws IOException {
        int number = 0;
        for (String line : SameCommandsTest.CASES) {
            String[] parts = line.split("\\|");
            String command = (parts[0].strip() + " " + parts[1].strip()).strip();
            if (!isData(command)) {
                assertFits(SameCommandsTest.repository(temporary.resolve(String.valueOf(number++))), width, command);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 100, 140})
    void theSample(int width) throws IOException {
        Path sample = temporary.resolve("store-insecure");
        copy(sample);
        for (String command : OF_SAMPLE) {
            assertFits(sample, width, command);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 100, 140})
    void help(int width) {
        assertFits(temporary, width, "--help");
        for (CommandDescription command : CommandModel.catalogue().commands()) {
            assertFits(temporary, width, command.name() + " --help");
        }
    }

    @Test
    void pagesOfPolicies() {
        new BuiltInPolicies()
                .policies()
                .forEach(policy ->
                        assertFits(temporary, 80, "explain " + policy.info().id()));
    }

    /** What is wrong on the command line. */
    @ParameterizedTest
    @ValueSource(ints = {80, 100, 140})
    void refusals(int width) {
        for (String command : List.of(
                "fix --fail-on=never",
                "nonsense",
                "scan --typo --profile=all",
                "verify",
                "who-can get",
                "new-policy x",
                "list --profile=none")) {
            assertFits(temporary, width, command);
        }
    }

    @Test
    void noCommandIsLeftOut() {
        var seen = new TreeSet<String>();
        Stream.concat(SameCommandsTest.CASES.stream(), OF_SAMPLE.stream())
                .filter(command -> !isData(command))
                .forEach(command -> seen.add(command.split("[ |]")[0]));

        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(CommandModel.catalogue().commands().stream()
                        .map(CommandDescription::name)
                        .toList());
    }

    private static void copy(Path to) throws IOException {
        Packaged.write(to, ".git/HEAD", "");
        try (Stream<Path> files = Files.walk(SAMPLE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = SAMPLE.relativize(file);
                if (!relative.startsWith("target")) {
                    Packaged.write(to, relative.toString(), Files.readString(file));
                }
            }
        }
        // who may do what is not what this budget says
        Packaged.write(
                to, "other.yaml", Files.readString(SAMPLE.resolve("aks-policy.yaml")) + "\nrbacBudget: budget.yaml\n");
        Packaged.write(to, "budget.yaml", "schemaVersion: 1\nenvironments: {dev: {}, prod: {}}\n");
    }
}
