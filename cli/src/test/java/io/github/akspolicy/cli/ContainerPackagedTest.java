package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.akspolicy.manifest.JsonValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image of the Dockerfile, made without a daemon: umoci does what its instructions say, on a base of the files of this machine that
 * a runtime needs. Its configuration says how it is run, as another user and without network.
 */
@Tag("deep")
class ContainerPackagedTest {
    private static final Path DOCKERFILE = Path.of("src/main/docker/Dockerfile");

    private static final Pattern LIBRARY = Pattern.compile("(?m)(/\\S+) \\(0x");

    @TempDir
    private Path temporary;

    private String tool(String... command) throws Exception {
        Packaged.Run run = Packaged.run(temporary, List.of(command), Map.of());
        assertThat(run.code())
                .as(String.join(" ", command) + run.out() + run.err())
                .isZero();
        return run.out();
    }

    private static List<String> instructions(String name) throws IOException {
        return Files.readAllLines(DOCKERFILE).stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    private static String only(String name) throws IOException {
        assertThat(instructions(name)).as(name).hasSize(1);
        return instructions(name).get(0);
    }

    /** sh, what the launcher calls, and the libraries of these and of the runtime. */
    private Path base(Path image) throws Exception {
        Path base = Files.createDirectory(temporary.resolve("base"));
        Set<Path> files = new LinkedHashSet<>();
        for (String program : List.of("/bin/sh", "/usr/bin/dirname", "/usr/bin/readlink", "/usr/bin/env")) {
            files.add(Path.of(program));
        }
        Set<Path> binaries = new LinkedHashSet<>(files);
        try (Stream<Path> all = Files.walk(image)) {
            all.filter(file -> file.toString().endsWith(".so") || file.endsWith("bin/java"))
                    .forEach(binaries::add);
        }
        for (Path binary : binaries) {
            Packaged.Run ldd = Packaged.run(temporary, List.of("ldd", binary.toString()), Map.of());
            Matcher libraries = LIBRARY.matcher(ldd.out());
            while (libraries.find()) {
                Path library = Path.of(libraries.group(1));
                if (!library.startsWith(image)) {
                    files.add(library);
                }
            }
        }
        for (Path file : files) {
            Path copy = base.resolve(file.toString().substring(1));
            Files.createDirectories(copy.getParent());
            Files.copy(file.toRealPath(), copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        for (String folder : List.of("proc", "dev", "workspace", "tmp")) {
            Files.createDirectories(base.resolve(folder));
        }
        return base;
    }

    @Test
    void itRunsAsAnotherUserWithoutNetwork() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/umoci")), "needs umoci (Debian package umoci)");
        assumeTrue(System.getProperty("user.name").equals("root"), "needs root, for chroot and mount");
        Path image = temporary.resolve("image");
        ImageBuilder.build(image, Packaged.jar());
        String[] copied = only("COPY").split(" ");
        assertThat(copied).hasSize(2);

        String layout = temporary.resolve("layout").toString();
        tool("umoci", "init", "--layout", layout);
        tool("umoci", "new", "--image", layout + ":tool");
        tool("umoci", "insert", "--image", layout + ":tool", base(image).toString(), "/");
        tool(
                "umoci",
                "insert",
                "--image",
                layout + ":tool",
                temporary.resolve(copied[0]).toString(),
                copied[1]);
        var configure = new ArrayList<>(List.of(
                "umoci",
                "config",
                "--image",
                layout + ":tool",
                "--config.user",
                only("USER"),
                "--config.workingdir",
                only("WORKDIR")));
        words("ENTRYPOINT").forEach(word -> configure.addAll(List.of("--config.entrypoint", word)));
        words("CMD").forEach(word -> configure.addAll(List.of("--config.cmd", word)));
        for (String variable : instructions("ENV")) {
            configure.addAll(List.of("--config.env", variable));
        }
        tool(configure.toArray(String[]::new));
        tool(
                "umoci",
                "unpack",
                "--image",
                layout + ":tool",
                temporary.resolve("bundle").toString());

        Path root = temporary.resolve("bundle/rootfs");
        Packaged.Run help = run(root, List.of());
        assertThat(help.code()).as(help.out() + help.err()).isZero();
        assertThat(help.out()).contains("Usage: aks-policy", "scan");

        Packaged.repository(root.resolve("workspace"));
        tool("chown", "-R", "65532:65532", root.resolve("workspace").toString());
        tool("chmod", "1777", root.resolve("tmp").toString());
        Packaged.Run scan = run(root, List.of("scan"));
        assertThat(scan.code()).as(scan.out() + scan.err()).isEqualTo(CommandLineTool.FINDINGS);
        assertThat(scan.out()).contains("[ERROR] pod/privileged", "shop/values.yaml:1:1");
        assertThat(root.resolve("workspace/target/aks-policy/aks-policy.json")).exists();
    }

    private static List<String> words(String instruction) throws IOException {
        return ((List<?>) JsonValues.parse(only(instruction)))
                .stream().map(String::valueOf).toList();
    }

    /** As the configuration of the bundle says; arguments stand in for those of CMD. */
    private Packaged.Run run(Path root, List<String> arguments) throws Exception {
        var configuration = (Map<?, ?>) JsonValues.parse(Files.readString(temporary.resolve("bundle/config.json")));
        var process = (Map<?, ?>) configuration.get("process");
        var user = (Map<?, ?>) process.get("user");
        var words = new ArrayList<String>(
                ((List<?>) process.get("args")).stream().map(String::valueOf).toList());
        if (!arguments.isEmpty()) {
            words.subList(words("ENTRYPOINT").size(), words.size()).clear();
            words.addAll(arguments);
        }
        String variables = ((List<?>) process.get("env"))
                .stream()
                        .map(String::valueOf)
                        .filter(variable -> !variable.startsWith("TERM"))
                        .reduce("", (all, one) -> all + " '" + one + "'");
        String script = "mount -t proc proc '" + root + "/proc' && mount --bind /dev '" + root + "/dev' && exec chroot"
                + " --userspec=" + user.get("uid") + ":" + user.get("gid") + " '" + root + "' /bin/sh -c \"cd '"
                + process.get("cwd") + "' && exec env -i" + variables + " " + String.join(" ", words) + "\"";
        return Packaged.run(
                temporary, List.of("unshare", "--net", "--mount", "--pid", "--fork", "sh", "-c", script), Map.of());
    }
}
