package io.github.akspolicy.helm.engine;

import com.marcnuri.helm.jni.HelmLib;
import com.sun.jna.Function;
import com.sun.jna.Native;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads the native library by JNA alone: helm-java's own loader unpacks 100 MB at each start, and fetches a library over
 * the network when none is on the class path.
 */
final class NativeHelm {
    private static final String NO_CLUSTER = """
            apiVersion: v1
            kind: Config
            clusters: [{name: none, cluster: {server: "https://127.0.0.1:1"}}]
            contexts: [{name: none, context: {cluster: none, user: none}}]
            users: [{name: none, user: {}}]
            current-context: none
            """;

    private NativeHelm() {}

    /** The native library for this platform on the class path, or null. */
    static @Nullable URL find() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String system =
                os.contains("win") ? "windows" : os.contains("mac") ? "darwin" : os.contains("linux") ? "linux" : "";
        String cpu = arch.equals("amd64") || arch.equals("x86_64") ? "amd64" : arch.equals("aarch64") ? "arm64" : "";
        String suffix = system.equals("windows") ? ".dll" : system.equals("darwin") ? ".dylib" : ".so";
        String artifact = system + "-" + cpu;
        String name = system.equals("darwin") ? "helm-" + system + "-10.12-" + cpu : "helm-" + artifact;
        URL found = NativeHelm.class.getResource("/" + name + suffix);
        return found == null ? NativeHelm.class.getResource("/helm-" + artifact + suffix) : found;
    }

    /** {@code linux-amd64}: what the Maven artifact of the library is called. */
    static String platform() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).replace(" ", "") + "-"
                + System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    }

    static HelmLib load(URL library) throws IOException {
        // JNA reads it once, when its first class is initialized: charts are UTF-8 whatever the locale says
        System.setProperty("jna.encoding", "UTF-8");
        Path file = NativeCache.unpack(library);
        Path nowhere = file.resolveSibling("no-cluster.yaml");
        if (!Files.exists(nowhere)) {
            Files.write(nowhere, NO_CLUSTER.getBytes(StandardCharsets.UTF_8));
        }
        // Go copies the environment when it is loaded, so this hides the user's cluster and Helm settings from it, and
        // from nothing else in this process: Java has its own copy, and the C environment is put back afterwards
        Map<String, @Nullable String> hidden = new LinkedHashMap<>();
        hidden.put("KUBECONFIG", nowhere.toString());
        for (String name : System.getenv().keySet()) {
            if (name.startsWith("HELM_") || name.equals("KUBERNETES_SERVICE_HOST")) {
                hidden.put(name, null);
            }
        }
        try {
            hidden.forEach(NativeHelm::setEnvironment);
            return Native.load(file.toString(), HelmLib.class);
        } finally {
            hidden.keySet().forEach(name -> setEnvironment(name, System.getenv(name)));
        }
    }

    private static void setEnvironment(String name, @Nullable String value) {
        if (System.getProperty("os.name").startsWith("Windows")) {
            Function set = Function.getFunction("kernel32", "SetEnvironmentVariableW");
            set.invokeInt(new @Nullable Object[] {
                new com.sun.jna.WString(name), value == null ? null : new com.sun.jna.WString(value)
            });
        } else if (value == null) {
            Function.getFunction("c", "unsetenv").invokeInt(new Object[] {name});
        } else {
            Function.getFunction("c", "setenv").invokeInt(new Object[] {name, value, 1});
        }
    }
}
