package io.github.akspolicy.helm.engine;

import java.net.URL;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the native library: helm-java's own loader fetches one over the network when none is on the class path. */
final class NativeHelm {
    private NativeHelm() {}

    /** The native library for this platform on the class path, or null. */
    static @Nullable URL find() {
        String artifact = platform();
        int dash = artifact.lastIndexOf('-');
        String system = artifact.substring(0, dash);
        String cpu = artifact.substring(dash + 1);
        String suffix = system.equals("windows") ? ".dll" : system.equals("darwin") ? ".dylib" : ".so";
        String name = system.equals("darwin") ? "helm-" + system + "-10.12-" + cpu : "helm-" + artifact;
        URL found = NativeHelm.class.getResource("/" + name + suffix);
        return found == null ? NativeHelm.class.getResource("/helm-" + artifact + suffix) : found;
    }

    /** {@code linux-amd64}: what the Maven artifact of the library for this platform is called. */
    static String platform() {
        return platform(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** The same for the words of a JVM for a system and a processor; unknown ones stay as they are. */
    static String platform(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        String system = os.contains("win")
                ? "windows"
                : os.contains("mac") ? "darwin" : os.contains("linux") ? "linux" : os.replace(" ", "");
        String cpu = arch.equals("x86_64") ? "amd64" : arch.equals("aarch64") ? "arm64" : arch;
        return system + "-" + cpu;
    }
}
