package io.github.akspolicy.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.HostileText;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.review.FakeService.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads and statuses against a service that keeps the rules of the documentation. */
class AzureReposTest {
    static final List<String> HOSTILE = HostileText.ALL;

    private final List<Long> pauses = new ArrayList<>();
    private FakeAzureRepos azure;

    @BeforeEach
    void start() throws IOException {
        azure = new FakeAzureRepos();
    }

    @AfterEach
    void stop() {
        azure.close();
    }

    private String post(Evaluation evaluation) throws ReviewException {
        return post(evaluation, Map.of(), true, azure.environment(), 0);
    }

    private String post(
            Evaluation evaluation,
            Map<Finding, ProposedFix> fixes,
            boolean whole,
            Map<String, String> environment,
            int limit)
            throws ReviewException {
        return new PullRequest(environment, "", limit, Api.TIMEOUT, pauses::add).post(evaluation, fixes, whole);
    }

    /** The sample without what could not be read. */
    private static Evaluation store() {
        return EvaluationSamples.store().withProblems(List.of());
    }

    private static Evaluation without(Evaluation evaluation, int finding) {
        var findings = new ArrayList<>(evaluation.findings());
        findings.remove(finding);
        return new Evaluation(
                findings, evaluation.problems(), evaluation.ledger(), evaluation.policies(), evaluation.thresholds());
    }

    @Test
    void eachFindingIsAThreadOnItsLine() throws ReviewException {
        assertThat(post(store()))
                .isEqualTo(
                        "Threads of the pull request: 5 added, 0 updated, 0 closed, 0 unchanged, 0 in the summary only.");
        assertThat(azure.threads).hasSize(5);
        Json first = azure.thread(1);
        assertThat(first.get("threadContext", "filePath").text()).isEqualTo("/k8s/rbac.yaml");
        assertThat(first.get("threadContext", "rightFileStart", "line").number())
                .isEqualTo(9);
        assertThat(first.get("threadContext", "rightFileStart", "offset").number())
                .isEqualTo(12);
        assertThat(azure.comment(1).get("content")).isEqualTo("""
                **`rbac/wildcard-rules` (critical)**

                - ClusterRole store-admin: `rules[0].verbs` contains `"*"`
                - in: prod
                - fix: list the verbs and resources that are needed
                """);
        assertThat(azure.statuses)
                .singleElement()
                .satisfies(status ->
                        assertThat(status).containsEntry("state", "failed").containsEntry("iterationId", 2L));
        assertThat(new Json(azure.statuses.get(0)).get("description").text()).startsWith("FAILED: ");
    }

    @Test
    void aSecondRunWritesNothing() throws ReviewException {
        post(store());
        azure.asked.clear();
        assertThat(post(store())).contains("0 added, 0 updated, 0 closed, 5 unchanged");
        assertThat(azure.writes()).isEmpty();
    }

    @Test
    void whatIsGoneIsFixedAndWhatComesBackIsActiveAgain() throws ReviewException {
        post(store());
        azure.asked.clear();
        assertThat(post(without(store(), 0))).contains("0 added, 0 updated, 1 closed, 4 unchanged");
        assertThat(azure.thread(1).get("status").text()).isEqualTo("fixed");
        assertThat(azure.writes()).hasSize(2).anyMatch(write -> write.contains("/statuses"));
        assertThat(post(store())).contains("0 added, 1 updated, 0 closed, 4 unchanged");
        assertThat(azure.thread(1).get("status").text()).isEqualTo("active");
        assertThat(azure.threads).hasSize(5);
    }

    /** What was not judged may still be there. */
    @Test
    void nothingIsClosedUnlessAllWasJudged() throws ReviewException {
        post(store());
        assertThat(post(without(store(), 0), Map.of(), false, azure.environment(), 0))
                .contains(" 0 closed");
        Evaluation broken =
                without(store(), 0).withProblems(EvaluationSamples.store().problems());
        assertThat(post(broken)).contains(" 0 closed", "1 in the summary only");
        assertThat(azure.thread(1).get("status").text()).isEqualTo("active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wontFix", "closed", "byDesign", "pending"})
    void whatPeopleResolveStaysSo(String status) throws ReviewException {
        post(store());
        azure.threads.get(1).put("status", status);
        azure.asked.clear();
        assertThat(post(store())).contains("0 added, 0 updated, 0 closed, 5 unchanged");
        assertThat(azure.writes()).isEmpty();
        assertThat(azure.thread(2).get("status").text()).isEqualTo(status);
    }

    @Test
    void whatPeopleDeleteIsNotAddedAgain() throws ReviewException {
        post(store());
        azure.threads.get(1).put("isDeleted", true);
        azure.comment(3).put("isDeleted", true);
        azure.asked.clear();
        post(store());
        assertThat(azure.writes()).isEmpty();
    }

    @Test
    void aTextThatChangedIsUpdated() throws ReviewException {
        post(store());
        azure.comment(2).put("content", "as an older version said it");
        assertThat(post(store())).contains("0 added, 1 updated, 0 closed, 4 unchanged");
        assertThat((String) azure.comment(2).get("content")).contains("seccompProfile");
    }

    /** The server may keep texts with its own line ends. */
    @Test
    void lineEndsAreNoChange() throws ReviewException {
        post(store());
        for (int i = 1; i <= 5; i++) {
            azure.comment(i)
                    .put(
                            "content",
                            ((String) azure.comment(i).get("content"))
                                    .replace("\n", "\r\n")
                                    .strip());
        }
        azure.asked.clear();
        post(store());
        assertThat(azure.writes()).isEmpty();
    }

    @Test
    void ofTwoThreadsOfOneFindingOneStays() throws ReviewException {
        post(store());
        var twin = new HashMap<>(azure.threads.get(0));
        twin.put("id", 6L);
        azure.threads.add(twin);
        assertThat(post(store())).contains("0 added, 0 updated, 1 closed, 5 unchanged");
        assertThat(azure.thread(1).get("status").text()).isEqualTo("active");
        assertThat(azure.thread(6).get("status").text()).isEqualTo("fixed");
    }

    @Test
    void threadsOfOthersAreLeftAlone() throws ReviewException {
        azure.threads.add(new HashMap<>(Map.of(
                "id", 1L, "status", "active", "comments", List.of(Map.of("id", 1L, "content", "please rename")))));
        post(EvaluationSamples.compliant());
        assertThat(azure.thread(1).get("status").text()).isEqualTo("active");
        assertThat(azure.statuses)
                .singleElement()
                .satisfies(status -> assertThat(status).containsEntry("state", "succeeded"));
    }

    @Test
    void noMoreThanTheLimitAreOpenAndTheWorstComeFirst() throws ReviewException {
        Evaluation many = EvaluationSamples.many(20);
        assertThat(post(many)).contains("50 added", "10 in the summary only");
        assertThat(azure.threads)
                .allMatch(thread -> !new Json(thread)
                        .get("comments")
                        .items()
                        .get(0)
                        .get("content")
                        .text()
                        .contains("service-19` (info)"));
        // three are mended: there is room for three others
        Evaluation fewer = without(without(without(many, 0), 0), 0);
        assertThat(post(fewer)).contains("3 added", "3 closed", "7 in the summary only");
        assertThat(post(fewer, Map.of(), true, azure.environment(), 57)).contains("7 added", "0 in the summary only");
    }

    @Test
    void aSuggestionMarksTheLinesItReplaces() throws ReviewException {
        Finding wildcard = store().findings().get(0);
        var fix = new ProposedFix("k8s/rbac.yaml", 8, 9, 20, List.of("  verbs: [get]", "  # ```"));
        post(store(), Map.of(wildcard, fix), true, azure.environment(), 0);
        Json context = azure.thread(1).get("threadContext");
        assertThat(context.get("rightFileStart", "line").number()).isEqualTo(8);
        assertThat(context.get("rightFileEnd", "line").number()).isEqualTo(9);
        assertThat(context.get("rightFileEnd", "offset").number()).isEqualTo(20);
        assertThat((String) azure.comment(1).get("content"))
                .endsWith("\n\n````suggestion\n  verbs: [get]\n  # ```\n````\n");
        // one for another file would be committed to the wrong lines
        var elsewhere = new ProposedFix("values.yaml", 8, 9, 20, List.of("a: 1"));
        post(store(), Map.of(wildcard, elsewhere), true, azure.environment(), 0);
        assertThat((String) azure.comment(1).get("content")).doesNotContain("suggestion");
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void hostileTextIsText(String text) throws ReviewException {
        post(EvaluationSamples.hostile(text));
        for (int i = 1; i <= azure.threads.size(); i++) {
            var kinds = new java.util.TreeSet<String>();
            Node root = Parser.builder().build().parse((String) azure.comment(i).get("content"));
            root.accept(new AbstractVisitor() {
                @Override
                protected void visitChildren(Node parent) {
                    kinds.add(parent.getClass().getSimpleName());
                    super.visitChildren(parent);
                }

                @Override
                public void visit(Code code) {}

                @Override
                public void visit(Text words) {
                    assertThat(words.getLiteral()).doesNotContainPattern("[@#<>&`\\[\\]|!$~_^{}\\\\]|www|://");
                }

                @Override
                public void visit(FencedCodeBlock block) {
                    kinds.add("FencedCodeBlock");
                }
            });
            assertThat(kinds).isSubsetOf(Set.of("Document", "Paragraph", "BulletList", "ListItem", "StrongEmphasis"));
        }
        int before = azure.threads.size();
        azure.asked.clear();
        post(EvaluationSamples.hostile(text));
        assertThat(azure.threads).hasSize(before);
        assertThat(azure.writes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, the token is not accepted",
        "403, the token may not do this",
        "404, 'not there, or not for this token'",
        "500, '500: as told'",
        "302, 'a redirect to https://example.com/signin,'",
        "203, the token is not accepted"
    })
    void aRefusalIsToldWithoutTheToken(int status, String message) {
        for (int i = 0; i < 4; i++) {
            azure.failures.add(new Failure(status, Map.of("Location", "https://example.com/signin"), false));
        }
        assertThatThrownBy(() -> post(store()))
                .isInstanceOf(ReviewException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("/pullRequests/7/threads")
                .hasMessageNotContaining(FakeService.TOKEN)
                .matches(failure -> !((ReviewException) failure).isExpected());
        assertThat(azure.asked).hasSize(status == 500 ? 4 : 1);
    }

    @Test
    void anEchoOfTheTokenIsMasked() {
        azure.failures.add(new Failure(404, Map.of(), true));
        assertThatThrownBy(() -> post(store()))
                .hasMessageContaining("you sent Bearer ***")
                .hasMessageNotContaining(FakeService.TOKEN);
    }

    @Test
    void aForkCannotWriteAndThatIsNoError() {
        var fork = new HashMap<>(azure.environment());
        fork.put("SYSTEM_PULLREQUEST_ISFORK", "True");
        azure.failures.add(Failure.of(403));
        assertThatThrownBy(() -> post(store(), Map.of(), true, fork, 0))
                .hasMessageContaining("the summary of the job has everything")
                .matches(failure -> ((ReviewException) failure).isExpected());
    }

    @Test
    void waitsAsLongAsItIsAskedToWithinReason() throws ReviewException {
        azure.failures.add(new Failure(429, Map.of("Retry-After", "7"), false));
        azure.failures.add(new Failure(503, Map.of("Retry-After", "86400"), false));
        azure.failures.add(Failure.of(502));
        assertThat(post(store())).contains("5 added");
        assertThat(pauses).containsExactly(7L, 60L, 4L);
    }

    /** A POST that fails may have been done: repeating it would add the thread twice. */
    @Test
    void aThreadIsNotAddedTwice() {
        azure.failures.add(Failure.NONE);
        azure.failures.add(Failure.of(500));
        assertThatThrownBy(() -> post(store())).hasMessageContaining("POST");
        assertThat(azure.writes()).hasSize(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void withoutTokenNothingIsAsked() throws ReviewException {
        var environment = new HashMap<>(azure.environment());
        environment.remove("SYSTEM_ACCESSTOKEN");
        assertThat(post(store(), Map.of(), true, environment, 0))
                .startsWith(
                        "Nothing is posted, since SYSTEM_ACCESSTOKEN is not set: the summary of the job has everything.");
        environment.put("SYSTEM_ACCESSTOKEN", FakeService.TOKEN);
        environment.remove("SYSTEM_PULLREQUEST_PULLREQUESTID");
        assertThat(post(store(), Map.of(), true, environment, 0))
                .isEqualTo("Nothing is posted: this build is not of a pull request.");
        assertThat(post(store(), Map.of(), true, Map.of("CI", "true"), 0)).contains("not a job of GitHub Actions");
        assertThat(azure.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SYSTEM_COLLECTIONURI, http://devops.example.com/contoso/, https",
        "SYSTEM_COLLECTIONURI, https://user:pass@devops.example.com/contoso/, https",
        "SYSTEM_COLLECTIONURI, file:///etc, https",
        "SYSTEM_COLLECTIONURI, '', https",
        "SYSTEM_TEAMPROJECT, ../other, SYSTEM_TEAMPROJECT",
        "BUILD_REPOSITORY_ID, .., BUILD_REPOSITORY_ID",
        "SYSTEM_PULLREQUEST_PULLREQUESTID, 7/../8, SYSTEM_PULLREQUEST_PULLREQUESTID"
    })
    void oddVariablesSendTheTokenNowhere(String name, String value, String message) {
        var environment = new HashMap<>(azure.environment());
        environment.put(name, value);
        assertThatThrownBy(() -> post(store(), Map.of(), true, environment, 0))
                .isInstanceOf(ReviewException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("pass@");
        assertThat(azure.asked).isEmpty();
    }

    @Test
    void aTokenThatIsNoneIsNotShown() {
        var environment = new HashMap<>(azure.environment());
        environment.put("SYSTEM_ACCESSTOKEN", "secret\nX-Header: forged");
        assertThatThrownBy(() -> post(store(), Map.of(), true, environment, 0)).hasMessageNotContaining("secret");
    }

    @Test
    void anAddressOfOnesOwnWins() throws ReviewException {
        var environment = new HashMap<>(azure.environment());
        environment.put("SYSTEM_COLLECTIONURI", "https://devops.example.com/contoso/");
        assertThat(new PullRequest(environment, azure.url() + "/contoso", 0, Api.TIMEOUT, pauses::add)
                        .post(store(), Map.of(), true))
                .contains("5 added");
    }
}
