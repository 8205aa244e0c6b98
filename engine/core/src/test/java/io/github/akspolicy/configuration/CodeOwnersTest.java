package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.akspolicy.evaluate.ExemptionRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who owns a file, as the platforms tell it from CODEOWNERS. */
class CodeOwnersTest {
    @TempDir
    private Path root;

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void theLastLineThatMatchesHolds() throws IOException {
        write(
                ".github/CODEOWNERS",
                "# all\n* @contoso/platform\n/charts/web/ @contoso/web @ann # the web team\n*.md\n/charts/web/values-prod.yaml @sre\n");
        ExemptionRules.Owners owners = CodeOwners.of(root, List.of());

        assertThat(owners.of("k8s/a.yaml")).containsExactly("@contoso/platform");
        assertThat(owners.of("charts/web/templates/a.yaml")).containsExactly("@contoso/web", "@ann");
        assertThat(owners.of("charts/web/values-prod.yaml")).containsExactly("@sre");
        assertThat(owners.of("charts/web/README.md")).isEmpty();
        // nothing is asked of exemptions
        assertThat(owners.refusal("exemptions.yaml")).isEmpty();
    }

    @Test
    void eachSectionOfGitLabHasOwners() throws IOException {
        write(".gitlab/CODEOWNERS", "[Web]\ncharts/ @web\n[Security] @sec\ncharts/\n^[Docs]\n*.yaml @docs\n");

        assertThat(CodeOwners.of(root, List.of()).of("charts/a.yaml")).containsExactly("@web", "@sec");
    }

    @Test
    void withoutAFileNobodyIsKnown() {
        assertThat(CodeOwners.of(root, List.of()).of("charts/a.yaml")).isEmpty();
    }

    /** A matcher that goes back would try more ways than there are atoms. */
    @Test
    void aLineOfWildcardsTakesNoTime() throws IOException {
        write("CODEOWNERS", "* @all\n/" + "a*".repeat(60) + "b @nobody\n" + "a*/**/".repeat(60) + "b @nobody\n");

        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> assertThat(CodeOwners.of(root, List.of()).of("a".repeat(200) + "/" + "a/".repeat(200) + "c"))
                        .containsExactly("@all"));
    }

    @Test
    void aLineLongerThanAnyPathMakesTheFileUnreadable() throws IOException {
        write("CODEOWNERS", "* @all\n" + "*".repeat(20_000) + " @nobody\n");

        assertThat(CodeOwners.of(root, List.of("@all")).refusal("exemptions.yaml"))
                .contains("gate.exemptionOwners is [@all], and CODEOWNERS cannot be read");
    }
}
