package io.github.akspolicy.review;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.report.CiEnvironment;
import io.github.akspolicy.report.MarkdownSummary;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The pull request that a job of a CI system is about, told by the variables of the job. The token comes from a variable
 * too, and from nowhere else: {@code GITHUB_TOKEN} or {@code SYSTEM_ACCESSTOKEN}.
 */
public final class PullRequest {
    /** Threads that a person may still want to read. */
    private static final int AZURE_LIMIT = 50;

    private static final int GITHUB_LIMIT = 1000;
    /** GitHub takes 65535 characters of a summary. */
    private static final int GITHUB_SUMMARY = 60_000;

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final Map<String, String> environment;
    private final String url;
    private final int limit;
    private final Duration timeout;
    private final Api.Pause pause;

    /**
     * @param environment such as {@link System#getenv()}
     * @param url the address of the service instead of the one that the CI system names, or the empty string
     * @param limit how many threads or annotations there may be; the default of the service when not positive
     */
    public PullRequest(Map<String, String> environment, String url, int limit) {
        this(environment, url, limit, Api.TIMEOUT, TimeUnit.SECONDS::sleep);
    }

    /** @param timeout the time within which each answer of the service must be complete */
    PullRequest(Map<String, String> environment, String url, int limit, Duration timeout, Api.Pause pause) {
        this.environment = environment;
        this.url = url;
        this.limit = limit;
        this.timeout = timeout;
        this.pause = pause;
    }

    /**
     * Tells the pull request what was found.
     *
     * @param fixes what would fix findings; they may be those of another evaluation of the same files
     * @param whole whether everything was evaluated: only then is what is not found gone
     * @return one line that says what was done, or why nothing was
     * @throws ReviewException when the service cannot be reached or refuses
     */
    public String post(Evaluation evaluation, Map<Finding, ProposedFix> fixes, boolean whole) throws ReviewException {
        Map<String, ProposedFix> byPlace = new LinkedHashMap<>();
        fixes.forEach((finding, fix) -> byPlace.put(Note.place(finding), fix));
        CiEnvironment ci = CiEnvironment.detect(environment).orElse(null);
        if (ci == CiEnvironment.GITHUB_ACTIONS) {
            return github(evaluation, byPlace);
        }
        if (ci == CiEnvironment.AZURE_PIPELINES) {
            return azure(evaluation, byPlace, whole);
        }
        return "Nothing is posted: this is not a job of GitHub Actions or Azure Pipelines.";
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    /** What a variable says, if it has the form that its CI system documents: it becomes a part of an address. */
    private String variable(String name, Pattern form) throws ReviewException {
        String value = variable(name);
        if (!form.matcher(value).matches()) {
            throw new ReviewException(SafeText.line(name + " is \"" + value + "\", which it never is in a job"), 0);
        }
        return value;
    }

    private static String withoutToken(String name, String how) {
        return "Nothing is posted, since " + name + " is not set: the summary of the job has everything. " + how;
    }

    private String azure(Evaluation evaluation, Map<String, ProposedFix> fixes, boolean whole) throws ReviewException {
        if (variable("SYSTEM_PULLREQUEST_PULLREQUESTID").isEmpty()) {
            return "Nothing is posted: this build is not of a pull request.";
        }
        String token = variable("SYSTEM_ACCESSTOKEN");
        if (token.isEmpty()) {
            return withoutToken(
                    "SYSTEM_ACCESSTOKEN", "Give it to the step: env: {SYSTEM_ACCESSTOKEN: $(System.AccessToken)}");
        }
        if (!variable("BUILD_REPOSITORY_PROVIDER").isEmpty()
                && !variable("BUILD_REPOSITORY_PROVIDER").equals("TfsGit")) {
            return "Nothing is posted: the repository is not one of Azure Repos.";
        }
        var api = new Api(url.isEmpty() ? variable("SYSTEM_COLLECTIONURI") : url, token, timeout, pause);
        String path = "/" + segment("SYSTEM_TEAMPROJECT") + "/_apis/git/repositories/" + segment("BUILD_REPOSITORY_ID")
                + "/pullRequests/" + variable("SYSTEM_PULLREQUEST_PULLREQUESTID", NUMBER);
        var repos = new AzureRepos(
                api, path, variable("SYSTEM_PULLREQUEST_SOURCECOMMITID"), limit > 0 ? limit : AZURE_LIMIT);
        try {
            return "Threads of the pull request: " + repos.post(evaluation, fixes, whole) + ".";
        } catch (ReviewException refused) {
            boolean isFork = "true".equalsIgnoreCase(variable("SYSTEM_PULLREQUEST_ISFORK"));
            throw explained(
                    refused,
                    isFork,
                    "the build service of the project needs \"Contribute to pull requests\" on the repository");
        }
    }

    private String segment(String name) throws ReviewException {
        String value = variable(name, Pattern.compile("(?![.]{1,2}$)[^/\\\\\\p{Cntrl}]+"));
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String github(Evaluation evaluation, Map<String, ProposedFix> fixes) throws ReviewException {
        Json pullRequest = event().get("pull_request");
        if (pullRequest.value() == null) {
            return "Nothing is posted: this job is not of a pull request.";
        }
        String token = variable("GITHUB_TOKEN");
        if (token.isEmpty()) {
            return withoutToken(
                    "GITHUB_TOKEN",
                    "Give it to the step: env: {GITHUB_TOKEN: ${{ github.token }}}, with checks: write");
        }
        // the job has a merge commit, which is on no page
        String commit = pullRequest.get("head", "sha").text();
        if (!COMMIT.matcher(commit).matches()) {
            throw new ReviewException("the event of the job names no commit of the pull request", 0);
        }
        var api = new Api(url.isEmpty() ? variable("GITHUB_API_URL") : url, token, timeout, pause);
        var checks = new GitHubChecks(
                api, variable("GITHUB_REPOSITORY", REPOSITORY), commit, limit > 0 ? limit : GITHUB_LIMIT);
        Map<String, String> links = new LinkedHashMap<>(environment);
        links.put("GITHUB_SHA", commit);
        try {
            return "Annotations of the check: "
                    + checks.post(evaluation, fixes, MarkdownSummary.of(evaluation, links, GITHUB_SUMMARY)) + ".";
        } catch (ReviewException refused) {
            boolean isFork = pullRequest.get("head", "repo", "fork").isTrue();
            throw explained(refused, isFork, "the job needs the permission checks: write");
        }
    }

    private Json event() throws ReviewException {
        String file = variable("GITHUB_EVENT_PATH");
        if (file.isEmpty()) {
            return new Json(null);
        }
        try {
            return Json.parse(Files.readAllBytes(Path.of(file)));
        } catch (IOException unreadable) {
            throw new ReviewException(SafeText.line("the event of the job cannot be read: " + unreadable), 0);
        }
    }

    private static ReviewException explained(ReviewException failure, boolean isFork, String needs) {
        if (!failure.isRefusal()) {
            return failure;
        }
        return new ReviewException(
                failure.getMessage() + "; " + needs
                        + (isFork ? ". A job for a fork never has it: the summary of the job has everything" : ""),
                isFork ? ReviewException.FORK : 0);
    }
}
