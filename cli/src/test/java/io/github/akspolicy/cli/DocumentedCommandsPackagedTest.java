package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command that starts the jar in the README and on the page of the command line, with the jar at the place that the command names. */
class DocumentedCommandsPackagedTest {
    private static final Pattern COMMAND = Pattern.compile("(?:`|```shell\\n)(java [^`\\n]*?-all\\.jar[^`\\n]*)");

    /** Within a path or a class path, which may be in quotes. */
    private static final Pattern JAR = Pattern.compile("[\\w./-]*aks-policy-[\\w.-]+-all\\.jar");

    @TempDir
    private Path temporary;

    @Test
    void theJarIsWhereTheyLookForIt() throws Exception {
        Path repository = Packaged.repository(temporary.resolve("shop"));
        var commands = new ArrayList<String>();
        for (String page : List.of("../README.md", "../docs/command-line.md")) {
            COMMAND.matcher(Files.readString(Path.of(page))).results().forEach(match -> commands.add(match.group(1)));
        }
        assertThat(commands).hasSize(5);
        for (String command : commands) {
            // ImagePackagedTest builds it
            if (command.contains("ImageBuilder")) {
                continue;
            }
            Matcher jar = JAR.matcher(command);
            assertThat(jar.find()).as(command).isTrue();
            assertThat(jar.group())
                    .as("the jar that the build writes")
                    .endsWith(Packaged.jar().getFileName().toString());
            Path named = repository.resolve(jar.group());
            Files.createDirectories(named.getParent());
            if (!Files.exists(named)) {
                Files.copy(Packaged.jar(), named);
            }
            if (command.endsWith(" verify")) {
                Packaged.write(
                        repository,
                        "aks-policy.yaml",
                        "schemaVersion: 1\nsources: [{chart: shop}, {manifests: k8s}]\n");
            }

            Packaged.Run run = Packaged.run(
                    repository,
                    List.of(
                            "bash",
                            "-c",
                            command.replaceFirst("^java ", Matcher.quoteReplacement(Packaged.java() + " "))),
                    Map.of());

            if (command.endsWith(" audit")) {
                // what it needs is optional, and not in the folder lib
                assertThat(run.code()).as(command).isEqualTo(CommandLineTool.ERROR);
                assertThat(run.out() + run.err()).contains("aks-policy-live");
            } else {
                assertThat(run.code()).as(command + run.err()).isEqualTo(CommandLineTool.FINDINGS);
                assertThat(run.out()).contains("pod/privileged (critical)");
            }
        }
    }
}
