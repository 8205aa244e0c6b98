package io.github.akspolicy.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWalkTest {
    @TempDir
    private Path root;

    @Test
    void findsManifestsAndChartsSorted() throws IOException {
        write("b.yaml", "a.yml", "sub/deeper/c.json", "README.md", "d.YAML", "e.yaml.bak");
        write("chart/Chart.yaml", "chart/templates/x.yaml", "chart/charts/inner/Chart.yaml");
        FolderWalk walk = walk();
        assertThat(shown(walk.files())).containsExactly("a.yml", "b.yaml", "sub/deeper/c.json");
        assertThat(shown(walk.charts())).containsExactly("chart");
        assertThat(walk.problems()).isEmpty();
    }

    @Test
    void leavesOutHiddenFoldersAndWhatIsExcluded() throws IOException {
        write(".git/a.yaml", ".github/workflows/b.yaml", ".hidden.yaml", "drafts/c.yaml", "d.yaml", "target/e.yaml");
        assertThat(shown(walk().files())).containsExactly(".hidden.yaml", "d.yaml", "drafts/c.yaml", "target/e.yaml");
        FolderWalk walk =
                FolderWalk.of(root, path -> path.endsWith("drafts") || path.endsWith("d.yaml"), new Workspace(root));
        assertThat(shown(walk.files())).containsExactly(".hidden.yaml", "target/e.yaml");
    }

    @Test
    void oneFileIsAllThereIsInIt() throws IOException {
        write("manifest.txt");
        FolderWalk walk = FolderWalk.of(root.resolve("manifest.txt"), path -> false, new Workspace(root));
        assertThat(shown(walk.files())).containsExactly("manifest.txt");
    }

    @Test
    void linksAreNotFollowedSilently(@TempDir Path outside) throws IOException {
        write("a.yaml", "sub/b.yaml");
        Files.writeString(outside.resolve("secret.yaml"), "x");
        Files.createSymbolicLink(root.resolve("inside.yaml"), root.resolve("a.yaml"));
        Files.createSymbolicLink(root.resolve("outside.yaml"), outside.resolve("secret.yaml"));
        Files.createSymbolicLink(root.resolve("nowhere.yaml"), root.resolve("nothing"));
        Files.createSymbolicLink(root.resolve("itself.yaml"), root.resolve("itself.yaml"));
        Files.createSymbolicLink(root.resolve("sub/loop"), root);
        Files.createSymbolicLink(root.resolve("elsewhere"), outside);
        FolderWalk walk = walk();
        assertThat(shown(walk.files())).containsExactly("a.yaml", "inside.yaml", "sub/b.yaml");
        assertThat(walk.problems().stream().map(Problem::toString))
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .startsWith("elsewhere:1:1: the folder is a symbolic link, which is not followed"),
                        problem -> assertThat(problem).startsWith("itself.yaml:1:1: the symbolic link leads nowhere"),
                        problem -> assertThat(problem).startsWith("nowhere.yaml:1:1: the symbolic link leads nowhere"),
                        problem -> assertThat(problem).startsWith("outside.yaml:1:1: the symbolic link leads out of ."),
                        problem -> assertThat(problem)
                                .startsWith("sub/loop:1:1: the folder is a symbolic link")
                                .contains("add \"sub/loop\" to exclude"));
    }

    @Test
    void deepFolders() throws IOException {
        Path folder = root;
        for (int i = 0; i < 300; i++) {
            folder = Files.createDirectory(folder.resolve("d"));
        }
        Files.writeString(folder.resolve("deep.yaml"), "x");
        FolderWalk walk = walk();
        assertThat(walk.problems()).isEmpty();
        assertThat(walk.files()).hasSize(1);
    }

    @Test
    void namesThatCommandTheConsole() throws IOException {
        write("##vso[task.setvariable variable=a]b.yaml", "a\n::set-output name=x::y.yaml");
        // neutralised where they are printed, true where they are opened
        assertThat(shown(walk().files()))
                .containsExactly("##vso[task.setvariable variable=a]b.yaml", "a\n::set-output name=x::y.yaml");
    }

    private FolderWalk walk() {
        return FolderWalk.of(root, path -> false, new Workspace(root));
    }

    private List<String> shown(List<Path> paths) {
        return paths.stream().map(new Workspace(root)::relative).toList();
    }

    private void write(String... paths) throws IOException {
        for (String path : paths) {
            Files.createDirectories(root.resolve(path).getParent());
            Files.writeString(root.resolve(path), "x");
        }
    }
}
