package io.github.akspolicy.review;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.report.EvaluationText;
import io.github.akspolicy.report.JsonOutput;
import io.github.akspolicy.report.Markdown;
import io.github.akspolicy.report.Suggestion;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A thread for each finding, on its line, and a status of the pull request. A thread is known again by a property with the
 * key of its finding, so that a second run adds none; it is resolved when the finding is gone. What people resolve
 * otherwise than as fixed, or delete, stays so. Source: Azure DevOps Services REST API 7.1, "Pull Request Threads", "Pull Request
 * Thread Comments", "Pull Request Statuses", "Pull Request Iterations".
 *
 * @param pullRequest the path of the pull request below the collection
 * @param commit the commit of its source branch that is judged, or the empty string
 * @param limit how many threads may be open before no other is added
 */
record AzureRepos(Api api, String pullRequest, String commit, int limit) {
    private static final String VERSION = "?api-version=7.1";
    private static final String KEY = "aksPolicy.key";
    private static final String ACTIVE = "active";
    private static final String FIXED = "fixed";
    private static final Set<String> OPEN = Set.of(ACTIVE, "pending");

    /** @param whole whether everything was judged, so that what is not found is not there */
    PostedReview post(Evaluation evaluation, Map<String, ProposedFix> fixes, boolean whole) throws ReviewException {
        Map<String, List<Json>> threads = threads();
        List<Note> notes = Note.of(evaluation, fixes);
        Set<String> open = Note.open(evaluation);
        notes.forEach(note -> open.add(note.key()));
        int closed = 0;
        for (Map.Entry<String, List<Json>> known : threads.entrySet()) {
            boolean isGone = whole && evaluation.problems().isEmpty() && !open.contains(known.getKey());
            // two builds at once may both have added one
            for (Json thread :
                    known.getValue().subList(isGone ? 0 : 1, known.getValue().size())) {
                if (OPEN.contains(thread.get("status").text())
                        && !thread.get("isDeleted").isTrue()) {
                    status(thread, FIXED);
                    closed++;
                }
            }
        }
        long live = threads.entrySet().stream()
                .filter(known -> open.contains(known.getKey())
                        && OPEN.contains(known.getValue().get(0).get("status").text()))
                .count();
        int added = 0;
        int updated = 0;
        int unchanged = 0;
        int left = 0;
        for (Note note : notes) {
            List<Json> known = threads.get(note.key());
            if (known != null) {
                if (update(known.get(0), note)) {
                    updated++;
                } else {
                    unchanged++;
                }
            } else if (note.at() == null || live >= limit) {
                left++;
            } else {
                add(note, note.at());
                live++;
                added++;
            }
        }
        status(evaluation);
        return new PostedReview(added, updated, closed, unchanged, left);
    }

    /** Ours, by key. */
    private Map<String, List<Json>> threads() throws ReviewException {
        var threads = new LinkedHashMap<String, List<Json>>();
        for (Json thread : api.list(pullRequest + "/threads" + VERSION, "value")) {
            String key = thread.get("properties", KEY, "$value").text();
            if (!key.isEmpty()) {
                threads.computeIfAbsent(key, unused -> new ArrayList<>()).add(thread);
            }
        }
        return threads;
    }

    private boolean update(Json thread, Note note) throws ReviewException {
        List<Json> comments = thread.get("comments").items();
        if (thread.get("isDeleted").isTrue()
                || comments.isEmpty()
                || comments.get(0).get("isDeleted").isTrue()) {
            return false;
        }
        boolean changed = false;
        String content = content(note);
        if (!comments.get(0).get("content").text().replace("\r\n", "\n").strip().equals(content.strip())) {
            api.patch(
                    path(thread) + "/comments/" + comments.get(0).get("id").number() + VERSION,
                    json -> json.field("content", content));
            changed = true;
        }
        if (thread.get("status").text().equals(FIXED)) {
            status(thread, ACTIVE);
            changed = true;
        }
        return changed;
    }

    private String path(Json thread) {
        return pullRequest + "/threads/" + thread.get("id").number();
    }

    private void status(Json thread, String status) throws ReviewException {
        api.patch(path(thread) + VERSION, json -> json.field("status", status));
    }

    private void add(Note note, SourceLocation at) throws ReviewException {
        ProposedFix fix = note.fixHere();
        api.post(pullRequest + "/threads" + VERSION, json -> {
            json.array(
                    "comments",
                    () -> json.object(() -> {
                        json.field("parentCommentId", 0);
                        json.field("content", content(note));
                        json.field("commentType", "text");
                    }));
            json.field("status", ACTIVE);
            json.object("threadContext", () -> {
                json.field("filePath", "/" + at.path());
                if (fix == null) {
                    position(json, "rightFileStart", at.line(), at.column());
                    position(json, "rightFileEnd", at.line(), at.column());
                } else {
                    // a suggestion replaces the lines that its thread marks
                    position(json, "rightFileStart", fix.firstLine(), 1);
                    position(json, "rightFileEnd", fix.lastLine(), fix.endColumn());
                }
            });
            json.object(
                    "properties",
                    () -> json.object(KEY, () -> {
                        json.field("$type", "System.String");
                        json.field("$value", note.key());
                    }));
        });
    }

    private static void position(JsonOutput json, String name, int line, int column) throws IOException {
        json.object(name, () -> {
            json.field("line", line);
            json.field("offset", column);
        });
    }

    /** Nothing of the input is markup, but for the lines of a suggestion, which are a block of code. */
    static String content(Note note) {
        var text = new StringBuilder("**")
                .append(Markdown.text(note.annotation().title()))
                .append("**\n\n");
        note.annotation()
                .lines()
                .forEach(line -> text.append("- ").append(Markdown.text(line)).append('\n'));
        if (note.fixHere() != null) {
            text.append('\n').append(Suggestion.markdown(note.fixHere()));
        }
        return text.toString();
    }

    /** The newest one of ours counts; it is of the iteration that was judged, where that is known. */
    private void status(Evaluation evaluation) throws ReviewException {
        long iteration = 0;
        if (!commit.isEmpty()) {
            for (Json one : api.list(pullRequest + "/iterations" + VERSION, "value")) {
                if (one.get("sourceRefCommit", "commitId").text().equals(commit)) {
                    iteration = one.get("id").number();
                }
            }
        }
        String state = evaluation.outcome() == Outcome.PASSED
                ? "succeeded"
                : evaluation.outcome() == Outcome.FAILED ? "failed" : "error";
        String description = EvaluationText.sentence(evaluation);
        Json newest = new Json(null);
        for (Json one : api.list(pullRequest + "/statuses" + VERSION, "value")) {
            if (one.get("context", "genre").text().equals("aks-policy")
                    && one.get("id").number() >= newest.get("id").number()) {
                newest = one;
            }
        }
        if (newest.get("state").text().equals(state)
                && newest.get("description").text().equals(description)
                && newest.get("iterationId").number() == iteration) {
            return;
        }
        long of = iteration;
        api.post(pullRequest + "/statuses" + VERSION, json -> {
            json.field("state", state);
            json.field("description", description);
            json.object("context", () -> {
                json.field("genre", "aks-policy");
                json.field("name", "verify");
            });
            if (of > 0) {
                json.field("iterationId", of);
            }
        });
    }
}
