package io.github.akspolicy.helm.engine;

import io.github.akspolicy.files.PublishedPages;
import io.github.akspolicy.files.TemporaryFolderException;
import io.github.akspolicy.manifest.CommandText;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the Helm to render with: what the system property {@value #PROPERTY} names (a path, or {@code embedded}), else
 * the embedded one, else a {@code helm} of the path.
 */
public final class HelmEngines {
    /** Names the engine: a path to a binary, or {@code embedded}. */
    public static final String PROPERTY = "aks-policy.helm";

    /** Names the longest time of one render in seconds; 300 when it is not set. */
    public static final String TIMEOUT = "aks-policy.helm.timeout";

    /** Names the most memory that the process of Helm may need for one render, in MiB; 1024 when it is not set. */
    public static final String MEMORY = "aks-policy.helm.memory";

    private static final long DEFAULT_TIMEOUT_SECONDS = 300;
    private static final long DEFAULT_MEMORY_MEGABYTES = 1024;

    private static @Nullable HelmEngine embedded;

    private HelmEngines() {}

    /** @throws HelmFailure when there is none; the message names the ways out */
    public static HelmEngine choose() throws HelmFailure {
        String configured = System.getProperty(PROPERTY, "");
        if (!configured.isEmpty() && !configured.equals("embedded")) {
            return binary(Path.of(configured));
        }
        URL library = NativeHelm.find();
        String trouble = "there is no embedded Helm for " + NativeHelm.platform();
        if (library != null) {
            try {
                return embedded(library);
            } catch (TemporaryFolderException e) {
                // another Helm would meet the same
                throw HelmFailure.ofMachine(e.getMessage());
            } catch (IOException | LinkageError e) {
                trouble = "the embedded Helm cannot be started on " + NativeHelm.platform() + ": " + e.getMessage();
            }
        }
        Path onPath = configured.isEmpty() ? onPath() : null;
        if (onPath != null) {
            return new BinaryHelm(onPath);
        }
        throw new HelmFailure(trouble + "; install helm 3 or 4 on the PATH, name it with " + CommandText.option("helm")
                + "=/path/to/helm, or add com.marcnuri.helm-java:" + NativeHelm.platform()
                + " to the dependencies (of the plugin): " + PublishedPages.address("platforms.md#the-native-helm"));
    }

    static long timeoutSeconds() {
        return Long.getLong(TIMEOUT, DEFAULT_TIMEOUT_SECONDS);
    }

    static HelmFailure tookTooLong() {
        return HelmFailure.ofEngine("the render took longer than " + timeoutSeconds() + " seconds, the limit for one ("
                + CommandText.option("helm.timeout") + ")");
    }

    static long memoryMegabytes() {
        return Math.max(1, Long.getLong(MEMORY, DEFAULT_MEMORY_MEGABYTES));
    }

    static HelmFailure startTookTooLong(long seconds) {
        return HelmFailure.ofMachine("the embedded Helm did not start within " + seconds + " seconds");
    }

    static HelmFailure startNeededTooMuch() {
        return HelmFailure.ofMachine("the embedded Helm needed more than " + memoryMegabytes()
                + " MiB to start, the limit: raise " + CommandText.option("helm.memory"));
    }

    static HelmFailure neededTooMuch() {
        return HelmFailure.ofEngine("the render needed more than " + memoryMegabytes() + " MiB, the limit for one ("
                + CommandText.option("helm.memory") + ")");
    }

    /**
     * Starts Helm in the background, so that it is ready when the first chart is; returns at once. To be called when it is
     * known that there is a chart. What fails here is reported by {@link #choose}.
     */
    public static void warmUp() {
        var thread = new Thread(
                () -> {
                    try {
                        choose();
                    } catch (HelmFailure | RuntimeException e) {
                        // the first render meets the same and reports it
                    } catch (LinkageError unloaded) {
                        // a build that is over has closed the plugin's class path
                    }
                },
                "aks-policy-helm-start");
        thread.setDaemon(true);
        thread.start();
    }

    /** A binary at a path. */
    public static HelmEngine binary(Path path) throws HelmFailure {
        if (!Files.isExecutable(path)) {
            throw new HelmFailure(CommandText.option("helm") + " names no executable file: " + path);
        }
        return new BinaryHelm(path);
    }

    private static synchronized HelmEngine embedded(URL library) throws IOException, HelmFailure {
        if (embedded == null) {
            embedded = new EmbeddedHelm(() -> NativeCache.unpack(library));
        }
        return embedded;
    }

    /** The {@code helm} of the path, or null. */
    public static @Nullable Path onPath() {
        String path = System.getenv("PATH");
        if (path != null) {
            for (String directory : path.split(File.pathSeparator)) {
                for (String name : new String[] {"helm", "helm.exe"}) {
                    Path candidate = Path.of(directory, name);
                    // an entry that is not absolute means the folder at hand, where a checked project could put one
                    if (candidate.isAbsolute() && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                        return candidate;
                    }
                }
            }
        }
        return null;
    }
}
