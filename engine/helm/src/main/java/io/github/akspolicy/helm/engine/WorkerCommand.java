package io.github.akspolicy.helm.engine;

import com.marcnuri.helm.jni.HelmLib;
import com.sun.jna.Native;
import io.github.akspolicy.helm.worker.WorkerMain;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the process of Helm is started: a small JVM with nothing in its environment and on its class path but its own. */
final class WorkerCommand {
    /**
     * A cluster that cannot be asked: no client opens a connection for a scheme that it does not know. Helm needs a
     * configuration that it can read, or it refuses every chart.
     */
    private static final String NO_CLUSTER = """
        apiVersion: v1
        kind: Config
        clusters: [{name: none, cluster: {server: "none://none"}}]
        contexts: [{name: none, context: {cluster: none, user: none}}]
        users: [{name: none, user: {}}]
        current-context: none
        """;

    /** How many percent of what is in use may be garbage: a render makes much of it, and little stays. */
    private static final String GARBAGE = "200";

    private WorkerCommand() {}

    /**
     * Prepares the process.
     *
     * @param root the folder of the run
     * @param token a random text
     */
    static ProcessBuilder of(Path root, String token) throws IOException {
        Path own = Files.createTempDirectory(root, "helm");
        var command = new ArrayList<>(List.of(
                java().toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xms8m",
                "-Xmx48m",
                "-XX:ReservedCodeCacheSize=16m",
                // what the JVM says goes where it is captured; it leaves no files
                "-XX:+DisplayVMOutputToStderr",
                "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + own.resolve("crash.log"),
                // JNA loads libraries, which newer JVMs warn of and later ones refuse
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + own,
                "-Djna.tmpdir=" + own,
                "-Djna.nosys=true",
                // else JNA runs ldconfig
                "-Djna.platform.library.path=" + own,
                // charts are UTF-8 whatever the locale says
                "-Djna.encoding=UTF-8",
                "-Dfile.encoding=UTF-8",
                "-cp",
                String.join(File.pathSeparator, classPath()),
                WorkerMain.class.getName()));
        command.addAll(List.of(root.toString(), token));
        var builder = new ProcessBuilder(command).directory(own.toFile());
        environment(builder.environment(), own);
        return builder;
    }

    /** Empties an environment but for what a process needs to run at all, and bounds the memory of Helm. */
    static void environment(Map<String, String> environment, Path home) throws IOException {
        String zone = environment.get("TZ");
        String system = environment.get("SystemRoot");
        environment.clear();
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", home.toString());
        environment.put("PATH", "");
        environment.put("LC_ALL", "C.UTF-8");
        environment.put(
                "KUBECONFIG",
                Files.writeString(home.resolve("no-cluster.yaml"), NO_CLUSTER).toString());
        // the collector works harder before the bound is reached
        environment.put("GOMEMLIMIT", HelmEngines.memoryMegabytes() * 3 / 4 + "MiB");
        environment.put("GOGC", GARBAGE);
        environment.put("GOTRACEBACK", "none");
        if (zone != null) {
            environment.put("TZ", zone);
        }
        if (system != null) {
            // Windows loads no library without it
            environment.put("SystemRoot", system);
            environment.put("TEMP", home.toString());
            environment.put("TMP", home.toString());
            environment.put("USERPROFILE", home.toString());
            environment.put("APPDATA", home.toString());
        }
    }

    private static Path java() throws IOException {
        Path folder = Path.of(System.getProperty("java.home"), "bin");
        for (String name : new String[] {"java", "java.exe"}) {
            if (Files.isExecutable(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        throw new IOException("there is no java in " + folder);
    }

    /** Where the classes of the worker come from, without what else this process has on its class path. */
    private static Set<String> classPath() throws IOException {
        var entries = new LinkedHashSet<String>();
        for (Class<?> type : new Class<?>[] {WorkerMain.class, HelmLib.class, Native.class}) {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            String place = source == null ? "nowhere" : String.valueOf(source.getLocation());
            if (source == null || !place.startsWith("file:")) {
                throw new IOException("the classes of Helm's process are in no file or folder but in " + place);
            }
            try {
                entries.add(
                        Path.of(source.getLocation().toURI()).toAbsolutePath().toString());
            } catch (URISyntaxException | IllegalArgumentException e) {
                throw new IOException("the classes of Helm's process are not found at " + place, e);
            }
        }
        return entries;
    }
}
