package io.github.akspolicy.policyfiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build that manages versions may put libraries beside each other that do not fit: an error that says what to set. */
class UnfitLibrariesTest {
    @TempDir
    private Path folder;

    private static URL[] classPath(boolean hasAnnotations) throws Exception {
        var urls = new ArrayList<URL>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (hasAnnotations || !entry.contains("jackson-annotations")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    private String read(boolean hasAnnotations) throws Exception {
        Path file = Files.writeString(folder.resolve("a.policy.yaml"), """
                id: contoso/a
                title: Workloads must be named
                fix: name them
                subjects: workloads
                schema: {required: [metadata]}
                """);
        try (var loader = new URLClassLoader(classPath(hasAnnotations), ClassLoader.getPlatformClassLoader())) {
            Class<?> workspace = loader.loadClass("io.github.akspolicy.source.Workspace");
            Object reader = loader.loadClass(SchemaPolicyReader.class.getName())
                    .getConstructor()
                    .newInstance();
            return reader.getClass()
                    .getMethod("read", Path.class, workspace)
                    .invoke(reader, file, workspace.getConstructor(Path.class).newInstance(folder))
                    .toString();
        }
    }

    @Test
    void anErrorNamesTheLibraryAndWhatToSet() throws Exception {
        assertThat(read(false))
                .contains("a.policy.yaml:1:1", "jackson-annotations", "jackson-bom.version", "policies=[]");
    }

    @Test
    void withTheLibraryThereIsAPolicy() throws Exception {
        assertThat(read(true)).contains("problems=[]").doesNotContain("policies=[]");
    }
}
