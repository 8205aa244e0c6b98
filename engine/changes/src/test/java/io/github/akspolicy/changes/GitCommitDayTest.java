package io.github.akspolicy.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A commit is evaluated for its own day, whenever it is built. */
class GitCommitDayTest {
    @TempDir
    private Path root;

    private void commit(String instant) throws Exception {
        Files.createDirectories(root.resolve("app/k8s"));
        Files.writeString(
                root.resolve("app/k8s/settings.yaml"), "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}");
        Files.writeString(root.resolve("app/aks-policy.yaml"), "schemaVersion: 1\nsources: [{manifests: k8s}]\n");
        try (Git git =
                Git.init().setDirectory(root.toFile()).setInitialBranch("main").call()) {
            git.add().addFilepattern(".").call();
            var author = new PersonIdent("a", "a@contoso.com", Instant.parse("2020-01-01T00:00:00Z"), ZoneOffset.UTC);
            var committer = new PersonIdent("a", "a@contoso.com", Instant.parse(instant), ZoneOffset.ofHours(-8));
            git.commit()
                    .setMessage("a")
                    .setAuthor(author)
                    .setCommitter(committer)
                    .setSign(false)
                    .call();
        }
    }

    @Test
    void isTheDayOfTheCommitterInUtc() throws Exception {
        commit("2025-03-31T23:59:59Z");
        assertThat(new GitCommitDay().of(root.resolve("app"))).contains(LocalDate.of(2025, 3, 31));
    }

    @Test
    void aConfigurationWithoutDayIsEvaluatedForIt() throws Exception {
        commit("2025-04-01T00:00:00Z");
        String explained = Verification.load(root.resolve("app/aks-policy.yaml"), Overrides.NONE)
                .explain();
        assertThat(explained.lines().map(line -> line.replaceAll(" +", " ")).toList())
                .containsAll(List.of("asOf: 2025-04-01 the day of the commit"));
    }

    @Test
    void withoutCommitThereIsNone() throws Exception {
        assertThat(new GitCommitDay().of(root)).isEmpty();
        Files.createDirectory(root.resolve(".git"));
        assertThat(new GitCommitDay().of(root))
                .as("a folder that is no repository")
                .isEmpty();
        try (Git git = Git.init().setDirectory(root.resolve("fresh").toFile()).call()) {
            assertThat(new GitCommitDay().of(root.resolve("fresh"))).isEmpty();
        }
    }
}
