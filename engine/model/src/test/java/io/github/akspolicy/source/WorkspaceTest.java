package io.github.akspolicy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
    @Test
    void whatLiesInGitIsNoInput(@TempDir Path folder) throws Exception {
        Path root = Files.createDirectory(folder.resolve("repository")).toRealPath();
        Path config = Files.createDirectories(root.resolve("sub/.git/a")).resolve("config");
        Files.writeString(config, "token");
        Path hidden = Files.createDirectories(root.resolve(".GIT"));
        Path link = Files.createSymbolicLink(root.resolve("values.yaml"), config);
        Path plain = Files.writeString(root.resolve(".gitignore"), "x");
        var workspace = new Workspace(root);
        for (Path refused : List.of(config, link, hidden, root.resolve("sub/.git"))) {
            assertThat(workspace.contains(refused)).as(refused.toString()).isFalse();
        }
        assertThat(workspace.contains(plain)).isTrue();
        assertThat(workspace.isInGit(root.resolve("not/there/.git/x"))).isTrue();
        assertThat(workspace.isInGit(root.resolve(".github/x"))).isFalse();
        assertThat(workspace.isInGit(folder.resolve(".git"))).isFalse();
        for (Path refused : List.of(config, link)) {
            assertThatThrownBy(() -> workspace.open(refused)).hasMessageContaining(".git");
        }
        try (var in = workspace.open(plain)) {
            assertThat(in.read()).isEqualTo('x');
        }
    }

    @TempDir
    private Path root;

    @Test
    void gitRepositoryWins() throws IOException {
        Path module = Files.createDirectories(root.resolve("repository/module/sub"));
        Files.createDirectory(root.resolve("repository/.git"));
        Files.createFile(root.resolve("pom.xml"));
        Files.createFile(root.resolve("repository/module/pom.xml"));
        assertThat(Workspace.of(module).root()).isEqualTo(root.resolve("repository"));
    }

    /** A worktree and a submodule have a file of that name. */
    @Test
    void gitMayBeAFile() throws IOException {
        Path module = Files.createDirectories(root.resolve("repository/module"));
        Files.createFile(root.resolve("repository/.git"));
        assertThat(Workspace.of(module).root()).isEqualTo(root.resolve("repository"));
    }

    @Test
    void outermostMavenProjectOutsideOfGit() throws IOException {
        Path module = Files.createDirectories(root.resolve("other/parent/module"));
        Files.createFile(root.resolve("other/parent/pom.xml"));
        Files.createFile(root.resolve("other/parent/module/pom.xml"));
        // not connected with the one below
        Files.createFile(root.resolve("pom.xml"));
        assertThat(Workspace.of(module).root()).isEqualTo(root.resolve("other/parent"));
    }

    @Test
    void theDirectoryItselfOtherwise() throws IOException {
        Path folder = Files.createDirectories(root.resolve("a/b"));
        assertThat(Workspace.of(folder).root()).isEqualTo(folder);
    }

    @Test
    void relativePaths() {
        var workspace = new Workspace(root);
        assertThat(workspace.relative(root)).isEqualTo(".");
        assertThat(workspace.relative(root.resolve("a/../b/c.yaml"))).isEqualTo("b/c.yaml");
        assertThat(workspace.relative(root.resolve("../x.yaml")))
                .isEqualTo(root.resolveSibling("x.yaml").toString());
    }
}
