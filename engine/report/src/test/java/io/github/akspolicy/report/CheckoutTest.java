package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckoutTest {
    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
    private static final SourceLocation AT = new SourceLocation("a b/\u00fc#.yaml", 7, 3, Role.MANIFEST);

    @TempDir
    private Path root;

    private Checkout of(Map<String, String> environment) {
        return Checkout.of(environment, root.resolve("target/aks-policy"));
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String link(Checkout checkout) {
        return checkout.links().of(AT).orElse("");
    }

    @Test
    void gitHubActions() {
        Checkout checkout = of(Map.of(
                "GITHUB_ACTIONS", "true",
                "GITHUB_SERVER_URL", "https://github.example.com",
                "GITHUB_REPOSITORY", "contoso/store",
                "GITHUB_SHA", HASH));
        assertThat(checkout.repository()).isEqualTo("contoso/store");
        assertThat(checkout.commit()).isEqualTo(HASH);
        assertThat(link(checkout))
                .isEqualTo("https://github.example.com/contoso/store/blob/" + HASH + "/a%20b/%C3%BC%23.yaml#L7");
    }

    @Test
    void gitLabCi() {
        Checkout checkout = of(Map.of(
                "GITLAB_CI", "true",
                "CI_PROJECT_URL", "https://gitlab.example.com/contoso/shop/store",
                "CI_PROJECT_PATH", "contoso/shop/store",
                "CI_COMMIT_SHA", HASH));
        assertThat(checkout.repository()).isEqualTo("contoso/shop/store");
        assertThat(link(checkout))
                .isEqualTo("https://gitlab.example.com/contoso/shop/store/-/blob/" + HASH + "/a%20b/%C3%BC%23.yaml#L7");
    }

    @Test
    void azurePipelines() {
        var environment = new HashMap<>(Map.of(
                "TF_BUILD", "True",
                "BUILD_REPOSITORY_PROVIDER", "TfsGit",
                "BUILD_REPOSITORY_NAME", "store",
                "BUILD_REPOSITORY_URI", "https://contoso@dev.azure.com/contoso/my%20shop/_git/store",
                "BUILD_SOURCEVERSION", HASH));
        assertThat(link(of(environment)))
                .isEqualTo("https://dev.azure.com/contoso/my%20shop/_git/store?path=/a%20b/%C3%BC%23.yaml&version=GC"
                        + HASH + "&line=7&lineEnd=7&lineStartColumn=1&lineEndColumn=1000");
        environment.put("BUILD_REPOSITORY_PROVIDER", "GitHub");
        environment.put("BUILD_REPOSITORY_URI", "https://github.com/contoso/store.git");
        assertThat(link(of(environment)))
                .isEqualTo("https://github.com/contoso/store/blob/" + HASH + "/a%20b/%C3%BC%23.yaml#L7");
        environment.put("BUILD_REPOSITORY_PROVIDER", "Svn");
        assertThat(link(of(environment))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "https://example.com/a/b\" onclick=\"x",
                "https://user:pass@example.com/a b",
                "//example.com/a/b",
                ""
            })
    void anAddressThatIsNoneIsNoLink(String address) {
        assertThat(link(of(Map.of(
                        "GITLAB_CI",
                        "true",
                        "CI_PROJECT_URL",
                        address,
                        "CI_PROJECT_PATH",
                        "a/b",
                        "CI_COMMIT_SHA",
                        HASH))))
                .isEmpty();
        assertThat(link(of(Map.of(
                        "TF_BUILD", "True",
                        "BUILD_REPOSITORY_PROVIDER", "TfsGit",
                        "BUILD_REPOSITORY_NAME", "b",
                        "BUILD_REPOSITORY_URI", address,
                        "BUILD_SOURCEVERSION", HASH))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://kim:ghp_secret@github.com/contoso/store.git, contoso/store",
        "git@github.com:contoso/store.git, contoso/store",
        "ssh://git@gitlab.example.com:2222/contoso/shop/store.git, contoso/shop/store",
        "https://contoso@dev.azure.com/contoso/shop/_git/store, contoso/shop/_git/store",
    })
    void ofAWorkTreeTheNameWithoutAnyCredential(String url, String name) throws IOException {
        write(".git/HEAD", "ref: refs/heads/topic/x\n");
        write(".git/refs/heads/topic/x", HASH + "\n");
        write(
                ".git/config",
                "[core]\n\turl = no\n[remote \"other\"]\n\turl = https://example.com/a/b\n"
                        + "[remote \"origin\"]\n\tfetch = x\n\turl = " + url + "\n[branch \"main\"]\n");
        Checkout checkout = of(Map.of());
        assertThat(checkout.repository()).isEqualTo(name);
        assertThat(checkout.commit()).isEqualTo(HASH);
        // the commit may be on no server
        assertThat(link(checkout)).isEmpty();
    }

    @Test
    void aCommitInPackedReferencesAndOneOfAnotherWorkTree() throws IOException {
        write(
                ".git/packed-refs",
                "# pack-refs\n" + "f".repeat(40) + " refs/heads/other\n" + HASH + " refs/heads/main\n");
        write(".git/HEAD", "ref: refs/heads/main\n");
        assertThat(of(Map.of()).commit()).isEqualTo(HASH);
        assertThat(of(Map.of()).repository()).isEqualTo(root.getFileName().toString());
        write(".git/worktrees/two/HEAD", "ref: refs/heads/main\n");
        write(".git/worktrees/two/commondir", "../..\n");
        write("two/.git", "gitdir: " + root.resolve(".git/worktrees/two") + "\n");
        assertThat(Checkout.of(Map.of(), root.resolve("two/deploy")).commit()).isEqualTo(HASH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ref: refs/../../outside", "ref: refs/heads/missing", "ref: /etc/passwd", "garbage", ""})
    void whatIsNoCommitIsNone(String head) throws IOException {
        write("outside", HASH);
        write(".git/HEAD", head);
        assertThat(of(Map.of()).commit()).isEmpty();
    }

    @Test
    void withoutGitNothingIsKnown() {
        assertThat(new Checkout("", "", SourceLinks.NONE).facts()).isEmpty();
        assertThat(Checkout.of(Map.of(), Path.of("/"))).isEqualTo(Checkout.UNKNOWN);
    }
}
