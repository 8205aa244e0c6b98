package io.github.akspolicy.cluster;

import io.github.akspolicy.files.ScratchFolder;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Compiles Bicep with the {@code bicep} of the path, which the user has installed; nothing is downloaded. */
final class BicepCompiler {
    private static final Duration LONGEST = Duration.ofSeconds(120);
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final int MOST_SAID = 2_000;
    private static final long BYTES_PER_CHARACTER = 3;

    private final String path;
    private final Duration longest;
    /** What it made: the version of the cluster is asked for before the definition is evaluated, and in each environment. */
    private final Map<Path, Compiled> known = new HashMap<>();

    private record Compiled(
            @Nullable ManifestFile file, @Nullable SourceException fault) {}

    /** The compiler of the machine. */
    BicepCompiler() {
        this(Objects.requireNonNullElse(System.getenv("PATH"), ""), LONGEST);
    }

    /**
     * @param path the folders that may hold it, as the operating system writes {@code PATH}
     * @param longest how long it may take
     */
    BicepCompiler(String path, Duration longest) {
        this.path = path;
        this.longest = longest;
    }

    /**
     * Compiles a definition; one that was compiled before is not compiled again.
     *
     * @throws SourceException when there is no compiler, or the compiler finds fault, hangs or never ends writing
     */
    synchronized ManifestFile compile(ClusterRequest request) throws SourceException {
        Compiled compiled = known.get(request.definition());
        if (compiled == null) {
            compiled = compiled(request);
            known.put(request.definition(), compiled);
        }
        if (compiled.file() == null) {
            throw Objects.requireNonNull(compiled.fault());
        }
        return compiled.file();
    }

    private Compiled compiled(ClusterRequest request) {
        try {
            return new Compiled(compileOnce(request), null);
        } catch (SourceException fault) {
            return new Compiled(null, fault);
        }
    }

    private ManifestFile compileOnce(ClusterRequest request) throws SourceException {
        String file = request.workspace().relative(request.definition());
        var start = new SourceLocation(file, 1, 1, SourceLocation.Role.MANIFEST);
        Path bicep = onThePath();
        if (bicep == null) {
            throw new SourceException(Problem.at(
                    start,
                    "Bicep cannot be read: there is no bicep on the path",
                    "install it, or run az bicep build --file " + file
                            + " and name the .json that it writes; the .bicep" + " beside it is where findings point"));
        }
        try (ScratchFolder scratch = ScratchFolder.create("bicep")) {
            Path output = Files.createFile(scratch.path().resolve("output.json"));
            Path errors = Files.createFile(scratch.path().resolve("errors.txt"));
            long mostBytes = request.limits().maxCharacters() * BYTES_PER_CHARACTER;
            int exit = run(bicep, request, output, errors, mostBytes, start);
            if (exit != 0) {
                String said = said(errors);
                // BCP190: the artifact has not been restored
                String fix = said.contains("BCP190")
                        ? "nothing is downloaded here: run bicep restore " + file + " for modules of registries"
                        : "";
                throw new SourceException(Problem.at(start, "bicep build fails: " + said, fix));
            }
            String text = ManifestReader.decode(Files.readAllBytes(output));
            return new ManifestFile(file, text, OriginMap.identity(file, SourceLocation.Role.GENERATED));
        } catch (IOException | ManifestException broken) {
            throw new SourceException(Problem.at(start, "bicep cannot be run: " + broken.getMessage(), ""));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SourceException(Problem.at(start, "interrupted while bicep was running", ""));
        }
    }

    private int run(Path bicep, ClusterRequest request, Path output, Path errors, long mostBytes, SourceLocation start)
            throws IOException, InterruptedException, SourceException {
        Process process = new ProcessBuilder(List.of(
                        bicep.toString(),
                        "build",
                        "--no-restore",
                        "--stdout",
                        request.definition().toString()))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            process.getOutputStream().close();
            long end = System.nanoTime() + longest.toNanos();
            while (true) {
                boolean hasEnded = process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                if (Files.size(output) > mostBytes || Files.size(errors) > mostBytes) {
                    throw new SourceException(Problem.at(start, "what bicep build writes is too long", ""));
                }
                if (hasEnded) {
                    return process.exitValue();
                }
                if (System.nanoTime() - end > 0) {
                    throw new SourceException(
                            Problem.at(start, "bicep build takes longer than " + longest.toSeconds() + " s", ""));
                }
            }
        } finally {
            // it may be a script around the compiler: killing the script alone would leave the compiler running
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** The beginning of what it says: messages with the lines that are to blame. */
    private static String said(Path errors) throws IOException {
        try (InputStream stream = Files.newInputStream(errors)) {
            return new String(stream.readNBytes(MOST_SAID), StandardCharsets.UTF_8).strip();
        }
    }

    private @Nullable Path onThePath() {
        boolean isWindows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win");
        for (String folder : path.split(File.pathSeparator)) {
            Path candidate = candidate(folder, isWindows ? "bicep.exe" : "bicep");
            if (candidate != null && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    /** Not of a relative folder: what lies in the project that is judged is never run. */
    private static @Nullable Path candidate(String folder, String name) {
        try {
            Path path = Path.of(folder);
            return path.isAbsolute() ? path.resolve(name) : null;
        } catch (InvalidPathException noFolder) {
            return null;
        }
    }
}
