package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.BaselineUpdate;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The baseline from its first writing through shrinking, growing, and merges made by git itself. */
class BaselineTest {
    private static final String CONFIGURATION = """
            schemaVersion: 1
            environments: {dev: {}, prod: {}}
            sources: [{manifests: k8s}]
            baseline: policy-baseline.yaml
            """;

    @TempDir
    private Path root;

    private ConfigurationFolder folder;

    @BeforeEach
    void files() {
        folder = ConfigurationFolder.bare(root);
        for (int i = 0; i < 8; i++) {
            wrong(i);
        }
    }

    private void wrong(int number) {
        folder.file("k8s/" + number + ".yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c" + number + "}\n");
    }

    private void right(int number) {
        folder.file(
                "k8s/" + number + ".yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c" + number + ", labels: {cost-center: x}}\n");
    }

    private BaselineUpdate update(boolean grow) {
        var verification = folder.load(CONFIGURATION, ConfigurationFolder.EXAMPLES.writesBaseline(true));
        Path file = verification.baselineFile().orElseThrow();
        try {
            String before = Files.exists(file) ? Files.readString(file) : "";
            var update = BaselineUpdate.of(
                    verification.evaluate(Progress.NONE), verification.debt().baseline(), before, grow);
            Files.writeString(file, update.text());
            return update;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Evaluation verify() {
        return folder.load(CONFIGURATION).evaluate(Progress.NONE);
    }

    private static List<String> open(Evaluation evaluation) {
        return evaluation.open().stream()
                .map(finding -> finding.policy().id() + " " + finding.location() + (finding.fails() ? " fails" : ""))
                .toList();
    }

    @Test
    void theFirstOneHoldsEverythingThatIsOpen() throws IOException {
        assertThat(folder.problems(CONFIGURATION))
                .containsExactly("aks-policy.yaml:4:11: baseline \"policy-baseline.yaml\" does not exist (write it with"
                        + " aks-policy:baseline)");
        assertThat(update(false)).extracting(BaselineUpdate::added).isEqualTo(8);
        Evaluation evaluation = verify();
        assertThat(evaluation.open()).isEmpty();
        assertThat(evaluation.suppressed())
                .hasSize(8)
                .allSatisfy(finding ->
                        assertThat(finding.suppression().text()).isEqualTo("in the baseline policy-baseline.yaml"));
        assertThat(evaluation.outcome()).isEqualTo(Outcome.PASSED);
        var account = evaluation.ledger().releases().get(0).policies().get("label/cost-center");
        assertThat(account.count(Verdict.BASELINED)).isEqualTo(8);
        assertThat(Files.readString(root.resolve("policy-baseline.yaml")))
                .contains("\n\n  \"label/cost-center|k8s|ConfigMap/c0|metadata.labels|\": [\"dev\", \"prod\"]\n\n");
        String before = Files.readString(root.resolve("policy-baseline.yaml"));
        assertThat(update(false).text()).isEqualTo(before);
    }

    /** The keys have no namespace: the baseline must not take a resource of the same name elsewhere for the one it knows. */
    @Test
    void theSameNameInAnotherNamespaceIsNotInIt() throws IOException {
        String other = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s, namespace: %s}\n";
        folder.file("k8s/known.yaml", other.formatted("known", "shop"));
        update(false);
        assertThat(Files.readString(root.resolve("policy-baseline.yaml")))
                .contains("ConfigMap/known|metadata.labels|\": [\"dev/shop\", \"prod/shop\"]\n");
        folder.file("k8s/other.yaml", other.formatted("known", "evil"));
        assertThat(open(verify())).containsExactly("label/cost-center k8s/other.yaml:3:1 fails");
        assertThat(update(false).left()).isEqualTo(1);
        assertThat(update(true).added()).isEqualTo(1);
        assertThat(open(verify())).isEmpty();
        Files.delete(root.resolve("k8s/known.yaml"));
        assertThat(verify().open())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("was fixed in dev/shop, prod/shop"));
        assertThat(update(false).removed()).isEqualTo(1);
        assertThat(open(verify())).isEmpty();
    }

    @Test
    void whatIsNewIsNotInIt() {
        update(false);
        wrong(8);
        assertThat(open(verify())).containsExactly("label/cost-center k8s/8.yaml:3:1 fails");
        var shrinking = update(false);
        assertThat(shrinking.left()).isEqualTo(1);
        assertThat(shrinking.added()).isZero();
        assertThat(open(verify())).hasSize(1);
        assertThat(update(true).added()).isEqualTo(1);
        assertThat(open(verify())).isEmpty();
    }

    @Test
    void whatWasMendedMustLeaveIt() {
        update(false);
        right(3);
        assertThat(open(verify()))
                .singleElement()
                .asString()
                .startsWith("exemption/baseline-stale policy-baseline.yaml:")
                .endsWith(" fails");
        assertThat(update(false).removed()).isEqualTo(1);
        assertThat(open(verify())).isEmpty();
        wrong(3);
        assertThat(open(verify())).containsExactly("label/cost-center k8s/3.yaml:3:1 fails");
    }

    @Test
    void anEnvironmentOfItsOwnIsNewThere() throws IOException {
        update(false);
        Path file = root.resolve("policy-baseline.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("c2|metadata.labels|\": [\"dev\", \"prod\"]", "c2|metadata.labels|\": [\"dev\"]"));
        assertThat(verify().open()).singleElement().satisfies(finding -> {
            assertThat(finding.environments()).containsExactly("prod");
            assertThat(finding.fails()).isTrue();
        });
        assertThat(verify().suppressed()).hasSize(8);
    }

    @Test
    void anIncompleteResultCallsNothingMended() {
        update(false);
        folder.file("k8s/3.yaml", "{");
        assertThat(verify().findings())
                .allSatisfy(finding -> assertThat(finding.isOpen()).isFalse());
        var partly = folder.load(CONFIGURATION, ConfigurationFolder.EXAMPLES.environments(List.of("dev")));
        right(3);
        assertThat(partly.evaluate(Progress.NONE).open())
                .extracting(Finding::environments)
                .containsExactly(List.of("dev"));
    }

    @Test
    void hostileKeysSurviveTheFile() {
        folder.file(
                "k8s/h.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"a\\\"\\\\\\n\\u2028: [x] #\\u0085\"}\n");
        update(false);
        assertThat(verify().open()).isEmpty();
    }

    /** Two branches that each mend some findings, in every neighbourhood, merge without conflict and without a rest. */
    @Test
    void branchesThatMendMergeWithoutConflict() throws Exception {
        git("init", "-q", "-b", "main");
        git("config", "user.email", "test@example.com");
        git("config", "user.name", "test");
        update(false);
        commit("start");
        var random = new Random(42);
        for (int round = 0; round < 12; round++) {
            Set<Integer> ours = new TreeSet<>();
            Set<Integer> theirs = new TreeSet<>();
            for (int i = 0; i < 8; i++) {
                int choice = random.nextInt(3);
                if (choice == 0) {
                    ours.add(i);
                } else if (choice == 1) {
                    theirs.add(i);
                }
            }
            if (round == 0) {
                // the worst case: every second one here, the others there
                ours = Set.of(0, 2, 4, 6);
                theirs = Set.of(1, 3, 5, 7);
            }
            git("checkout", "-q", "-b", "ours" + round, "main");
            mend(ours);
            git("checkout", "-q", "-b", "theirs" + round, "main");
            mend(theirs);
            git("merge", "-q", "--no-edit", "ours" + round);
            assertThat(verify().open())
                    .as("round %d: %s and %s", round, ours, theirs)
                    .isEmpty();
            assertThat(verify().suppressed()).hasSize(8 - ours.size() - theirs.size());
        }
    }

    private void mend(Set<Integer> numbers) throws Exception {
        numbers.forEach(this::right);
        update(false);
        commit("fix " + numbers);
    }

    private void commit(String message) throws Exception {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
    }

    private void git(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
    }
}
