package io.github.akspolicy.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.HostileText;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.review.FakeService.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks against a service that keeps the rules of the documentation. */
class GitHubChecksTest {
    static final List<String> HOSTILE = HostileText.ALL;

    @TempDir
    private Path folder;

    private final List<Long> pauses = new ArrayList<>();
    private FakeGitHub github;

    @BeforeEach
    void start() throws IOException {
        github = new FakeGitHub();
    }

    @AfterEach
    void stop() {
        github.close();
    }

    private String post(Evaluation evaluation) throws ReviewException, IOException {
        return post(evaluation, Map.of(), github.environment(folder, false));
    }

    private String post(Evaluation evaluation, Map<Finding, ProposedFix> fixes, Map<String, String> environment)
            throws ReviewException {
        return new PullRequest(environment, "", 0, Api.TIMEOUT, pauses::add).post(evaluation, fixes, true);
    }

    @Test
    void eachFindingIsAnAnnotationOfOneCheck() throws Exception {
        assertThat(post(EvaluationSamples.store()))
                .isEqualTo(
                        "Annotations of the check: 6 added, 0 updated, 0 closed, 0 unchanged, 1 in the summary only.");
        assertThat(github.writes()).hasSize(1);
        assertThat(github.runs.get(0)).containsEntry("status", "completed").containsEntry("conclusion", "failure");
        Json rbac = github.annotations(1).get(1);
        assertThat(rbac.get("path").text()).isEqualTo("k8s/rbac.yaml");
        assertThat(rbac.get("start_line").number()).isEqualTo(9);
        assertThat(rbac.get("annotation_level").text()).isEqualTo("failure");
        assertThat(rbac.get("title").text()).isEqualTo("rbac/wildcard-rules (critical)");
        assertThat(rbac.get("message").text())
                .isEqualTo("ClusterRole store-admin: rules[0].verbs contains \"*\"\nin: prod\n"
                        + "fix: list the verbs and resources that are needed");
        // links lead to the commit that people see
        assertThat((String) github.runs.get(0).get("summary"))
                .contains("https://github.example.com/contoso/store/blob/" + FakeGitHub.HEAD + "/k8s/rbac.yaml#L9");
    }

    @Test
    void batchesOfFiftyAndNoneIsLost() throws Exception {
        assertThat(post(EvaluationSamples.many(41))).contains("123 added");
        assertThat(github.writes()).hasSize(3);
        assertThat(github.annotations(1))
                .hasSize(123)
                .extracting(annotation -> annotation.get("path").text() + annotation.get("annotation_level"))
                .doesNotHaveDuplicates();
        assertThat(github.runs.get(0)).containsEntry("status", "completed");
        assertThat(github.annotations(1).subList(0, 41))
                .allMatch(
                        annotation -> annotation.get("annotation_level").text().equals("failure"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 49, 50, 51, 100, 101})
    void eachNumberEndsTheCheck(int number) throws Exception {
        Evaluation some = EvaluationSamples.many(number);
        Evaluation first = new Evaluation(
                some.findings().subList(0, number), List.of(), some.ledger(), some.policies(), some.thresholds());
        assertThat(post(first)).contains(number + " added");
        assertThat(github.runs).hasSize(1);
        assertThat(github.runs.get(0)).containsEntry("status", "completed");
        assertThat(github.annotations(1)).hasSize(number);
    }

    @Test
    void aSecondRunWritesNothing() throws Exception {
        post(EvaluationSamples.many(41));
        github.asked.clear();
        assertThat(post(EvaluationSamples.many(41))).contains("0 added, 0 updated, 0 closed, 123 unchanged");
        assertThat(github.writes()).isEmpty();
    }

    /** Annotations cannot be taken back, so that adding to the old check would show them twice. */
    @Test
    void anotherResultIsAnotherCheck() throws Exception {
        post(EvaluationSamples.many(2));
        post(EvaluationSamples.compliant());
        assertThat(github.runs).hasSize(2);
        assertThat(github.runs.get(1)).containsEntry("conclusion", "success");
        assertThat(github.annotations(1)).hasSize(6);
        assertThat(github.annotations(2)).isEmpty();
    }

    @Test
    void theLimitCountsTheRest() throws Exception {
        assertThat(new PullRequest(github.environment(folder, false), "", 20, Api.TIMEOUT, pauses::add)
                        .post(EvaluationSamples.many(10), Map.of(), true))
                .contains("20 added", "10 in the summary only");
    }

    @Test
    void aSuggestionIsAmongTheDetails() throws Exception {
        Finding wildcard = EvaluationSamples.store().findings().get(0);
        post(
                EvaluationSamples.store(),
                Map.of(wildcard, new ProposedFix("k8s/rbac.yaml", 9, 9, 20, List.of("  verbs: [get]"))),
                github.environment(folder, false));
        assertThat(github.annotations(1).get(1).get("raw_details").text())
                .isEqualTo("suggested for k8s/rbac.yaml:9\n```suggestion\n  verbs: [get]\n```\n");
    }

    /** GitHub shows annotations as they are written, and workflow commands are not read from them. */
    @ParameterizedTest
    @FieldSource("HOSTILE")
    void hostileTextIsShownAsItIs(String text) throws Exception {
        post(EvaluationSamples.hostile(text));
        assertThat(github.annotations(1)).allSatisfy(annotation -> {
            assertThat(annotation.get("message").text().lines())
                    .allSatisfy(line -> assertThat(SafeText.line(line)).isEqualTo(line));
            assertThat(annotation.get("title").text()).doesNotContain("\n", "forged");
        });
        github.asked.clear();
        assertThat(post(EvaluationSamples.hostile(text))).contains("0 added");
        assertThat(github.writes()).isEmpty();
    }

    /** A check in progress for ever would keep the pull request from being merged. */
    @Test
    void aCheckThatBreaksOffIsEnded() {
        github.failures.add(Failure.NONE);
        github.failures.add(Failure.NONE);
        github.failures.add(Failure.of(422));
        assertThatThrownBy(() -> post(EvaluationSamples.many(41))).hasMessageContaining("422");
        assertThat(github.runs.get(0)).containsEntry("status", "completed").containsEntry("conclusion", "cancelled");
    }

    @Test
    void afterACheckThatBrokeOffTheNextRunIsWhole() throws Exception {
        aCheckThatBreaksOffIsEnded();
        assertThat(post(EvaluationSamples.many(41))).contains("123 added");
        assertThat(github.annotations(2)).hasSize(123);
    }

    @Test
    void rateLimitsAreWaitedFor() throws Exception {
        github.failures.add(new Failure(403, Map.of("Retry-After", "30"), false));
        github.failures.add(new Failure(429, Map.of(), false));
        assertThat(post(EvaluationSamples.store())).contains("6 added");
        assertThat(pauses).containsExactly(30L, 2L);
    }

    @Test
    void aRefusalSaysWhatIsNeeded() {
        github.failures.add(Failure.of(403));
        assertThatThrownBy(() -> post(EvaluationSamples.store()))
                .hasMessageContaining("the token may not do this")
                .hasMessageContaining("checks: write")
                .hasMessageNotContaining(FakeService.TOKEN)
                .matches(failure -> !((ReviewException) failure).isExpected());
        github.failures.add(Failure.of(403));
        assertThatThrownBy(() -> post(EvaluationSamples.store(), Map.of(), github.environment(folder, true)))
                .matches(failure -> ((ReviewException) failure).isExpected());
    }

    @Test
    void withoutTokenOrPullRequestNothingIsAsked() throws Exception {
        Map<String, String> environment = github.environment(folder, false);
        environment.remove("GITHUB_TOKEN");
        assertThat(post(EvaluationSamples.store(), Map.of(), environment))
                .startsWith("Nothing is posted, since GITHUB_TOKEN is not set: the summary of the job has everything.");
        environment.remove("GITHUB_EVENT_PATH");
        assertThat(post(EvaluationSamples.store(), Map.of(), environment))
                .isEqualTo("Nothing is posted: this job is not of a pull request.");
        assertThat(github.asked).isEmpty();
    }

    @Test
    void anAddressOutsideOfTheServiceIsRefused() throws Exception {
        Map<String, String> environment = github.environment(folder, false);
        environment.put("GITHUB_REPOSITORY", "contoso/store/../../other");
        assertThatThrownBy(() -> post(EvaluationSamples.store(), Map.of(), environment))
                .hasMessageContaining("GITHUB_REPOSITORY");
        assertThat(github.asked).isEmpty();
    }
}
