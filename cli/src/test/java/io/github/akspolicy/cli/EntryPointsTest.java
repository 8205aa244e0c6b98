package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectFile;

import io.github.akspolicy.junit.AksPolicyTestEngine;
import io.github.akspolicy.manifest.JsonValues;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The goal, the command and the tests of JUnit find the same: one verdict, whatever people start. */
class EntryPointsTest {
    private static final Path SAMPLE =
            Path.of("../samples/store-insecure").toAbsolutePath().normalize();

    private static final Path TUTORIAL = Path.of("../docs/write-a-policy.md");

    @TempDir
    private Path temporary;

    private int command(Path folder, String... arguments) {
        var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new CommandLineTool(out, out, folder).run(arguments);
    }

    private static String json(Path reports) throws Exception {
        return Files.readString(reports.resolve("aks-policy.json"));
    }

    private static List<?> findings(String json) throws Exception {
        return (List<?>) ((Map<?, ?>) JsonValues.parse(json)).get("findings");
    }

    /** Each policy with a finding, with the release and the resource that it is of. */
    private static Set<String> reported(String json) throws Exception {
        var reported = new TreeSet<String>();
        for (Object finding : findings(json)) {
            for (Object occurrence : (List<?>) ((Map<?, ?>) finding).get("occurrences")) {
                var at = (Map<?, ?>) occurrence;
                var resource = (Map<?, ?>) at.get("resource");
                Object namespace = resource.get("namespace");
                reported.add(String.join(
                        " ",
                        at.get("environment") + ":" + at.get("source") + ":" + at.get("release"),
                        String.valueOf(((Map<?, ?>) finding).get("policy")),
                        resource.get("apiVersion") + ":" + resource.get("kind") + ":"
                                + (namespace == null ? "" : namespace) + ":" + resource.get("name")));
            }
        }
        return reported;
    }

    /** The same of the tests below a configuration that do not pass. */
    private static Set<String> tested(Path configuration) {
        var tested = new TreeSet<String>();
        for (Event event : EngineTestKit.engine(AksPolicyTestEngine.ID)
                .selectors(selectFile(configuration.toFile()))
                .execute()
                .testEvents()
                .finished()
                .list()) {
            event.getRequiredPayload(TestExecutionResult.class)
                    .getThrowable()
                    .filter(thrown -> !String.valueOf(thrown.getMessage()).startsWith("not evaluated"))
                    .ifPresent(thrown -> tested.add(event.getTestDescriptor().getUniqueId().getSegments().stream()
                            .skip(2)
                            .map(UniqueId.Segment::getValue)
                            .collect(Collectors.joining(" "))));
        }
        return tested;
    }

    private void compare(Path folder, int code) throws Exception {
        Path ofGoal = temporary.resolve("goal");
        Path ofCommand = temporary.resolve("command");
        assertThat(Goal.run("verify-folder", folder, Map.of("aks-policy.reportDirectory", ofGoal.toString())))
                .isEqualTo(code);
        assertThat(command(folder, "verify", "--report-directory", ofCommand.toString()))
                .isEqualTo(code);

        for (String report : List.of("aks-policy.json", "aks-policy.sarif", "aks-policy.html")) {
            assertThat(Files.readAllBytes(ofCommand.resolve(report)))
                    .as(report)
                    .isEqualTo(Files.readAllBytes(ofGoal.resolve(report)));
        }
        assertThat(tested(folder.resolve("aks-policy.yaml"))).isEqualTo(reported(json(ofCommand)));
    }

    @Test
    void theInsecureStore() throws Exception {
        compare(SAMPLE, CommandLineTool.FINDINGS);

        assertThat(findings(json(temporary.resolve("command")))).hasSizeGreaterThan(50);
    }

    /** The project of the tutorial, as its reader writes it. */
    @Test
    void theProjectOfTheTutorial() throws Exception {
        Path project = temporary.resolve("shop");
        Files.createDirectories(project.resolve(".git"));
        Files.createDirectories(project.resolve("k8s"));
        Map<String, String> files = filesOfTheTutorial();
        for (String file : List.of("aks-policy.yaml", "k8s/orders.yaml")) {
            Files.writeString(project.resolve(file), files.get(file));
        }

        compare(project, CommandLineTool.PASSED);

        // and not since nothing was evaluated
        Files.writeString(
                project.resolve("k8s/orders.yaml"),
                files.get("k8s/orders.yaml").replace("containers:", "hostPID: true\n      containers:"));
        compare(project, CommandLineTool.FINDINGS);
        assertThat(reported(json(temporary.resolve("command"))))
                .containsExactly("default:k8s:k8s pod/host-namespaces apps/v1:Deployment::orders");
    }

    private static Map<String, String> filesOfTheTutorial() throws Exception {
        var files = new HashMap<String, String>();
        Matcher blocks = Pattern.compile("(?s)```yaml\\n# (\\S+)\\n(.*?)```").matcher(Files.readString(TUTORIAL));
        while (blocks.find()) {
            files.putIfAbsent(blocks.group(1), blocks.group(2));
        }
        return files;
    }

    @Test
    void aScan() throws Exception {
        Path project = Files.createDirectories(temporary.resolve("scanned"));
        Files.createDirectory(project.resolve(".git"));
        Files.writeString(
                project.resolve("pod.yaml"),
                "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: 'web:1'}]}\n");
        Path ofGoal = temporary.resolve("goal");
        Path ofCommand = temporary.resolve("command");

        assertThat(Goal.run("scan", project, Map.of("aks-policy.reportDirectory", ofGoal.toString())))
                .isEqualTo(CommandLineTool.FINDINGS);
        assertThat(command(project, "scan", "--report-directory=" + ofCommand)).isEqualTo(CommandLineTool.FINDINGS);
        assertThat(json(ofCommand)).isEqualTo(json(ofGoal));
    }
}
