package io.github.akspolicy.cluster;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Compiles Bicep with the {@code bicep} of the path, which the user has installed; nothing is downloaded. */
final class BicepCompiler {
    private static final long SECONDS = 120;
    private static final long BYTES_PER_CHARACTER = 3;

    private BicepCompiler() {}

    /** @throws SourceException when there is no compiler, or the compiler finds fault */
    static ManifestFile compile(ClusterRequest request) throws SourceException {
        String path = request.workspace().relative(request.definition());
        var start = new SourceLocation(path, 1, 1, SourceLocation.Role.MANIFEST);
        Path bicep = onThePath();
        if (bicep == null) {
            throw new SourceException(Problem.at(
                    start,
                    "Bicep cannot be read: there is no bicep on the path",
                    "install it, or compile with az bicep build and name the .json; the .bicep beside it is where"
                            + " findings point"));
        }
        Path output = null;
        Path errors = null;
        try {
            output = Files.createTempFile("aks-policy", ".json");
            errors = Files.createTempFile("aks-policy", ".txt");
            Process process = new ProcessBuilder(List.of(
                            bicep.toString(),
                            "build",
                            "--no-restore",
                            "--stdout",
                            request.definition().toString()))
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new SourceException(Problem.at(start, "bicep build takes longer than " + SECONDS + " s", ""));
            }
            if (process.exitValue() != 0) {
                String said = Files.readString(errors).strip();
                throw new SourceException(Problem.at(
                        start, "bicep build fails: " + said.substring(0, Math.min(said.length(), 2000)), ""));
            }
            if (Files.size(output) / BYTES_PER_CHARACTER > request.limits().maxCharacters()) {
                throw new SourceException(Problem.at(start, "what bicep build makes is too long", ""));
            }
            String text = ManifestReader.decode(Files.readAllBytes(output));
            return new ManifestFile(path, text, OriginMap.identity(path, SourceLocation.Role.GENERATED));
        } catch (IOException | ManifestException broken) {
            throw new SourceException(Problem.at(start, "bicep cannot be run: " + broken.getMessage(), ""));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SourceException(Problem.at(start, "interrupted while bicep was running", ""));
        } finally {
            delete(output);
            delete(errors);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            file.toFile().deleteOnExit();
        }
    }

    private static @Nullable Path onThePath() {
        String paths = System.getenv("PATH");
        boolean isWindows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win");
        for (String folder : paths == null ? new String[0] : paths.split(File.pathSeparator)) {
            if (!folder.isEmpty()) {
                Path candidate = Path.of(folder).resolve(isWindows ? "bicep.exe" : "bicep");
                if (Path.of(folder).isAbsolute() && Files.isExecutable(candidate)) {
                    return candidate;
                }
            }
        }
        return null;
    }
}
