package io.github.akspolicy.review;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pull request 7 of Azure Repos, as "Azure DevOps Services REST API 7.1" describes threads, comments, statuses and iterations:
 * what must be there, which words there are, which fields an update may change.
 */
final class FakeAzureRepos extends FakeService {
    private static final Pattern PATH = Pattern.compile(
            "/contoso/My%20Store/_apis/git/repositories/repo-id/pullRequests/7/([^?]*)[?]api-version=7[.]1");
    private static final Set<String> THREAD =
            Set.of("unknown", "active", "fixed", "wontFix", "closed", "byDesign", "pending");
    private static final Set<String> STATE =
            Set.of("notSet", "pending", "succeeded", "failed", "error", "notApplicable");

    final List<Map<String, Object>> threads = new ArrayList<>();
    final List<Map<String, Object>> statuses = new ArrayList<>();

    FakeAzureRepos() throws IOException {}

    Map<String, String> environment() {
        return Map.of(
                "TF_BUILD", "True",
                "SYSTEM_COLLECTIONURI", url() + "/contoso/",
                "SYSTEM_TEAMPROJECT", "My Store",
                "BUILD_REPOSITORY_ID", "repo-id",
                "BUILD_REPOSITORY_PROVIDER", "TfsGit",
                "SYSTEM_PULLREQUEST_PULLREQUESTID", "7",
                "SYSTEM_PULLREQUEST_SOURCECOMMITID", "b".repeat(40),
                "SYSTEM_ACCESSTOKEN", TOKEN);
    }

    @Override
    Answer answer(String method, String path, Json body) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return new Answer(404, Map.of("message", "no such path: " + path));
        }
        String[] parts = matcher.group(1).split("/");
        String what =
                method + " " + parts[0] + (parts.length > 1 ? "/id" : "") + (parts.length > 2 ? "/" + parts[2] : "");
        return switch (what) {
            case "GET threads" -> new Answer(200, Map.of("value", threads, "count", threads.size()));
            case "GET statuses" -> new Answer(200, Map.of("value", statuses));
            case "GET iterations" ->
                new Answer(200, Map.of("value", List.of(iteration(1, "a".repeat(40)), iteration(2, "b".repeat(40)))));
            case "POST threads" -> add(body);
            case "POST statuses" -> status(body);
            case "PATCH threads/id" -> {
                Map<String, Object> thread = threads.get(Integer.parseInt(parts[1]) - 1);
                require(THREAD.contains(body.get("status").text()), "status");
                thread.put("status", body.get("status").text());
                yield new Answer(200, thread);
            }
            case "PATCH threads/id/comments" -> {
                Map<String, Object> comment = comment(Integer.parseInt(parts[1]));
                require(comment.get("id").equals(Long.parseLong(parts[3])), "comment");
                comment.put("content", body.get("content").text());
                yield new Answer(200, comment);
            }
            default -> new Answer(405, Map.of("message", what));
        };
    }

    private static Map<String, Object> iteration(long id, String commit) {
        return Map.of("id", id, "sourceRefCommit", Map.of("commitId", commit));
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> comment(int thread) {
        return ((List<Map<String, Object>>) threads.get(thread - 1).get("comments")).get(0);
    }

    Json thread(int id) {
        return new Json(threads.get(id - 1));
    }

    private Answer add(Json body) {
        Json comment = body.get("comments").items().get(0);
        require(!comment.get("content").text().isBlank(), "content");
        require(comment.get("commentType").text().equals("text"), "commentType");
        require(THREAD.contains(body.get("status").text()), "status");
        Json context = body.get("threadContext");
        require(context.get("filePath").text().startsWith("/"), "filePath begins with a slash");
        for (String end : List.of("rightFileStart", "rightFileEnd")) {
            require(
                    context.get(end, "line").number() > 0
                            && context.get(end, "offset").number() > 0,
                    end);
        }
        var thread = new LinkedHashMap<String, Object>();
        thread.put("id", (long) threads.size() + 1);
        var first = new LinkedHashMap<String, Object>();
        first.put("id", 1L);
        first.put("content", comment.get("content").text());
        thread.put("comments", new ArrayList<>(List.of(first)));
        thread.put("status", body.get("status").text());
        thread.put("threadContext", context.value());
        thread.put("properties", body.get("properties").value());
        threads.add(thread);
        return new Answer(200, thread);
    }

    private Answer status(Json body) {
        require(STATE.contains(body.get("state").text()), "state");
        require(!body.get("context", "name").text().isEmpty(), "context");
        var status = new LinkedHashMap<String, Object>();
        status.put("id", (long) statuses.size() + 1);
        status.put("state", body.get("state").text());
        status.put("description", body.get("description").text());
        status.put("context", body.get("context").value());
        status.put("iterationId", body.get("iterationId").number());
        statuses.add(status);
        return new Answer(200, status);
    }

    static void require(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("the documentation asks for " + what);
        }
    }
}
