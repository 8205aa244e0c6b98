package io.github.akspolicy.conformance.charts;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The reference binaries: those of a folder that is named, else fetched once by {@code fetch-helm.sh}. */
record HelmBinaries(Path home, List<HelmBinary> all) implements AutoCloseable {
    /** Names the folder that holds {@code helm3} and {@code helm4}. */
    static final String FOLDER = "aks-policy.helm-binaries";

    static HelmBinaries open(PrintStream log) throws IOException {
        String given = System.getProperty(FOLDER, "");
        Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        Path folder = given.isEmpty() ? module.resolve("target/helm") : Path.of(given);
        if (given.isEmpty()) {
            fetch(module.resolve("src/main/scripts/fetch-helm.sh"), folder, log);
        }
        Path home = ChartsRun.temporaryFolder();
        var all = new ArrayList<HelmBinary>();
        for (String name : new String[] {"helm3", "helm4"}) {
            Path binary = folder.resolve(name);
            if (!Files.isExecutable(binary)) {
                throw new IOException(
                        binary + " is not a program; -D" + FOLDER + " names a folder with helm3 and helm4");
            }
            all.add(new HelmBinary(binary, home));
        }
        return new HelmBinaries(home, List.copyOf(all));
    }

    private static void fetch(Path script, Path folder, PrintStream log) throws IOException {
        Process process = new ProcessBuilder("sh", script.toString(), folder.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        log.write(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new IOException(script.getFileName() + " failed; see above");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The one that renders edited charts. */
    HelmBinary newest() {
        return all.get(all.size() - 1);
    }

    String versions() {
        return all.stream().map(HelmBinary::version).collect(Collectors.joining(" and "));
    }

    @Override
    public void close() throws IOException {
        ScratchChart.delete(home);
    }
}
