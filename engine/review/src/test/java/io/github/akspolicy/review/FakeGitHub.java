package io.github.akspolicy.review;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Check runs as "GitHub REST API, Check runs" describes them: fifty annotations in a request, added to those that are there;
 * lengths of texts; which words there are.
 */
final class FakeGitHub extends FakeService {
    static final String HEAD = "c".repeat(40);
    private static final String RUNS = "/api/v3/repos/contoso/store/check-runs";

    final List<Map<String, Object>> runs = new ArrayList<>();

    FakeGitHub() throws IOException {}

    Map<String, String> environment(Path folder, boolean isFork) throws IOException {
        Path event = folder.resolve("event.json");
        Files.writeString(
                event,
                "{\"number\": 7, \"pull_request\": {\"head\": {\"sha\": \"" + HEAD + "\", \"repo\": {\"fork\": "
                        + isFork + "}}}}");
        var environment = new HashMap<String, String>();
        environment.put("GITHUB_ACTIONS", "true");
        environment.put("GITHUB_API_URL", url() + "/api/v3");
        environment.put("GITHUB_SERVER_URL", "https://github.example.com");
        environment.put("GITHUB_REPOSITORY", "contoso/store");
        // of the merge, which nobody sees
        environment.put("GITHUB_SHA", "d".repeat(40));
        environment.put("GITHUB_EVENT_PATH", event.toString());
        environment.put("GITHUB_TOKEN", TOKEN);
        return environment;
    }

    @Override
    Answer answer(String method, String path, Json body) {
        if (method.equals("GET")
                && path.equals("/api/v3/repos/contoso/store/commits/" + HEAD
                        + "/check-runs?check_name=aks-policy&filter=latest&per_page=100")) {
            return new Answer(
                    200,
                    Map.of(
                            "total_count",
                            runs.size(),
                            "check_runs",
                            runs.isEmpty() ? List.of() : List.of(runs.get(runs.size() - 1))));
        }
        if (method.equals("POST") && path.equals(RUNS)) {
            require(body.get("name").text().equals("aks-policy"), "name");
            require(body.get("head_sha").text().equals(HEAD), "the commit of the pull request");
            var run = new LinkedHashMap<String, Object>();
            run.put("id", (long) runs.size() + 1);
            run.put("external_id", body.get("external_id").text());
            run.put("annotations", new ArrayList<>());
            runs.add(run);
            return update(run, body, 201);
        }
        if (method.equals("PATCH") && path.startsWith(RUNS + "/")) {
            return update(runs.get(Integer.parseInt(path.substring(RUNS.length() + 1)) - 1), body, 200);
        }
        return new Answer(404, Map.of("message", "Not Found"));
    }

    @SuppressWarnings("unchecked")
    private static Answer update(Map<String, Object> run, Json body, int status) {
        require(
                Set.of("queued", "in_progress", "completed")
                        .contains(body.get("status").text()),
                "status");
        if (body.get("status").text().equals("completed")) {
            require(
                    Set.of("success", "failure", "neutral", "cancelled")
                            .contains(body.get("conclusion").text()),
                    "conclusion");
        }
        run.put("status", body.get("status").text());
        run.put("conclusion", body.get("conclusion").value());
        Json output = body.get("output");
        if (output.value() == null) {
            return new Answer(status, run);
        }
        require(!output.get("title").text().isEmpty(), "title");
        require(
                !output.get("summary").text().isEmpty()
                        && output.get("summary").text().length() < 65_536,
                "summary");
        run.put("summary", output.get("summary").text());
        List<Json> annotations = output.get("annotations").items();
        if (annotations.size() > 50) {
            return new Answer(422, Map.of("message", "Only 50 annotations are allowed per request"));
        }
        for (Json one : annotations) {
            require(
                    !one.get("path").text().startsWith("/")
                            && !one.get("path").text().isEmpty(),
                    "path");
            require(
                    one.get("start_line").number() > 0
                            && one.get("start_line").number()
                                    <= one.get("end_line").number(),
                    "lines");
            require(
                    Set.of("notice", "warning", "failure")
                            .contains(one.get("annotation_level").text()),
                    "level");
            require(
                    !one.get("message").text().isEmpty()
                            && one.get("message").text().getBytes(java.nio.charset.StandardCharsets.UTF_8).length
                                    <= 65_536,
                    "message");
            require(one.get("title").text().length() <= 255, "title");
            require(
                    one.get("raw_details").text().getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= 65_536,
                    "raw_details");
            ((List<Object>) run.get("annotations")).add(one.value());
        }
        return new Answer(status, run);
    }

    private static void require(boolean condition, String what) {
        FakeAzureRepos.require(condition, what);
    }

    List<Json> annotations(int run) {
        return new Json(runs.get(run - 1)).get("annotations").items();
    }
}
