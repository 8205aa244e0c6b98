package io.github.akspolicy.helm.engine;

import java.net.URL;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the native library: helm-java's own loader fetches one over the network when none is on the class path. */
final class NativeHelm {
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
}
