package io.github.akspolicy.helm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.marcnuri.helm.jni.HelmLib;
import com.sun.jna.Native;
import com.sun.net.httpserver.HttpServer;
import io.github.akspolicy.files.CacheFolder;
import io.github.akspolicy.files.ScratchFolder;
import io.github.akspolicy.helm.worker.WorkerMain;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What charts reach of the machine, as seen from outside, and what a run leaves behind. */
@EnabledOnOs(OS.LINUX)
class IsolationTest {
    private static final String CANARY = "canary-5ecret";
    private static final Pattern CHILD =
            Pattern.compile("(\\d+) +(?:<\\.\\.\\. )?(?:clone3?|vfork|fork)(?:\\(| resumed>).*= (\\d+)");
    private static final Pattern OPENED = Pattern.compile("(\\d+) +openat\\([^\"]*\"([^\"]*)\".*= \\d+");

    @TempDir
    private Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/schema.json";
    }

    /** A JVM with secrets and traps in its environment and home. */
    private ProcessBuilder run(List<String> prefix, String... arguments) throws IOException {
        return runFrom(
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                prefix,
                arguments);
    }

    private ProcessBuilder runFrom(String classPath, List<String> prefix, String... arguments) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Path plugin = Files.writeString(folder.resolve("plugin"), "#!/bin/sh\ntouch " + folder + "/plugin-ran\n");
        assertThat(plugin.toFile().setExecutable(true)).isTrue();
        String config = """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "%s"}}]
            contexts: [{name: c, context: {cluster: c, user: u}}]
            users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: %s, interactiveMode: Never}}}]
            current-context: c
            """.formatted(address(), plugin);
        Files.createDirectories(home.resolve(".kube"));
        Files.writeString(home.resolve(".kube/config"), config);
        Files.writeString(folder.resolve("kubeconfig"), config);
        Files.writeString(folder.resolve("secret.json"), "\"" + CANARY + "\"");
        var command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-cp");
        command.add(classPath);
        command.add(EngineRun.class.getName());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "HOME",
                        home.toString(),
                        "KUBECONFIG",
                        folder.resolve("kubeconfig").toString(),
                        "HELM_KUBEAPISERVER",
                        address(),
                        "HELM_KUBETOKEN",
                        CANARY,
                        "HTTP_PROXY",
                        address(),
                        "HTTPS_PROXY",
                        address(),
                        "AKS_POLICY_TOKEN",
                        CANARY,
                        "SYSTEM_ACCESSTOKEN",
                        CANARY,
                        // the library stays unpacked where it is
                        "XDG_CACHE_HOME",
                        CacheFolder.directory().getParent().toString()));
        return builder;
    }

    private String hostile(List<String> prefix) throws Exception {
        Path out = folder.resolve("out");
        Process process = run(
                        prefix,
                        "hostile",
                        out.toString(),
                        address(),
                        folder.resolve("secret.json").toString())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String log = Files.readString(folder.resolve("log"));
        assertThat(out).as(log).exists();
        String answers = Files.readString(out);
        assertThat(answers).contains("kind: Last");
        assertThat(answers + log).doesNotContain(CANARY).doesNotContain("Y2FuYXJ5LTVlY3JldA");
        assertThat(requests).as("requests").hasValue(0);
        assertThat(folder.resolve("plugin-ran")).doesNotExist();
        return answers;
    }

    @Test
    void hostileChartsReachNothing() throws Exception {
        String answers = hostile(List.of());

        assertThat(answers).contains("unsupported protocol scheme \"none\"");
        if (Files.exists(Path.of("/proc/sys/kernel/seccomp/actions_avail"))
                && System.getProperty("os.arch").equals("amd64")) {
            assertThat(answers).startsWith("no network and no programs (seccomp)");
            assertThat(answers).contains("socket: operation not permitted");
        }
        if (answers.contains("files confined")) {
            assertThat(answers).contains("secret.json: permission denied");
        }
    }

    @Test
    void rendersWithoutAnyNetwork() throws Exception {
        List<String> unshare = List.of("/usr/bin/unshare", "-rn");
        assumeTrue(works("/usr/bin/unshare", "-rn", "true"), "unshare -rn does not work here");

        assertThat(hostile(unshare)).contains("kind: Last");
    }

    @Test
    @Tag("deep")
    void straceSeesNoSocketNoProgramAndNoForeignFile() throws Exception {
        Path trace = folder.resolve("trace");
        assumeTrue(works("/usr/bin/strace", "-o", "/dev/null", "true"), "strace (Debian package strace) is missing");

        String answers = hostile(List.of(
                "/usr/bin/strace", "-f", "-e", "trace=network,process,openat,seccomp", "-s", "500", "-o", trace + ""));
        assumeTrue(answers.startsWith("no network and no programs (seccomp), files confined"), answers);

        List<String> worker = ofWorker(Files.readAllLines(trace));
        assertThat(worker).isNotEmpty();
        assertThat(worker)
                .filteredOn(line -> line.contains(" socket(") && !line.contains("(AF_UNIX") && !line.contains(" = -1 "))
                .isEmpty();
        assertThat(worker)
                .filteredOn(line -> line.contains("sin_addr") || line.contains("sin6_addr"))
                .isEmpty();
        assertThat(worker)
                .filteredOn(line -> line.contains("execve(") || line.contains("execveat("))
                .isEmpty();
        assertThat(worker)
                .filteredOn(line ->
                        line.contains(folder.toString()) && !line.contains(" = -1 ") && line.contains("openat("))
                .isEmpty();
        int confined = worker.indexOf(worker.stream()
                .filter(line -> line.contains("seccomp(SECCOMP_SET_MODE_FILTER"))
                .findFirst()
                .orElseThrow());
        assertThat(worker.subList(confined, worker.size()).stream().flatMap(IsolationTest::opened))
                .isNotEmpty()
                .allMatch(IsolationTest::mayBeRead);
    }

    private static Stream<String> opened(String line) {
        Matcher matcher = OPENED.matcher(line);
        return matcher.matches() ? Stream.of(matcher.group(2)) : Stream.of();
    }

    private static boolean mayBeRead(String path) {
        List<String> prefixes = new ArrayList<>(List.of(
                System.getProperty("java.io.tmpdir") + "/aks-policy-",
                CacheFolder.directory().toString(),
                System.getProperty("java.home"),
                "/proc/self/",
                "/sys/fs/cgroup",
                "/sys/kernel/mm/transparent_hugepage",
                "/sys/devices/system/cpu",
                "/usr/share/zoneinfo",
                "/etc/localtime",
                "/etc/ld.so.cache",
                "/lib/",
                "/usr/lib/",
                "/dev/null",
                "/dev/urandom"));
        prefixes.addAll(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
        return prefixes.stream().anyMatch(path::startsWith);
    }

    /** The calls of the worker's threads, and of what it would start, without the one that started it. */
    private static List<String> ofWorker(List<String> trace) {
        Set<String> threads = new HashSet<>();
        var calls = new ArrayList<String>();
        for (String line : trace) {
            String thread = line.replaceFirst(" .*", "");
            if (line.contains("io.github.akspolicy.helm.worker.WorkerMain")) {
                threads.add(thread);
            } else if (threads.contains(thread) && !line.contains("execve resumed")) {
                calls.add(line);
                Matcher child = CHILD.matcher(line);
                if (child.matches()) {
                    threads.add(child.group(2));
                }
            }
        }
        return calls;
    }

    @ParameterizedTest
    @Tag("deep")
    @CsvSource({"idle, KILL", "busy, KILL", "idle, TERM", "busy, TERM", "busy, INT"})
    void nothingIsLeftBehind(String what, String signal) throws Exception {
        Path out = folder.resolve("out");
        // a job in the background ignores INT, and so does what it starts
        Process process = run(List.of("env", "--default-signal=INT"), what, out.toString())
                .start();
        try {
            for (int i = 0; i < 600 && process.isAlive() && !Files.exists(out); i++) {
                Thread.sleep(50);
            }
            Path root = Path.of(Files.readString(out));
            List<ProcessHandle> worker = process.descendants().toList();
            assertThat(root).isNotEmptyDirectory();
            assertThat(worker).hasSize(1);

            assertThat(works("/bin/kill", "-" + signal, "" + process.pid())).isTrue();

            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 100 && (worker.get(0).isAlive() || Files.exists(root)); i++) {
                Thread.sleep(50);
            }
            assertThat(worker.get(0).isAlive()).as("the worker lives").isFalse();
            assertThat(root).doesNotExist();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void worksFromOneArchiveInAFolderWithASpace() throws Exception {
        Path archive = Files.createDirectories(folder.resolve("a folder")).resolve("all in one.jar");
        var names = new HashSet<String>();
        try (var out = new JarOutputStream(Files.newOutputStream(archive))) {
            for (Class<?> type :
                    List.of(HelmEngines.class, WorkerMain.class, ScratchFolder.class, HelmLib.class, Native.class)) {
                Path source = Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().toURI());
                try (FileSystem files = Files.isDirectory(source) ? null : FileSystems.newFileSystem(source);
                        Stream<Path> walk = Files.walk(files == null ? source : files.getPath("/"))) {
                    Path root = files == null ? source : files.getPath("/");
                    for (Path file : walk.filter(Files::isRegularFile).toList()) {
                        String name = root.relativize(file).toString();
                        if (names.add(name)) {
                            out.putNextEntry(new JarEntry(name));
                            out.write(Files.readAllBytes(file));
                        }
                    }
                }
            }
        }
        URL library = HelmEngines.class.getResource("/helm-linux-amd64.so");
        assumeTrue(library != null, "the native library of this platform is missing");
        String nativeArchive = library.getPath().replaceFirst("^file:", "").replaceFirst("!.*", "");
        String tests = Path.of(EngineRun.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        Path out = folder.resolve("out");
        Process process = runFrom(
                        String.join(File.pathSeparator, archive.toString(), nativeArchive, tests),
                        List.of(),
                        "idle",
                        out.toString())
                .start();
        try {
            for (int i = 0; i < 600 && process.isAlive() && !Files.exists(out); i++) {
                Thread.sleep(50);
            }
            assertThat(out).as(Files.readString(folder.resolve("log"))).exists();
            assertThat(process.descendants()).hasSize(1);
        } finally {
            process.destroyForcibly();
        }
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
