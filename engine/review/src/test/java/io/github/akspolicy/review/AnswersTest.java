package io.github.akspolicy.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.review.FakeService.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that no service should give: of an empty one it does not follow that there is nothing yet. */
@Timeout(20)
class AnswersTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private final List<Long> pauses = new ArrayList<>();
    private FakeGitHub github;
    private FakeAzureRepos azure;

    @BeforeEach
    void start() throws IOException {
        github = new FakeGitHub();
        azure = new FakeAzureRepos();
    }

    @AfterEach
    void stop() {
        github.close();
        azure.close();
    }

    private String post(FakeService service) throws ReviewException, IOException {
        return post(service, EvaluationSamples.store());
    }

    private String post(FakeService service, Evaluation evaluation) throws ReviewException, IOException {
        Map<String, String> environment = service == github ? github.environment(folder, false) : azure.environment();
        return new PullRequest(environment, "", 0, TIMEOUT, pauses::add).post(evaluation, Map.of(), true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                " ",
                "{}",
                "[]",
                "[{}]",
                "\"check_runs\"",
                "7",
                "{\"check_runs\": null}",
                "{\"check_runs\": {}}",
                "{\"check_runs\": [null]}",
                "{\"check_runs\": [[]]}",
                "{\"check_runs\": [",
                "<html>Sign in</html>"
            })
    void noSecondCheckWhereTheFirstIsNotListed(String answer) throws Exception {
        post(github);
        github.failures.add(Failure.answering(200, answer));
        assertThatThrownBy(() -> post(github))
                .isInstanceOf(ReviewException.class)
                .hasMessageContaining("GET " + github.url() + "/api/v3/repos/contoso/store/commits/")
                .hasMessageContaining("the answer");
        assertThat(github.runs).hasSize(1);
        // the next run, with the answer that is due, adds none either
        assertThat(post(github)).contains("0 added");
    }

    /** Threads, iterations and statuses are asked for, in this order. */
    @ParameterizedTest
    @CsvSource({
        "0, ''",
        "0, null",
        "0, {}",
        "0, '{\"value\": null}'",
        "1, ''",
        "1, null",
        "1, {}",
        "2, ''",
        "2, null",
        "2, []"
    })
    void noSecondThreadOrStatusWhereTheFirstIsNotListed(int before, String answer) throws Exception {
        post(azure);
        int threads = azure.threads.size();
        for (int i = 0; i < before; i++) {
            azure.failures.add(Failure.NONE);
        }
        azure.failures.add(Failure.answering(200, answer));
        assertThatThrownBy(() -> post(azure))
                .isInstanceOf(ReviewException.class)
                .hasMessageContaining("the answer");
        assertThat(azure.threads).hasSize(threads);
        assertThat(azure.statuses).hasSize(1);
    }

    /** The id of what was added is asked for: without it, a check of several requests would stay in progress. */
    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"id\": null}", "{\"id\": \"7\"}"})
    void aCheckOfSeveralRequestsHasAnId(String answer) {
        github.failures.add(Failure.NONE);
        github.failures.add(Failure.answering(201, answer));
        assertThatThrownBy(() -> post(github, EvaluationSamples.many(41)))
                .hasMessageContaining("POST ")
                .hasMessageContaining("the answer");
        assertThat(github.writes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"check_runs\": ["})
    void anAnswerThatStallsEndsWithinTheTimeout(String beginning) {
        github.failures.add(Failure.stalling(200, beginning));
        long begin = System.nanoTime();
        assertThatThrownBy(() -> post(github))
                .isInstanceOf(ReviewException.class)
                .hasMessageContaining("no complete answer within 1 s");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.multipliedBy(3));
        assertThat(github.asked).hasSize(1);
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 429, 500})
    void anErrorThatStallsEndsWithinTheTimeout(int status) {
        azure.failures.add(Failure.stalling(status, "{"));
        assertThatThrownBy(() -> post(azure)).hasMessageContaining("no complete answer within 1 s");
        assertThat(azure.asked).hasSize(1);
    }

    @Test
    void aPostThatStallsIsNotRepeated() {
        github.failures.add(Failure.NONE);
        github.failures.add(Failure.stalling(201, "{\"id\""));
        assertThatThrownBy(() -> post(github)).hasMessageContaining("POST ").hasMessageContaining("no complete answer");
        assertThat(github.writes()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "204, '', '204: 200 or 201 was expected'",
        "202, '{}', '202: 200 or 201 was expected'",
        "206, '{\"message\": \"half\"}', '206: 200 or 201 was expected: half'",
        "300, '', '300: a redirect, where the token is not sent'",
        "304, '', '304: a redirect, where the token is not sent'",
        "400, '', '400: no reason given'",
        "418, '<html>', '418: no reason given'",
        "422, '{\"message\": \"Validation Failed\"}', '422: Validation Failed'"
    })
    void whatCameIsNamed(int status, String body, String message) {
        github.failures.add(Failure.answering(status, body));
        assertThatThrownBy(() -> post(github)).hasMessageContaining(message);
        assertThat(github.writes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://other.example/a/b?token=s3cret#f, 'a redirect to https://other.example/a/b,'",
        "/login, 'a redirect, where'",
        "'ht tp://[', 'a redirect, where'",
        "https://user:s3cret@other.example, 'a redirect to https://other.example,'"
    })
    void aRedirectIsNamedAndNotFollowed(String location, String message) {
        for (int status : List.of(301, 302, 303, 307, 308)) {
            github.failures.add(new Failure(status, Map.of("Location", location), false));
            assertThatThrownBy(() -> post(github))
                    .hasMessageContaining(status + ": " + message)
                    .hasMessageNotContaining("s3cret");
        }
        assertThat(github.asked).hasSize(5);
    }
}
