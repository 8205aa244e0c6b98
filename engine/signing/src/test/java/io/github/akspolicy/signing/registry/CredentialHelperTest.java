package io.github.akspolicy.signing.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that keep credentials: good ones, and those that hang, fail, or say what no helper may say. */
@Timeout(120)
class CredentialHelperTest {
    private static final String REGISTRY = "contoso.azurecr.io";
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @BeforeEach
    void shells() {
        assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
                "the helpers of these tests are scripts of a shell");
    }

    /** A helper that writes each question down, and then does what the script says. */
    private void helper(String name, String script) throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path file = Files.writeString(
                bin.resolve("docker-credential-" + name),
                "#!/bin/sh\nserver=$(cat)\necho \"$1 $server\" >> '" + folder.resolve("asked") + "'\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Login find(String config, Duration patience) throws Exception {
        Path file = Files.writeString(folder.resolve("config.json"), config);
        return new DockerConfiguration(file, new CredentialHelper(List.of(folder.resolve("bin")), patience))
                .find(REGISTRY);
    }

    private List<String> asked() throws Exception {
        return Files.readAllLines(folder.resolve("asked"));
    }

    @Test
    void tellsUserAndPassword() throws Exception {
        helper("store", "echo '{\"ServerURL\":\"x\",\"Username\":\"robot\",\"Secret\":\"secret-word\"}'");

        Login login = find("{\"credsStore\":\"store\"}", LONG);

        assertThat(login.credentials()).isEqualTo(new Credentials("robot", "secret-word", false));
        assertThat(login.tried()).contains("helper docker-credential-store");
        assertThat(login.toString()).doesNotContain("secret-word");
        assertThat(asked()).containsExactly("get " + REGISTRY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<token>", "00000000-0000-0000-0000-000000000000"})
    void tellsARefreshToken(String user) throws Exception {
        helper("acr", "echo '{\"Username\":\"" + user + "\",\"Secret\":\"refresh\"}'");

        assertThat(find("{\"credHelpers\":{\"" + REGISTRY + "\":\"acr\"}}", LONG)
                        .credentials())
                .isEqualTo(new Credentials("", "refresh", true));
    }

    @Test
    void theHelperOfTheRegistryWinsOverThatOfAll() throws Exception {
        helper("own", "echo '{\"Username\":\"own\",\"Secret\":\"a\"}'");
        helper("all", "echo '{\"Username\":\"all\",\"Secret\":\"b\"}'");

        assertThat(find("{\"credsStore\":\"all\",\"credHelpers\":{\"" + REGISTRY + "\":\"own\"}}", LONG)
                        .credentials())
                .isEqualTo(new Credentials("own", "a", false));
    }

    @Test
    void whatIsStoredServesWhenTheHelperKnowsNothing() throws Exception {
        helper("empty", "echo 'credentials not found in native keychain'; exit 1");

        // "dXNlcjpwdw==" is user:pw
        Login login =
                find("{\"credsStore\":\"empty\",\"auths\":{\"" + REGISTRY + "\":{\"auth\":\"dXNlcjpwdw==\"}}}", LONG);

        assertThat(login.credentials()).isEqualTo(new Credentials("user", "pw", false));
    }

    @Test
    void aHelperThatKnowsNothingIsAskedForEachNameOfTheRegistry() throws Exception {
        helper("empty", "echo 'credentials not found in native keychain'; exit 1");

        Login login = find("{\"credsStore\":\"empty\"}", LONG);

        assertThat(login.credentials()).isNull();
        assertThat(login.tried()).containsOnlyOnce("helper docker-credential-empty");
        assertThat(asked())
                .containsExactly("get " + REGISTRY, "get https://" + REGISTRY, "get https://" + REGISTRY + "/v1/");
    }

    @Test
    void aHelperThatFailsIsNamedWithoutItsWords() throws Exception {
        helper("broken", "echo 'cannot unlock secret-word' ; echo secret-word >&2; exit 3");

        Login login = find("{\"credsStore\":\"broken\"}", LONG);

        assertThat(login.credentials()).isNull();
        assertThat(login.tried())
                .contains("helper docker-credential-broken, which fails with exit code 3")
                .noneMatch(said -> said.contains("secret-word"));
        assertThat(asked()).hasSize(1);
    }

    @Test
    void aHelperThatHangsIsEndedAndAskedOnce() throws Exception {
        // the child of the shell keeps the output open when the shell has been ended
        helper("hangs", "sleep 600");

        long start = System.nanoTime();
        Login login = find("{\"credsStore\":\"hangs\"}", Duration.ofSeconds(2));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
        assertThat(login.credentials()).isNull();
        assertThat(login.tried()).contains("helper docker-credential-hangs, which does not end within 2 s");
    }

    @Test
    void aHelperThatAnswersAndDoesNotEndIsNotWaitedFor() throws Exception {
        helper(
                "stays",
                "echo $$ > '" + folder.resolve("pid") + "'; echo '{\"Username\":\"a\",\"Secret\":\"b\"}'\n"
                        + "exec 1>&-; sleep 600");

        Login login = find("{\"credsStore\":\"stays\"}", Duration.ofSeconds(3));

        assertThat(login.credentials()).isNull();
        assertThat(login.tried()).contains("helper docker-credential-stays, which does not end within 3 s");
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void aHelperThatSaysWithoutEndIsCutOff() throws Exception {
        helper("endless", "exec yes secret-word");

        Login login = find("{\"credsStore\":\"endless\"}", LONG);

        assertThat(login.tried())
                .contains("helper docker-credential-endless, which says more than 1048576 bytes")
                .noneMatch(said -> said.contains("secret-word"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret-word",
                "[]",
                "{\"Username\":\"a\"}",
                "{\"Username\":1,\"Secret\":\"secret-word\"}",
                "{\"Username\":\"a\",\"Secret\":\"secret-word\"} {}",
                "{\"Username\":\"a\",\"Secret\":\"b\",\"Secret\":\"secret-word\"}",
                "\\000\\377secret-word"
            })
    void anAnswerThatIsNoneIsNamedWithoutItsWords(String answer) throws Exception {
        helper("odd", "printf '" + answer + "'");

        Login login = find("{\"credsStore\":\"odd\"}", LONG);

        assertThat(login.credentials()).isNull();
        assertThat(login.tried())
                .contains("helper docker-credential-odd, whose answer cannot be read")
                .noneMatch(said -> said.contains("secret-word"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a b", "a;reboot", "$(reboot)", "a\\nb"})
    void aNameThatLeadsElsewhereIsNotRun(String name) throws Exception {
        helper("x", "true");

        Login login = find("{\"credsStore\":\"" + name + "\"}", LONG);

        assertThat(login.credentials()).isNull();
        assertThat(login.tried()).anyMatch(said -> said.endsWith("which is not a name of a helper"));
        assertThat(folder.resolve("asked")).doesNotExist();
    }

    @Test
    void aHelperThatIsNotThereIsSaid() throws Exception {
        assertThat(find("{\"credsStore\":\"nowhere\"}", LONG).tried())
                .contains("helper docker-credential-nowhere, which is not in the PATH");
    }

    @Test
    void thePathIsThatOfTheUserWithoutRelativeFolders() {
        assertThat(CredentialHelper.path()).isNotEmpty().allMatch(Path::isAbsolute);
        assertThat(System.getenv("PATH").split(File.pathSeparator))
                .contains(CredentialHelper.path().get(0).toString());
    }

    @Test
    void aConfigurationThatCannotBeReadIsSaid() throws Exception {
        assertThat(find("{\"auths\":[}", LONG).tried()).contains("which cannot be read");
        assertThat(find("{\"auths\":{\"" + REGISTRY + "\":{\"auth\":\"%%%\"}}}", LONG)
                        .tried())
                .contains("which cannot be read");
        assertThat(find(" ".repeat((1 << 20) + 1), LONG).tried()).contains("which is larger than 1048576 bytes");
    }
}
