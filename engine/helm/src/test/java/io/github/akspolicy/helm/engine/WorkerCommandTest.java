package io.github.akspolicy.helm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.akspolicy.helm.worker.Frames;
import io.github.akspolicy.helm.worker.Frames.Answer;
import io.github.akspolicy.helm.worker.Frames.Request;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the process of Helm is started. */
class WorkerCommandTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    /** Whatever JDK runs the build: the process loads the library and the JVM says nothing, not even a warning. */
    @Test
    void theProcessLoadsTheLibraryWithoutAWarning(@TempDir Path folder) throws Exception {
        assertLoadsInSilence(Path.of(System.getProperty("java.home")), folder);
    }

    /** The same for the other JDKs of the machine. */
    @Test
    @Tag("deep")
    void soDoOtherJdks(@TempDir Path folder) throws Exception {
        Set<Path> others = otherJdks();
        assumeTrue(!others.isEmpty(), "no second JDK in /usr/lib/jvm");
        for (Path jdk : others) {
            assertLoadsInSilence(jdk, folder);
        }
    }

    private static Set<Path> otherJdks() throws IOException {
        var found = new TreeSet<Path>();
        Path folder = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> homes = Files.list(folder)) {
                for (Path home : homes.filter(each -> Files.isExecutable(each.resolve("bin/java")))
                        .toList()) {
                    found.add(home.toRealPath());
                }
            }
        }
        found.remove(Path.of(System.getProperty("java.home")).toRealPath());
        return found;
    }

    private static void assertLoadsInSilence(Path jdk, Path folder) throws Exception {
        URL library = NativeHelm.find();
        assumeTrue(library != null, "the native library of this platform is missing");
        ProcessBuilder builder = WorkerCommand.of(folder, TOKEN);
        var command = new ArrayList<>(builder.command());
        command.set(0, jdk.resolve("bin/java").toString());
        Path errors = folder.resolve("errors");
        Process process =
                builder.command(command).redirectError(errors.toFile()).start();
        try (var requests = new DataOutputStream(process.getOutputStream());
                var answers = new DataInputStream(process.getInputStream())) {
            Frames.write(
                    requests,
                    new Request(Frames.LOAD, List.of(NativeCache.unpack(library).toString())));
            requests.flush();
            byte[] mark = Frames.mark(TOKEN);
            assertThat(new String(answers.readNBytes(mark.length), StandardCharsets.ISO_8859_1))
                    .as("on %s, before the first answer", jdk)
                    .isEqualTo(new String(mark, StandardCharsets.ISO_8859_1));
            Answer first = Frames.readAnswer(answers);
            assertThat(first.status()).as(jdk.toString()).isEqualTo(Frames.ANSWERED);
        } finally {
            process.destroyForcibly().waitFor();
        }
        String said = new String(Files.readAllBytes(errors), StandardCharsets.ISO_8859_1)
                .replace(new String(Frames.mark(TOKEN), StandardCharsets.ISO_8859_1), "");
        assertThat(said).as("on " + jdk).isEmpty();
    }
}
