package io.github.akspolicy.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code SECURITY.md} promises, on the files of a release, as seen by the kernel: {@code scan} and {@code verify} reach no
 * network and start nothing but Java with our own classes.
 */
@Tag("deep")
class BehaviourTest {
    /** An address of a network in a system call; local sockets have none. */
    private static final Pattern ADDRESS = Pattern.compile("sin6?_addr|sin6?_port|AF_NETLINK.*sendto");

    /** Java with our classes: Helm, and the evaluation where it has a process. The JDK starts it by its helper. */
    private static final Pattern OWN = Pattern.compile("/lib/jspawnhelper\""
            + "|/bin/java\".*\"io\\.github\\.akspolicy\\.(?:helm\\.worker\\.WorkerMain|evaluator\\.EvaluatorMain)\"");

    /** How a goal or command is run: by Maven, or by java alone. */
    private static final String PLUGIN = "plugin";

    private static final String COMMAND = "command";

    @TempDir
    private Path folder;

    private Path checked;
    private String version;
    private Path sample;

    @BeforeEach
    void prepare() throws IOException {
        String property = System.getProperty("aks-policy.release", "");
        assumeTrue(!property.isEmpty(), "no release to check: run .ci/check-release");
        checked = Path.of(property);
        version = new ReleaseFolder(checked.resolve("1")).artifacts().get(0).version();
        sample = Files.createDirectories(folder.resolve("project"));
        copy(Path.of("../samples/store-insecure").toAbsolutePath().normalize(), sample);
        Files.createDirectory(sample.resolve(".git"));
        Files.createDirectory(sample.resolve(".mvn"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(each -> !each.startsWith(from.resolve("target"))
                            && !each.equals(from.resolve("pom.xml"))
                            && Files.isRegularFile(each))
                    .toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /** The command of an entry point. */
    private List<String> command(String entry, String goal) {
        if (entry.equals(COMMAND)) {
            Path jar = checked.resolve(
                    "1/io/github/akspolicy/aks-policy/" + version + "/aks-policy-" + version + "-all.jar");
            assumeTrue(Files.exists(jar), "this release has no command line");
            return List.of(java(), "-jar", jar.toString(), goal.equals("verify-folder") ? "verify" : goal);
        }
        return List.of(
                "mvn",
                "-B",
                "-o",
                "-Dmaven.repo.local=" + checked.resolve("local"),
                "-Dmaven.repo.local.tail=" + checked.resolve("1") + ","
                        + ReleaseFolder.text(checked.resolve("third-party")).strip(),
                "-Daether.enhancedLocalRepository.trackingFilename=none",
                "io.github.akspolicy:aks-policy-maven-plugin:" + version + ":" + goal);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private String run(List<String> prefix, List<String> command) throws Exception {
        var words = new ArrayList<>(prefix);
        words.addAll(command);
        File log = folder.resolve("log").toFile();
        var builder = new ProcessBuilder(words)
                .directory(sample.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeAll(List.of("MAVEN_ARGS", "MAVEN_OPTS", "JAVA_TOOL_OPTIONS"));
        Process process = builder.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return ReleaseFolder.text(log.toPath());
    }

    /** The lines of a trace. */
    private List<String> trace(List<String> command, String expected) throws Exception {
        assumeTrue(works("/usr/bin/strace", "-o", "/dev/null", "true"), "strace (Debian package strace) is missing");
        Path trace = folder.resolve("trace");
        String log = run(
                List.of("/usr/bin/strace", "-f", "-e", "trace=network,execve,execveat", "-s", "4000", "-o", trace + ""),
                command);
        assertThat(log).contains(expected);
        return Files.readAllLines(trace);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plugin scan", "plugin verify-folder", "command scan", "command verify-folder"})
    void reachesNoNetworkAndStartsNothingButItsProcesses(String what) throws Exception {
        String[] words = what.split(" ");
        List<String> trace = trace(command(words[0], words[1]), "pod/seccomp-profile");

        assertThat(trace).filteredOn(line -> ADDRESS.matcher(line).find()).isEmpty();
        List<String> programs = programs(trace);
        // what the script mvn starts to find its Java
        int start = first(
                programs, words[0].equals(PLUGIN) ? "org.codehaus.plexus.classworlds.launcher.Launcher" : "-all.jar");
        List<String> started = programs.subList(start + 1, programs.size());
        assertThat(started)
                .isNotEmpty()
                .allMatch(program -> OWN.matcher(program).find());
        assertThat(started).anyMatch(program -> program.contains("helm.worker.WorkerMain"));
    }

    /** The test sees a connection where there is one: this goal asks a registry. */
    @Test
    void aConnectionIsSeen() throws Exception {
        Files.writeString(sample.resolve("k8s/registry.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: seen}
                spec: {containers: [{name: a, image: "127.0.0.1:9/a:1"}]}
                """);
        List<String> trace = trace(command(PLUGIN, "images-lock"), "127.0.0.1:9");

        assertThat(trace).filteredOn(line -> ADDRESS.matcher(line).find()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plugin scan", "plugin verify-folder", "command scan", "command verify-folder"})
    void worksWhereThereIsNoNetwork(String what) throws Exception {
        assumeTrue(works("/usr/bin/unshare", "-rn", "true"), "unshare -rn does not work here");
        String[] words = what.split(" ");

        assertThat(run(List.of("/usr/bin/unshare", "-rn"), command(words[0], words[1])))
                .contains("pod/seccomp-profile", "values-prod.yaml");
    }

    private static List<String> programs(List<String> trace) {
        return trace.stream()
                .filter(line -> line.contains("execve(") || line.contains("execveat("))
                .filter(line -> !line.contains("= -1 "))
                .toList();
    }

    private static int first(List<String> programs, String word) {
        for (int i = 0; i < programs.size(); i++) {
            if (programs.get(i).contains(word)) {
                return i;
            }
        }
        throw new AssertionError(word + " was not started: " + programs);
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
